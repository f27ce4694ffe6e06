"""How the span classifier learns which proposals of a tagger are mentions of places.

Every article is judged on the proposals of networks that have not seen its corpus, so that it knows
taggers as readers meet them. It learns from several networks, whose opinions differ, and is measured on one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np

from geo.gazetteer import Gazetteer
from geo.model import Document
from geo.readers import split_sentences
from geo.recognition.inside import trimmed
from geo.recognition.proposals import Floats, SpanProposals
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.span_features import NAMES, evidence
from geo.recognition.spans import Decoder
from geo.recognition.verified_tagger import PROBABLE, bounded_proposals
from training.tagger import measure
from training.tagger.corpora import Article
from training.tagger.trees import build

RECIPE = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 15,
    "min_data_in_leaf": 80,
    "lambda_l2": 5.0,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "deterministic": True,
    "num_threads": 2,
    "seed": 0,
    "verbose": -1,
}
"""LightGBM's parameters. A leaf has at least twenty bounded_proposals by each of four networks."""
TREES = 400
ROUNDING = 1e-5
"""By which the model file's probabilities may differ from LightGBM's, for it adds in 32 bits."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """An article's bounded_proposals: what they would be as mentions, and their evidence."""

    article: Article
    spans: Sequence[tuple[int, int]]
    """The offsets of each proposal as a mention."""
    rows: Floats
    right: np.ndarray
    """Whether each shares a character with an annotated mention."""


Corpora = dict[str, Sequence[Sequence[Case]]]
"""By corpus and article: the case by the network that is measured, then those by others like it."""


def cases(answered: Sequence[measure.Answered], gazetteer: Gazetteer) -> list[Case]:
    """Return what the network proposes in each article."""
    decoder = Decoder(measure.LAYOUT)
    found = []
    for one in answered:
        document = Document(id=one.article.id, text=one.article.text)
        spans, labelled = decoder.propose(one.pieces, one.logits, document.text)
        names = tuple(name for span in labelled if (name := span.as_name()))
        sentences = split_sentences(document)
        bounded = bounded_proposals(document, sentences, SpanProposals(tuple(spans), names), gazetteer)
        rows = evidence(document, sentences, bounded, names, gazetteer)
        gold = one.article.mentions or ()
        mentions = [trimmed(s.mention, document.text, gazetteer) for s in bounded]
        spans = [(m.start, m.end) for m in mentions]
        right = [any(start < g.end and g.start < end for g in gold) for start, end in spans]
        found.append(Case(one.article, spans, rows, np.array(right, dtype=np.float32)))
    return found


def learn(articles: Sequence[Sequence[Case]]) -> bytes:
    """The model file of a classifier that has learnt from these articles, each seen by several networks."""
    known = [case for article in articles for case in article]
    rows = np.concatenate([case.rows for case in known])
    right = np.concatenate([case.right for case in known])
    booster = lightgbm.train(RECIPE, lightgbm.Dataset(rows, right), TREES)
    model = build(booster, NAMES).SerializeToString()
    gap = np.abs(SpanClassifier.of(model).probabilities(rows) - booster.predict(rows)).max()
    if gap > ROUNDING:
        raise RuntimeError(f"The model file's answers are up to {gap:.2g} from LightGBM's.")
    return model


def counts(
    classifier: SpanClassifier, judged: Sequence[Case], least: float = PROBABLE
) -> list[measure.Counts]:
    """The counts of each article."""
    found = []
    for case in judged:
        kept = classifier.probabilities(case.rows) >= least
        spans = [span for span, keep in zip(case.spans, kept, strict=True) if keep]
        found.append(measure.compare(case.article.mentions or (), spans))
    return found


def by_folds(
    corpora: Corpora, besides: Sequence[Sequence[Case]], least: float = PROBABLE
) -> dict[str, list[measure.Counts]]:
    """The counts of each corpus, articles judged by what learnt from the other folds and `besides`."""
    found: dict[str, list[measure.Counts]] = {name: [] for name in corpora}
    for fold in range(FOLDS):
        others = [a for part in corpora.values() for i, a in enumerate(part) if i % FOLDS != fold]
        learnt = SpanClassifier.of(learn([*others, *besides]))
        for name, part in corpora.items():
            found[name] += counts(learnt, [article[0] for article in part[fold::FOLDS]], least)
    return found


def left_out(
    corpora: Corpora, besides: Sequence[Sequence[Case]], least: float = PROBABLE
) -> dict[str, list[measure.Counts]]:
    """The counts of each corpus, judged by a classifier that learnt from the others and `besides`."""
    found = {}
    for name, mine in corpora.items():
        others = [a for other, part in corpora.items() if other != name for a in part]
        learnt = SpanClassifier.of(learn([*others, *besides]))
        found[name] = counts(learnt, [article[0] for article in mine], least)
    return found
