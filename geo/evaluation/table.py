"""The figures as text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from geo.evaluation.mistakes import Mistake
from geo.evaluation.scoring import SHARES, Figures

_ROWS = {
    "precision": "overlap precision",
    "recall": "overlap recall",
    "f1": "overlap F1",
    "exact_f1": "exact F1",
    "placed": "placed",
    "acc161": "acc@161",
    "map_f1": "map F1",
    "calibration_error": "calibration error",
    "mean_km": "mean km",
    "median_km": "median km",
}
_SENTENCE_WIDTH = 160


def figures_table(
    columns: Mapping[str, Figures], differences: Mapping[str, tuple[float, float, float]] | None = None
) -> Iterator[str]:
    """One line a figure, one column a system; shares with their 95 % interval."""
    first = next(iter(columns.values()))
    yield f"{first.articles} articles, {first.gold} annotated mentions"
    cells = [["", *columns, *(["difference"] if differences else [])]]
    for field, label in _ROWS.items():
        row = [label, *(_cell(figures, field) for figures in columns.values())]
        if differences:
            row.append(_difference(differences[field]) if field in differences else "")
        cells.append(row)
    yield from aligned(cells)


def confusion_table(confused: Counter[tuple[str, str]]) -> Iterator[str]:
    """One line an annotated kind, one column an answered kind."""
    kinds = sorted({kind for kind, _ in confused}, key=lambda k: -sum(_row(confused, k)))
    answered = sorted({kind for _, kind in confused}, key=lambda a: -sum(_column(confused, a)))
    cells = [["annotated \\ answered", *answered]]
    cells += [[kind, *(str(confused[kind, a] or "·") for a in answered)] for kind in kinds]
    yield from aligned(cells)


def mistakes_list(mistakes: Sequence[Mistake]) -> Iterator[str]:
    """Two lines a mistake: what was meant and chosen, and the sentence."""
    for mistake in mistakes:
        how_far = "" if math.isinf(mistake.km) else f", {mistake.km:,.0f} km off"
        sure = "" if mistake.score is None else f", sure to {mistake.score:.2f}"
        times = f"{mistake.times} times " if mistake.times > 1 else ""
        yield f"{times}“{mistake.toponym}”: meant {mistake.meant}, chose {mistake.chose}{how_far}{sure}"
        sentence = mistake.sentence
        if len(sentence) > _SENTENCE_WIDTH:
            at = max(0, sentence.find(mistake.toponym) - _SENTENCE_WIDTH // 2)
            sentence = ("…" if at else "") + sentence[at : at + _SENTENCE_WIDTH] + "…"
        yield f"    {mistake.article}: {sentence}"


def aligned(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines with the first column to the left and the others to the right."""
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    for row in cells:
        others = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *others]).rstrip()


def _row(confused: Counter[tuple[str, str]], kind: str) -> list[int]:
    return [count for (meant, _), count in confused.items() if meant == kind]


def _column(confused: Counter[tuple[str, str]], kind: str) -> list[int]:
    return [count for (_, answered), count in confused.items() if answered == kind]


def _cell(figures: Figures, field: str) -> str:
    value = getattr(figures, field)
    if math.isnan(value):
        return "-"
    if field not in SHARES:
        return f"{value:,.0f}" if field.endswith("km") else f"{value:.3f}"
    if field not in figures.intervals:
        return f"{value:.3f}"
    low, high = figures.intervals[field]
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _difference(values: tuple[float, float, float]) -> str:
    middle, low, high = values
    return f"{middle:+.3f} [{low:+.3f}, {high:+.3f}]"
