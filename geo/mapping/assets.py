"""The files that the browser loads, all served by the app itself from `static/`.

Leaflet comes from pip's `XStatic-Leaflet`; the world and our own scripts from the package's data. The
scripts are small modules that import one another, or data as JSON; a browser is given each with what it
imports as one.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import tempfile
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.mapping.sources import DATA, read_source
from geo.mapping.tokens import read_style

OWN = ("map.js", "map.css", "popup.css", "world.json", "world.pmtiles")
VENDORED = ("protomaps-leaflet.js",)
"""Scripts of others that lie in `geo/browser/vendor`; `sources/tiles.py` puts them there."""
LEAFLET = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
    "images/marker-icon-2x.png",
    "images/marker-shadow.png",
)
_IMPORT = re.compile(r'^import ([^;"]*)"(\.[^"]+)"(?: with \{ type: "json" \})?;\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async |)function|const|let|class)", re.MULTILINE)
STATIC_URL = "../../app/static/vendor"
"""Relative to the map's frame (`/component/streamlit_folium.st_folium/`): works under any base path."""


@cache
def _leaflet_folder() -> Path:
    from xstatic.pkg import leaflet

    return Path(leaflet.BASE_DIR)


def asset_file(name: str) -> Traversable:
    """Return where one of `OWN` lies that is sent as it is: `dateline/world.pmtiles`."""
    return DATA / name.removeprefix("dateline/")


def read_asset(name: str) -> bytes:
    """One file, by the path that it is served under: `leaflet/leaflet.js`, `dateline/map.js`."""
    package, _, path = name.partition("/")
    if package == "leaflet":
        return (_leaflet_folder() / path).read_bytes()
    if package == "vendor":
        return (DATA / "vendor" / path).read_bytes()
    if path.endswith(".js"):
        return f'"use strict";\n(() => {{\n{read_script(path)}}})();\n'.encode()
    if path.endswith(".css"):
        return read_style(path).encode()
    return (DATA / path).read_bytes()


def read_script(name: str) -> str:
    """A script with everything that it imports, each module once and before those that need it: `map.js`.

    What a module exports is a plain declaration in the result, so no two may share a name.
    """
    modules: dict[str, str] = {}

    def add(name: str) -> None:
        source = read_source(name)
        for found in _IMPORT.finditer(source):
            needed = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2]))
            if needed in modules:
                continue
            if needed.endswith(".json"):
                value = found[1].removesuffix("from ").strip()
                modules[needed] = f"// {needed}\nconst {value} = {read_source(needed).strip()};\n"
            else:
                add(needed)
        modules[name] = f"// {name}\n" + _EXPORT.sub("", _IMPORT.sub("", source))

    add(name)
    return "\n".join(modules.values())


def asset_names() -> tuple[str, ...]:
    """Every file that the map's frame may ask for."""
    folders = {"leaflet": LEAFLET, "dateline": OWN, "vendor": VENDORED}
    return tuple(f"{folder}/{name}" for folder, names in folders.items() for name in names)


@cache
def asset_url(name: str) -> str:
    """Return where the map's frame finds a file. Changes with its content, so that a browser may keep it."""
    return f"{STATIC_URL}/{name}?v={hashlib.sha256(read_asset(name)).hexdigest()[:12]}"


def install_assets(static: Path) -> None:
    """Put every file under `static/vendor`, whole or not at all; those that are there already stay."""
    for name in asset_names():
        target, content = static / "vendor" / name, read_asset(name)
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(beside).chmod(0o644)
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
