"""Zip archives -> the documents in them, within bounds that no archive's own claims can move."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from geo.errors import UnreadableDocument
from geo.readers.plain import MAX_BYTES, printable

MAX_MEMBERS = 2_000
MAX_TOTAL = 200_000_000
"""Bytes that an archive may unpack to altogether."""

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
"""What the standard library raises for archives that are broken, locked or packed in an unknown way."""


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes | None]]:
    """The files in an archive by their paths, None for one that is locked, damaged or too large.

    Nothing is written to the disk. Folders and hidden files are left out. Raises `UnreadableDocument`
    where it is no archive, holds more than `MAX_MEMBERS` files or unpacks to more than `MAX_TOTAL`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise UnreadableDocument(f"{name} is a damaged archive.") from error
    with archive:
        files = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        if len(files) > MAX_MEMBERS:
            raise UnreadableDocument(f"{name} holds {len(files):,} files, more than {MAX_MEMBERS:,}.")
        total = 0
        for info in sorted(files, key=lambda info: info.filename):
            content = unpacked(archive, info)
            total += len(content or b"")
            if total > MAX_TOTAL:
                raise UnreadableDocument(f"{name} unpacks to more than {MAX_TOTAL // 1_000_000} MB.")
            yield printable(info.filename), content


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
