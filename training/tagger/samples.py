"""Articles to the windows of numbers that the network learns from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from geo.recognition.pieces import OVERLAP, WINDOW, Ints, Pieces, Splitter, windows
from training.tagger.corpora import Article, Span
from training.tagger.labels import CLASS_LABELS, IGNORED, READING_LABELS

_CLASS_ID = {label: i for i, label in enumerate(CLASS_LABELS)}


@dataclass(frozen=True, slots=True)
class Sample:
    """One window: inputs, and the labels of the three heads."""

    pieces: Pieces
    classes: Ints
    mentions: Ints
    readings: Ints
    """Bits of the readings that are possible; 0 where nothing is known."""
    weight: float = 1.0


def article_pieces(article: Article, splitter: Splitter) -> tuple[Pieces, list[int]]:
    """All pieces of an article with offsets into its text, and the number in each sentence."""
    parts = splitter.split([article.text[a:b] for a, b in article.sentences])
    whole = Pieces.joined([p.shifted(a) for p, (a, _) in zip(parts, article.sentences, strict=True)])
    return whole, [len(p) for p in parts]


def _mark(labels: Ints, pieces: Pieces, span: Span, begin: int, inside: int) -> None:
    within = (pieces.starts < span.end) & (pieces.ends > span.start)
    touched = np.flatnonzero(within & pieces.is_first & pieces.in_depth)
    labels[touched] = inside
    labels[touched[:1]] = begin


def labelled(article: Article, pieces: Pieces) -> Sample:
    """`pieces` of `article` with their labels; only the first piece of a word read in depth has any."""
    size = len(pieces)
    classes = np.full(size, IGNORED, dtype=np.int64)
    mentions = np.full(size, IGNORED, dtype=np.int64)
    readings = np.zeros(size, dtype=np.int64)
    if article.entities is not None:
        classes[pieces.is_first & pieces.in_depth] = 0
        for span in article.entities:
            _mark(classes, pieces, span, _CLASS_ID[f"B-{span.label}"], _CLASS_ID[f"I-{span.label}"])
    if article.mentions is not None:
        mentions[pieces.is_first & pieces.in_depth] = 0
        for span in article.unknown:
            _mark(mentions, pieces, span, IGNORED, IGNORED)
        for span in article.mentions:
            _mark(mentions, pieces, span, 1, 2)
    for span, allowed in article.readings:
        bits = sum(1 << reading for reading in allowed)
        _mark(readings, pieces, span, bits, bits)
    return Sample(pieces, classes, mentions, readings)


def cut(sample: Sample, start: int, end: int, weight: float) -> Sample:
    """The part of `sample` from piece `start` to before `end`."""
    return Sample(
        sample.pieces.part(start, end),
        sample.classes[start:end],
        sample.mentions[start:end],
        sample.readings[start:end],
        weight,
    )


def samples(
    articles: Sequence[Article],
    splitter: Splitter,
    rng: random.Random | None = None,
    weight: float = 1.0,
) -> Iterator[Sample]:
    """The windows of `articles`; with `rng` they end elsewhere at each call."""
    for article in articles:
        pieces, lengths = article_pieces(article, splitter)
        whole = labelled(article, pieces)
        size = WINDOW if rng is None or rng.random() < 0.7 else rng.randint(24, WINDOW)
        for window in windows(lengths, size, min(OVERLAP, size // 3)):
            yield cut(whole, window.start, window.end, weight)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: a row each, padded at the end."""

    ids: torch.Tensor
    cases: torch.Tensor
    mask: torch.Tensor
    """True where there is a piece."""
    in_depth: torch.Tensor
    classes: torch.Tensor
    mentions: torch.Tensor
    readings: torch.Tensor
    weights: torch.Tensor
    """One a row."""


def batches(
    windows_: Sequence[Sample], splitter: Splitter, pieces_a_batch: int, rng: random.Random | None
) -> Iterator[Batch]:
    """Batches of windows of about the same length, shuffled when `rng` is given."""
    order = list(range(len(windows_)))
    if rng:
        rng.shuffle(order)
        chunks = [order[i : i + 256] for i in range(0, len(order), 256)]
        order = [i for c in chunks for i in sorted(c, key=lambda i: len(windows_[i].pieces))]
    groups: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(windows_[i].pieces) + 2)
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces_a_batch:
            groups.append([])
            longest = len(windows_[i].pieces) + 2
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield _padded([windows_[i] for i in group], splitter)


def _padded(group: list[Sample], splitter: Splitter) -> Batch:
    length = max(len(s.pieces) for s in group) + 2
    shape = (len(group), length)
    ids, cases, readings = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    classes, mentions = (np.full(shape, IGNORED, dtype=np.int64) for _ in range(2))
    mask, in_depth = (np.zeros(shape, dtype=bool) for _ in range(2))
    for row, s in enumerate(group):
        n = len(s.pieces)
        ids[row, 0], ids[row, n + 1] = splitter.start_id, splitter.end_id
        mask[row, : n + 2] = True
        for target, source in (
            (ids, s.pieces.ids),
            (cases, s.pieces.cases),
            (in_depth, s.pieces.in_depth),
            (classes, s.classes),
            (mentions, s.mentions),
            (readings, s.readings),
        ):
            target[row, 1 : n + 1] = source
    weights = np.array([s.weight for s in group], dtype=np.float32)
    arrays = (ids, cases, mask, in_depth, classes, mentions, readings, weights)
    return Batch(*map(torch.from_numpy, arrays))


READING_BITS = torch.tensor([1 << i for i in range(len(READING_LABELS))])
