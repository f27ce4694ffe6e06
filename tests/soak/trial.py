"""What one part of the campaign tried, and what did not hold."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOST_TOLD = 20
"""Failures of one trial that are told in full; the rest is counted."""


@dataclass(kw_only=True)
class Trial:
    """One kind of fault, tried so many times."""

    name: str
    tried: int = 0
    failures: list[str] = field(default_factory=list)
    """One sentence each, with what makes it happen again."""
    figures: dict[str, str] = field(default_factory=dict)
    """What was measured."""
    left_out: str = ""
    """Why it was not tried here."""
    seconds: float = 0.0

    def fail(self, what: str) -> None:
        """Remember something that did not hold."""
        self.failures.append(what)

    def at_most(self, name: str, value: float, limit: float, unit: str) -> None:
        """Remember a figure, and that it is too high where it is."""
        self.figures[name] = f"{value:.3g} {unit}"
        if value > limit:
            self.fail(f"{name}: {value:.3g} {unit}, and at most {limit:g} {unit} are promised")

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Add the time of the block."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - begun


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that `share` of the others do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def table(trials: Iterable[Trial]) -> str:
    """Return the table of tried and failed, with each failure below it."""
    rows = [("trial", "tried", "failed", "seconds", "measured")]
    told: list[str] = []
    for trial in trials:
        measured = trial.left_out or ", ".join(f"{name} {value}" for name, value in trial.figures.items())
        failed = "left out" if trial.left_out else str(len(trial.failures))
        rows.append((trial.name, f"{trial.tried:,}", failed, f"{trial.seconds:.0f}", measured))
        told += [f"{trial.name}: {failure}" for failure in trial.failures[:MOST_TOLD]]
        if len(trial.failures) > MOST_TOLD:
            told.append(f"{trial.name}: and {len(trial.failures) - MOST_TOLD:,} more")
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]))
        for row in rows
    ]
    return "\n".join([line.rstrip() for line in lines] + (["", *told] if told else []))
