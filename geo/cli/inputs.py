"""What `dateline parse` is given -> the documents in it, one at a time, however many they are."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

import click

from geo.errors import UnreadableDocument
from geo.readers import (
    MAX_BYTES,
    DocumentLine,
    Item,
    Problem,
    Source,
    is_readable,
    kind_named,
    kind_of,
    read_items,
    read_line,
    read_url,
    refused,
    suffixes,
)
from geo.readers.plain import printable
from geo.readers.worker import read_isolated

_LONGEST_LINE = 6 * MAX_BYTES
"""Bytes: JSON may write each character as six, `\\u002e`."""
_LONG_LINE = 1_000_000
"""Bytes: a book is shorter."""
_HEAD = 64 * 1024
_STDIN = "standard input"
_NAMED = 3
"""At most this many files that are left out are named."""

Items = tuple[Iterator[Item], int | None]


def open_input(
    given: str, kind: str | None, *, column: str | None = None, without: Path | None = None
) -> Items:
    """The items of a file, a folder, an address or `-`, and their size in bytes where it is known.

    `kind` is what the files are, None: each is looked at. `column` holds the texts of tables. `without`
    is a file in the folder that is no input: the output. Raises `UnreadableDocument` where an address
    cannot be fetched or a folder holds nothing that can be read.
    """
    if given == "-":
        stream = _peekable(sys.stdin.buffer)
        if stream.isatty():
            click.echo("dateline: reading from the terminal; Ctrl-D ends the text.", err=True)
        return _stream(stream, _STDIN, kind, column), None
    if is_address(given):
        return read_url(given), None
    path = Path(given)
    if not path.is_dir():
        return _file(path, printable(path.name), kind, column), path.stat().st_size
    visible = [file for file in sorted(_visible_files(path)) if not (without and _same(file, without))]
    files = [file for file in visible if is_readable(file.name)]
    if files and len(visible) > len(files):
        others = [file.relative_to(path).as_posix() for file in visible if file not in set(files)]
        click.echo(f"dateline: {_left_out(others)}", err=True)
    if not files:
        raise UnreadableDocument(
            f"There is no file in {printable(given)} that can be read ({', '.join(suffixes())})."
        )
    items = (
        item
        for file in files
        for item in _file(file, printable(file.relative_to(path).as_posix()), kind, column)
    )
    return items, sum(file.stat().st_size for file in files)


def is_address(given: str) -> bool:
    """Return whether the input is to be fetched."""
    return given.lower().startswith(("http://", "https://"))


def _visible_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def _left_out(names: Sequence[str]) -> str:
    """Return what is said of files in a folder that are of no kind that can be read."""
    named = ", ".join(printable(name) for name in names[:_NAMED])
    if len(names) == 1:
        return f"1 file of another kind is left out: {named}."
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{len(names):,} files of other kinds are left out: {named}{more}."


def _same(file: Path, other: Path) -> bool:
    return other.exists() and file.samefile(other)


def _file(path: Path, name: str, kind: str | None, column: str | None) -> Iterator[Item]:
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, name, kind, column)
    except OSError as error:
        yield refused(name, 0, f"{name} cannot be read: {error.strerror or error}.")


def _peekable(stream: BinaryIO) -> BufferedReader:
    return stream if isinstance(stream, BufferedReader) else BufferedReader(cast(io.RawIOBase, stream))


def _stream(stream: BufferedReader, name: str, kind: str | None, column: str | None) -> Iterator[Item]:
    if kind is None:
        head = stream.peek(_HEAD)
        kind = "jsonl" if kind_of(name, head).name == "jsonl" else None
    if kind == "jsonl":  # may be of any length, and is read as it comes
        yield from _lines(stream, "line" if name == _STDIN else f"{name}, line")
    else:
        yield from read_items(stream.read(MAX_BYTES + 1), name=name, kind=kind, column=column)


def _line(line: bytes, name: str) -> DocumentLine:
    if len(line) <= _LONG_LINE:
        return read_line(line)
    for found in read_isolated(kind_named("jsonl"), line, Source(name=name)):  # it may be made to hurt
        if isinstance(found, DocumentLine):
            return found
        if isinstance(found, Problem):
            raise UnreadableDocument(found.message)
    raise UnreadableDocument("It is empty.")


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
            yield refused(name, size, f"It is longer than {_LONGEST_LINE // 1_000_000} MB.")
        elif line.strip():
            yield Item(name=name, size=size, read=partial(_line, line, name))
