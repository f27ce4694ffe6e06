"""Installing a toy package with kinds of files of its own, for one test."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from geo.readers import registry


def install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, modules: dict[str, str], entry_points: str
) -> None:
    """Put modules and their entry points where this process and the readers' find packages."""
    for name, source in modules.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    info = folder / "toy-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    forget()


def forget() -> None:
    """Let kinds be looked up anew."""
    importlib.invalidate_caches()
    for known in (registry._loaders, registry.kinds, registry.kind_named, registry.suffixes, registry.labels):
        known.cache_clear()
    for name in [name for name in sys.modules if name.startswith("toy_")]:
        del sys.modules[name]
