"""Servers that never end their answers, by name: as pages to read, and as services that are asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from geo.errors import DatelineError
from geo.geocoding import service
from geo.settings import Settings
from geo.web import get_public
from tests.soak.trial import Trial
from tests.web.hostile_servers import FLOODS, PATIENT, PAUSE, Way, hostile

SECONDS = 0.5
LIMIT = 5.0
"""Seconds within which every hostile case ends."""


def hostile_servers(folder: Path) -> Trial:
    """Ask each, both ways."""
    trial = Trial(name="hostile servers")
    slowest = 0.0
    with trial.timed():
        for pause, ways in ((PAUSE, PATIENT), (0.0, FLOODS)):
            for name, way in ways.items():
                for what, ask in (("page", _page), ("service", _service)):
                    trial.tried += 1
                    taken, problem = _asked(way, pause, ask, folder / f"{trial.tried}")
                    slowest = max(slowest, taken)
                    if problem:
                        trial.fail(f"{name}, as a {what}: {problem}")
    trial.at_most("slowest", slowest, LIMIT, "s")
    return trial


def _asked(
    way: Way, pause: float, ask: Callable[[int, Path], object], folder: Path
) -> tuple[float, str | None]:
    with hostile(way, pause=pause) as port:
        begun = time.perf_counter()
        try:
            ask(port, folder)
            problem = "an answer was made of it"
        except DatelineError:  # a sentence
            problem = None
        except Exception as error:  # noqa: BLE001 - any other is a fault
            problem = f"{type(error).__name__}: {error}"
        return time.perf_counter() - begun, problem


def _page(port: int, folder: Path) -> object:
    return get_public(
        f"http://127.0.0.1:{port}/",
        headers={},
        seconds=SECONDS,
        max_bytes=100_000,
        allowed=lambda address: address.is_loopback,
    )


def _service(port: int, folder: Path) -> object:
    options = {"domain": f"127.0.0.1:{port}", "scheme": "http", "proxies": {}}
    asked = service(
        Settings(cache_dir=folder, geocoder="nominatim", geocoder_options=options, geocoder_timeout=SECONDS)
    )
    return asked.geocode("Kyiv")
