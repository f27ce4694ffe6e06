"""The index on the disk: its tables, and how rows are written into it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from geo.gazetteer.names import name_key
from geo.gazetteer.rows import PlaceRow, importance_of
from geo.gazetteer.sounds import sound_keys
from geo.model import Kind, NameKind
from geo.storage import Connection

SCHEMA = 5
"""Raised when the tables, or what the build puts into them, change: older indexes are built anew."""

KINDS = tuple(Kind)
NAME_KINDS = tuple(NameKind)
"""Stored by their position. A new one goes to the end."""
_ALTERNATE = NAME_KINDS.index(NameKind.ALTERNATE)

MOST_WORDS = 8
"""Longer names are official titles that no text spells out; without them lexicon search stays short."""
_LISTED_PENALTY = 1.0
"""A name that is only listed counts as if the place had a tenth of its people: Paris before a metropolis
that some language calls so."""
RANKS_A_STEP = 1000
"""Ranks are whole numbers: this many to a power of ten in importance, the most important lowest."""
_FAMOUS = -5 * RANKS_A_STEP
_HOPELESS = 2 * RANKS_A_STEP
"""A name that a place of 100,000 bears officially is not kept as the listed name of a place a hundred
times less important: "Chicago" as the former name of Willard, Ohio."""
_HEARD_OF = 10_000
"""People of a settlement that may be named in a script in which no source has its name."""
_SMALL_KINDS = (Kind.FACILITY, Kind.DISTRICT)
_LATIN = re.compile("[A-Za-z]")
_BATCH = 5000
"""Places that are written at a time."""

PLACE_COLUMNS = {
    "id": "TEXT NOT NULL",
    "name": "TEXT NOT NULL",
    "kind": "INTEGER NOT NULL",
    "lat": "REAL NOT NULL",
    "lon": "REAL NOT NULL",
    "country": "TEXT",
    "region_code": "TEXT",
    "district_code": "TEXT",
    "population": "INTEGER NOT NULL",
    "feature": "TEXT",
    "name_count": "INTEGER NOT NULL",
    "note": "TEXT",
    "source": "TEXT NOT NULL",
}
"""What the index holds of a place, in this order: `PlaceRow`'s and `Place`'s fields of the same names."""

_TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    {", ".join(f"{name} {type_}" for name, type_ in PLACE_COLUMNS.items())}
);
CREATE TABLE division (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE importance (number INTEGER PRIMARY KEY, place INTEGER NOT NULL, usual INTEGER NOT NULL);
CREATE TABLE sound (key TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL);
CREATE TABLE unsorted (
    key TEXT NOT NULL,
    rank INTEGER NOT NULL,
    place INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    listed INTEGER NOT NULL
);
"""
_INSERT_PLACE = f"INSERT INTO place VALUES ({', '.join('?' * (1 + len(PLACE_COLUMNS)))})"  # noqa: S608
_FINISH = (
    """
    CREATE TABLE name (
        key TEXT NOT NULL,
        rank INTEGER NOT NULL,
        place INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        PRIMARY KEY (key, rank, place)
    ) WITHOUT ROWID
    """,
    "CREATE TEMP TABLE famous (key TEXT PRIMARY KEY, rank INTEGER NOT NULL) WITHOUT ROWID",
    """
    INSERT INTO famous
    SELECT key, min(rank) FROM unsorted WHERE NOT listed GROUP BY key HAVING min(rank) <= :famous
    """,
    """
    INSERT INTO name
    SELECT key, min(unsorted.rank), place, kind FROM unsorted LEFT JOIN famous USING (key)
    WHERE NOT listed OR famous.rank IS NULL OR unsorted.rank <= famous.rank + :hopeless
    GROUP BY key, place
    """,
    "DROP TABLE famous",
    "DROP TABLE importance",
    "DROP TABLE unsorted",
    "CREATE UNIQUE INDEX place_id ON place (id)",
    "CREATE INDEX sound_key ON sound (key)",
)


class _Ids:
    """Which ids are taken: a bit for each of GeoNames' numbers, of which there are twelve million."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self._others: set[str] = set()

    def take(self, id_: str) -> bool:
        """Return whether `id_` was free; it is taken then."""
        source, _, number = id_.partition(":")
        if source != "geonames":
            free = id_ not in self._others
            self._others.add(id_)
            return free
        byte, bit = divmod(int(number), 8)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits)))
        free = not self._bits[byte] & (1 << bit)
        self._bits[byte] |= 1 << bit
        return free


def _values(row: PlaceRow) -> tuple[object, ...]:
    """What `PLACE_COLUMNS` hold of a place."""
    stored: dict[str, object] = {
        "kind": KINDS.index(row.kind),
        "name_count": row.name_count or 1 + len(row.names) + len(row.listed),
    }
    return tuple([stored[name] if name in stored else getattr(row, name) for name in PLACE_COLUMNS])


class IndexWriter:
    """Fills an empty database with places, once each, and finishes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number = 0
        self._longest = 1
        self._ids = _Ids()
        self._sounds: list[tuple[str, int, str]] = []
        connection.executescript(_TABLES)

    def add(self, rows: Iterable[PlaceRow]) -> int:
        """Writes `rows`; a place whose id is there already is left out. Returns how many were written."""
        before = self._number
        places: list[tuple[object, ...]] = []
        names: list[tuple[object, ...]] = []
        for row in rows:
            if not self._ids.take(row.id):
                continue
            self._number += 1
            names += self._keys(row)
            self._add_sounds(row)
            places.append((self._number, *_values(row)))
            if len(places) == _BATCH:
                self._write(places, names)
        self._write(places, names)
        return self._number - before

    def _add_sounds(self, row: PlaceRow) -> None:
        """What the place's usual names sound like, where it is large enough for news in other scripts."""
        if row.kind in _SMALL_KINDS or (row.kind is Kind.SETTLEMENT and row.population < _HEARD_OF):
            return
        usual = [row.name, *(name for name, kind in row.names if kind is not NameKind.ABBREVIATION)]
        for name in dict.fromkeys(usual):
            for key in sound_keys(name) if _LATIN.search(name) else ():
                self._sounds.append((key, self._number, name))

    def _write(self, places: list[tuple[object, ...]], names: list[tuple[object, ...]]) -> None:
        self._connection.executemany(_INSERT_PLACE, places)
        self._connection.executemany("INSERT INTO unsorted VALUES (?,?,?,?,?)", names)
        self._connection.executemany("INSERT INTO sound VALUES (?,?,?)", self._sounds)
        self._sounds.clear()
        places.clear()
        names.clear()

    def add_names(self, names: Iterable[tuple[int, str, NameKind, bool]]) -> None:
        """Further names of places that `add` wrote, for sources that keep them apart: GeoNames' number of
        the place, a name, what it is, whether it is only listed. Names of places not there are left out."""
        self._connection.execute(
            "INSERT INTO importance SELECT CAST(substr(id, 10) AS INTEGER), number, rank FROM place"
            " JOIN (SELECT place, min(rank) AS rank FROM unsorted GROUP BY place) ON place = number"
            " WHERE id LIKE 'geonames:%'"
        )
        cursor = self._connection.cursor()
        for number, name, kind, listed in names:
            key = name_key(name)
            if key and self._is_short(key):
                cursor.execute(
                    "INSERT INTO unsorted SELECT ?, usual + ?, place, ?, ? FROM importance WHERE number = ?",
                    (
                        key,
                        listed * round(RANKS_A_STEP * _LISTED_PENALTY),
                        NAME_KINDS.index(kind),
                        listed,
                        number,
                    ),
                )

    def _keys(self, row: PlaceRow) -> Iterator[tuple[str, int, int, int, bool]]:
        number = self._number
        importance = importance_of(row)
        usual = round(-RANKS_A_STEP * importance)
        listed = round(-RANKS_A_STEP * (importance - _LISTED_PENALTY))
        seen = {""}
        for name, kind in ((row.name, NameKind.OFFICIAL), *row.names):
            key = name_key(name)
            if key not in seen and self._is_short(key):
                seen.add(key)
                yield key, usual, number, NAME_KINDS.index(kind), False
        for name in row.listed:
            key = name_key(name)
            if key not in seen and self._is_short(key):
                seen.add(key)
                yield key, listed, number, _ALTERNATE, True

    def _is_short(self, key: str) -> bool:
        words = key.count(" ") + 1
        if self._longest < words <= MOST_WORDS:
            self._longest = words
        return words <= MOST_WORDS

    def name_divisions(self, names: Iterable[tuple[str, str]]) -> None:
        """Names for the codes of countries (`UA`) and first-level regions (`UA.07`)."""
        self._connection.executemany("INSERT OR REPLACE INTO division VALUES (?,?)", names)

    def finish(
        self,
        *,
        fingerprint: str,
        recipe: str,
        sources: dict[str, str],
        spoken: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Sort the names and say what the index is made of, and the languages `spoken` in each country."""
        for statement in _FINISH:
            self._connection.execute(statement, {"famous": _FAMOUS, "hopeless": _HOPELESS})
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
            "spoken": dict(spoken or {}),
        }
        self._connection.executemany(
            "INSERT INTO meta VALUES (?,?)", [(key, json.dumps(value)) for key, value in meta.items()]
        )
        self._connection.execute("ANALYZE")
