"""The order of the stages, and nothing else: text in, resolutions out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from geo.model import Document, Mention, ParsedDocument, Recognition, Resolution, Sentence
from geo.recognition import Recogniser


class Resolver(Protocol):
    """Chooses a place for each mention."""

    def resolve(
        self, document: Document, sentences: Sequence[Sentence], recognition: Recognition
    ) -> tuple[Resolution, ...]:
        """One resolution a mention, in order."""
        ...


class Geoparser:
    """Reads documents and says which places they name."""

    def __init__(self, recogniser: Recogniser, resolver: Resolver) -> None:
        self._recogniser = recogniser
        self._resolver = resolver

    def parse(self, document: Document, mentions: Sequence[Mention] | None = None) -> ParsedDocument:
        """Read `document`. Where `mentions` are given, recognition is skipped and just those are resolved."""
        raise NotImplementedError
