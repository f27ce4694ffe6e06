"""What the world's scripts do to names: no capitals, no spaces, endings, prefixed articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

UNSPACED = re.compile(
    "[\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"  # Kana, Han
)
"""Runs of letters of the scripts that put no space between words."""
SHORTEST_UNSPACED = 2
LONGEST_UNSPACED = 10
"""Letters of a name inside such a run: 加利福尼亚 has 5, ナゴルノ・カラバフ 9."""

_CYRILLIC_ENDINGS = (
    "ами",
    "ого",
    "ому",
    "ия",
    "ии",
    "ию",
    "ой",
    "ом",
    "ем",
    "ах",
    "и",
    "ы",
    "е",
    "у",
    "ю",
    "а",
    "я",
    "і",
    "ї",
    "ом",
    "ою",
)
"""Case endings of Russian, Ukrainian, Bulgarian and Serbian nouns, longest first."""
_CYRILLIC_NOMINATIVES = ("", "а", "я", "ия", "ь", "й", "о")
_SEMITIC_PREFIXES = re.compile("^(?:[وفبلك]ال|لل|[وفبلكבלמהוש])")
"""Arabic and Hebrew conjunctions, prepositions and articles that are written onto the next word."""
_SHORTEST_STEM = 3


def is_caseless(word: str) -> bool:
    """Return whether the word's script has no capitals, so that case says nothing: Arabic, Hindi, Korean."""
    return bool(word) and unicodedata.category(word[0]) in ("Lo", "Mc", "Mn")


def uninflected(word: str) -> Iterator[tuple[int, int, str]]:
    """Forms that a dictionary would have for an inflected name, each with where it begins and ends in `word`.

    Russian "Москве" gives "Москва", Korean "서울에서" gives "서울", Arabic "بموسكو" gives "موسكو".
    """
    first = word[:1]
    if "а" <= first.casefold() <= "ӿ":
        for ending in _CYRILLIC_ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _SHORTEST_STEM:
                yield from ((0, len(word), stem + nominative) for nominative in _CYRILLIC_NOMINATIVES)
    elif "가" <= first <= "힣":
        yield from ((0, length, word[:length]) for length in range(len(word) - 1, 1, -1))
    elif (prefix := _SEMITIC_PREFIXES.match(word)) and len(word) - prefix.end() >= _SHORTEST_STEM:
        if prefix.group().endswith("ال"):
            yield prefix.end() - 2, len(word), word[prefix.end() - 2 :]
        if prefix.group() == "لل":
            yield prefix.end(), len(word), "ال" + word[prefix.end() :]
        yield prefix.end(), len(word), word[prefix.end() :]


def prefixes(word: str) -> Iterator[int]:
    """The letters that may be a prefix of a name's first word: Arabic "وأم درمان" gives 1."""
    prefix = _SEMITIC_PREFIXES.match(word)
    if prefix:
        yield 1
        if prefix.end() > 1:
            yield prefix.end()
