"""How a text is written: its direction, and its language for browsers and what reads aloud."""

from __future__ import annotations

import unicodedata

from geo.recognition.by_language import SAMPLE, language_of


def direction(text: str) -> str:
    """`rtl` where most of a text's letters run from right to left, `ltr` otherwise."""
    if text.isascii():
        return "ltr"
    classes = [unicodedata.bidirectional(sign) for sign in text]
    right = sum(each in ("R", "AL") for each in classes)
    return "rtl" if right > classes.count("L") else "ltr"


__all__ = ["SAMPLE", "direction", "language_of"]
