"""Accuracy of the whole resolver on articles that its networks had not seen, with the mentions given.

More than the choice among candidates counts here: a mention without one lies beside the place named nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from geo.evaluation import answers, evaluate, read_gold
from geo.model import Document, Mention, ParsedDocument, Recognition
from geo.resolution import Resolver


def resolved(
    folder: Path, corpora: Sequence[str], resolver: Callable[[str, str], Resolver]
) -> dict[str, float]:
    """Acc@161 of each corpus; `resolver` gives one that has not seen an article of a corpus."""
    accuracy = {}
    for corpus in corpora:
        gold = read_gold(folder / f"{corpus}.jsonl")
        system = {}
        for id, article in gold.items():
            document = Document(id=id, text=article.text)
            mentions = tuple(Mention(start=m.start, end=m.end) for m in article.mentions)
            found = resolver(corpus, id).resolve(document, (), Recognition(mentions=mentions, given=True))
            system[id] = answers(ParsedDocument(document=document, sentences=(), resolutions=found))
        accuracy[corpus] = evaluate(gold, system, resamples=0).acc161
    return accuracy
