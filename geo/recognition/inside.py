"""Where exactly the name of a mention begins and ends, once it is taken for one.

A longer name that the gazetteer does not know is cut to the place in it: "Northeast Georgia" is Georgia,
"City of Lansing" Lansing, "Gainesville City" (Council) Gainesville, "Huntsville Memorial Hospital" is in
Huntsville. What it knows as a whole stays whole: "South Korea", "Kansas City". A road takes the side of the
town that it is on: "216 S. Clinton Avenue".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.model import Kind, Mention, NameKind
from geo.recognition.lexicon import NameIndex
from geo.recognition.wordlists import load_wordlists

_LARGE = (Kind.COUNTRY, Kind.REGION, Kind.AREA)
_ALSO_TOWNS = frozenset({"north", "south", "east", "west"})
"""Words that say which part of a country is meant, and begin the names of towns: "North Monticello"."""
_SEATS = frozenset({"City", "State"})
"""What stands between a place and its council, team or university. "Hall County" is not Hall, nor is "Grants
Town" Grants."""
_WELL_KNOWN = 4.2
"""Least importance of the place that an institution is called after, that of a town of 15,000: most others
are called after people."""

_SIDE_OF_TOWN = re.compile(r"(?<![\w.])(?:[NSEW]|[NS]\.?[EW])\. $")
"""What stands before a road's name and belongs to it."""
_WORD = re.compile(r"\S+")
_PARTY = re.compile(r"[DRI]-(?=[A-Z][a-z])")
"""What stands before the home of a member of Congress or of a state's: "R-Charleston"."""


def trimmed(mention: Mention, text: str, gazetteer: NameIndex) -> Mention:
    """The mention with the offsets that readers would give its name."""
    if party := _PARTY.match(text, mention.start, mention.end):
        mention = replace(mention, start=party.end())
    toponym = text[mention.start : mention.end]
    if toponym.rpartition(" ")[2].casefold().rstrip(".") in load_wordlists().roads:
        side = _SIDE_OF_TOWN.search(text, max(0, mention.start - len(" N.W. ")), mention.start)
        return replace(mention, start=side.start()) if side else mention
    first, last = place_inside(toponym, gazetteer)
    if (first, last) == (0, len(toponym)):
        return mention
    return replace(mention, start=mention.start + first, end=mention.start + last)


def place_inside(name: str, gazetteer: NameIndex) -> tuple[int, int]:
    """The offsets in `name` of the place that it is about: all of it, where the gazetteer knows it or nothing
    in it.
    """
    whole = (0, len(name))
    words = list(_WORD.finditer(name))
    if len(words) < 2 or gazetteer.lookup(name):
        return whole
    first, last = _Inside([word[0] for word in words], gazetteer).kept()
    return words[first].start(), words[last - 1].end()


class _Inside:
    def __init__(self, words: Sequence[str], gazetteer: NameIndex) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._lists = load_wordlists()

    def kept(self) -> tuple[int, int]:
        """The first word of the place, and the one after its last."""
        words, count = self._words, len(self._words)
        ending = words[-1].casefold()
        if count > 2 and words[1] == "of" and words[0].casefold() in self._lists.generic:
            return 2, count
        if self._is_part(words[0].casefold(), " ".join(words[1:])):
            return 1, count
        if words[-1] in _SEATS and self._names_place(" ".join(words[:-1])):
            return 0, count - 1
        if ending in self._lists.buildings - self._lists.roads or ending in self._lists.bodies:
            for end in range(count - 1, 0, -1):
                if self._names_place(" ".join(words[:end]), _WELL_KNOWN):
                    return 0, end
        return 0, count

    def _is_part(self, word: str, rest: str) -> bool:
        """Return whether `word` says which part of the place `rest` is meant."""
        if word not in self._lists.parts and word not in self._lists.compass:
            return False
        places = self._gazetteer.lookup(rest)
        return bool(places) and (word not in _ALSO_TOWNS or places[0].place.kind in _LARGE)

    def _names_place(self, name: str, importance: float = 0.0) -> bool:
        places = self._gazetteer.lookup(name)
        return (
            bool(places)
            and places[0].name_kind is not NameKind.DEMONYM
            and places[0].importance >= importance
        )
