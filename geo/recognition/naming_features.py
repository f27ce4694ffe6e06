"""What speaks for a person, a ship, a firm or a product called after a place, or for a government.

The words are lists of `geo/languages`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from geo.languages import words
from geo.model import EntityClass, Kind, Mention, Name, NamedPlace
from geo.recognition.lexicon import NameIndex

NAMES = (
    "before_person",
    "after_person",
    "in_person",
    "before_unknown_name",
    "first_word_known",
    "is_capital",
    "is_state",
    "states_named",
    "after_title",
    "after_article",
    "after_vessel",
    "after_storm",
    "after_make",
    "before_product",
    "before_firm",
    "before_act",
    "after_act",
)
"""The columns. Yes is 1; `states_named` counts the countries and capitals that the document surely names."""

_BEFORE = re.compile(r"([\w.&'’-]+)\s+\Z")
_AFTER = re.compile(r"\s+([\w&'’-]+)")
_AROUND = 25
_SURE = 0.5
_ENOUGH = 5


@cache
def _list(name: str) -> frozenset[str]:
    return words(name)


class Naming:
    """The columns of `NAMES` for the proposals of one document."""

    def __init__(
        self,
        text: str,
        names: Sequence[Name],
        gazetteer: NameIndex,
        matches: Sequence[Sequence[NamedPlace]],
        likely: Sequence[float],
    ) -> None:
        self._text = text
        self._gazetteer = gazetteer
        people = [name for name in names if name.entity_class is EntityClass.PERSON]
        self._starts = [name.start for name in people]
        self._ends = [name.end for name in people]
        sure = [found[0] for found, mean in zip(matches, likely, strict=True) if found and mean > _SURE]
        self._states = {named.place.id for named in sure if is_state(named)}

    def row(self, mention: Mention, matches: Sequence[NamedPlace]) -> tuple[float, ...]:
        """`NAMES` for one proposal whose name may mean `matches`."""
        text, toponym = self._text, self._text[mention.start : mention.end]
        behind = _BEFORE.search(text, max(0, mention.start - _AROUND), mention.start)
        ahead = _AFTER.match(text, mention.end, mention.end + _AROUND)
        before, after = behind[1] if behind else "", ahead[1] if ahead else ""
        first, _, rest = toponym.partition(" ")
        states = self._states - {matches[0].place.id} if matches else self._states
        lower, following = before.casefold().rstrip("."), after.casefold()
        return (
            _stands(self._starts, mention.end, mention.end + 1),
            _stands(self._ends, mention.start - 1, mention.start),
            self._in_person(mention),
            after[:1].isupper() and not self._gazetteer.lookup(after),
            bool(rest) and not matches and bool(self._gazetteer.lookup(first)),
            any(match.place.feature == "PPLC" for match in matches[:2]),
            bool(matches) and is_state(matches[0]),
            min(len(states), _ENOUGH),
            lower in _list("titles"),
            lower == "the",
            lower in _list("vessels"),
            lower in _list("storms"),
            lower in _list("makes"),
            following in _list("product_words"),
            following in _list("firm_words") and after[:1].isupper(),
            following in _list("acts"),
            lower in _list("acts_on"),
        )

    def _in_person(self, mention: Mention) -> bool:
        last = bisect_left(self._starts, mention.end) - 1
        return last >= 0 and self._ends[last] > mention.start


def is_state(named: NamedPlace) -> bool:
    """Whether a name is foremost a country's or its capital's: what may stand for a government."""
    return named.place.kind is Kind.COUNTRY or named.place.feature == "PPLC"


def _stands(offsets: Sequence[int], first: int, last: int) -> bool:
    """Whether one of the ordered `offsets` lies from `first` to `last`."""
    index = bisect_left(offsets, first)
    return index < len(offsets) and offsets[index] <= last
