"""Words of a sentence with their offsets, and how each stands to the one before it."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(
    r"[^\W_]+[\u0300-\u036f\u0900-\u0dff\u064b-\u065f]*(?:[^\W_]|[\u0300-\u036f\u0900-\u0dff\u064b-\u065f])*"
)
"""Letters and digits with their combining marks; Indic vowel signs are not word characters to `re`."""
_WITHIN_NAME = re.compile(r"[ \u00a0]|[-‐‑'’ʼ.·・/]|\. | [-–&] |\r?\n")
"""What may stand between two words of one name: "Aix-en-Provence", "St. Louis", "Côte d'Ivoire"."""


class Token(NamedTuple):
    """A word."""

    start: int
    end: int
    text: str
    gap: str
    """What stands between the word before and this one."""

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper() or self.text[0].istitle()

    @property
    def joins(self) -> bool:
        """Return whether this word can continue the name that the word before belongs to."""
        return _WITHIN_NAME.fullmatch(self.gap) is not None


def find_tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`, with offsets into `text`."""
    tokens: list[Token] = []
    before = start
    for match in _WORD.finditer(text, start, end):
        first, after = match.span()
        tokens.append(Token(first, after, match[0], text[before:first]))
        before = after
    return tokens
