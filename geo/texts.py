"""A reader's own texts: what they pasted, uploaded or fetched, kept until they say "Forget it".

A `Collection` is documents that were brought together and are read together. It is bounded in number, in
characters and in age, so that nobody's texts fill the disk.
"""

from __future__ import annotations

import json
import logging
import threading
import time
import weakref
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import TextsUnreadable
from geo.model import Document
from geo.reader_folders import TEXTS, reader_folders
from geo.settings import Settings
from geo.storage import Connection, StorageError, open_store

MOST_COLLECTIONS = 200
"""Collections of one reader; beyond it, the longest unopened go."""
MOST_CHARACTERS = 40_000_000
"""Characters in all of one reader's collections, likewise: some eighty thick books."""
_DAY = 24 * 3600
_SCHEMA = """
CREATE TABLE IF NOT EXISTS collection (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    characters INTEGER NOT NULL,
    opened REAL NOT NULL,
    brought INTEGER NOT NULL,
    documents BLOB NOT NULL
)
"""
_KEEP = """
INSERT INTO collection SELECT ?, ?, ?, ?, 1 + coalesce(max(brought), 0), ? FROM collection WHERE true
ON CONFLICT (id) DO UPDATE SET title = excluded.title, characters = excluded.characters,
    opened = excluded.opened, brought = excluded.brought, documents = excluded.documents
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """Documents that a reader brought together."""

    id: str
    title: str


class TextStore:
    """One reader's collections in a file, which is made when the first is kept.

    Safe to share between threads and processes.
    """

    def __init__(self, path: Path, *, days: int = 30, clock: Callable[[], float] = time.time) -> None:
        """`days` after it was last opened a collection is dropped; `clock` gives seconds since 1970."""
        self._path = path
        self._days = days
        self._clock = clock
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def all(self) -> tuple[Collection, ...]:
        """Every collection, the latest brought first. Raises `TextsUnreadable` where the file is damaged."""
        if not self._path.exists():
            return ()
        since = self._clock() - self._days * _DAY
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT id, title FROM collection WHERE opened >= ? ORDER BY brought DESC", (since,)
            ).fetchall()
        return tuple(Collection(id=id, title=title) for id, title in rows)

    def keep(self, collection: Collection, documents: Sequence[Document]) -> None:
        """Keep a collection; it replaces one of the same id, and the longest unopened make room.

        Raises `TextsUnreadable` where it cannot be kept.
        """
        content = zlib.compress(json.dumps([_record(each) for each in documents]).encode(), 1)
        characters = sum(len(each.text) for each in documents)
        with self._transaction() as connection:
            connection.execute(_KEEP, (collection.id, collection.title, characters, self._clock(), content))
            self._make_room(connection)

    def open(self, id: str) -> tuple[Document, ...] | None:
        """The documents of a collection, which counts as opened now; None where it is no longer kept."""
        if not self._path.exists():
            return None
        with self._transaction() as connection:
            connection.execute("UPDATE collection SET opened = ? WHERE id = ?", (self._clock(), id))
            found = connection.execute("SELECT documents FROM collection WHERE id = ?", (id,)).fetchone()
        return _documents(found[0]) if found else None

    def forget(self, id: str) -> bool:
        """Drop a collection for good; whether there was one."""
        if not self._path.exists():
            return False
        with self._transaction() as connection:
            return connection.execute("DELETE FROM collection WHERE id = ?", (id,)).rowcount > 0

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _make_room(self, connection: Connection) -> None:
        """Drop what is too old and, beyond the bounds, what was not opened for the longest time."""
        since = self._clock() - self._days * _DAY
        connection.execute("DELETE FROM collection WHERE opened < ?", (since,))
        rows = connection.execute("SELECT id, characters FROM collection ORDER BY opened DESC, brought DESC")
        characters = 0
        for earlier, (id, length) in enumerate(rows.fetchall()):
            characters += length
            if earlier and (earlier >= MOST_COLLECTIONS or characters > MOST_CHARACTERS):
                connection.execute("DELETE FROM collection WHERE id = ?", (id,))
                characters -= length

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._lock:
                connection = self._opened()
                with connection:
                    yield connection
        except (StorageError, OSError) as error:
            raise TextsUnreadable(f"Your own texts cannot be kept in {self._path}: {error}.") from error

    def _opened(self) -> Connection:
        if self._connection is None:
            connection = open_store(self._path, durable=True)
            try:
                with connection:
                    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves the disk
                    connection.execute(_SCHEMA)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
            weakref.finalize(self, connection.close)
        return self._connection


def _record(document: Document) -> dict[str, Any]:
    day = document.date
    return asdict(document) | {"date": day.isoformat() if day else None}


def _documents(content: bytes) -> tuple[Document, ...]:
    try:
        records = json.loads(zlib.decompress(content))
        return tuple(
            Document(**{**record, "date": date.fromisoformat(record["date"]) if record["date"] else None})
            for record in records
        )
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise TextsUnreadable("This text was kept and is damaged: bring it in again.") from error


def sweep(settings: Settings, *, clock: Callable[[], float] = time.time) -> None:
    """Remove the texts of readers who have not come for `texts_days`, and beyond `texts_mb` in all those of
    whoever has been away longest. Corrections stay."""
    files = sorted(
        ((_used(path), path) for folder in reader_folders(settings) if (path := folder / TEXTS).exists()),
        reverse=True,
    )
    size = 0
    oldest = clock() - (settings.texts_days + 1) * _DAY
    for used, path in files:
        size += _size(path)
        if used < oldest or size > settings.texts_mb * 1_000_000:
            _remove(path)


def _parts(path: Path) -> list[Path]:
    """A database and the files that SQLite keeps beside it, those that are there."""
    return [part for end in ("-wal", "-shm", "") if (part := path.with_name(path.name + end)).exists()]


def _used(path: Path) -> float:
    return max((part.stat().st_mtime for part in _parts(path)), default=0.0)


def _size(path: Path) -> int:
    return sum(part.stat().st_size for part in _parts(path))


def _remove(path: Path) -> None:
    try:
        for part in _parts(path):
            part.unlink(missing_ok=True)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    except OSError as error:
        _log.warning("Old texts in %s could not be removed: %s.", path.parent, error)
