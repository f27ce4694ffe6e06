"""What every recogniser does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from geo.model import Document, Recognition, Sentence


class Recogniser(Protocol):
    """Finds the names in a document."""

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """The mentions of places, and the other names, of `document` from `body_start` on.

        Mentions do not overlap, are ordered, are never empty and never reach outside the text.
        """
        ...
