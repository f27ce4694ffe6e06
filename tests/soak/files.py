"""Files made to hurt, by name: each is read within its time and memory, into documents or a sentence.

They are read one after the other by a process of their own, whose memory, with that of every process that it
starts, is watched from here: `python -m tests.soak.files`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from geo.errors import UnreadableDocument
from geo.readers import read_items
from tests.hostile_files import HOSTILE_FILES, MOST_SECONDS
from tests.soak.trial import Trial

MOST_MB = 500.0
"""Megabytes of the largest process."""
_LOOK_AGAIN = 0.02


class _Watch:
    """The memory of the largest process below another, in megabytes, at its highest."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self._over = threading.Event()
        self.peak = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch while the block runs."""
        self._over.clear()
        self.peak = 0.0
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_AGAIN):
            for process in [self._process, *self._process.children(recursive=True)]:
                try:
                    self.peak = max(self.peak, process.memory_info().rss / 1e6)
                except psutil.NoSuchProcess:  # it has ended meanwhile
                    continue


def hostile_files(folder: Path) -> Trial:
    """Read each."""
    trial = Trial(name="hostile files")
    folder.mkdir(parents=True, exist_ok=True)
    slowest, largest = (0.0, ""), (0.0, "")
    with (
        trial.timed(),
        subprocess.Popen(
            [sys.executable, "-m", "tests.soak.files"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as reading,
    ):
        assert reading.stdin is not None
        assert reading.stdout is not None
        watch = _Watch(psutil.Process(reading.pid))
        for name, make in HOSTILE_FILES.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make())
            with watch.watching():
                print(path, file=reading.stdin, flush=True)
                answer = reading.stdout.readline()
            trial.tried += 1
            if not answer:
                trial.fail(f"{name}: the program itself ended")
                break
            told = json.loads(answer)
            slowest, largest = max(slowest, (told["seconds"], name)), max(largest, (watch.peak, name))
            if told["problem"]:
                trial.fail(f"{name}: {told['problem']}")
            path.unlink()
        reading.stdin.close()
    trial.at_most(f"slowest ({slowest[1]})", slowest[0], MOST_SECONDS, "s")
    trial.at_most(f"largest ({largest[1]})", largest[0], MOST_MB, "MB")
    return trial


def _problem(path: Path) -> str | None:
    """Say what is wrong with how a file is read; None where nothing is."""
    try:
        for item in read_items(path.read_bytes(), name=path.name):
            try:
                item.read()
            except UnreadableDocument as error:
                if not re.fullmatch(r"[^\n]{1,400}\.", str(error)):
                    return f"no sentence: {str(error)[:200]!r}"
    except Exception as error:  # noqa: BLE001 - any is a fault
        return f"{type(error).__name__}: {error}"
    return None


def _serve() -> None:
    """Read the files whose paths come in, one per line, and say how long each took."""
    for line in sys.stdin:
        begun = time.perf_counter()
        problem = _problem(Path(line.rstrip("\n")))
        print(json.dumps({"seconds": time.perf_counter() - begun, "problem": problem}), flush=True)


if __name__ == "__main__":
    _serve()
