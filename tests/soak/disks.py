"""Disks that are full: a small one in memory is filled, and everything that writes is asked to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import DatelineError
from geo.geocoding.base import RateLimited
from geo.geocoding.turns import Turns
from tests.soak.stores import STORES, Store
from tests.soak.trial import Trial

_SIZE = "2m"
_ROOM = 40_000
"""Bytes that are left on the disk: enough to begin, too few to end."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Mount a small disk; None where this user may not."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    try:
        allowed = subprocess.run(mount, capture_output=True).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(disk: Path, room: int) -> Path:
    """Leave `room` bytes on a disk."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        usage = os.statvfs(disk)
        file.write(bytes(max(usage.f_bavail * usage.f_frsize - room, 0)))
    return ballast


def full_disks(folder: Path, *, commands: bool = True) -> Trial:
    """Let each store and the turns at a service run into a full disk, with `commands` the program too."""
    trial = Trial(name="full disks")
    with trial.timed(), small_disk(folder / "disk") as disk:
        if disk is None:
            trial.left_out = "needs the right to mount a disk in memory"
            return trial
        for store in STORES.values():
            _try(trial, store.name, lambda store=store: _store(store, disk))  # type: ignore[misc]
        _try(trial, "turns at a service", lambda: _turns(disk))
        if commands:
            _try(trial, "output of the command line", lambda: _output(disk))
            _try(trial, "what is printed", _printed)
            _try(trial, "the gazetteer's build", lambda: _build(disk))
    return trial


def _try(trial: Trial, name: str, attempt: Callable[[], str | None]) -> None:
    trial.tried += 1
    try:
        problem = attempt()
    except Exception as error:  # noqa: BLE001 - any is a fault
        problem = f"{type(error).__name__}: {error}"
    if problem:
        trial.fail(f"{name}: {problem}")


def _store(store: Store, disk: Path) -> str | None:
    path = disk / store.file
    opened = store.open(path)
    acknowledged = []
    store.write(opened, 0)
    ballast = _fill(disk, 8_000 if store.name == "an index" else _ROOM)
    refused = None
    try:
        for number in range(1, 2000):
            store.write(opened, number)
            acknowledged.append(number)
    except DatelineError as error:
        refused = error
    except OSError as error:
        if store.name != "an index":  # its builder says so: `geo.gazetteer`
            raise
        refused = DatelineError(str(error))
    except Exception as error:
        if store.name != "an index" or "full" not in str(error):
            raise
        refused = DatelineError(str(error))
    if refused is None and store.name != "answers of services":  # which are done without
        return "a full disk was not noticed"
    ballast.unlink()
    if store.name == "an index":
        lost = [] if store.read(opened, max(acknowledged, default=0)) is not None else ["the index"]
    elif store.name == "answers of services":
        lost = []
        if store.read(opened, 0) is None:
            lost.append("entry 0")
    else:
        lost = [str(each) for each in [0, *acknowledged] if store.read(opened, each) != store.whole(each)]
    store.write(opened, 5000)
    if store.read(opened, 5000) != store.whole(5000):
        lost.append("what was written once there was room again")
    store.close(opened)
    for file in disk.iterdir():
        file.unlink()
    return f"lost: {', '.join(lost)}" if lost else None


def _turns(disk: Path) -> str | None:
    ballast = _fill(disk, 0)
    turns = Turns(disk / "nominatim.turn", "nominatim")
    try:
        turns.take(1.0)
    except RateLimited:
        return "a full disk was taken for a pause"
    except DatelineError as error:
        return None if "nominatim was not asked" in str(error) else f"said: {error}"
    finally:
        ballast.unlink()
        for file in disk.iterdir():
            file.unlink()
    return "a question was asked without a turn"


def _output(disk: Path) -> str | None:
    """An old result stays what it was where there is no room for the new one."""
    result = disk / "places.csv"
    result.write_text("old\n")
    ballast = _fill(disk, 4096)
    text = "Rain in Kyiv and Lviv. " * 2000
    done = subprocess.run(
        [sys.executable, "-m", "geo", "parse", "-o", str(result)], input=text, capture_output=True, text=True
    )
    ballast.unlink()
    if done.returncode == 0 or "Traceback" in done.stderr or not done.stderr.strip():
        return f"status {done.returncode}, said {done.stderr[-300:]!r}"
    if result.read_text() != "old\n":
        return "the old result is gone"
    left = sorted(file.name for file in disk.iterdir())
    result.unlink()
    return None if left == ["places.csv"] else f"left behind: {left}"


def _printed() -> str | None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "geo", "parse"],
            input="Rain in Kyiv.",
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    if done.returncode == 0 or "Traceback" in done.stderr or not done.stderr.strip():
        return f"status {done.returncode}, said {done.stderr[-300:]!r}"
    return None


def _build(disk: Path) -> str | None:
    done = subprocess.run(
        [sys.executable, "-m", "geo", "gazetteer", "build"],
        env={**os.environ, "DATELINE_CACHE_DIR": str(disk)},
        capture_output=True,
        text=True,
    )
    if done.returncode == 0 or "Traceback" in done.stderr or not done.stderr.strip():
        return f"status {done.returncode}, said {done.stderr[-300:]!r}"
    left = sorted(file.name for file in disk.iterdir() if not file.name.endswith(".lock"))
    return f"left behind: {left}" if left else None
