"""The process's geoparser: built once, by whoever needs it first, shared by every session."""

from __future__ import annotations

import threading

from geo.pipeline import Geoparser, default_geoparser
from geo.settings import Settings

_building = threading.Lock()
_built: dict[str, Geoparser] = {}


def geoparser(settings: Settings) -> Geoparser:
    """The geoparser. Whoever asks while it is being built waits. Raises a `DatelineError` where it cannot
    be built; the next one who asks tries again."""
    key = settings.model_dump_json()
    with _building:
        if key not in _built:
            _built[key] = default_geoparser(settings)
        return _built[key]


def forget() -> None:
    """Let the next one who asks build it anew."""
    with _building:
        _built.clear()
