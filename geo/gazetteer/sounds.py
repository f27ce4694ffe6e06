"""Names as they sound: what a name in another script may be in Latin letters, and which of them sound alike.

GeoNames has few towns' names in Hindi, Hebrew or Korean. A newspaper there writes what it hears: बिलासपुर
is Bilaspur, רמת גן Ramat Gan. `spelled` writes such a name in Latin letters, without the vowels where its
script has none; `sound_keys` keeps of Latin letters the classes of their consonants, which most scripts
tell apart, and is what the index finds a name by; `likeness` says how near two spellings are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from geo.gazetteer.tables import read_table

_INHERENT = re.compile("[\u0915-\u0939](?![\u093a-\u094d\u0962])")
"""A consonant of Devanagari that no vowel sign follows: "a" is spoken after it, but not at a word's end."""
_HANGUL = re.compile("[가-힣]")
_ABJAD = re.compile("[\u0590-\u05ff\u0600-\u06ff]")
_OTHER_SCRIPT = re.compile("[\u0370-\u06ff\u0900-\u097f\u30a1-\u30fc가-힣]")
_RULES = [
    (re.compile(pattern), other)
    for pattern, other in (
        (r"[^a-z ]", ""),
        (r"tch|tsch|sch|shch|sh|zh|ch|tz|ts|dz|dj|dzh|jh|j|z|c(?=[eiy])", "s"),
        (r"ph", "p"),
        (r"kh", ""),
        (r"gh|ck|q|x|g|c", "k"),
        (r"th|dh|d", "t"),
        (r"[bfvw]", "p"),
        (r"r", "l"),
        (r"[aeiouyh ]", ""),
        (r"(.)\1+", r"\1"),
    )
]
_SPELLINGS = [
    (re.compile(pattern), other)
    for pattern, other in (
        (r"[^a-z ]", ""),
        (r"ph", "f"),
        (r"tz", "ts"),
        (r"ck|q|c(?![eihy])", "k"),
        (r"c(?=[eiy])", "s"),
        (r"w", "v"),
        (r"[yj]", "i"),
        (r"x", "ks"),
        (r"ee", "i"),
        (r"oo|ou", "u"),
        (r"(?<=[kgtdbcs])h(?=[^aeiou]|$)", ""),
        (r"(.)\1+", r"\1"),
    )
]
_CONSONANTS = [
    (re.compile(pattern), other)
    for pattern, other in (
        (r"[^a-z]", ""),
        (r"kh|ch", "h"),
        (r"ph|[bfv]", "p"),
        (r"ck|q|c(?![eiy])", "k"),
        (r"tz|ts|dh|z|c", "s"),
        (r"([sgt])h", r"\1"),
        (r"x", "ks"),
        (r"j", "g"),
        (r"[aeiouwy]", ""),
        (r"(.)\1+", r"\1"),
    )
]
"""For scripts that write consonants only."""
_SHORTEST = 2
"""Classes of a key."""
LEAST_LIKE = 0.78
"""Likeness from which two spellings may be of one name. Chosen by looking at what it lets through."""


LEAST_LIKE_CONSONANTS = 0.93
"""The same where consonants alone are compared."""


def is_spelled_otherwise(name: str) -> bool:
    """Whether the name is in a script that `spelled` can write in Latin letters."""
    return _OTHER_SCRIPT.search(name) is not None


def least_like(name: str) -> float:
    """The likeness that a spelling of `name` needs."""
    return LEAST_LIKE_CONSONANTS if _ABJAD.search(name) else LEAST_LIKE


def spelled(name: str) -> str:
    """`name` in Latin letters, as the letters of its script are usually written; of others nothing is
    left."""
    text = unicodedata.normalize("NFC", name)
    text = unicodedata.normalize("NFC", _stripped(text)) if _ABJAD.search(text) else text.casefold()
    text = re.sub("ντ", "d", text)
    text = re.sub("μπ", "b", text)
    text = re.sub("γκ|γγ", "g", text)
    text = re.sub("ου", "u", text)
    known = _letters()
    words = []
    for word in re.split(r"[\s\u200c\-־–]+", text):
        word = _INHERENT.sub(lambda m: m[0] + "\u0905", word)
        word = re.sub("(?<=..)\u0905$", "", word)
        word = _HANGUL.sub(_syllable, word)
        letters = (known.get(c, known.get(_plain(c), c if c.isascii() else "")) for c in word)
        words.append("".join(letters))
    return " ".join(filter(None, words))


def _stripped(text: str) -> str:
    """Without the marks that say vowels, which news leaves out."""
    kept = "\u0653\u0654\u0655"  # of alif
    return "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) or c in kept
    )


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _syllable(match: re.Match[str]) -> str:
    initials, vowels, finals = (_table(f"hangul {part}") for part in ("initials", "vowels", "finals"))
    code = ord(match[0]) - 0xAC00
    parts = initials[code // 588], vowels[code % 588 // 28], finals[code % 28]
    return "".join("" if part == "-" else part for part in parts)


@cache
def _table(script: str) -> list[str]:
    """Each letter of a script with what it is in Latin letters; of Hangul the parts of its syllables."""
    return next(r["letters"].split() for r in read_table("letters.tsv") if r["script"] == script)


@cache
def _letters() -> dict[str, str]:
    """Letters of every script in Latin letters; of those that no sound belongs to nothing."""
    tables = [_table(r["script"]) for r in read_table("letters.tsv") if not r["script"].startswith("hangul")]
    return {
        letter: "" if latin == "-" else latin
        for table in tables
        for letter, latin in zip(table[::2], table[1::2], strict=True)
    }


def _folded(latin: str) -> str:
    decomposed = unicodedata.normalize("NFKD", latin.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("-", " ")


def sound_keys(latin: str) -> tuple[str, ...]:
    """The classes of the consonants of a name in Latin letters; vowels, h and y say nothing, w seldom,
    and g may be soft."""
    folded = _folded(latin)
    soft = re.sub("g(?=[eiy])", "j", folded)
    keys = dict.fromkeys(map(_classes, (folded, folded.replace("w", ""), soft)))
    return tuple(key for key in keys if len(key) >= _SHORTEST)


def _classes(key: str) -> str:
    for pattern, other in _RULES:
        key = pattern.sub(other, key)
    return key


def likeness(name: str, latin: str) -> float:
    """From 0 to 1, how near `latin`, a name in Latin letters, is to how `name` of another script is
    spelled."""
    rules = _CONSONANTS if _ABJAD.search(name) else _SPELLINGS
    one, other = (_respelt(_folded(each), rules).replace(" ", "") for each in (spelled(name), latin))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _respelt(latin: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, other in rules:
        latin = pattern.sub(other, latin)
    return latin
