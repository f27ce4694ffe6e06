"""What `dateline parse` is given -> the documents in it, one at a time, however many they are."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

import click

from geo.errors import UnreadableDocument
from geo.reading import MAX_BYTES, DocumentLine, read_bytes, read_file, read_line
from geo.reading.plain import printable

TEXT_SUFFIXES = (".txt", ".text")
LINE_SUFFIXES = (".jsonl", ".ndjson")
_LONGEST_LINE = 6 * MAX_BYTES
"""Bytes: JSON may write each character as six, `\\u002e`."""
_OBJECT = re.compile(rb'[ \t\xef\xbb\xbf]*\{\s*"')
"""How a line of JSONL begins, and hardly ever a line of prose."""
_HEAD = 64 * 1024
_STDIN = "standard input"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """Something that should be a document."""

    name: str
    """What an error calls it: "news.jsonl, line 7"."""
    size: int
    """Bytes of the input that are done with once it is read."""
    read: Callable[[], DocumentLine]
    """The document. Raises `UnreadableDocument`."""


def open_input(path: Path, format: str, *, without: Path | None = None) -> tuple[Iterator[Item], int | None]:
    """The items of a file, a folder or `-`, and their size in bytes where it is known.

    `without` is a file in the folder that is no input: the output. Raises `UnreadableDocument` where
    a folder holds nothing that can be read.
    """
    if str(path) == "-":
        stream = _peekable(sys.stdin.buffer)
        if stream.isatty():
            click.echo("dateline: reading from the terminal; Ctrl-D ends the text.", err=True)
        return _stream(stream, _STDIN, format), None
    if not path.is_dir():
        return _file(path, printable(path.name), format), path.stat().st_size
    files = [file for file in sorted(_visible_files(path)) if not (without and _same(file, without))]
    if not files:
        wanted = ", ".join(TEXT_SUFFIXES + LINE_SUFFIXES)
        raise UnreadableDocument(f"There is no file in {printable(str(path))} that can be read ({wanted}).")
    items = (
        item for file in files for item in _file(file, printable(file.relative_to(path).as_posix()), format)
    )
    return items, sum(file.stat().st_size for file in files)


def _visible_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in TEXT_SUFFIXES + LINE_SUFFIXES and path.is_file():
            yield path


def _same(file: Path, other: Path) -> bool:
    return other.exists() and file.samefile(other)


def _file(path: Path, name: str, format: str) -> Iterator[Item]:
    if format == "auto" and path.suffix.lower() in LINE_SUFFIXES:
        format = "jsonl"
    if format == "auto" and path.suffix.lower() in TEXT_SUFFIXES:
        format = "text"
    try:
        with path.open("rb") as stream:
            if format == "auto":
                format = "jsonl" if _is_jsonl(stream.peek(_HEAD)) else "text"
            if format == "jsonl":
                yield from _lines(stream, f"{name}, line")
                return
        size = path.stat().st_size
    except OSError as error:
        reason = error.strerror or str(error)
        yield Item(name=name, size=0, read=partial(_refuse, f"{name} cannot be read: {reason}."))
        return
    yield Item(name=name, size=size, read=lambda: DocumentLine(document=read_file(path, id=name)))


def _refuse(message: str) -> DocumentLine:
    raise UnreadableDocument(message)


def _peekable(stream: BinaryIO) -> BufferedReader:
    return stream if isinstance(stream, BufferedReader) else BufferedReader(cast(io.RawIOBase, stream))


def _stream(stream: BufferedReader, name: str, format: str) -> Iterator[Item]:
    if format == "auto":
        format = "jsonl" if _is_jsonl(stream.peek(_HEAD)) else "text"
    if format == "jsonl":
        yield from _lines(stream, "line")
        return
    data = stream.read(MAX_BYTES + 1)
    yield Item(
        name=name, size=len(data), read=lambda: DocumentLine(document=read_bytes(data, id="-", name=name))
    )


def _is_jsonl(head: bytes) -> bool:
    """Whether at least half of the lines begin as JSON objects; a few may be broken."""
    lines = [line for line in head.splitlines() if line.strip()]
    return bool(lines) and 2 * sum(1 for line in lines if _OBJECT.match(line)) >= len(lines)


def _lines(stream: BinaryIO, prefix: str) -> Iterator[Item]:
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        name, size = f"{prefix} {number}", len(line)
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while rest := stream.readline(_LONGEST_LINE):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            message = f"It is longer than {_LONGEST_LINE // 1_000_000} MB."
            yield Item(name=name, size=size, read=partial(_refuse, message))
        elif line.strip():
            yield Item(name=name, size=size, read=partial(read_line, line))
