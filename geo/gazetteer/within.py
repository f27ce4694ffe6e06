"""Places inside a longer name that the gazetteer does not have: "Seoul" of "Seoul Central District Court"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

from geo.languages import language
from geo.model import Kind, NamedPlace, NameKind

Lookup = Callable[[str], tuple[NamedPlace, ...]]

_MOST_WORDS = 12
"""Words of a name that is looked up. The gazetteer has hardly a longer one."""
_WORD = re.compile(r"[^\s,;:()/]+")
_ENGLISH = language("en")
_GENERIC = _ENGLISH.word_list("sorts_and_parts")
"""Words that say what sort or which part of a place is meant: with nothing else left, it is that place."""
IN_FULL = _ENGLISH.tables["short_forms"]
"""What a division's name ends in when it is shortened: "Tewksbury Twp."."""
_STREETS = _ENGLISH.word_list("streets")
"""A street is not where the place that it is called after is."""
_PEOPLE = tuple(sorted(_ENGLISH.word_list("people_endings"), key=len, reverse=True))
"""Endings of what a place's people are called, longest first: "New Londoners"."""
_SHORTEST_BASE = 4
"""Letters of a name that an ending may follow: "Parker" is no one from Par."""
_KNOWN_SETTLEMENT = {NameKind.OFFICIAL: 15_000, NameKind.DEMONYM: 15_000, NameKind.ALTERNATE: 100_000}
"""People of a settlement that other words may stand around: below, it is more likely a word or a surname."""


def places_within(name: str, lookup: Lookup) -> tuple[NamedPlace, ...]:
    """The places of `name` with its last word in full ("Greene Co."), else those of its longest known part;
    of two as long, the one after "of", else the first.

    Where only generic words are left over ("Town of Groton") any place will do, otherwise it must be well
    known under that name. Empty where nothing is found, and for names of streets.
    """
    words = [match.group().removesuffix("'s").removesuffix("’s") for match in _WORD.finditer(name)]
    if not words or words[-1].lower() in _STREETS:
        return ()
    full = IN_FULL.get(words[-1].lower())
    if full and (found := lookup(" ".join([*words[:-1], full]))):
        return found
    if found := _home_of(words, lookup):
        return found
    special = list(accumulate((word.lower() not in _GENERIC for word in words), initial=0))
    for start, end in _parts(words):
        inside = special[end] - special[start]
        if not words[start][0].isupper() or not inside:
            continue
        found = lookup(" ".join(words[start:end]))
        if special[-1] > inside:
            found = _well_known(found)
        if found:
            return found
    return ()


def _parts(words: list[str]) -> Iterator[tuple[int, int]]:
    """Bounds of every run of words but the whole, up to the longest name, in the order in which they are
    tried."""
    after_of = {index + 1 for index, word in enumerate(words) if word.lower() == "of"}
    for length in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        starts = range(len(words) - length + 1)
        for start in sorted(starts, key=lambda start: (start not in after_of, start)):
            yield start, start + length


def _well_known(found: tuple[NamedPlace, ...]) -> tuple[NamedPlace, ...]:
    return tuple(named for named in found if is_well_known(named))


def is_well_known(named: NamedPlace) -> bool:
    """Return whether a name may mean this place where other words stand around it: the "August" of "August
    Road" is no town of California."""
    if named.place.kind in (Kind.SETTLEMENT, Kind.DISTRICT):
        least = _KNOWN_SETTLEMENT.get(named.name_kind)
        return least is not None and named.place.population >= least
    return named.name_kind is not NameKind.ABBREVIATION


def _home_of(words: list[str], lookup: Lookup) -> tuple[NamedPlace, ...]:
    """The place whose people `words` may be; a well-known one where it is a single word."""
    for ending in _PEOPLE:
        base = words[-1].removesuffix(ending)
        if base == words[-1] or len(base) < _SHORTEST_BASE:
            continue
        for spelling in (base, f"{base}e"):
            found = lookup(" ".join([*words[:-1], spelling]))
            if len(words) == 1:
                found = _well_known(found)
            if found:
                return found
    return ()
