"""A seal on a finished file: a digest of all of it, in eight bytes of SQLite's header that nobody else uses.

Reading 100 MB at every start would be felt, so a check leaves a stamp beside the file: its size, its number
and the times of its last changes, which no write leaves as they were. While they are the same, and for a week
at most, the file counts as checked.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path

_FIELDS = ((60, 64), (68, 72))
"""`user_version` and `application_id`, which SQLite leaves to the application."""
_HEADER = 100
_CHUNK = 1 << 20
_STAMP_SECONDS = 7 * 24 * 3600


class Seal(Enum):
    """What a file's seal says of it."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    NONE = "none"
    """It was never sealed."""


def seal(path: Path) -> None:
    """Write a finished database's digest into it. Nothing may change it afterwards."""
    digest = _digest(path)
    with path.open("r+b") as file:
        for index, (start, end) in enumerate(_FIELDS):
            file.seek(start)
            file.write(digest[4 * index : 4 * index + end - start])
        file.flush()
        os.fsync(file.fileno())


def examine(path: Path, *, clock: Callable[[], float] = time.time) -> Seal:
    """What a file's seal says. Raises `OSError` where it cannot be read."""
    if _is_stamped(path, clock()):
        return Seal.WHOLE
    stamp = _stamp(path)  # taken before reading, so that a write meanwhile voids it
    with path.open("rb") as file:
        header = file.read(_HEADER)
    sealed = b"".join(header[start:end] for start, end in _FIELDS)
    if len(header) == _HEADER and not any(sealed):
        return Seal.NONE
    if sealed != _digest(path):
        return Seal.DAMAGED
    with suppress(OSError):  # a folder that cannot be written: it is checked again the next time
        _stamp_file(path).write_text(json.dumps({"file": stamp, "checked": clock()}), encoding="utf-8")
    return Seal.WHOLE


def _digest(path: Path) -> bytes:
    """Eight bytes that tell a file from any other, whatever stands where the seal does."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        header = bytearray(file.read(_HEADER))
        for start, end in _FIELDS:
            header[start:end] = bytes(end - start)
        digest.update(header)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()[:8]


def _stamp_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.checked")


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns]


def _is_stamped(path: Path, now: float) -> bool:
    try:
        kept = json.loads(_stamp_file(path).read_text(encoding="utf-8"))
        return bool(kept["file"] == _stamp(path) and 0 <= now - kept["checked"] < _STAMP_SECONDS)
    except (OSError, ValueError, TypeError, KeyError):
        return False
