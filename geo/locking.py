"""Locks between the processes of this machine. The home of filelock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from geo.errors import DatelineError


@contextmanager
def exclusive(path: Path, *, timeout: float = 3600.0) -> Iterator[None]:
    """Hold the lock file `path`: one holder at a time among all processes and threads of this machine.

    The system itself releases the lock when its holder is killed. Raises `DatelineError` when `timeout`
    seconds were not enough, or the file cannot be made.
    """
    lock = FileLock(path, thread_local=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout)
    except Timeout as error:
        raise DatelineError(f"Another process has held {path} for {timeout:.0f} seconds.") from error
    except (OSError, NotImplementedError) as error:
        raise DatelineError(f"The lock file {path} cannot be used: {error}.") from error
    try:
        yield
    finally:
        lock.release()
