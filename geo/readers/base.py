"""Define a kind of file: one descriptor, read by the command line, the page, HTTP and the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.model import Document
from geo.readers.items import DocumentLine


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What is known of some bytes beside themselves."""

    name: str
    """What an error calls them, and their document's id: a file's name, an address."""
    url: str | None = None
    """Where they were fetched."""
    charset: str | None = None
    """The encoding that whoever sent them says."""
    column: str | None = None
    """The column or field that holds the texts, where they are a table; None: it is guessed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A file inside a file, which is read as a file of its own."""

    name: str
    data: bytes | None
    """None where it is locked, damaged or too large."""
    media_type: str = ""
    """What the file around it says that it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A part of a file that cannot be read, while the rest can."""

    name: str
    message: str


Found = Document | DocumentLine | Member | Problem
"""What a reader finds."""
Read = Callable[[bytes, Source], Document | Iterable[Found]]
"""Raises `UnreadableDocument` where nothing can be read, or nothing more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of file."""

    name: str
    """What `--from` calls it."""
    label: str
    """What a person calls it, within a sentence: "web pages"."""
    suffixes: tuple[str, ...]
    """Endings of the names of its files, in lower case: `.html`."""
    read: Read
    """Finds the documents in such a file."""
    media_types: tuple[str, ...] = ()
    """What servers and mails say that it is."""
    magic: Callable[[bytes], bool] | None = None
    """Whether the first bytes, or all of them, are of this kind by themselves. None: only a name tells."""
    binary: bool = False
    """Whether `magic` outweighs a name that says text."""
    many: bool = False
    """Whether a file may hold several documents; where not, it is read when its turn comes."""
    bundle: bool = False
    """Whether a file may hold other files. They are handed on one by one, and hold no bundles themselves."""
    isolated: bool = True
    """Whether even a small file is read in a process of its own, limited in time and memory. False is for
    readers that run no parser."""
    seconds_per_mb: float = 1.0
    """Processor time that a megabyte of it may take, beside the few seconds that any file may."""
    needs: tuple[str, ...] = ()
    """Modules that are slow to import and imported once for all files."""
