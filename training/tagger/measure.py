"""Figures: overlap and exact F1 of mentions, accuracy of readings."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from geo.recognition.pieces import Pieces, PieceSplitter, windows
from geo.recognition.spans import Decoder
from training.tagger.corpora import Article, Span
from training.tagger.labels import DEMONYM, LITERAL, READING_LABELS
from training.tagger.network import LAYOUT, Network
from training.tagger.samples import Sample, article_pieces, batches, cut, labelled


@torch.inference_mode()
def predict(network: Network, windows: Sequence[Sample], splitter: PieceSplitter) -> list[np.ndarray]:
    """Logits of each window's pieces, in the order of `windows`."""
    network.eval()
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
    ordered = [windows[i] for i in order]
    found: list[np.ndarray] = []
    for batch in batches(ordered, splitter, 4096, None):
        logits = network(batch.ids, batch.cases, batch.mask, batch.in_depth).numpy()
        found += [row[1 : 1 + n] for row, n in zip(logits, (batch.mask.sum(1) - 2).tolist(), strict=True)]
    back = np.argsort(order)
    return [found[i] for i in back]


@dataclass(frozen=True, slots=True)
class Counts:
    """What an article's score is made of."""

    gold: int
    found: int
    hit_found: int
    hit_gold: int
    exact: int


def compare(gold: Sequence[Span], found: Sequence[tuple[int, int]]) -> Counts:
    """Counts of one article; any overlap is a hit."""
    hit_found = sum(any(a < g.end and g.start < b for g in gold) for a, b in found)
    hit_gold = sum(any(a < g.end and g.start < b for a, b in found) for g in gold)
    exact = len({(g.start, g.end) for g in gold} & set(found))
    return Counts(len(gold), len(found), hit_found, hit_gold, exact)


def f1(counts: Sequence[Counts]) -> tuple[float, float]:
    """Overlap F1 and exact F1, micro-averaged."""
    gold, found = sum(c.gold for c in counts), sum(c.found for c in counts)
    p = sum(c.hit_found for c in counts) / max(1, found)
    r = sum(c.hit_gold for c in counts) / max(1, gold)
    exact = sum(c.exact for c in counts)
    return 2 * p * r / max(1e-9, p + r), 2 * exact / max(1, gold + found)


def interval(counts: Sequence[Counts], which: int, draws: int = 1000) -> tuple[float, float]:
    """95% bootstrap interval over articles, of overlap (0) or exact (1) F1."""
    rng = random.Random(0)
    values = sorted(f1(rng.choices(counts, k=len(counts)))[which] for _ in range(draws))
    return values[int(draws * 0.025)], values[int(draws * 0.975)]


@dataclass(frozen=True, slots=True)
class Answered:
    """An article with the network's answer to each of its pieces."""

    article: Article
    pieces: Pieces
    logits: np.ndarray


def answers(network: Network, articles: Sequence[Article], splitter: PieceSplitter) -> list[Answered]:
    """Each article as the network reads it, windows cut as the tagger cuts them."""
    bounded, cuts, parts = [], [], []
    for article in articles:
        pieces, lengths = article_pieces(article, splitter)
        whole = labelled(article, pieces)
        cuts.append(list(windows(lengths)))
        parts += [cut(whole, window.start, window.end, 1.0) for window in cuts[-1]]
        bounded.append(pieces)
    found = iter(predict(network, parts, splitter))
    return [
        Answered(
            article,
            pieces,
            np.concatenate(
                [next(found)[w.used_start - w.start : w.used_end - w.start] for w in article_cuts]
            ),
        )
        for article, pieces, article_cuts in zip(articles, bounded, cuts, strict=True)
    ]


def article_counts(answered: Sequence[Answered], *, by_class: bool = False) -> list[Counts]:
    """The counts of each article, its mentions found as the tagger would.

    `by_class` takes the names of places and groups instead, all that a network knows which has seen
    no corpus of mentions.
    """
    decoder = Decoder(LAYOUT)
    found = []
    for one in answered:
        mentions, names = decoder.decode(one.pieces, one.logits, one.article.text)
        spans = [n for n in names if n.label in ("PLACE", "GROUP")] if by_class else mentions
        found.append(compare(one.article.mentions or (), [(s.start, s.end) for s in spans]))
    return found


def readings(answered: Sequence[Answered]) -> dict[str, list[list[bool]]]:
    """For each reading that the annotators gave: article by article, which mentions were read so.

    Mentions are those of the annotators, found or not; a demonym counts as itself.
    """
    decoder = Decoder(LAYOUT)
    found: dict[str, list[list[bool]]] = {}
    for one in answered:
        rights: dict[str, list[bool]] = {}
        sure = [(span, next(iter(allowed))) for span, allowed in one.article.readings if len(allowed) == 1]
        spans = [(span.start, span.end) for span, _ in sure]
        labels = decoder.readings(one.pieces, one.logits, one.article.text, spans)
        for (_, gold), label in zip(sure, labels, strict=True):
            answer = READING_LABELS.index(label)
            rights.setdefault(READING_LABELS[gold], []).append(answer == gold)
            if gold != DEMONYM:
                rights.setdefault("literal or not", []).append((answer == LITERAL) == (gold == LITERAL))
        for reading, right in rights.items():
            found.setdefault(reading, []).append(right)
    return found


def rate_interval(right: Sequence[Sequence[bool]], draws: int = 1000) -> tuple[float, float, float]:
    """The share that is right, and its 95% bootstrap interval over articles."""
    rng = random.Random(0)

    def rate(groups: Sequence[Sequence[bool]]) -> float:
        return sum(map(sum, groups)) / sum(map(len, groups))

    values = sorted(rate(rng.choices(right, k=len(right))) for _ in range(draws))
    return rate(right), values[int(draws * 0.025)], values[int(draws * 0.975)]
