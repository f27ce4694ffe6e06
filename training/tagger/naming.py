"""Teach the span classifier what else is called after places: `python -m training.tagger.naming CORPORA`.

Trees are added to those of the shipped file, which stay as they are. They learn where these are wrong about
sentences of our own (`namesakes.txt`), and to change little about the annotated corpora and a tenth of the
newswire, on the proposals of the shipped tagger. That has seen the annotated corpora, not the others.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import lightgbm
import numpy as np
import onnx

from geo.gazetteer import Gazetteer, ensure
from geo.model import Document
from geo.readers import split_sentences
from geo.recognition.inside import trimmed
from geo.recognition.proposals import Floats
from geo.recognition.sessions import session_of
from geo.recognition.span_classifier import MODEL, SpanClassifier
from geo.recognition.span_features import NAMES, evidence
from geo.recognition.tagger import Tagger
from geo.recognition.verified_tagger import PROBABLE, bounded_proposals
from geo.settings import load_settings
from training.tagger.corpora import Article, load_annotated, load_ewn
from training.tagger.namesakes import namesakes
from training.tagger.trees import joined

TREES = 200
RECIPE = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "lambda_l2": 5.0,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "deterministic": True,
    "num_threads": 2,
    "seed": 1,
    "verbose": -1,
}
SEEDS = range(200, 216)
"""Our own sentences are drawn so often."""
OWN_WEIGHT = 1.5
"""What a proposal in one of them counts: there are few beside those of the corpora."""
SEEN = 150
"""Articles of the newswire that the tagger has seen, so that common sentences stay as they are."""
Rows = tuple[Floats, Floats]
"""Evidence, and whether each row is a mention."""


class Reader:
    """Articles to what the shipped tagger proposes in them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._tagger = Tagger.load()

    def rows(self, articles: Iterable[Article]) -> Rows:
        """The evidence on every proposal of which is known whether it is a mention."""
        found, right = [], []
        for article in articles:
            document = Document(id=article.id, text=article.text)
            sentences = split_sentences(document)
            proposed = self._tagger.propose(document, sentences)
            bounded = bounded_proposals(document, sentences, proposed, self._gazetteer)
            if not bounded:
                continue
            rows = evidence(document, sentences, bounded, proposed.names, self._gazetteer)
            for row, proposal in zip(rows, bounded, strict=True):
                mention = trimmed(proposal.mention, article.text, self._gazetteer)
                over = [s for s in article.mentions or () if mention.start < s.end and s.start < mention.end]
                unknown = any(mention.start < s.end and s.start < mention.end for s in article.unknown)
                if over or not unknown:
                    found.append(row)
                    right.append(bool(over))
        return np.array(found, dtype=np.float32), np.array(right, dtype=np.float32)


def log_odds(model: onnx.ModelProto, rows: Floats) -> Floats:
    """What a model of the first columns of `NAMES` makes of rows of all."""
    session, metadata = session_of(model.SerializeToString(), "The span classifier's model")
    width = len(json.loads(metadata["evidence"]))
    odds: Floats = session.run(None, {"evidence": rows[:, :width]})[0][:, 0]
    return odds


def added(model: onnx.ModelProto, anchors: Sequence[Rows], own: Sequence[Rows]) -> onnx.ModelProto:
    """`model` with trees that mend it where it is wrong about our `own` sentences."""
    parts = [*anchors, *own]
    rows = np.concatenate([rows for rows, _ in parts])
    right = np.concatenate([right for _, right in parts])
    counts = [1.0] * len(anchors) + [OWN_WEIGHT] * len(own)
    weight = np.concatenate([np.full(len(y), count) for (_, y), count in zip(parts, counts, strict=True)])
    data = lightgbm.Dataset(rows, right, weight=weight, init_score=log_odds(model, rows))
    return joined(model, lightgbm.train(RECIPE, data, TREES), NAMES)


def figures(model: onnx.ModelProto, part: Rows) -> tuple[int, int, int]:
    """How many mentions there are, how many of them are found, and how much else is."""
    rows, right = part
    said = 1 / (1 + np.exp(-log_odds(model, rows))) >= PROBABLE
    return int(right.sum()), int((said & (right > 0)).sum()), int((said & (right == 0)).sum())


def _half(which: int) -> Callable[[int], bool]:
    return lambda number: number % 2 == which


def _own(part: Callable[[int], bool] = lambda _: True, seeds: Iterable[int] = SEEDS) -> Iterator[Article]:
    for seed in seeds:
        yield from namesakes(seed, part)


def main() -> None:
    """Measure on sentences and articles that were left out, then write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.tagger.naming", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    model = onnx.load(MODEL)
    reader = Reader(ensure(load_settings()))
    newswire = list(load_ewn(args.corpora))
    random.Random(7).shuffle(newswire)
    held_out = newswire[: len(newswire) // 10]
    anchors = {
        name: reader.rows(load_annotated(args.corpora / f"{name}.jsonl")) for name in ("lgl", "trnews", "gwn")
    }
    anchors["newswire, seen"] = reader.rows(newswire[-SEEN:])
    halves = [reader.rows(_own(_half(which))) for which in (0, 1)]
    news = [reader.rows(held_out[which::2]) for which in (0, 1)]
    print("mentions, found, found wrongly: before -> after, by trees that had not seen them")
    for which in (0, 1):
        learnt = added(model, [*anchors.values(), news[1 - which]], [halves[1 - which]])
        for label, part in (("own sentences", halves[which]), ("newswire", news[which])):
            print(label, figures(model, part), "->", figures(learnt, part), flush=True)
    whole = added(model, [*anchors.values(), *news], halves)
    for label, part in anchors.items():
        print(label, figures(model, part), "->", figures(whole, part), "(learnt from)", flush=True)
    SpanClassifier.of(whole.SerializeToString())
    args.out.write_bytes(whole.SerializeToString())
    print(f"{args.out}: {args.out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
