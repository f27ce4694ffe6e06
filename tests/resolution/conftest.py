"""A resolver over the full gazetteer, and a way to ask it about one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, Mention, Recognition, Resolution
from geo.resolution import Resolver

Resolve = Callable[[str, Sequence[str]], dict[str, Resolution]]


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)


def spans(text: str, names: Sequence[str]) -> tuple[Mention, ...]:
    """Every occurrence of the names; the longer name where two overlap."""
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.finditer(rf"(?<![^\W\d_])(?:{longest_first})(?![a-z])", text)
    return tuple(Mention(start=match.start(), end=match.end()) for match in found)


@pytest.fixture(scope="session")
def resolve(resolver: Resolver) -> Resolve:
    """The last resolution of each name in a text."""

    def resolve(text: str, names: Sequence[str]) -> dict[str, Resolution]:
        document = Document(id="test", text=text)
        recognition = Recognition(mentions=spans(text, names))
        assert recognition.mentions, f"{names} are not in the text"
        found = resolver.resolve(document, (), recognition)
        return {text[r.mention.start : r.mention.end]: r for r in found}

    return resolve
