"""The word lists of the recognisers, all languages together; `geo/languages/en.toml` explains each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from geo.languages import words


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
    """Return the lists of every language that ships with the package."""
    return WordLists(**{each.name: words(each.name) for each in fields(WordLists)})
