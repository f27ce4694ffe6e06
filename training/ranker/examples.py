"""Annotated articles -> candidates with their evidence and what the annotators chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geo.evaluation.records import Article, GoldMention, answer, distance_km, read_gold
from geo.evaluation.scoring import NEAR_KM
from geo.model import Document, Mention, Recognition
from geo.readers import split_sentences
from geo.recognition import Recogniser, around_given
from geo.resolution.candidate_batch import CandidateBatch, stack
from geo.resolution.candidates import Floats
from geo.resolution.dialect import american
from geo.resolution.grouping import Grouper

NEWS = ("lgl", "trnews", "gwn")
CORPORA = (*NEWS, "wiktor")
WEIGHTS = {"wiktor": 0.25}
"""What a name of a corpus counts, 1 where nothing is said. WikToR has one name in each article, annotated by
machine, but as many articles as the ranker has names of news."""
_SAME_ENTRY = 0.8
"""Share of the target for the very entry that the annotator chose; the places near it have the rest."""


EVERY = {"wiktor": 3}
"""Of some corpora every so many-th article is enough, and all would take hours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One article: its candidates, and how right each is."""

    corpus: str
    article: str
    stack: CandidateBatch
    target: Floats
    """Of each row: its share of the annotators' choice, 0 to 1 within a group."""
    none: Floats
    """Of each group: the share of its mentions whose place is not among the candidates."""
    judged: Floats
    """Of each group: how many of its mentions the annotators placed; 0 where it teaches nothing."""
    right: Floats
    """Of each row: the share of its group's mentions that it would be within 161 km of."""
    weight: float
    """What each of its names counts when the ranker learns."""
    unknown: int
    """Annotated and placed mentions of the article without any candidate."""


def read_examples(
    folder: Path, grouper: Grouper, recogniser: Recogniser, corpora: Sequence[str] = CORPORA
) -> Iterator[Example]:
    """The articles of the corpora in a folder, in their order, with the names found beside the annotated."""
    for corpus in corpora:
        articles = list(read_gold(folder / f"{corpus}.jsonl").values())
        for article in articles[:: EVERY.get(corpus, 1)]:
            recognition = recognised(article, recogniser)
            example = make_example(corpus, article, grouper, recognition, WEIGHTS.get(corpus, 1.0))
            if example is not None:
                yield example


def recognised(article: Article, recogniser: Recogniser) -> Recognition:
    """The annotated mentions of an article as somebody's word, with what the recogniser finds beside them."""
    document = Document(id=article.id, text=article.text)
    mentions = tuple(Mention(start=m.start, end=m.end) for m in article.mentions)
    return around_given(mentions, recogniser.recognise(document, split_sentences(document)))


def make_example(
    corpus: str, article: Article, grouper: Grouper, recognition: Recognition, weight: float = 1.0
) -> Example | None:
    """One article with the mentions that were recognised in it; None where no name has candidates."""
    clusters = grouper.clusters(Document(id=article.id, text=article.text), recognition)
    if not clusters:
        return None
    candidates = stack(clusters, american(article.text))
    rows, size = len(candidates.cluster), len(clusters)
    annotated = set(recognition.mentions)
    target, right = np.zeros(rows), np.zeros(rows)
    none, judged = np.zeros(size), np.zeros(size)
    for index, group in enumerate(clusters):
        part = candidates.rows(index)
        places = [named.place for named in group.table.places]
        for mention in group.mentions:
            if mention not in annotated:
                continue
            gold = _annotation(article, mention)
            if gold is None or gold.lat is None:
                continue
            distances = np.array([distance_km(answer(mention, place), gold) for place in places])
            judged[index] += 1
            share = _shares(distances)
            target[part] += share
            none[index] += 1 - share.sum()
            right[part] += distances <= NEAR_KM
        if judged[index]:
            target[part] /= judged[index]
            right[part] /= judged[index]
            none[index] /= judged[index]
    placed = sum(gold.lat is not None for gold in article.mentions)
    return Example(
        corpus=corpus,
        article=article.id,
        stack=candidates,
        target=target,
        none=none,
        judged=judged,
        right=right,
        weight=weight,
        unknown=placed - int(judged.sum()),
    )


def _shares(distances: Floats) -> Floats:
    """Return how much of one annotator's choice each candidate gets."""
    near = (distances <= NEAR_KM).astype(float)
    if not near.any():
        return near
    same = (distances == 0.0).astype(float)
    if not same.any():
        return np.asarray(near / near.sum())
    share = _SAME_ENTRY * same / same.sum()
    others = near - same
    if not others.any():
        return np.asarray(same / same.sum())
    return np.asarray(share + (1 - _SAME_ENTRY) * others / others.sum())


def _annotation(article: Article, mention: Mention) -> GoldMention | None:
    """The annotated mention that a recognised one overlaps, one with the same offsets first."""
    over = [m for m in article.mentions if m.start < mention.end and mention.start < m.end]
    return min(over, key=lambda m: abs(m.start - mention.start) + abs(m.end - mention.end), default=None)
