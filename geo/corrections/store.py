"""Where corrections are kept: a SQLite file in the user's data folder, which nothing can make again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from geo.corrections.model import Correction, Scope
from geo.errors import CorrectionsUnreadable
from geo.model import Kind, Place
from geo.storage import Connection, StorageError, open_store

FORMAT = "dateline-corrections"
VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    record TEXT NOT NULL
)
"""


class CorrectionStore:
    """The reader's corrections in the order in which they were made, safe with threads and processes."""

    def __init__(self, path: Path) -> None:
        """Opens or creates the file. Raises `CorrectionsUnreadable` where it is damaged, and leaves it."""
        self._path = path
        self._lock = threading.Lock()
        try:
            self._connection: Connection = open_store(path, durable=True)
            with self._connection:
                self._connection.execute(_SCHEMA)
        except (StorageError, OSError) as error:
            raise CorrectionsUnreadable(f"The corrections in {path} cannot be opened: {error}.") from error

    def add(self, correction: Correction) -> Correction:
        """Keep a correction; the same with its number."""
        return self.add_all([correction])[0]

    def add_all(self, corrections: Iterable[Correction]) -> list[Correction]:
        """Keep several, all or none."""
        with self._transaction() as connection:
            return [
                replace(
                    correction,
                    id=connection.execute(
                        "INSERT INTO correction (record) VALUES (?)", (json.dumps(to_record(correction)),)
                    ).lastrowid,
                )
                for correction in corrections
            ]

    def remove(self, id: int) -> bool:
        """Take one back; whether there was one."""
        with self._transaction() as connection:
            return connection.execute("DELETE FROM correction WHERE id = ?", (id,)).rowcount > 0

    def all(self) -> tuple[Correction, ...]:
        """Every correction, oldest first."""
        with self._lock:
            try:
                rows = self._connection.execute("SELECT id, record FROM correction ORDER BY id").fetchall()
            except StorageError as error:
                raise CorrectionsUnreadable(
                    f"The corrections in {self._path} cannot be read: {error}."
                ) from error
        return tuple(replace(from_record(json.loads(record)), id=id) for id, record in rows)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._lock, self._connection as connection:
                yield connection
        except StorageError as error:
            raise CorrectionsUnreadable(
                f"The correction could not be kept in {self._path}: {error}."
            ) from error


def to_record(correction: Correction) -> dict[str, Any]:
    """A correction as JSON has it, without its number."""
    record = asdict(correction)
    del record["id"]
    return record


def from_record(record: dict[str, Any]) -> Correction:
    """The correction that `to_record` wrote. Raises `KeyError`, `TypeError` or `ValueError` for another."""
    place = record["place"]
    return Correction(
        toponym=_text(record["toponym"]),
        place=None if place is None else _place(place),
        scope=Scope(record["scope"]),
        document=_text(record["document"]),
        start=int(record["start"]),
        added=bool(record.get("added", False)),
        context=_text(record.get("context", "")),
        context_start=int(record.get("context_start", 0)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _place(record: dict[str, Any]) -> Place:
    place = Place(**{**record, "kind": Kind(record["kind"])})
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise ValueError(f"{place.lat}, {place.lon} is no point on the Earth")
    for text in (place.id, place.name):
        _text(text)
    return place


def export_json(corrections: Iterable[Correction]) -> str:
    """Corrections as a file that `import_json` reads, here or elsewhere."""
    records = [to_record(correction) for correction in corrections]
    return json.dumps({"format": FORMAT, "version": VERSION, "corrections": records}, indent=1)


def import_json(text: str) -> list[Correction]:
    """All corrections in an exported file. Raises `CorrectionsUnreadable` for any other file."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT or content["version"] != VERSION:
            raise ValueError("it is of another kind or version")
        return [from_record(record) for record in content["corrections"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CorrectionsUnreadable(f"This is no file of corrections: {error}.") from error


def training_lines(corrections: Iterable[Correction]) -> str:
    """Corrections as JSONL that training reads: a sentence a line, with the mention's span and gold place."""
    lines: list[str] = []
    for correction in corrections:
        if not correction.context:
            continue
        place = correction.place
        start = correction.context_start
        lines.append(
            json.dumps(
                {
                    "id": f"correction-{correction.id or len(lines) + 1}",
                    "text": correction.context,
                    "mentions": [
                        {
                            "start": start,
                            "end": start + len(correction.toponym),
                            "is_place": place is not None,
                            "place_id": place.id if place else None,
                            "geonameid": place.geonameid if place else None,
                            "lat": place.lat if place else None,
                            "lon": place.lon if place else None,
                        }
                    ],
                },
                ensure_ascii=False,
            )
        )
    return "".join(f"{line}\n" for line in lines)
