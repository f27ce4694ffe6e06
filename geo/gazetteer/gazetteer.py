"""Places by name, from the index."""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import log10
from pathlib import Path
from typing import Any, Self

from geo.errors import GazetteerDamaged, GazetteerMissing
from geo.gazetteer.forms import country_of_people, dictionary_forms
from geo.gazetteer.index import KINDS, NAME_KINDS, PLACE_COLUMNS, RANKS_A_STEP, SCHEMA
from geo.gazetteer.names import name_key
from geo.gazetteer.sounds import is_spelled_otherwise, least_like, likeness, sound_keys, spelled
from geo.gazetteer.within import places_within
from geo.model import NamedPlace, NameKind, Place
from geo.storage import Connection, StorageError, is_whole, open_index

_PLACE = ", ".join(f"p.{column}" for column in PLACE_COLUMNS)
_LOOKUP = f"SELECT n.kind, n.rank, {_PLACE} FROM name n JOIN place p ON p.number = n.place WHERE n.key = ?"  # noqa: S608
_SOUNDING = " FROM sound s JOIN place p ON p.number = s.place WHERE s.key = ?"
_HEARSAY = 12.0
"""Powers of ten in importance that a name loses whose spelling is nothing alike: a town of ten thousand
that is called just so goes before a city of a million that is called a little otherwise."""
_AT_HOME = 0.12
"""So much more like is a name of a country where the text's language is spoken."""
_AS_LIKE = 0.1
"""So much less like than the likest a name may sound."""
_MOST_SOUNDING = 12
_BY_ID = f"SELECT {_PLACE} FROM place p WHERE p.id = ?"  # noqa: S608
_BY_PREFIX = (
    f"SELECT {_PLACE} FROM (SELECT place, min(rank) AS best FROM name WHERE key >= ? AND key < ?"  # noqa: S608
    " GROUP BY place ORDER BY best, place LIMIT ?) JOIN place p ON p.number = place ORDER BY best, place"
)
_LAST = "\U0010ffff"
_REMEMBERED = 4096
"""Names whose places are kept: a document, and the news of a day, names the same ones again and again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GazetteerInfo:
    """What an index holds."""

    path: Path
    size: int
    """Bytes on the disk."""
    schema: int
    built: datetime
    recipe: str
    """`packaged`: from what pip installs; `geonames`: from GeoNames' own files."""
    fingerprint: str
    """Changes when the sources or the build do."""
    places: int
    names: int
    by_kind: dict[str, int]
    by_source: dict[str, int]
    sources: dict[str, str]
    """What was read, and which version of it."""


class Gazetteer:
    """Places by name. Read-only, safe to share between threads, cheap to open."""

    def __init__(
        self, path: Path, connection: Connection, meta: dict[str, Any], divisions: dict[str, str]
    ) -> None:
        """Use `Gazetteer.open`."""
        self._path = path
        self._connection = connection
        self._lock = threading.Lock()
        self._meta = meta
        self._divisions = divisions
        self.notices: tuple[str, ...] = ()
        """What whoever asks it should be told."""
        self._named = lru_cache(maxsize=_REMEMBERED)(self._read_named)
        self._sounding = lru_cache(maxsize=_REMEMBERED)(self._read_sounding)
        self._spoken = {code: frozenset(found) for code, found in meta.get("spoken", {}).items()}
        self._finalizer = weakref.finalize(self, connection.close)
        self.longest_name: int = meta["longest_name"]
        """The most words that a name has."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index at `path`. Raises `GazetteerMissing` where there is none, `GazetteerDamaged` where it is
        not as it was built: a damaged one may also answer, and wrongly."""
        try:
            if not is_whole(path):
                raise GazetteerDamaged(f"The gazetteer at {path} is damaged.")
            connection = open_index(path)
        except (StorageError, OSError) as error:
            raise GazetteerMissing(f"There is no gazetteer at {path} that can be opened: {error}.") from error
        try:
            meta = {
                key: json.loads(value) for key, value in connection.execute("SELECT key, value FROM meta")
            }
            divisions = dict(connection.execute("SELECT code, name FROM division"))
        except (StorageError, ValueError) as error:
            connection.close()
            raise GazetteerDamaged(f"The gazetteer at {path} is damaged: {error}.") from error
        if meta.get("schema") != SCHEMA:
            connection.close()
            raise GazetteerMissing(f"The gazetteer at {path} was built by another version.")
        return cls(path, connection, meta, divisions)

    def close(self) -> None:
        """Close the file. A second time does nothing."""
        with self._lock:
            self._finalizer()

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens the file anew."""
        return type(self).open, (self._path,)

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except (StorageError, ValueError) as error:  # ValueError: a text that is none
            raise GazetteerDamaged(
                f"The gazetteer at {self._path} can no longer be read ({error}): start Dateline again."
            ) from error

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of this name, the most important first; empty where there is none.

        Case, accents, apostrophes, hyphens and dots make no difference (`name_key`), so "us" finds what
        "U.S." finds: a caller with running text asks `fits_case` of each answer's `name_kind`.
        """
        return self._named(name_key(name))

    def _read_named(self, key: str) -> tuple[NamedPlace, ...]:
        rows = self._rows(_LOOKUP, key)
        return tuple(
            [
                NamedPlace(
                    place=self._place(row[2:]),
                    name_kind=NAME_KINDS[row[0]],
                    importance=-row[1] / RANKS_A_STEP,
                )
                for row in rows
            ]
        )

    def lookup_bent(self, name: str, languages: Sequence[str]) -> tuple[NamedPlace, ...]:
        """Return the places of the dictionary form that one of the `languages` bends into `name`."""
        for code in languages:
            for form in dictionary_forms(name, code):
                if found := self.lookup(form):
                    return found
        return ()

    def lookup_people(self, name: str, languages: Sequence[str]) -> tuple[NamedPlace, ...]:
        """Return the country whose adjective, or whose people's name, `name` is in one of the `languages`."""
        for code in languages:
            country = country_of_people(name, code)
            if country and (found := self.lookup(country)):
                return found
        return ()

    def sounding_like(self, name: str, languages: tuple[str, ...] = ()) -> tuple[NamedPlace, ...]:
        """The places whose names in Latin letters sound like `name`, which is in a script that the index may
        lack them in; the best known of the likest first. Places of countries where one of the `languages` is
        spoken need be less like it, and go before others."""
        if not is_spelled_otherwise(name):
            return ()
        return self._sounding(name, languages)

    def _read_sounding(self, name: str, languages: tuple[str, ...]) -> tuple[NamedPlace, ...]:
        heard: dict[str, tuple[float, Place]] = {}
        for key in sound_keys(spelled(name)):
            for latin, *row in self._rows("SELECT s.name, " + _PLACE + _SOUNDING, key):
                at_home = not self._spoken.get(row[5], frozenset()).isdisjoint(languages)
                like = min(1.0, likeness(name, latin) + at_home * _AT_HOME)
                if like >= least_like(name) and like > heard.get(row[0], (0.0,))[0]:
                    heard[row[0]] = like, self._place(tuple(row))
        likest = max((like for like, _ in heard.values()), default=0.0)
        found = [
            NamedPlace(
                place=place,
                name_kind=NameKind.ALTERNATE,
                importance=log10(1 + place.population) - _HEARSAY * (1.0 - like),
            )
            for like, place in heard.values()
            if like >= likest - _AS_LIKE
        ]
        found.sort(key=lambda named: (-named.importance, named.place.id))
        return tuple(found[:_MOST_SOUNDING])

    def lookup_within(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of the longest known name inside `name`, for a mention that `lookup` does not know.

        "Seoul Central District Court" is in Seoul, "Town of Groton" is Groton, "New Londoners" are of New
        London. A guess where `lookup` is none: "Bank of America" finds America.
        """
        return places_within(name, self.lookup)

    def knows(self, name: str) -> bool:
        """Return whether any place has this name."""
        return bool(self._rows("SELECT 1 FROM name WHERE key = ? LIMIT 1", name_key(name)))

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        rows = self._rows(_BY_ID, place_id)
        return self._place(rows[0]) if rows else None

    def search(self, text: str, limit: int = 20) -> tuple[Place, ...]:
        """Places with a name that is or begins with `text`: those named just so first, then by importance."""
        key = name_key(text)
        if not key or limit <= 0:
            return ()
        exact = [found.place for found in self.lookup(text)][:limit]
        longer = self._rows(_BY_PREFIX, key, key + _LAST, limit + len(exact))
        known = {place.id for place in exact}
        others = [place for place in map(self._place, longer) if place.id not in known]
        return tuple((exact + others)[:limit])

    def info(self) -> GazetteerInfo:
        """Return what the index holds."""
        meta = self._meta
        return GazetteerInfo(
            path=self._path,
            size=self._path.stat().st_size,
            schema=meta["schema"],
            built=datetime.fromisoformat(meta["built"]),
            recipe=meta["recipe"],
            fingerprint=meta["fingerprint"],
            places=sum(meta["by_kind"].values()),
            names=meta["names"],
            by_kind=meta["by_kind"],
            by_source=meta["by_source"],
            sources=meta["sources"],
        )

    def _place(self, row: tuple[Any, ...]) -> Place:
        fields = dict(zip(PLACE_COLUMNS, row, strict=True))
        fields["kind"] = KINDS[fields["kind"]]
        return Place(
            **fields,
            country_name=self._divisions.get(fields["country"]),
            region=self._divisions.get(fields["region_code"]),
        )
