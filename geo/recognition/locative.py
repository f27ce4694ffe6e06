"""Words that say that the name after them is a place, and nobody's government, team or people."""

from __future__ import annotations

import re

LOCATED = 3.0
"""Log odds that a metonymic reading loses after such a word. Of the names that follow one in GeoWebNews and
ReLocaR 7 of 487 are metonymic; the network, which learnt readings from few sentences, saw somebody in the
Prague where a team had won."""

_AT = "across|around|at|in|inside|into|near|outside|through|throughout|towards?|within"
_MOVED = (
    "deport(?:s|ed|ing)?|drove|driv(?:e|en|ing)|escap(?:e|ed|ing)|evacuated|exiled|expelled|"
    r"fl(?:ed|ee|eeing|ew|ies|own|y|ying)|\w*migrat(?:e|ed|es|ing)|mov(?:e|ed|es|ing)|return(?:ed|ing|s)?|"
    "sail(?:ed|ing|s)?|travel(?:s|l?ed|l?ing)?|walk(?:ed|ing|s)?"
)
"""With "to" or "from" after them."""
_WENT = "came|come|comes|coming|defect(?:ed|ing|s)?|go|goes|going|gone|went"
"""With "to" only: an order, too, comes from Paris."""
_REACHED = (
    "cross(?:ed|es|ing)?|enter(?:ed|ing|s)?|fl(?:ed|ee|eeing)|left|leav(?:e|es|ing)|reach(?:ed|es|ing)?|"
    "tour(?:ed|ing|s)?|visit(?:ed|ing|s)?"
)
_LOCATIVE = re.compile(
    rf"\b(?i:{_AT}|(?:{_MOVED}|{_WENT})\s+(?:back\s+|home\s+)?to|(?:{_MOVED})\s+from|{_REACHED})"
    r"\s+(?i:the\s+)?(?=\w)"
    r"(?!(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w.-]*['’](?:s\b|(?=\s)))"
)
"""The last line leaves out "in Moscow's view"."""


def after_locatives(text: str, start: int, end: int) -> set[int]:
    """Where, from `start` to `end`, a word begins that is a place if it is a name."""
    return {match.end() for match in _LOCATIVE.finditer(text, start, end)}
