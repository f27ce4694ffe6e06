"""What makes two spellings the same name: the key that the gazetteer is asked with."""

from __future__ import annotations

import unicodedata

from geo.model import NameKind

_REMOVED = frozenset("'’‘ʼʻʽʾʿ`´ʹʺ′″\"“”„«».·‧・")
"""Apostrophes, quotation marks, dots: "L'Aquila", "Xi’an", "U.S." and "US" are one key each."""
_SPACES = frozenset("-‐‑‒–—―−_,;:/\\()[]|")
"""What parts words as a blank does: "Saint-Denis", "Washington, D.C."."""
_LETTERS = {
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ŧ": "t",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "&": " and ",
}
"""Letters that Unicode does not decompose, as newspapers without them write them."""
_KANA_VOICING = {"\u3099", "\u309a"}
"""Combining marks that are part of the letter: が is not か."""


class _Folding(dict[int, str]):
    """What each code point becomes in a key, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    if character in _REMOVED:
        return ""
    kept = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold()):
        if part in _SPACES or part.isspace():
            kept.append(" ")
        elif part in _LETTERS:
            kept.append(_LETTERS[part])
        elif part in _REMOVED:
            continue
        elif part in _KANA_VOICING or not (unicodedata.combining(part) or _is_invisible(part)):
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


_FOLDING = _Folding()


def name_key(name: str) -> str:
    """`name` without what writers differ in: case, accents, apostrophes, hyphens, dots, runs of blanks.

    "Saint-Étienne" and "SAINT ETIENNE" have one key, and so have "U.S." and "us": whether a key that
    came from running text is an abbreviation or a word is for `fits_case` to say. The key of a name
    without letters or digits is empty.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    key = name.translate(_FOLDING)
    return " ".join(key.split()) if " " in key else key


def fits_case(written: str, kind: NameKind) -> bool:
    """Return whether `written`, a span of running text, is cased as a name of this kind must be.

    Abbreviations stand in capitals throughout ("US", "NSW") or with dots ("U.S.", "Calif."); "us",
    "Miss" and "Ore" are words. Other names begin their first or last word with a capital, where their
    script has capitals ("al-Bab", "İstanbul", "東京").
    """
    if kind is NameKind.ABBREVIATION:
        return written.isupper() or ("." in written and written[:1].isupper())
    first = next((c for c in written if c.isalpha()), "")
    return not first.islower() or any(c.isupper() for c in written)
