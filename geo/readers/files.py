"""Files of any kind -> the documents in them. Each kind has a file that knows it; none is named here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Found, Kind, Member, Problem, Source
from geo.readers.items import DocumentLine, Item, refused
from geo.readers.plain import MAX_BYTES, MAX_MB
from geo.readers.registry import is_readable, kind_named, kind_of, suffixes
from geo.readers.worker import read_isolated

_SMALL = 200_000
"""Bytes of a text that are read at once where they are met: guessing an encoding takes a while."""


def read_items(
    data: bytes, *, name: str, kind: str | None = None, column: str | None = None
) -> Iterator[Item]:
    """Yield the documents in a file called `name`: one, or as many as an archive, a feed or a table holds.

    `kind` is what it is, by the name of a kind; None: it is looked at. `column` is the one that holds the
    texts of a table. What cannot be read is an item whose `read` raises `UnreadableDocument`; nothing is
    raised here but for a `kind` that there is none of.
    """
    chosen = kind_named(kind) if kind else kind_of(name, data)
    return _items(data, Source(name=name, column=column), chosen)


def read_source(data: bytes, source: Source, *, media_type: str = "") -> Iterator[Item]:
    """Yield the documents in bytes that somebody sent, who may say what they are."""
    return _items(data, source, kind_of(source.name, data, media_type))


def _items(data: bytes, source: Source, kind: Kind, *, inside: bool = False) -> Iterator[Item]:
    name = source.name
    if len(data) > MAX_BYTES:
        yield refused(name, len(data), f"{name} is larger than {MAX_MB} MB.")
    elif not kind.many:
        yield Item(name=name, size=len(data), read=partial(_one, kind, data, source))
    else:
        yield from _several(data, source, kind, inside=inside)


def _one(kind: Kind, data: bytes, source: Source) -> DocumentLine:
    for found in _found(kind, data, source):
        if isinstance(found, (Document, DocumentLine)):
            return _line(found)
    raise UnreadableDocument(f"{source.name} has no text.")


def _several(data: bytes, source: Source, kind: Kind, *, inside: bool) -> Iterator[Item]:
    name, left, met = source.name, len(data), False
    try:
        for found in _found(kind, data, source, inside=inside):
            met = True
            size, left = left, 0  # the file is done with when its first document is
            if isinstance(found, Problem):
                yield refused(found.name, size, found.message)
            elif isinstance(found, Member):
                yield from _member(found, source, kind, inside=inside)
            else:
                line = _line(found)
                yield Item(name=line.document.id, size=size, read=partial(_given, line))
    except UnreadableDocument as error:
        yield refused(name, left, str(error))
        return
    if not met:
        yield refused(name, left, f"{name} holds no file that can be read ({', '.join(suffixes())}).")


def _member(member: Member, source: Source, kind: Kind, *, inside: bool) -> Iterator[Item]:
    name = f"{source.name}/{member.name}"
    if member.data is None:
        yield refused(name, 0, f"{name} is locked, damaged or larger than {MAX_MB} MB.")
        return
    own = kind_of(member.name, member.data, member.media_type)
    if own.bundle and (inside or own == kind):
        yield refused(name, 0, f"{name} is an archive inside an archive, which is not opened.")
        return
    yield from _items(member.data, replace(source, name=name, charset=None), own, inside=True)


def _found(kind: Kind, data: bytes, source: Source, *, inside: bool = False) -> Iterable[Found]:
    if kind.isolated or len(data) > _SMALL:
        return read_isolated(kind, data, source, inside=inside)
    found = kind.read(data, source)
    return [found] if isinstance(found, (Document, DocumentLine)) else found


def _line(found: Document | DocumentLine) -> DocumentLine:
    return found if isinstance(found, DocumentLine) else DocumentLine(document=found)


def _given(line: DocumentLine) -> DocumentLine:
    return line


__all__ = ["is_readable", "read_items", "read_source"]
