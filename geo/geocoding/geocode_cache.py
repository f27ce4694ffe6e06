"""Services' answers, kept on disk: a place for a year, "no such place" for a week.

The file may be deleted at any time. Several processes share it; one that is killed amid a write leaves it
whole. What cannot be read in it counts as not there, and a cache that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
import unicodedata
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from geo.geocoding.base import Location
from geo.locking import exclusive
from geo.storage import Connection, StorageError, is_damaged, open_store

FILE_NAME = "answers.sqlite"
FOUND_FOR = timedelta(days=365)
"""Places do not move."""
NOTHING_FOR = timedelta(days=7)
"""Services learn names that they did not know."""
SCHEMA = 2
"""Raised whenever what is kept of an answer changes: older rows are then not found."""

_TABLE = """CREATE TABLE IF NOT EXISTS answer (
    service TEXT NOT NULL, query TEXT NOT NULL, language TEXT NOT NULL, schema INTEGER NOT NULL,
    expires REAL NOT NULL, places INTEGER NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (service, query, language, schema)) WITHOUT ROWID"""
_GET = "SELECT content FROM answer WHERE service=? AND query=? AND language=? AND schema=? AND expires>?"
_PUT = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)"
_COUNT = """SELECT service, sum(places > 0 AND expires > :now), sum(places = 0 AND expires > :now),
    sum(expires <= :now) FROM answer GROUP BY service ORDER BY service"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """How many answers of a service are in the store."""

    service: str
    found: int
    nothing: int
    expired: int


def normalised(query: str) -> str:
    """The key of a question: case, width and white space make no difference, accents do."""
    return " ".join(unicodedata.normalize("NFKC", query).casefold().split())


class GeocodeCache:
    """The answers in one file, which is made when it is first needed. Safe to share between threads."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives seconds since 1970."""
        self.path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens the file anew."""
        return type(self), (self.path,)

    def get(self, service: str, query: str, language: str) -> list[Location] | None:
        """The places of an answer, an empty list for "no such place", None where none is kept."""
        key = (service, normalised(query), language, SCHEMA, self._clock())
        rows = self._execute(_GET, key)
        return _locations(rows[0][0], *key[:3]) if rows else None

    def put(self, service: str, query: str, language: str, found: Sequence[Location]) -> None:
        """Keep an answer. One that JSON cannot hold is not kept."""
        try:
            content = json.dumps([_record(location) for location in found], allow_nan=False)
        except (TypeError, ValueError):
            _log.warning("An answer of %s cannot be kept: it is not JSON.", service)
            return
        expires = self._clock() + (FOUND_FOR if found else NOTHING_FOR).total_seconds()
        key = (service, normalised(query), language)
        sealed = f"{_seal(content, *key)} {content}"
        self._execute(_PUT, (*key, SCHEMA, expires, len(found), sealed))

    def counts(self) -> tuple[Kept, ...]:
        """Return what is kept, by service."""
        if not self.path.exists():
            return ()
        rows = self._execute(_COUNT, {"now": self._clock()})
        return tuple(
            Kept(service=service, found=found, nothing=nothing, expired=expired)
            for service, found, nothing, expired in rows
        )

    def clear(self) -> None:
        """Forget every answer."""
        if self.path.exists():
            self._execute("DELETE FROM answer", ())
            self._execute("VACUUM", ())
        self._aside.unlink(missing_ok=True)

    def _execute(self, statement: str, values: Sequence[Any] | dict[str, Any]) -> list[Any]:
        with self._lock:
            try:
                try:
                    return self._run(statement, values)
                except StorageError as error:
                    if not is_damaged(error):
                        raise
                    self._move_aside()
                    return self._run(statement, values)
            except (StorageError, OSError) as error:
                # Locked, full or read-only: the answer is then asked for again another time.
                _log.warning("The cache of answers cannot be used: %s.", error)
                return []

    def _run(self, statement: str, values: Sequence[Any] | dict[str, Any]) -> list[Any]:
        with self._opened() as connection:
            return connection.execute(statement, values).fetchall()

    def _opened(self) -> Connection:
        if self._connection is None:
            connection = open_store(self.path)
            try:
                with connection:
                    connection.execute(_TABLE)
            except StorageError:
                connection.close()
                raise
            self._connection = connection
            weakref.finalize(self, connection.close)
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _move_aside(self) -> None:
        """Put the damaged file out of the way, unless another process has done so since."""
        self._close()
        with exclusive(self.path.with_suffix(".lock")):
            try:
                self._opened().execute("SELECT sum(length(content)) FROM answer").fetchone()
            except StorageError as error:
                if not is_damaged(error):
                    raise
                self._close()
                _log.warning(
                    "The cache of answers is unreadable (%s); it is now %s.", error, self._aside.name
                )
                self.path.replace(self._aside)
                for companion in ("-wal", "-shm"):
                    self.path.with_name(self.path.name + companion).unlink(missing_ok=True)

    @property
    def _aside(self) -> Path:
        return self.path.with_name(f"{self.path.name}.unreadable")


def _record(location: Location) -> dict[str, Any]:
    return {
        "address": location.address,
        "lat": location.latitude,
        "lon": location.longitude,
        "raw": location.raw,
    }


def _seal(content: str, *key: str) -> str:
    """What tells an answer that was damaged on the disk, or stands under another's name, from a true one."""
    return hashlib.blake2b(json.dumps([*key, content]).encode(), digest_size=12).hexdigest()


def _locations(sealed: object, *key: str) -> list[Location] | None:
    """The places of a row; None where it is not what `put` wrote."""
    try:
        seal, _, content = str(sealed).partition(" ")
        if seal != _seal(content, *key):
            raise ValueError("the seal is broken")
        records = json.loads(content)
        return [Location(r["address"], (float(r["lat"]), float(r["lon"])), r["raw"]) for r in records]
    except (ValueError, TypeError, KeyError, RecursionError):
        _log.warning("An answer in the cache is unreadable; it is asked for again.")
        return None
