"""From the words of a mention to what is looked up in the gazetteer. Pure functions on strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.gazetteer import IN_FULL
from geo.languages import language
from geo.model import Kind

_ENGLISH = language("en")
_DISTRICTS = frozenset({Kind.DISTRICT})
TYPE_WORDS: dict[str, frozenset[Kind]] = {
    word: frozenset(map(Kind, kinds.split()))
    for kinds, words in _ENGLISH.tables["type_words"].items()
    for word in words.split()
}
"""Words beside or inside a name that say what kind of place it names."""
_PLURALS = _ENGLISH.tables["plurals"]
DIRECTIONS = _ENGLISH.word_list("directions")
"""Words before a name that mean a part of what it names, or what is around it."""
_SAYS_NO_PLACE = DIRECTIONS | _ENGLISH.word_list("inside_institutions") | frozenset(TYPE_WORDS)
"""Words that name no place by themselves inside a longer name: the "Hall" of "City Hall" is no town."""
_AFTER_COMPOUND = _ENGLISH.word_list("participles")
"""What follows the hyphen in "Britain-based": the name stands before it."""

_CYRILLIC = re.compile("[а-яіїєґ]$")
_CASES = (
    "ии ия, ию ия, ией ия, ією ія, ії ія, ою а, ого ое ый, ском ск ское, ом - о, ем ь е -, ой а ая, ей я ь, "
    "е - а о я ь, ы а -, и ь я а -, у - а о, ю ь я, а - о, я ь е, і - а ь"
)
_NOMINATIVES = [
    (ending, [o.strip("-") for o in others]) for ending, *others in map(str.split, _CASES.split(", "))
]
"""Endings of the cases, and what stands for each in the nominative, the usual first."""
_SHORTEST_STEM = 3
_LONGEST_ABBREVIATION = 5
"""Letters of "Calif" and "Minn": without a dot they count where no other place is called so."""
_POSSESSIVE = re.compile(r"(?:['’´`]s|(?<=s)['’])$", re.IGNORECASE)
_CODED = re.compile(r"(?P<name>.+) (?P<code>[A-Z]{2})")
"""A town and its region's postal code: "Lebanon PA"."""
_EDGES = " \t\r\n\"“”‘’'«»()[],;:–—-"


INSIDE = 2
"""`Query.backed_off` of a name inside the mention's."""


@dataclass(frozen=True, slots=True)
class Query:
    """One thing to look up for a mention."""

    name: str
    kinds: frozenset[Kind] | None = None
    """Kinds that the mention's own words ask for: "Pointe Coupee Parish" asks for a district."""
    backed_off: int = 0
    """0: the mention as it stands; 1: without an article or ending; `INSIDE`: a name inside it."""
    demonyms_only: bool = False
    """The plural of a word counts only where the word names a people."""
    container: str | None = None
    """The rest of a mention such as "Paris, Texas" or "Lebanon PA"."""


_MOST_WORDS = 12
"""Words of a run that is looked up. The gazetteer has hardly a longer name."""


def singular(word: str) -> str:
    """A type word as it stands in names: "counties" is "county"."""
    word = word.casefold().strip(".,")
    return _PLURALS.get(word, word)


def type_word(word: str) -> frozenset[Kind] | None:
    """The kinds that a word such as "County" or "provinces" says, or None."""
    return TYPE_WORDS.get(singular(word))


def queries(text: str) -> Iterator[Query]:
    """Yield what to look up for a mention, surest first; the caller stops at the first that is known."""
    text = " ".join(text.split())
    whole = text.strip(_EDGES)
    if text != whole and text:
        yield Query(text)
    if not whole:
        return
    yield Query(whole)
    bare = _POSSESSIVE.sub("", whole)
    if bare != whole:
        yield Query(bare, backed_off=1)
    for article in ("the ", "al-", "al ", "el-", "el "):
        if bare.casefold().startswith(article) and len(bare) > len(article):
            bare = bare[len(article) :]
            yield Query(bare, backed_off=1)
            break
    if bare.isalpha() and bare.istitle() and len(bare) <= _LONGEST_ABBREVIATION:
        yield Query(f"{bare}.", backed_off=1)  # "Fresno, Calif"
    for one in _singulars(bare):
        yield Query(one, backed_off=1, demonyms_only=True)
    for one in _nominatives(bare):
        yield Query(one, backed_off=1)
    if ", " in bare:
        head, _, container = bare.partition(", ")
        for query in queries(head):
            yield Query(query.name, query.kinds, 1, query.demonyms_only, container)
    if coded := _CODED.fullmatch(bare):
        for query in queries(coded["name"]):
            if query.backed_off != INSIDE:
                yield Query(query.name, query.kinds, 1, query.demonyms_only, coded["code"])
    for query in _parts(bare):
        if not all(word.casefold() in _SAYS_NO_PLACE for word in query.name.split(" ")):
            yield query


def _singulars(name: str) -> Iterator[str]:
    if name.endswith("s") and not name.endswith("ss") and len(name) > 4:
        yield name[:-1]
    if name.endswith("men"):
        yield name[:-2] + "an"


def _nominatives(name: str) -> Iterator[str]:
    """Yield what an inflected Russian or Ukrainian name may be in the dictionary: "Москве", "Анкары",
    "Якутии"."""
    if not _CYRILLIC.search(name):
        return
    for ending, others in _NOMINATIVES:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) >= _SHORTEST_STEM:
            yield from (stem + other for other in others)


def _parts(name: str) -> Iterator[Query]:
    """Names inside a longer name that the gazetteer does not know as a whole."""
    words = name.split(" ")
    lower = [word.casefold() for word in words]
    yield from _compound(name)
    if len(words) == 1:
        return
    if len(words) > 2 and lower[1] in ("of", "de", "du") and (kinds := type_word(words[0])):
        yield Query(" ".join(words[2:]), kinds, 1)  # "city of Paris", "University of Texas"
    if lower[-1] in IN_FULL:
        yield Query(" ".join([*words[:-1], IN_FULL[lower[-1]]]), _DISTRICTS, 1)
    if kinds := type_word(words[-1]):
        yield Query(" ".join(words[:-1]), kinds, 1)  # "Pointe Coupee Parish"
    if kinds := type_word(words[0]):
        yield Query(" ".join(words[1:]), kinds, 1)  # "River Thames", "province of …"
    if lower[0] in DIRECTIONS:
        rest = words[1:]
        if rest[-1].casefold() == "area" and len(rest) > 1:
            rest = rest[:-1]
        yield Query(" ".join(rest), None, 1)
    elif lower[-1] in ("area", "metro", "region", "valley", "coast", "border", "metropolitan"):
        yield Query(" ".join(words[:-1]), None, 1)
    yield from _inside(words)


def _compound(name: str) -> Iterator[Query]:
    """ "Britain-based" names Britain; "Anglo-French" and "Syrian-Turkish" name two, the first is taken."""
    for hyphen in "-–":
        head, found, tail = name.partition(hyphen)
        if not found or not head or not tail:
            continue
        yield Query(head, backed_off=1)
        if tail.casefold() not in _AFTER_COMPOUND:
            yield Query(tail, backed_off=1)
        return


def _inside(words: list[str]) -> Iterator[Query]:
    """Shorter and shorter runs of capitalised words: the place of "Istanbul's Taksim Square" is Istanbul."""
    kinds = type_word(words[-1])
    for length in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if (
                not (run[0][:1].isupper() and run[-1][:1].isupper())
                or type_word(run[0])
                or run[0].casefold() in DIRECTIONS
            ):
                continue
            text = " ".join(run)
            yield Query(_POSSESSIVE.sub("", text).strip(_EDGES), kinds if start == 0 else None, INSIDE)
