"""Places inside a longer name that the gazetteer does not have: "Seoul" of "Seoul Central District Court"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from geo.model import Kind, NamedPlace, NameKind

Lookup = Callable[[str], tuple[NamedPlace, ...]]

_WORD = re.compile(r"[^\s,;:()/]+")
_SORTS_AND_PARTS = (
    "area borough city co. commune county department district governorate greater lga metro metropolitan"
    " municipality oblast of old parish province quarter region republic rural state suburban the town"
    " township twp. village central downtown east eastern inner lower mid middle north north-east"
    " north-eastern northeast northeastern north-west north-western northern northwest northwestern outer"
    " south south-east south-eastern southeast southeastern south-west south-western southern southwest"
    " southwestern upper uptown west western"
)
_GENERIC = frozenset(_SORTS_AND_PARTS.split())
"""Words that say what sort or which part of a place is meant: with nothing else left, it is that place."""
_STREETS = frozenset(
    ("ave.", "avenue", "blvd.", "boulevard", "drive", "lane", "rd.", "road", "st.", "street")
)
"""A street is not where the place that it is called after is."""
_PEOPLE = ("ites", "ite", "ians", "ian", "ers", "er", "ans", "an")
"""Endings of what a place's people are called: "New Londoners"."""
_KNOWN_SETTLEMENT = {NameKind.OFFICIAL: 15_000, NameKind.DEMONYM: 15_000, NameKind.ALTERNATE: 100_000}
"""People of a settlement that other words may stand around: below, it is more likely a word or a surname."""


def places_within(name: str, lookup: Lookup) -> tuple[NamedPlace, ...]:
    """The places of the longest known part of `name`; of two as long, the one after "of", else the first.

    Where only generic words are left over ("Town of Groton") any place will do, otherwise it must be well
    known under that name. Empty where nothing is found, and for names of streets.
    """
    words = [match.group().removesuffix("'s").removesuffix("’s") for match in _WORD.finditer(name)]
    if not words or words[-1].lower() in _STREETS:
        return ()
    for start, end in _parts(words):
        part = " ".join(words[start:end])
        if not part[0].isupper() or part.lower() in _GENERIC:
            continue
        found = lookup(part)
        rest = words[:start] + words[end:]
        if not all(word.lower() in _GENERIC for word in rest):
            found = tuple(named for named in found if _is_well_known(named))
        if found:
            return found
    return _home_of(words, lookup)


def _parts(words: list[str]) -> Iterator[tuple[int, int]]:
    """Bounds of every run of words but the whole, in the order in which they are tried."""
    after_of = {index + 1 for index, word in enumerate(words) if word.lower() == "of"}
    for length in range(len(words) - 1, 0, -1):
        starts = range(len(words) - length + 1)
        for start in sorted(starts, key=lambda start: (start not in after_of, start)):
            yield start, start + length


def _is_well_known(named: NamedPlace) -> bool:
    if named.place.kind in (Kind.SETTLEMENT, Kind.DISTRICT):
        least = _KNOWN_SETTLEMENT.get(named.name_kind)
        return least is not None and named.place.population >= least
    return named.name_kind is not NameKind.ABBREVIATION


def _home_of(words: list[str], lookup: Lookup) -> tuple[NamedPlace, ...]:
    """The place whose people `words` may be."""
    for ending in _PEOPLE:
        if words[-1].endswith(ending):
            base = words[-1].removesuffix(ending)
            for spelling in (base, f"{base}e"):
                found = lookup(" ".join([*words[:-1], spelling])) if len(base) > 3 else ()
                if found:
                    return found
    return ()
