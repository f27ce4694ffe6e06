"""From the words of a mention to what is looked up in the gazetteer. Pure functions on strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.gazetteer import IN_FULL
from geo.model import Kind

_SETTLEMENTS = frozenset({Kind.SETTLEMENT})
_DISTRICTS = frozenset({Kind.DISTRICT})
_DIVISIONS = frozenset({Kind.REGION, Kind.DISTRICT})
_WATERS = frozenset({Kind.WATER})
_MOUNTAINS = frozenset({Kind.MOUNTAIN})
_ISLANDS = frozenset({Kind.ISLAND})
_FACILITIES = frozenset({Kind.FACILITY})

TYPE_WORDS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(("city", "town", "village", "hamlet", "municipality", "borough", "suburb"), _SETTLEMENTS),
    **dict.fromkeys(("capital", "port", "resort", "settlement"), _SETTLEMENTS),
    **dict.fromkeys(("county", "parish", "township", "raion", "rayon"), _DISTRICTS),
    **dict.fromkeys(("district", "prefecture", "governorate", "department", "canton"), _DIVISIONS),
    **dict.fromkeys(("state", "province", "oblast", "region", "territory", "emirate"), _DIVISIONS),
    **dict.fromkeys(("country", "republic", "kingdom"), frozenset({Kind.COUNTRY, Kind.REGION})),
    **dict.fromkeys(("river", "lake", "bay", "gulf", "strait", "straits", "sea", "ocean", "creek"), _WATERS),
    **dict.fromkeys(("canal", "lagoon", "reservoir"), _WATERS),
    **dict.fromkeys(("mount", "mt", "mountain", "mountains", "volcano", "peak", "hill"), _MOUNTAINS),
    **dict.fromkeys(("island", "islands", "isle", "isles", "archipelago", "atoll"), _ISLANDS),
    **dict.fromkeys(("airport", "airfield", "university", "college", "hospital", "stadium"), _FACILITIES),
    **dict.fromkeys(("park", "palace", "prison", "school", "station", "bridge", "square"), _FACILITIES),
}
"""Words beside or inside a name that say what kind of place it names."""

_PLURALS = {
    "counties": "county",
    "parishes": "parish",
    "townships": "township",
    "cities": "city",
    "towns": "town",
    "villages": "village",
    "states": "state",
    "provinces": "province",
    "districts": "district",
    "regions": "region",
    "rivers": "river",
    "lakes": "lake",
    "airports": "airport",
    "twp": "township",
}

_DIRECTIONS = (
    "north south east west northern southern eastern western northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern north-east north-west south-east south-west "
    "north-eastern north-western south-eastern south-western central upper lower inner outer greater "
    "downtown uptown midtown metropolitan metro suburban rural coastal mainland mid mid- old"
)
DIRECTIONS = frozenset(_DIRECTIONS.split())
"""Words before a name that mean a part of what it names, or what is around it."""

_INSTITUTIONS = (
    "academy agency association authority avenue bank board boulevard building bureau campus cathedral "
    "cemetery center centre chamber church clinic club commission committee community company conference "
    "congress convention council court courthouse embassy farm festival forest foundation garden gardens "
    "general ground group hall headquarters high home hotel house institute international jail laboratory "
    "lane law library mall market medical memorial ministry mosque museum national new office parliament "
    "place plaza police post primary restaurant road royal saint secondary service services shop society st "
    "st. street summit supreme synagogue team technical temple theater theatre tower union valley"
)
_SAYS_NO_PLACE = DIRECTIONS | frozenset(_INSTITUTIONS.split()) | frozenset(TYPE_WORDS)
"""Words that name no place by themselves inside a longer name: the "Hall" of "City Hall" is no town."""

_PARTICIPLES = (
    "based led backed born controlled held run ruled occupied bound owned made educated style wide "
    "area funded trained allied brokered mediated sponsored supported registered flagged listed"
)
_AFTER_COMPOUND = frozenset(_PARTICIPLES.split())
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
    """The rest of a mention such as "Paris, Texas"."""


def singular(word: str) -> str:
    """A type word as it stands in names: "counties" is "county"."""
    word = word.casefold().strip(".,")
    return _PLURALS.get(word, word)


def type_word(word: str) -> frozenset[Kind] | None:
    """The kinds that a word such as "County" or "provinces" says, or None."""
    return TYPE_WORDS.get(singular(word))


def queries(text: str) -> Iterator[Query]:
    """What to look up for a mention, surest first; the caller stops at the first that is known."""
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
    for query in _parts(bare):
        if not all(word.casefold() in _SAYS_NO_PLACE for word in query.name.split(" ")):
            yield query


def _singulars(name: str) -> Iterator[str]:
    if name.endswith("s") and not name.endswith("ss") and len(name) > 4:
        yield name[:-1]
    if name.endswith("men"):
        yield name[:-2] + "an"


def _nominatives(name: str) -> Iterator[str]:
    """What an inflected Russian or Ukrainian name may be in the dictionary: "Москве", "Анкары", "Якутии"."""
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
    for length in range(len(words) - 1, 0, -1):
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
