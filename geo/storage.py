"""SQLite files: opening them and making them whole. The only importer of sqlite3.

Two kinds of file are kept under the cache folder. An *index* is built once and then only read
(`building`, `open_index`); a *store* is written by several processes as they go (`open_store`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection, Cursor, Row
from sqlite3 import Error as StorageError
from typing import Any, Self

from geo.sealing import Seal, examine, seal

__all__ = [
    "Connection",
    "Cursor",
    "Row",
    "StorageError",
    "building",
    "is_damaged",
    "is_whole",
    "look_through",
    "open_index",
    "open_store",
    "private_folder",
]

_MAPPED_BYTES = 1 << 30
"""Upper limit of an index read through memory mapping: no system call a page."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class _Cursor(sqlite3.Cursor):
    """A cursor whose failures are all `StorageError`s.

    What SQLite says of a damaged file quotes it, and Python cannot decode what is no text in it: a damaged
    schema would else be a `UnicodeDecodeError`.
    """

    def execute(self, *arguments: Any) -> Self:
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError as error:
            raise _damage() from error

    def executemany(self, *arguments: Any) -> Self:
        try:
            return super().executemany(*arguments)
        except UnicodeDecodeError as error:
            raise _damage() from error

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except UnicodeDecodeError as error:
            raise _damage() from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except UnicodeDecodeError as error:
            raise _damage() from error

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except UnicodeDecodeError as error:
            raise _damage() from error


class _Connection(sqlite3.Connection):
    """A connection of such cursors."""

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, *arguments: Any) -> Cursor:
        found: Cursor = self.cursor().execute(*arguments)
        return found

    def executemany(self, *arguments: Any) -> Cursor:
        found: Cursor = self.cursor().executemany(*arguments)
        return found


def _damage() -> StorageError:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_damaged(error: StorageError) -> bool:
    """Return whether the file itself is at fault, not a lock, a full disk or a missing right."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGED


def open_index(path: Path) -> Connection:
    """A finished index, read-only. It may be handed between threads, used by one at a time.

    The file is taken to be immutable, so that reading takes no locks: whoever changes an index builds
    another beside it and renames. Raises `StorageError` where the file is missing or no database.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, cached_statements=32)
    try:
        connection.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
        connection.execute("PRAGMA query_only=1")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # reads the header
    except BaseException:
        connection.close()
        raise
    return connection


def open_store(path: Path, *, timeout: float = 10.0, durable: bool = False) -> Connection:
    """A database that several processes read and write; a write cut short by `kill -9` leaves it whole.

    `timeout` is how many seconds a statement waits for another process's write. A `durable` store also
    survives a power cut after each transaction, and nobody but its owner can read it or the folders that are
    made for it. Transactions are the caller's (`with connection:`). Raises `StorageError` where the file is
    no database, `OSError` where its folder cannot be made.
    """
    if durable:
        private_folder(path.parent)
        _private_file(path)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=timeout, check_same_thread=False, factory=_Connection)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    except BaseException:
        connection.close()
        raise
    return connection


def look_through(connection: Connection) -> None:
    """Look a small database through. Raises `StorageError` as for a damaged one where a page is off."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        error = sqlite3.DatabaseError(f"database disk image is malformed ({found})")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for nobody but its owner."""
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def _private_file(path: Path) -> None:
    """Make a file, or one that others could read, its owner's alone; SQLite's own beside it follow it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except PermissionError:
        if not path.exists():
            raise


@contextmanager
def building(path: Path) -> Iterator[Connection]:
    """An empty database that takes the name `path` once the block ends well, and never before.

    It is built beside `path` without a journal, sealed, flushed to the disk and renamed; whoever has the
    old file open reads on in it. When the block fails nothing is left; what a killed process left is
    removed by the next build. Hold `geo.locking.exclusive` around it where two processes could build.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished)
    try:
        with closing(connection):
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            yield connection
            connection.commit()
        seal(unfinished)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def is_whole(path: Path) -> bool:
    """Whether every byte of an index is as it was built. One from before indexes were sealed is looked
    through once and sealed. Raises `OSError` where it cannot be read."""
    found = examine(path)
    if found is Seal.NONE and _is_sound(path):
        with suppress(OSError):  # where it cannot be written, it is looked through again the next time
            seal(path)
        return True
    return found is Seal.WHOLE


def _is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a database."""
    try:
        with closing(open_index(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False
