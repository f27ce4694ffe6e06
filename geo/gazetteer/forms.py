"""What a name may be in the dictionary that a text has in another case, with a prefix, or as an adjective.

Each language says in its file how words end (`[endings]`: as written, and what stands for it in the
nominative, "-" for nothing), what is glued before them (`[glued]`, likewise), how adjectives of places end
and which stems mean a country that is called otherwise (`[peoples]`). The gazetteer decides which of the
forms is a name.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product

from geo.gazetteer.names import name_key
from geo.languages import language, language_codes

_SHORTEST = 3
"""Letters that are left of a word without its ending; scripts that write a syllable with a letter need
two."""
_SHORTEST_SYLLABIC = 2
_MOST = 48
"""Forms of one name that are tried."""
_LEAST_SHARED = 3
"""Letters that an adjective and the name of its country begin with."""
_MOST_APART = 1
"""Letters of an adjective's stem that its country's name need not have: "französ", "franz"."""


@cache
def _endings(code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Folded endings with what stands for them, the longest first."""
    found: dict[str, list[str]] = {}
    for written, others in _table(code, "endings").items():
        for ending in written.split() or [""]:
            found.setdefault(name_key(ending), []).extend(
                "" if other == "-" else name_key(other) for other in others.split()
            )
    return tuple((ending, tuple(found[ending])) for ending in sorted(found, key=lambda e: (-len(e), e)))


@cache
def _glued(code: str) -> tuple[tuple[str, str], ...]:
    """Folded prefixes, each with what stands in its place, the shortest first."""
    found = [
        (name_key(prefix), "" if other == "-" else name_key(other))
        for written, others in _table(code, "glued").items()
        for prefix in written.split()
        for other in others.split()
    ]
    return tuple(sorted(found, key=lambda pair: (len(pair[0]), *pair)))


def _table(code: str, name: str) -> dict[str, str]:
    return dict(language(code).tables.get(name, {})) if code in language_codes() else {}


def dictionary_forms(name: str, code: str | None) -> Iterator[str]:
    """Forms that a gazetteer may have of `name` as a text in that language writes it, the likeliest first.

    They are folded, each word with a capital: "Nowego Jorku" gives "Nowy Jork" among others.
    """
    if code is None:
        return
    key = name_key(name)
    if not key:
        return
    words = key.split(" ")
    seen = {key}
    tried = 0
    for first in (words[0], *_unglued(words[0], code)):
        options = [list(_word_forms(word, code)) for word in (first, *words[1:])]
        for changed in sorted(product(*options), key=lambda forms: sum(rank for rank, _ in forms)):
            form = " ".join(word for _, word in changed)
            if form not in seen:
                seen.add(form)
                tried += 1
                yield form.title()
            if tried >= _MOST:
                return


def _unglued(word: str, code: str) -> Iterator[str]:
    for prefix, other in _glued(code):
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _SHORTEST - 1:
            yield other + rest


def unglued(name: str, code: str | None) -> Iterator[str]:
    """`name` without what that language may have glued before it."""
    if code is not None:
        first, space, rest = name.partition(" ")
        for form in _unglued(first, code):
            yield form + space + rest


def _word_forms(word: str, code: str) -> Iterator[tuple[int, str]]:
    """The word's forms with their rank: as it is, then by the longest ending."""
    yield 1, word  # a word that can end otherwise is seldom in the nominative among others that do
    shortest = _SHORTEST_SYLLABIC if word[:1] > "\u2e7f" else _SHORTEST
    rank = 0
    for ending, others in _endings(code):
        stem = word.removesuffix(ending)
        if (not ending or stem != word) and len(stem) >= shortest - (len(ending) > 1):
            for other in others:
                yield rank, stem + other
                rank += 1


@cache
def _countries(code: str) -> tuple[tuple[str, str], ...]:
    """Folded names of countries in that language, each with the name as it is written."""
    with (
        files("geo.gazetteer").joinpath("data", "territories.tsv.gz").open("rb") as raw,
        gzip.open(raw, "rt", encoding="utf-8") as lines,
    ):
        return tuple(
            (name_key(row["name"]), row["name"])
            for row in csv.DictReader(lines, delimiter="\t")
            if row["language"] == code
        )


def country_called(word: str, code: str | None) -> str | None:
    """The country that the language's file says `word` is another name of: "अमेरिका"."""
    if code is None:
        return None
    key = name_key(word)
    for stem, country in _table(code, "peoples").items():
        folded = name_key(stem)
        begins = (
            len(folded) >= _LEAST_SHARED and key.startswith(folded) and len(key) <= len(folded) + _MOST_APART
        )
        if stem != "endings" and (key == folded or begins):
            return country
    return None


def country_of_people(word: str, code: str | None) -> str | None:
    """The country, by its name in that language, that an adjective or a people's name comes from.

    It is the one whose name begins with most of the word's stem: "rosyjskich" has "Rosja", "türkische"
    "Türkei". None where there is none, or two are as near.
    """
    if code is None:
        return None
    table = _table(code, "peoples")
    key = name_key(word)
    for form in (key, *_unglued(key, code)):
        if country := _country_of(form, code, table):
            return country
    return None


def _country_of(key: str, code: str, table: dict[str, str]) -> str | None:
    for written in sorted(table, key=lambda written: -len(written)):
        if written != "endings" and key.startswith(name_key(written)):
            return table[written]
    endings = sorted(map(name_key, table.get("endings", "").split()), key=lambda e: (-len(e), e))
    stems = (key.removesuffix(e) for e in endings if key.endswith(e) and len(key) - len(e) >= _SHORTEST - 1)
    stem = next(stems, None)
    if stem is None:
        return None
    near: list[tuple[int, int, str]] = []
    for folded, name in _countries(code):
        shared = _shared(key, folded)
        if shared >= max(_LEAST_SHARED, len(stem) - _MOST_APART):
            near.append((shared - _LEAST_SHARED * folded.count(" "), -len(folded), name))
    return max(near)[2] if near else None


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
