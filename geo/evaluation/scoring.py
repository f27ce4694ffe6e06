"""How right a system is: counts an article, figures over articles, and how far to trust them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field

import numpy as np
import numpy.typing as npt

from geo.errors import UnreadableDocument
from geo.evaluation.records import Answer, Article, Gold, System, distance_km

NEAR_KM = 161.0
"""100 miles: the field's measure of "right" since Leidner (2007)."""
RESAMPLES = 1000
_SEED = 161
_BINS = 10
"""Bins of the calibration error, as in Guo et al. (2017)."""


@dataclass(slots=True)
class Counts:
    """What adds up over articles."""

    gold: int = 0
    system: int = 0
    system_overlapping: int = 0
    gold_overlapped: int = 0
    exact: int = 0
    placeable: int = 0
    """Gold mentions with coordinates."""
    right: int = 0
    """Of these, those placed within 161 km."""
    placed: int = 0
    """Of these, those placed at all."""
    system_placed: int = 0
    """System mentions with a place, less those that overlap only gold mentions without coordinates."""
    system_right: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleScore:
    """One article's counts, and every placed mention's error."""

    counts: Counts
    errors_km: tuple[float, ...]
    """Of each gold mention with coordinates that was placed."""
    sure: tuple[tuple[float, bool], ...]
    """Of each of the system's placed mentions that can be judged: its score, and whether it is right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """The figures of one system on one corpus."""

    articles: int
    gold: int
    system: int
    precision: float
    recall: float
    f1: float
    exact_f1: float
    acc161: float
    map_f1: float
    placed: float
    mean_km: float
    median_km: float
    calibration_error: float
    """Expected calibration error of the scores; NaN where the system gives none."""
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    """95 % by bootstrap over articles, of each figure that is a share."""


SHARES = ("precision", "recall", "f1", "exact_f1", "acc161", "map_f1", "placed")
_COUNTS = tuple(Counts.__dataclass_fields__)


def score_article(article: Article, answers: Sequence[Answer]) -> ArticleScore:
    """Hold one article's answers against its annotation.

    An answer is judged by every gold mention that it overlaps; a gold mention by its nearest answer.
    """
    golds = article.mentions
    spans = {(g.start, g.end) for g in golds}
    counts = Counts(gold=len(golds), system=len(answers))
    overlapped: set[int] = set()
    nearest: dict[int, float] = {}
    sure = []
    for answer in answers:
        counts.exact += (answer.start, answer.end) in spans
        over = [i for i, g in enumerate(golds) if answer.start < g.end and g.start < answer.end]
        counts.system_overlapping += bool(over)
        overlapped.update(over)
        judging = [i for i in over if golds[i].lat is not None]
        if answer.lat is None or (over and not judging):
            continue
        counts.system_placed += 1
        distances = {i: distance_km(answer, golds[i]) for i in judging}
        right = bool(distances) and min(distances.values()) <= NEAR_KM
        counts.system_right += right
        if distances and answer.score is not None:
            sure.append((answer.score, right))
        for i, km in distances.items():
            nearest[i] = min(km, nearest.get(i, km))
    counts.gold_overlapped = len(overlapped)
    counts.placeable = sum(g.lat is not None for g in golds)
    counts.placed = len(nearest)
    counts.right = sum(km <= NEAR_KM for km in nearest.values())
    return ArticleScore(counts=counts, errors_km=tuple(nearest.values()), sure=tuple(sure))


def evaluate(gold: Gold, system: System, *, resamples: int = RESAMPLES) -> Figures:
    """The figures of a system. Raises `UnreadableDocument` where an annotated article has no answers."""
    scores = score_articles(gold, system)
    table = _table(scores)
    totals = table.sum(axis=0)
    errors = [km for s in scores for km in s.errors_km]
    shares = _shares(totals[None, :])
    bounds = _intervals(table, resamples) if resamples else {}
    return Figures(
        articles=len(gold),
        gold=int(totals[0]),
        system=int(totals[1]),
        **{name: float(shares[name][0]) for name in SHARES},
        mean_km=statistics.fmean(errors) if errors else float("nan"),
        median_km=statistics.median(errors) if errors else float("nan"),
        calibration_error=calibration_error([pair for s in scores for pair in s.sure]),
        intervals=bounds,
    )


def score_articles(gold: Gold, system: System) -> list[ArticleScore]:
    """Every annotated article's score, in the annotation's order."""
    missing = sorted(set(gold) - set(system))
    if missing:
        raise UnreadableDocument(
            f"{len(missing)} annotated articles have no answers, {missing[0]} among them."
        )
    return [score_article(article, system[id]) for id, article in gold.items()]


def difference(
    gold: Gold, system: System, other: System, *, resamples: int = RESAMPLES
) -> dict[str, tuple[float, float, float]]:
    """System less other: the difference of each share, and its 95 % interval over the same articles."""
    ours, theirs = (_table(score_articles(gold, s)) for s in (system, other))
    picks = _picks(len(gold), resamples)
    found = {}
    a, b = _shares(ours.sum(axis=0)[None, :]), _shares(theirs.sum(axis=0)[None, :])
    many_a, many_b = _shares(picks @ ours), _shares(picks @ theirs)
    for name in SHARES:
        low, high = np.percentile(many_a[name] - many_b[name], (2.5, 97.5))
        found[name] = (float(a[name][0] - b[name][0]), float(low), float(high))
    return found


def calibration_error(sure: Sequence[tuple[float, bool]]) -> float:
    """Mean distance between how sure and how often right, over ten bins of sureness. NaN of nothing."""
    if not sure:
        return float("nan")
    score, right = np.array(sure, dtype=np.float64).T
    bins = np.minimum((score * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float((score[bins == b] - right[bins == b]).sum())) for b in range(_BINS)]
    return sum(gaps) / len(sure)


def _table(scores: Sequence[ArticleScore]) -> npt.NDArray[np.float64]:
    return np.array([astuple(s.counts) for s in scores], dtype=np.float64).reshape(-1, len(_COUNTS))


def _picks(articles: int, resamples: int) -> npt.NDArray[np.float64]:
    """Return how often each article is drawn in each resample."""
    generator = np.random.default_rng(_SEED)
    return generator.multinomial(articles, np.full(articles, 1 / max(1, articles)), resamples).astype(float)


def _intervals(table: npt.NDArray[np.float64], resamples: int) -> dict[str, tuple[float, float]]:
    shares = _shares(_picks(len(table), resamples) @ table)
    return {name: (float(low), float(high)) for name in SHARES for low, high in [_middle(shares[name])]}


def _middle(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


def _shares(totals: npt.NDArray[np.float64]) -> dict[str, npt.NDArray[np.float64]]:
    """The figures that are shares, of each row of summed counts."""
    n = {name: totals[:, column] for column, name in enumerate(_COUNTS)}
    some = {name: np.maximum(1.0, n[name]) for name in ("gold", "system", "placeable", "system_placed")}
    precision, recall = n["system_overlapping"] / some["system"], n["gold_overlapped"] / some["gold"]
    accuracy = n["right"] / some["placeable"]
    return {
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
        "exact_f1": _f1(n["exact"] / some["system"], n["exact"] / some["gold"]),
        "acc161": accuracy,
        "map_f1": _f1(n["system_right"] / some["system_placed"], accuracy),
        "placed": n["placed"] / some["placeable"],
    }


def _f1(p: npt.NDArray[np.float64], r: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    both = p + r
    return np.asarray(2 * p * r / np.where(both > 0, both, 1.0))
