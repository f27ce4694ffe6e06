"""Files of any kind -> the documents in them. Each kind has a file that knows it; this one knows which."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import PurePath

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.items import DocumentLine, Item, refused
from geo.readers.jsonl import read_line
from geo.readers.plain import MAX_BYTES, read_bytes

Reader = Callable[..., Document]

_READERS = {
    "markdown": ("geo.readers.markdown", "read_markdown"),
    "html": ("geo.readers.html", "read_html"),
    "pdf": ("geo.readers.pdf", "read_pdf"),
    "word": ("geo.readers.word", "read_word"),
    "mail": ("geo.readers.mail", "read_mail"),
}
"""Kinds that are one document each; a reader is imported when its kind turns up."""

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "word",
    ".eml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".zip": "zip",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
KINDS = tuple(dict.fromkeys(_SUFFIXES.values()))
"""What a file can be."""
SUFFIXES = tuple(_SUFFIXES)
"""Endings of the names of files that can be read."""


def kind_of(name: str, head: bytes = b"") -> str:
    """What a file is by its first bytes where those are plain, else by its name; "text" when in doubt."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    named = _SUFFIXES.get(PurePath(name).suffix.lower())
    if head.startswith(b"PK\x03\x04"):
        return named if named in ("word", "zip") else "zip"
    if named:
        return named
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith((b"<rss", b"<feed", b"<rdf:rdf")) or (
        start.startswith(b"<?xml")
        and any(tag in head[:2000].lower() for tag in (b"<rss", b"<feed", b"<rdf:rdf"))
    ):
        return "feed"
    return "text"


def read_items(data: bytes, *, name: str, kind: str | None = None) -> Iterator[Item]:
    """The documents in a file called `name`: one, or as many as an archive, a feed or a JSONL file holds.

    Nothing is raised here: what cannot be read is an item whose `read` raises `UnreadableDocument`.
    """
    if len(data) > MAX_BYTES:
        yield refused(name, len(data), f"{name} is larger than {MAX_BYTES // 1_000_000} MB.")
        return
    kind = kind or kind_of(name, data[:2000])
    if kind == "zip":
        yield from _archive(data, name)
    elif kind == "feed":
        yield from _feed(data, name)
    elif kind == "jsonl":
        for number, line in enumerate(data.split(b"\n"), start=1):
            if line.strip():
                yield Item(name=f"{name}, line {number}", size=len(line) + 1, read=partial(read_line, line))
    else:
        yield Item(name=name, size=len(data), read=partial(_one, kind, data, name))


def _one(kind: str, data: bytes, name: str) -> DocumentLine:
    if kind == "text":
        return DocumentLine(document=read_bytes(data, id=name))
    module, function = _READERS[kind]
    reader: Reader = getattr(import_module(module), function)
    return DocumentLine(document=reader(data, id=name, name=name))


def _feed(data: bytes, name: str) -> Iterator[Item]:
    from geo.readers.feed import read_feed

    try:
        for document in read_feed(data, id=name, name=name):
            yield Item(name=document.id, size=0, read=partial(DocumentLine, document=document))
    except UnreadableDocument as error:
        yield refused(name, len(data), str(error))


def _archive(data: bytes, name: str) -> Iterator[Item]:
    from geo.readers.archive import members

    if _is_word(data):
        yield Item(name=name, size=len(data), read=partial(_one, "word", data, name))
        return
    met = False
    try:
        for path, content in members(data, name):
            if PurePath(path).suffix.lower() not in SUFFIXES:
                continue
            met = True
            inner = f"{name}/{path}"
            if content is None:
                yield refused(
                    inner, 0, f"{inner} is locked, damaged or larger than {MAX_BYTES // 1_000_000} MB."
                )
            elif (kind := kind_of(path, content[:2000])) == "zip" and not _is_word(content):
                yield refused(inner, 0, f"{inner} is an archive inside an archive, which is not opened.")
            else:
                yield from read_items(content, name=inner, kind=kind)
        if not met:
            yield refused(name, 0, f"{name} holds no file that can be read ({', '.join(SUFFIXES)}).")
    except UnreadableDocument as error:
        yield refused(name, len(data), str(error))


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except Exception:  # noqa: BLE001 - a broken archive is told as one when it is opened
        return False
