"""Strangers' text on its way to a terminal."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """`text` without what could move the cursor, set the window's title or turn what follows around."""
    return _UNSAFE.sub("\ufffd", text)
