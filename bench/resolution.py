"""Accuracy and speed of resolution with the annotated mentions given: `python -m bench.resolution CORPORA`.

The shipped ranker has learnt from these articles; the rows "unseen" are of networks that had not, as
`python -m training.ranker` measured them when it made the file.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

from bench.tables import print_table
from geo.evaluation import Figures, answers, evaluate, read_gold
from geo.evaluation.baselines import ceiling, most_populous
from geo.evaluation.records import Gold, System
from geo.gazetteer import ensure
from geo.model import Document, Mention, ParsedDocument, Recognition
from geo.resolution import Resolver
from geo.resolution.candidate_batch import CandidateBatch, stack
from geo.resolution.grouping import Grouper
from geo.resolution.ranker import Ranker
from geo.settings import load_settings

CORPORA = {"lgl": 0.88, "trnews": 0.90, "gwn": 0.88}
"""The corpora and the accuracy that is aimed at."""
MEASURED = Path(__file__).resolve().parent.parent / "training" / "ranker" / "figures.json"


def main() -> None:
    """Prints the two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder of lgl.jsonl, trnews.jsonl and gwn.jsonl")
    folder = parser.parse_args().corpora
    gazetteer = ensure(load_settings())
    ranker = Ranker.load()
    resolver, grouper = Resolver(gazetteer, ranker), Grouper(gazetteer)
    unseen = json.loads(MEASURED.read_text(encoding="utf-8"))
    accuracy, speed = [], []
    for corpus, goal in CORPORA.items():
        gold = read_gold(folder / f"{corpus}.jsonl")
        given = {id: _mentions(gold, id) for id in gold}
        _resolve(gold, given, resolver)  # the names' candidates are then remembered, as in any long run
        start = time.process_time()
        system = _resolve(gold, given, resolver)
        seconds = time.process_time() - start
        figures = evaluate(gold, system)
        accuracy.append(
            (
                corpus,
                _with_interval(figures),
                f"{unseen['five folds by article'][corpus]['accuracy']:.3f}",
                f"{unseen['trained on the other corpora'][corpus]['accuracy']:.3f}",
                f"{evaluate(gold, most_populous(gold, gazetteer), resamples=0).acc161:.3f}",
                f"{evaluate(gold, ceiling(gold, gazetteer), resamples=0).acc161:.3f}",
                f"{goal:.2f}",
                f"{figures.calibration_error:.3f}",
            )
        )
        words = sum(len(article.text.split()) for article in gold.values())
        stacks = list(_stacks(gold, given, grouper))
        candidates = sum(len(one.cluster) for one in stacks)
        start = time.process_time()
        for one in stacks:
            ranker.rank(one)
        ranking = time.process_time() - start
        speed.append(
            (
                corpus,
                f"{words / seconds:,.0f}",
                f"{seconds / candidates * 1e6:.0f}",
                f"{ranking / candidates * 1e6:.0f}",
            )
        )
    print_table(
        "Resolution: share of the annotated mentions placed within 161 km",
        (
            "corpus",
            "shipped",
            "unseen, by article",
            "unseen, by corpus",
            "population",
            "ceiling",
            "goal",
            "calibration error",
        ),
        accuracy,
    )
    print_table(
        "Resolution: speed, one core",
        ("corpus", "words a second", "µs a candidate", "of these the ranker"),
        speed,
    )


def _mentions(gold: Gold, id: str) -> tuple[Mention, ...]:
    return tuple(Mention(start=m.start, end=m.end) for m in gold[id].mentions)


def _resolve(gold: Gold, given: dict[str, tuple[Mention, ...]], resolver: Resolver) -> System:
    found = {}
    for id, article in gold.items():
        document = Document(id=id, text=article.text)
        resolutions = resolver.resolve(document, (), Recognition(mentions=given[id], given=True))
        found[id] = answers(ParsedDocument(document=document, sentences=(), resolutions=resolutions))
    return found


def _stacks(gold: Gold, given: dict[str, tuple[Mention, ...]], grouper: Grouper) -> Iterator[CandidateBatch]:
    for id, article in gold.items():
        clusters = grouper.clusters(Document(id=id, text=article.text), Recognition(mentions=given[id]))
        if clusters:
            yield stack(clusters)


def _with_interval(figures: Figures) -> str:
    low, high = figures.intervals["acc161"]
    return f"{figures.acc161:.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
