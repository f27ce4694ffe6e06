"""The word lists of the recognisers, read once from `data/lexicon_words.toml`, which explains each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class WordLists:
    """Sets of words; lower case but for `dotted`."""

    never: frozenset[str]
    also_words: frozenset[str]
    articles: frozenset[str]
    institutions: frozenset[str]
    connectors: frozenset[str]
    dotted: frozenset[str]
    titles: frozenset[str]
    given_names: frozenset[str]
    place_given_names: frozenset[str]
    after_place: frozenset[str]
    company_after: frozenset[str]
    company_before_of: frozenset[str]
    where: frozenset[str]
    compass: frozenset[str]
    parts: frozenset[str]
    generic: frozenset[str]
    authorities: frozenset[str]
    roads: frozenset[str]
    buildings: frozenset[str]
    bodies: frozenset[str]
    organisations: frozenset[str]
    nature: frozenset[str]


@cache
def load_wordlists() -> WordLists:
    """The lists that ship with the package."""
    text = files("geo.recognition").joinpath("data/lexicon_words.toml").read_text(encoding="utf-8")
    return WordLists(**{name: frozenset(words.split()) for name, words in tomllib.loads(text).items()})
