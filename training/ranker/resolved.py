"""Accuracy of the whole resolver on articles that its networks had not seen, with the mentions given.

More than the choice among candidates counts here: a mention without one lies beside the place named nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from geo.evaluation import answers, evaluate, read_gold
from geo.model import Document, ParsedDocument
from geo.recognition import Recogniser
from geo.resolution import Resolver
from training.ranker.examples import EVERY, recognised


def resolved(
    folder: Path,
    corpora: Sequence[str],
    recogniser: Recogniser,
    resolver: Callable[[str, str], Resolver],
) -> dict[str, float]:
    """Acc@161 of each corpus; `resolver` gives one that has not seen an article of a corpus."""
    accuracy = {}
    for corpus in corpora:
        gold = read_gold(folder / f"{corpus}.jsonl")
        gold = dict(list(gold.items())[:: EVERY.get(corpus, 1)])
        system = {}
        for id, article in gold.items():
            document = Document(id=id, text=article.text)
            found = resolver(corpus, id).resolve(document, (), recognised(article, recogniser))
            system[id] = answers(ParsedDocument(document=document, sentences=(), resolutions=found))
        accuracy[corpus] = evaluate(gold, system, resamples=0).acc161
    return accuracy
