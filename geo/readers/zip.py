"""Zip archives -> the documents in them, within bounds that no archive's own claims can move."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from geo.errors import UnreadableDocument
from geo.readers.base import Kind, Member, Source
from geo.readers.packages import is_package, may_hold
from geo.readers.plain import MAX_BYTES, printable
from geo.readers.registry import is_readable

MAX_MEMBERS = 2_000
MAX_TOTAL = 200_000_000
"""Bytes that an archive may unpack to altogether."""

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
"""What the standard library raises for archives that are broken, locked or packed in an unknown way."""


def read(data: bytes, source: Source) -> Iterator[Member]:
    """Yield the files in an archive that are of a kind that can be read, by their paths.

    Nothing is written to the disk. Folders and hidden files are left out. Raises `UnreadableDocument`
    where it is no archive, holds more than `MAX_MEMBERS` files or unpacks to more than `MAX_TOTAL`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise UnreadableDocument(f"{source.name} is a damaged archive.") from error
    with archive:
        files = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        if len(files) > MAX_MEMBERS:
            raise UnreadableDocument(f"{source.name} holds {len(files):,} files, more than {MAX_MEMBERS:,}.")
        total = 0
        for info in sorted(files, key=lambda info: info.filename):
            if not is_readable(info.filename):
                continue
            content = unpacked(archive, info)
            total += len(content or b"")
            if total > MAX_TOTAL:
                raise UnreadableDocument(f"{source.name} unpacks to more than {MAX_TOTAL // 1_000_000} MB.")
            yield Member(name=printable(info.filename), data=content)


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int = MAX_BYTES) -> bytes | None:
    """A file of an archive; None where it cannot be unpacked or is larger than `most` bytes."""
    try:
        with archive.open(info) as file:
            content = file.read(most + 1)
    except DAMAGE:
        return None
    return content if len(content) <= most else None


def _hidden(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


KIND = Kind(
    name="zip",
    label="zip archives",
    suffixes=(".zip",),
    media_types=("application/zip",),
    magic=lambda data: may_hold(data, b"") and not is_package(data),
    binary=True,
    read=read,
    many=True,
    bundle=True,
)
