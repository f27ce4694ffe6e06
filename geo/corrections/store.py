"""Where corrections are kept: a SQLite file in the user's data folder, which nothing can make again."""

from __future__ import annotations

import hashlib
import json
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.corrections.correcting import CorrectionSet, Resolve
from geo.corrections.model import Correction
from geo.corrections.record import checked, from_record, to_record
from geo.errors import CorrectionsUnreadable
from geo.model import ParsedDocument
from geo.rescue import open_rescued
from geo.salvage import Row, Value
from geo.storage import Connection, StorageError, is_damaged, look_through, open_store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    record TEXT NOT NULL,
    digest TEXT
)
"""
_RESCUE = "INSERT INTO correction (id, made_at, record, digest) VALUES (?, ?, ?, ?)"


class CorrectionStore:
    """A reader's corrections in the order in which they were made, safe with threads and processes.

    The file is made when the first is kept. What does not fit, and what is damaged, is left out and named in
    `notices`; nothing of it is thrown away.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: tuple[str, ...] = ()
        """What the reader should be told: corrections left out, a file that had to be rescued."""
        self._lock = threading.RLock()
        self._connection: Connection | None = None
        self._rescued: tuple[str, ...] = ()
        self._known: tuple[int, CorrectionSet] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CorrectionStore) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens the file anew."""
        return type(self), (self.path,)

    def add(self, correction: Correction) -> Correction:
        """Keep a correction; the same with its number. Raises `CorrectionsUnreadable` where it does not fit
        a correction's record, or cannot be written."""
        return self.add_all([correction])[0]

    def add_all(self, corrections: Iterable[Correction]) -> list[Correction]:
        """Keep several, all or none."""
        fitting = []
        for correction in corrections:
            try:
                fitting.append(checked(correction))
            except CorrectionsUnreadable as error:
                raise CorrectionsUnreadable(f"This correction cannot be kept: {error}.") from error
        with self._transaction() as connection:
            return [replace(each, id=_insert(connection, each)) for each in fitting]

    def remove(self, id: int) -> bool:
        """Take one back; whether there was one."""
        if not self.path.exists():
            return False
        with self._transaction() as connection:
            return connection.execute("DELETE FROM correction WHERE id = ?", (id,)).rowcount > 0

    def all(self) -> tuple[Correction, ...]:
        """Every correction that fits, oldest first. Raises `CorrectionsUnreadable` where none can be read."""
        return self.current().made

    def current(self) -> CorrectionSet:
        """What `all` gives, ready to correct documents; read again only when the file has changed."""
        if not self.path.exists():
            return CorrectionSet()
        with self._lock, self._transaction() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            if self._known is None or self._known[0] != version:
                rows = connection.execute("SELECT id, record, digest FROM correction ORDER BY id").fetchall()
                self._known = version, self._fitting(rows)
            return self._known[1]

    def correct(self, parsed: ParsedDocument, resolve: Resolve | None = None) -> ParsedDocument:
        """A document as its reader corrected it. Raises `CorrectionsUnreadable` where none can be read."""
        return self.current().correct(parsed, resolve)

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._known = None

    def _fitting(self, rows: Iterable[tuple[int, str, str | None]]) -> CorrectionSet:
        made, left_out = [], []
        for id, record, digest in rows:
            try:
                made.append(replace(read_row(record, digest), id=id))
            except CorrectionsUnreadable as error:
                left_out.append(f"Correction {id} is left out: {error}.")
        self.notices = (*self._rescued, *left_out)
        return CorrectionSet(made)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """The open file, rescued first where it is damaged."""
        with self._lock:
            try:
                connection = self._opened()
            except (StorageError, OSError) as error:
                raise CorrectionsUnreadable(
                    f"The corrections in {self.path} cannot be opened: {error}."
                ) from error
            before = connection.total_changes
            try:
                with connection:
                    yield connection
            except (StorageError, OSError) as error:
                if isinstance(error, StorageError) and is_damaged(error):
                    self.close()  # the next one who asks finds it damaged, and rescues it
                raise CorrectionsUnreadable(
                    f"The corrections in {self.path} cannot be used: {error}."
                ) from error
            finally:
                if connection.total_changes != before:
                    self._known = None

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection, told = open_rescued(self.path, open_=_open, whole=_whole_rows, insert=_RESCUE)
            self._rescued = (told,) if told else ()
            weakref.finalize(self, self._connection.close)
        return self._connection


def _open(path: Path) -> Connection:
    """The file, looked through. Raises `StorageError` where it is damaged."""
    connection = open_store(path, durable=True)
    try:
        look_through(connection)
        with connection:
            connection.execute("PRAGMA secure_delete = ON")  # what was taken back is never rescued
            connection.execute(_SCHEMA)
            columns = [row[1] for row in connection.execute("PRAGMA table_info(correction)")]
            if "digest" not in columns:  # a store of version 0.1
                connection.execute("ALTER TABLE correction ADD COLUMN digest TEXT")
    except BaseException:
        connection.close()
        raise
    return connection


def _whole_rows(rows: Iterable[Row]) -> list[tuple[Value, ...]]:
    """Those of a damaged file that are corrections, once each, by their number."""
    found: dict[int, tuple[Value, ...]] = {}
    for id, values in rows:
        if len(values) not in (3, 4) or values[0] is not None or not isinstance(values[1], str):
            continue
        made_at, record, digest = (*values[1:], None)[:3]
        with suppress(CorrectionsUnreadable):
            read_row(record, digest)
            found[id] = (id, made_at, record, digest)
    return [found[id] for id in sorted(found)]


def _insert(connection: Connection, correction: Correction) -> int | None:
    record = json.dumps(to_record(correction))
    return connection.execute(
        "INSERT INTO correction (record, digest) VALUES (?, ?)", (record, digest_of(record))
    ).lastrowid


def digest_of(record: str) -> str:
    """What a record is compared with when it is read again."""
    return hashlib.blake2b(record.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def read_row(record: object, digest: object) -> Correction:
    """The correction of a row. Raises `CorrectionsUnreadable` where it is damaged or does not fit."""
    if not isinstance(record, str) or (digest is not None and digest != digest_of(record)):
        raise CorrectionsUnreadable("it is damaged")
    content = None
    with suppress(ValueError, RecursionError):
        content = json.loads(record)
    return from_record(content)
