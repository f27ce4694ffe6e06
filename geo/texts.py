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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import TextsUnreadable
from geo.model import Document
from geo.reader_folders import TEXTS, reader_folders
from geo.rescue import open_rescued
from geo.salvage import Row, Value
from geo.settings import Settings
from geo.storage import Connection, StorageError, is_damaged, look_through, open_store

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
_RESCUE = "INSERT INTO collection VALUES (?, ?, ?, ?, ?, ?)"
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
        self.notices: tuple[str, ...] = ()
        """What the reader should be told: a file that had to be rescued."""
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
        content = _packed(collection, documents)
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
        return _unpacked(found[0], id)[1] if found else None

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
            if isinstance(error, StorageError) and is_damaged(error):
                self.close()  # the next one who asks finds it damaged, and rescues it
            raise TextsUnreadable(f"Your own texts cannot be kept in {self._path}: {error}.") from error

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection, told = open_rescued(self._path, open_=_open, whole=_whole_rows, insert=_RESCUE)
            self.notices = (told,) if told else ()
            weakref.finalize(self, self._connection.close)
        return self._connection


def _open(path: Path) -> Connection:
    """The file, looked through. Raises `StorageError` where it is damaged."""
    connection = open_store(path, durable=True)
    try:
        look_through(connection)
        with connection:
            connection.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves the disk
            connection.execute(_SCHEMA)
    except BaseException:
        connection.close()
        raise
    return connection


def _whole_rows(rows: Iterable[Row]) -> list[tuple[Value, ...]]:
    """Those of a damaged file that are collections, once each; their documents are packed with a checksum."""
    found: dict[Value, tuple[Value, ...]] = {}
    for _, values in rows:
        match values:
            case (str(id), str(title), int(characters), int() | float(), int(), bytes(content)):
                with suppress(TextsUnreadable):
                    collection, documents = _unpacked(content, id)
                    if collection.title == title and sum(len(d.text) for d in documents) == characters:
                        found[id] = values
    return list(found.values())


def _record(document: Document) -> dict[str, Any]:
    day = document.date
    return asdict(document) | {"date": day.isoformat() if day else None}


def _packed(collection: Collection, documents: Sequence[Document]) -> bytes:
    """A collection with a checksum over all of it, its id and title too."""
    content = asdict(collection) | {"documents": [_record(each) for each in documents]}
    return zlib.compress(json.dumps(content).encode(), 1)


def _unpacked(content: bytes, id: str) -> tuple[Collection, tuple[Document, ...]]:
    """The collection `id`, and its documents. Raises `TextsUnreadable` where it is damaged, or another."""
    try:
        record = json.loads(zlib.decompress(content))
        collection = Collection(id=record["id"], title=record["title"])
        documents = tuple(_document(each) for each in record["documents"])
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise TextsUnreadable("This text was kept and is damaged: bring it in again.") from error
    if collection.id != id:
        raise TextsUnreadable("This text was kept and is damaged: bring it in again.")
    return collection, documents


def _document(record: dict[str, Any]) -> Document:
    day = record["date"]
    return Document(**{**record, "date": date.fromisoformat(day) if day else None})


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
