"""Turns at a service: one question at a time among all processes of this machine, and pauses that are kept.

A file says from when on the service may be asked again. Who asks writes into it that a question is under way
and for how long at most, then asks without holding any lock: an answer that never ends, or a process that is
killed, keeps the others waiting for that long and no longer.

Times are the monotonic clock's, which all processes of a machine share and nobody sets. It starts anew with
the machine; what an earlier start wrote is then measured by the wall clock, and never lasts longer than it
was meant to.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from geo.errors import DatelineError, GeocoderUnavailable
from geo.geocoding.base import LONGEST_PAUSE, RateLimited
from geo.locking import exclusive

PATIENCE = 3.0
"""Seconds that a question may wait for a pause to end; where it would be longer it is refused at once."""
IN_QUEUE = 20.0
"""Seconds that a question may wait while other processes ask theirs."""
_LOOK_AGAIN = 0.05
"""Seconds between two looks at whether another's question is answered."""
_LOCK_SECONDS = 5.0
"""The lock is held while a small file is read and written; longer means that it cannot be."""


class Reason(StrEnum):
    """Why a service is not asked now."""

    QUESTION = "question"
    """Another question is under way."""
    INTERVAL = "interval"
    """It was asked a moment ago."""
    PAUSE = "pause"
    """It asked to be left alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Turn:
    """What the file says."""

    until: float
    """When the service may be asked again, by the monotonic clock."""
    written: float
    """When this was written, by the same clock."""
    date: float
    """The same by the wall clock: seconds since 1970."""
    reason: Reason

    def wait(self, now: float, date: float) -> float:
        """Return the seconds that are left at a time."""
        meant = self.until - self.written
        passed = now - self.written if now >= self.written else max(date - self.date, 0.0)
        return meant - passed


class Turns:
    """The turns of one service."""

    def __init__(
        self,
        path: Path,
        name: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        date: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`path` is the file that processes agree by, `name` the service's in messages."""
        self._path = path
        self._name = name
        self._clock = clock
        self._date = date
        self._sleep = sleep

    def take(self, at_most: float) -> None:
        """Wait for a turn, and take it for a question of `at_most` so many seconds.

        Raises `RateLimited` where the service has asked for a pause that lasts too long to wait for, and
        `GeocoderUnavailable` where others ask all the time or the file cannot be written.
        """
        given_up = self._clock() + IN_QUEUE
        while True:
            with self._locked():
                turn = self._read()
                wait = turn.wait(self._clock(), self._date()) if turn else 0.0
                if turn is None or wait <= 0:
                    self._write(at_most, Reason.QUESTION)
                    return
            if turn.reason is Reason.PAUSE and wait > PATIENCE:
                raise RateLimited(
                    f"{self._name} has asked to be left alone for another {in_words(wait)}.", wait
                )
            if turn.reason is Reason.QUESTION:
                wait = min(wait, _LOOK_AGAIN)
            if self._clock() + wait > given_up:
                raise GeocoderUnavailable(f"{self._name} is kept busy by other questions of this machine.")
            self._sleep(wait)

    def give_back(self, wait: float, reason: Reason) -> None:
        """Let the next question be asked after `wait` seconds. Where the file cannot be written any more, it
        is asked when the turn that was taken ends."""
        with self._locked():
            self._write(min(wait, LONGEST_PAUSE), reason)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with exclusive(self._path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
                yield
        except GeocoderUnavailable:
            raise
        except (DatelineError, OSError) as error:
            raise GeocoderUnavailable(
                f"{self._name} was not asked: {self._path.parent}, where its turns are kept, cannot be used."
            ) from error

    def _read(self) -> _Turn | None:
        """Return what the file says; None where it says nothing that can be believed."""
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            turn = _Turn(
                until=float(content["until"]),
                written=float(content["written"]),
                date=float(content["date"]),
                reason=Reason(content["reason"]),
            )
        except (FileNotFoundError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        believable = math.isfinite(turn.date) and 0 <= turn.until - turn.written <= LONGEST_PAUSE + 1
        return turn if believable else None

    def _write(self, wait: float, reason: Reason) -> None:
        now = self._clock()
        turn = _Turn(until=now + wait, written=now, date=self._date(), reason=reason)
        self._path.write_text(json.dumps(asdict(turn)), encoding="utf-8")


def in_words(seconds: float) -> str:
    """Return a duration as a person would say it: "40 seconds", "2 hours", "3 days"."""
    for unit, name in (
        (timedelta(days=1), "days"),
        (timedelta(hours=1), "hours"),
        (timedelta(minutes=1), "minutes"),
    ):
        if seconds >= 2 * unit.total_seconds():
            return f"{seconds / unit.total_seconds():.0f} {name}"
    return f"{math.ceil(seconds)} second{'' if math.ceil(seconds) == 1 else 's'}"
