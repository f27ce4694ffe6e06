"""Something that should be a document, read when its turn comes, so that one bad file loses no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NoReturn

from geo.errors import UnreadableDocument
from geo.model import Document, Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentLine:
    """A document as it was given."""

    document: Document
    mentions: tuple[Mention, ...] | None = None
    """The mentions to resolve, ordered by offset; None: recognise them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One document of an input."""

    name: str
    """What an error calls it: "news.jsonl, line 7"."""
    size: int
    """Bytes of the input that are done with once it is read."""
    read: Callable[[], DocumentLine]
    """The document. Raises `UnreadableDocument`."""


def refused(name: str, size: int, message: str) -> Item:
    """An item whose reading raises `UnreadableDocument` with this message."""
    return Item(name=name, size=size, read=partial(_refuse, message))


def _refuse(message: str) -> NoReturn:
    raise UnreadableDocument(message)
