"""Words that say that the name after them is a place, and nobody's government, team or people."""

from __future__ import annotations

import re

from geo.languages import language

LOCATED = 3.0
"""Log odds that a metonymic reading loses after such a word. Of the names that follow one in GeoWebNews and
ReLocaR 7 of 487 are metonymic; the network, which learnt readings from few sentences, saw somebody in the
Prague where a team had won."""

_AT, _MOVED, _WENT, _REACHED = map(language("en").tables["locative"].get, ("at", "moved", "went", "reached"))
_LOCATIVE = re.compile(
    rf"\b(?i:{_AT}|(?:{_MOVED}|{_WENT})\s+(?:back\s+|home\s+)?to|(?:{_MOVED})\s+from|{_REACHED})"
    r"\s+(?i:the\s+)?(?=\w)"
    r"(?!(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w.-]*['’](?:s\b|(?=\s)))"
)
"""The last line leaves out "in Moscow's view"."""


def after_locatives(text: str, start: int, end: int) -> set[int]:
    """Return where, from `start` to `end`, a word begins that is a place if it is a name."""
    return {match.end() for match in _LOCATIVE.finditer(text, start, end)}
