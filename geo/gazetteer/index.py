"""The index on the disk: its tables, how rows are written into it, how a row becomes a place again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from geo.gazetteer.names import name_key
from geo.gazetteer.rows import PlaceRow, fame
from geo.model import Kind, NameKind
from geo.storage import Connection

SCHEMA = 1
"""Raised when the tables, or what the build puts into them, change: older indexes are built anew."""

KINDS = tuple(Kind)
NAME_KINDS = tuple(NameKind)
"""Stored by their position. A new one goes to the end."""

MOST_WORDS = 8
"""Longer names are official titles that no text spells out; without them lexicon search stays short."""
_ALTERNATE_PENALTY = 1.0
"""A town's other names count as if it had a tenth of its people: Paris before a metropolis that some
language calls so."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    country TEXT,
    region_code TEXT,
    district_code TEXT,
    population INTEGER NOT NULL,
    feature TEXT,
    name_count INTEGER NOT NULL,
    note TEXT,
    source TEXT NOT NULL
);
CREATE TABLE division (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unsorted (
    key TEXT NOT NULL,
    rank INTEGER NOT NULL,
    place INTEGER NOT NULL,
    kind INTEGER NOT NULL
);
"""
_SORTED_NAMES = """
CREATE TABLE name (
    key TEXT NOT NULL,
    rank INTEGER NOT NULL,
    place INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (key, rank, place)
) WITHOUT ROWID;
INSERT INTO name SELECT key, min(rank), place, kind FROM unsorted GROUP BY key, place ORDER BY key, 2, place;
DROP TABLE unsorted;
CREATE UNIQUE INDEX place_id ON place (id);
"""


class IndexWriter:
    """Fills an empty database with places, once each, and finishes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number = 0
        self._longest = 1
        self._ids: set[str] = set()
        connection.executescript(_TABLES)

    def add(self, rows: Iterable[PlaceRow]) -> int:
        """Writes `rows`; a place whose id is there already is left out. Returns how many were written."""
        before = self._number
        places = self._connection.cursor()
        names = self._connection.cursor()
        for row in rows:
            if row.id in self._ids:
                continue
            self._ids.add(row.id)
            self._number += 1
            places.execute(
                "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    self._number,
                    row.id,
                    row.name,
                    KINDS.index(row.kind),
                    row.lat,
                    row.lon,
                    row.country,
                    row.region_code,
                    row.district_code,
                    row.population,
                    row.feature,
                    row.name_count or 1 + len(row.names),
                    row.note,
                    row.source,
                ),
            )
            names.executemany("INSERT INTO unsorted VALUES (?,?,?,?)", self._keys(row))
        return self._number - before

    def _keys(self, row: PlaceRow) -> Iterator[tuple[str, int, int, int]]:
        prominence = fame(row)
        seen: set[str] = set()
        for name, kind in [(row.name, NameKind.OFFICIAL), *row.names]:
            key = name_key(name)
            words = key.count(" ") + 1
            if not key or key in seen or words > MOST_WORDS:
                continue
            seen.add(key)
            self._longest = max(self._longest, words)
            penalty = _ALTERNATE_PENALTY if kind is NameKind.ALTERNATE and row.kind is Kind.SETTLEMENT else 0
            yield key, round(-1000 * (prominence - penalty)), self._number, NAME_KINDS.index(kind)

    def name_divisions(self, names: Iterable[tuple[str, str]]) -> None:
        """Names for the codes of countries (`UA`) and first-level regions (`UA.07`)."""
        self._connection.executemany("INSERT OR REPLACE INTO division VALUES (?,?)", names)

    def finish(self, *, fingerprint: str, recipe: str, sources: dict[str, str]) -> None:
        """Sorts the names and says what the index is made of."""
        self._connection.executescript(_SORTED_NAMES)
        counts = self._connection.execute("SELECT kind, source, count(*) FROM place GROUP BY 1, 2").fetchall()
        by_kind: dict[str, int] = {}
        by_source: dict[str, int] = {}
        for kind, source, count in counts:
            by_kind[KINDS[kind].value] = by_kind.get(KINDS[kind].value, 0) + count
            by_source[source] = by_source.get(source, 0) + count
        (names,) = self._connection.execute("SELECT count(*) FROM name").fetchone()
        meta = {
            "schema": SCHEMA,
            "fingerprint": fingerprint,
            "recipe": recipe,
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
            "longest_name": self._longest,
            "names": names,
            "by_kind": by_kind,
            "by_source": by_source,
            "sources": sources,
        }
        self._connection.executemany(
            "INSERT INTO meta VALUES (?,?)", [(key, json.dumps(value)) for key, value in meta.items()]
        )
        self._connection.execute("ANALYZE")
