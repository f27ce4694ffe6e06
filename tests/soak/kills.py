"""Writers that are killed at any moment. What they were told is kept is there afterwards, whole.

Each writer is a child of a small process of one thread, which is quick to fork: `python -m tests.soak.kills`.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from tests.soak.stores import STORES, Store, problem_of_reading
from tests.soak.trial import Trial

_LONGEST = 0.06
"""Seconds after its first write by which a writer is killed."""


def _write_on(store: Store, path: Path, start: int, told: int) -> NoReturn:
    """Write one entry after the other and tell the number of each that is acknowledged."""
    opened = store.open(path)
    for number in range(start, store.holds):
        store.write(opened, number)
        os.write(told, b"%d\n" % number)
    while True:
        signal.pause()


def _one_kill(store: Store, path: Path, start: int, chance: random.Random) -> int:
    """Kill a writer; the number after the last that it was told is kept."""
    reading, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _write_on(store, path, start, telling)
        finally:
            os._exit(1)
    os.close(telling)
    with os.fdopen(reading, "rb") as told:
        first = told.readline()
        time.sleep(chance.uniform(0, _LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [first, *told.read().splitlines()]
    return int([line for line in lines if line.strip()][-1]) + 1


def _run(name: str, folder: Path, count: int, seed: int) -> None:
    """Kill `count` writers one after the other and print what was lost, as JSON."""
    store, chance = STORES[name], random.Random(seed)  # noqa: S311 - no secret
    path = folder / store.file
    failures: list[str] = []
    number = 0
    for kill in range(count):
        begun = number
        number = _one_kill(store, path, number, chance)
        opened = store.open(path)
        looked_at = {begun, number - 1, *(chance.randrange(number) for _ in range(3))}
        if name == "an index":
            looked_at = {number - 1}
        problems = (problem_of_reading(store, opened, each, may_be_gone=False) for each in sorted(looked_at))
        failures += [f"after kill {kill} (seed {seed}): {problem}" for problem in problems if problem]
        store.close(opened)
        if number > 0.7 * store.holds:
            for old in folder.glob(f"{store.file}*"):
                old.unlink()
            number = 0
    print(json.dumps(failures))


def kill_writers(name: str, folder: Path, *, count: int, seed: int = 0) -> Trial:
    """Kill `count` writers of a kind of file."""
    trial = Trial(name=f"writers killed: {name}")
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.soak.kills", name, str(folder), str(count), str(seed)]
    with trial.timed():
        done = subprocess.run(command, capture_output=True, text=True, timeout=60 + 10 * count)
    trial.tried = count
    if done.returncode:
        trial.fail(f"the trial itself ended with {done.returncode}: {done.stderr[-500:]}")
    else:
        trial.failures += json.loads(done.stdout)
    return trial


if __name__ == "__main__":
    _run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
