"""Words, a file per language: what the other stages know of a language, they know from here.

`en.toml` explains each list. A new language needs one file; nothing else names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FOLDER = files("geo.languages")
_LIST = "@"
"""Before the name of another list whose words belong to this one too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """What is written down about one language."""

    code: str
    """ISO 639-1."""
    name: str
    """In English."""
    words: Mapping[str, frozenset[str]]
    """Lists of words by name; a list that the language lacks is not there."""
    tables: Mapping[str, Mapping[str, str]]
    """Everything else, as it is written: endings, short forms, parts of patterns."""

    def word_list(self, name: str) -> frozenset[str]:
        """Return the words of a list; empty where the language has none."""
        return self.words.get(name, frozenset())


@cache
def language_codes() -> tuple[str, ...]:
    """Return the languages that have a file, in alphabetical order."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in _FOLDER.iterdir() if f.name.endswith(".toml")))


@cache
def language(code: str) -> Language:
    """Return one language. Raises `KeyError` where it has no file."""
    if code not in language_codes():
        raise KeyError(code)
    tables = tomllib.loads(_FOLDER.joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    name, written = tables.pop("name"), tables.pop("words", {})
    return Language(
        code=code, name=name, words={each: _expanded(each, written) for each in written}, tables=tables
    )


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list in all languages together."""
    return frozenset().union(*(language(code).word_list(name) for code in language_codes()))


def _expanded(name: str, written: Mapping[str, str]) -> frozenset[str]:
    found: set[str] = set()
    for word in written[name].split():
        found |= _expanded(word[1:], written) if word.startswith(_LIST) else {word}
    return frozenset(found)


__all__ = ["Language", "language", "language_codes", "words"]
