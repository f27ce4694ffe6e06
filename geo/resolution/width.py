"""Whether the words around a name speak of a point, as of a town, or of a wide place, as of a region.

"She died in Salta" is of the city, "across Salta" and "Salta's governor" of the province. Nothing is decided
here: the ranker learnt what such words are worth. They are English.
"""

from __future__ import annotations

import re

from geo.languages import language

_WORDS = language("en").tables["width"]
_POINT_BEFORE = re.compile(rf"\b(?:{_WORDS['point_before']})\s+$", re.IGNORECASE)
_WIDE_BEFORE = re.compile(rf"\b(?:{_WORDS['wide_before']})\s+(?:the\s+)?$", re.IGNORECASE)
_POINT_AFTER = re.compile(rf"(?:['’]s)?\s+(?:{_WORDS['point_after']})\b")
_WIDE_AFTER = re.compile(rf"['’]s\s+(?:[A-Z]|(?:{_WORDS['wide_owned']})\b)|\s+(?:{_WORDS['wide_after']})\b")
_LOOKED_AT = 30
"""Code points on either side."""


def width(text: str, start: int, end: int) -> float:
    """1 where the words around the name at `start:end` speak of a wide place, -1 of a point, 0 of neither."""
    before = text[max(0, start - _LOOKED_AT) : start]
    if _WIDE_BEFORE.search(before) or _WIDE_AFTER.match(text, end, end + _LOOKED_AT):
        return 1.0
    point = _POINT_BEFORE.search(before) or _POINT_AFTER.match(text, end, end + _LOOKED_AT)
    return -1.0 if point else 0.0
