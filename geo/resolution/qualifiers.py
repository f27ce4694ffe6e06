"""The names beside a mention that may say in what it lies: "Paris, Texas", "the Syrian town of Qamishli"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.languages import language
from geo.model import Kind, NameKind
from geo.resolution.candidates import KIND_CODE, CandidateSource, CandidateTable
from geo.resolution.toponyms import DIRECTIONS

_REACH = 60
"""Code points after a mention in which its qualifier must begin and end."""
_WORD = re.compile(r"[^\W\d_](?:[\w.&'’-]*\w)?\.?")
_ENGLISH = language("en")
_ADJECTIVES, _KINDS, _DIVISIONS = (
    "|".join(sorted(_ENGLISH.word_list(name)))
    for name in ("qualifier_adjectives", "qualified_kinds", "divisions")
)
_OF_A_DIVISION = rf"(?:the\s+)?(?:(?:[a-z]+\s+){{0,2}}(?:{_DIVISIONS})\s+of\s+)?"
_IN = rf"(?:in|of)\s+{_OF_A_DIVISION}"
_OPENING = re.compile(
    rf"(?P<comma>,\s+(?:(?:in|on|near)\s+{_OF_A_DIVISION})?|\s*\(\s*)|\s+(?P<preposition>{_IN})"
    r"|\s+(?P<code>(?=[A-Z]{2}\b))"
)
"""Between a name and what it lies in: ", ", " (", ", in ", " in the province of "; before "PA" nothing."""
_BEFORE = re.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*\s)*[A-Z][\w.'’-]*?)(?:['’]s)?\s+"
    rf"(?:(?:{_ADJECTIVES})\s+)*(?:(?:{_KINDS})\s+)?(?:of\s+)?$"
)
_DEFINED = re.compile(
    r"(?:\s+\([^()\n]{0,80}\)|\s+/[^/\n]{1,40}/|,[^.,\n]{0,40},)?\s+(?:is|was|are|were)\s+(?:an?|the|one)"
    r"\s[^.\n]{0,160}"
)
"""What says what a name is: "Victoria (pronounced …) is the capital city of British Columbia"."""
_LIES_IN = re.compile(rf"\s(?P<preposition>{_IN})(?=[A-Z])")
_DEFINED_REACH = 320
_MOST_DEFINING = 4
"""Places of which a definition is taken to say that the name lies in them: more are a digression."""
_LIST_GOES_ON = re.compile(r",?\s+(?:and|or|&)\s+[A-Z]|,\s+[A-Z][^,.]{0,25},?\s+and\s")
_SPACES = re.compile(r"[ \t]+")
_MAX_WORDS = 3
_CITY = 100_000
"""People of a town that has parts of other names: "Clifton, Bristol"."""
_CONTAINERS = [KIND_CODE[kind] for kind in (Kind.COUNTRY, Kind.REGION, Kind.DISTRICT, Kind.AREA, Kind.ISLAND)]
_PROMINENT = frozenset({KIND_CODE[Kind.COUNTRY], KIND_CODE[Kind.REGION]})


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A name beside a mention that may say in what it lies."""

    table: CandidateTable
    start: int
    end: int
    text: str
    before: bool = False
    """It stands before the mention: "the Syrian town of Qamishli"."""
    listed: bool = False
    """It goes on as a list does: "Paris, London and Rome"; then it says little."""
    other: bool = False
    """The mention means another place than the one that lies there: "from Paris, Texas, to Paris"."""


def qualifiers(text: str, start: int, end: int, source: CandidateSource) -> tuple[Qualifier, ...]:
    """The names right after and right before the mention at `start:end` that could contain it."""
    found = []
    at = end
    for _ in range(2):  # "Troy, Bradford County, Pa."
        after = _after(text, at, source, first=at == end)
        if after is None:
            break
        found.append(after)
        at = after.end
    if not found:
        found += _defining(text, end, source)
    if before := _before(text, start, source):
        found.append(before)
    return tuple(found)


def _could_contain(table: CandidateTable) -> bool:
    city = any(named.place.population >= _CITY for named in table.places[:2])
    return city or any(code in _CONTAINERS for code in table.kind[:5])


def _defining(text: str, end: int, source: CandidateSource) -> Iterator[Qualifier]:
    """What a name that ends at `end` is said to lie in: "is a town in Reno County, Kansas"."""
    defined = _DEFINED.match(text, end, end + _DEFINED_REACH)
    if defined is None:
        return
    count, at = 0, end
    for lies in _LIES_IN.finditer(text, end, defined.end()):
        if lies.start() < at:
            continue
        at, opening = lies.start(), _OPENING.match(text, lies.start(), lies.end() + _REACH)
        while opening and count < _MOST_DEFINING and (after := _named(text, opening, source)):
            yield after
            count, at = count + 1, after.end
            opening = _OPENING.match(text, at, at + _REACH)
            if opening and opening["preposition"]:
                break


def _is_code(table: CandidateTable) -> bool:
    """Whether the name is a region's postal code: the "PA" of "Lebanon PA"."""
    return any(
        named.name_kind is NameKind.ABBREVIATION and named.place.kind is Kind.REGION
        for named in table.places[:5]
    )


def _after(text: str, at: int, source: CandidateSource, *, first: bool) -> Qualifier | None:
    opening = _OPENING.match(text, at, at + _REACH)
    if opening is None or (opening["preposition"] and not first):
        return None
    return _named(text, opening, source)


def _named(text: str, opening: re.Match[str], source: CandidateSource) -> Qualifier | None:
    """The name after `opening` that could contain something."""
    at = opening.start()
    words: list[re.Match[str]] = []
    position = opening.end()
    while len(words) < _MAX_WORDS + 2 and (word := _WORD.match(text, position, at + _REACH)):
        if not word[0][0].isupper() and word[0].casefold() not in DIRECTIONS:
            break
        words.append(word)
        space = _SPACES.match(text, word.end())
        if space is None:
            break
        position = space.end()
    while words and words[0][0].casefold() in DIRECTIONS and words[0][0].islower():
        words.pop(0)
    for length in range(min(_MAX_WORDS, len(words)), 0, -1):
        begin, finish = words[0].start(), words[length - 1].end()
        table = source.exact(text[begin:finish])
        if table is not None and _could_contain(table):
            if opening["code"] is not None and not _is_code(table):
                return None
            if table.places[0].name_kind is not NameKind.ABBREVIATION:
                finish -= text[finish - 1] == "."  # a sentence's, not the name's
            listed = bool(opening["comma"]) and _LIST_GOES_ON.match(text, finish) is not None
            return Qualifier(table, begin, finish, text[begin:finish], listed=listed)
    return None


def _before(text: str, start: int, source: CandidateSource) -> Qualifier | None:
    window = max(0, start - _REACH)
    match = _BEFORE.search(text[window:start])
    if match is None:
        return None
    words = match["name"].split()
    for length in range(min(_MAX_WORDS, len(words)), 0, -1):
        name = " ".join(words[-length:])
        table = source.exact(name)
        if table is not None and int(table.kind[0]) in _PROMINENT:
            begin = window + match.start("name") + match["name"].rfind(name)
            return Qualifier(table, begin, begin + len(name), name, before=True)
    return None
