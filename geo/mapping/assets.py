"""The files that the browser loads, all served by the app itself from `static/`.

Leaflet comes from pip's `XStatic-Leaflet`; the world and our own scripts from the package's data.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from importlib import resources
from pathlib import Path

DATA = resources.files("geo.mapping") / "data"
OWN = ("map.js", "map.css", "world.json")
LEAFLET = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
    "images/marker-icon-2x.png",
    "images/marker-shadow.png",
)
STATIC_URL = "../../app/static/vendor"
"""Relative to the map's frame (`/component/streamlit_folium.st_folium/`): works under any base path."""


@cache
def _leaflet_folder() -> Path:
    from xstatic.pkg import leaflet

    return Path(leaflet.BASE_DIR)


def read_asset(name: str) -> bytes:
    """One file, by the path that it is served under: `leaflet/leaflet.js`, `dateline/map.js`."""
    package, _, path = name.partition("/")
    if package == "leaflet":
        return (_leaflet_folder() / path).read_bytes()
    return (DATA / path).read_bytes()


def read_source(name: str) -> str:
    """One of the package's own scripts or style sheets, as text: `article.js`."""
    return (DATA / name).read_text(encoding="utf-8")


def asset_names() -> tuple[str, ...]:
    """Every file that the map's frame may ask for."""
    return tuple(f"leaflet/{name}" for name in LEAFLET) + tuple(f"dateline/{name}" for name in OWN)


@cache
def asset_url(name: str) -> str:
    """Where the map's frame finds a file. Changes with its content, so that a browser may keep it."""
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
