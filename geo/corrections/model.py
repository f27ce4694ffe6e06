"""A reader's word on what a mention means."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from geo.model import Document, Place, Reading


class Scope(StrEnum):
    """How far a correction reaches."""

    MENTION = "mention"
    """This one occurrence."""
    DOCUMENT = "document"
    """Every occurrence of the name in this document."""
    ALWAYS = "always"
    """Every occurrence in every document, this one and those to come."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A person's word that a mention means another place, or none."""

    toponym: str
    """The name as the text writes it."""
    place: Place | None
    """The place that is meant; None: this names no place."""
    scope: Scope
    document: str
    """Fingerprint of the text that it was made in."""
    start: int
    """Offset of the mention that it was made on, in code points of that text."""
    added: bool = False
    """The mention had been missed, or had other bounds, and was added by the reader."""
    replaces: str = ""
    """The mention that had been read where the reader added this one: "York" where they said "New York"."""
    reading: Reading | None = None
    """How the mention is used; None: as it was read."""
    context: str = ""
    """The sentence around the mention: what a model can learn from."""
    context_start: int = 0
    """Offset of the mention in `context`."""
    id: int | None = None
    """Number in the store; None before it is kept."""


def fingerprint(document: Document) -> str:
    """Return what a document is known by when it is read again, under whatever name."""
    return hashlib.blake2b(document.text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
