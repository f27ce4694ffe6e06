"""A tagger that proposes what it is told to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.model import Document, EntityClass, Name, Reading, Sentence
from geo.recognition.proposals import OPINION, SpanProposal, SpanProposals, TaggedSpan


class Proposes:
    """Proposes the same in every document."""

    def __init__(self, spans: Sequence[SpanProposal] = (), names: Sequence[Name] = ()) -> None:
        self._found = SpanProposals(tuple(sorted(spans, key=lambda s: s.span.start)), tuple(names))

    def propose(self, document: Document, sentences: Sequence[Sentence]) -> SpanProposals:
        return self._found


def proposal(
    text: str,
    toponym: str,
    probability: float = 0.99,
    reading: Reading = Reading.LITERAL,
    *,
    label: str = "PLACE",
    embedded: bool = False,
    after: int = 0,
) -> SpanProposal:
    """`toponym` where it first stands past `after`, a mention with that probability in the tagger's eyes."""
    start = text.index(toponym, after)
    opinion = dict.fromkeys(OPINION, 0.01) | dict.fromkeys(OPINION[:4], probability)
    opinion[label], opinion["no name"] = (0.95, 0.02) if probability > 0.5 else (0.6, 0.35)
    opinion[reading.value] = 0.98
    span = TaggedSpan(start, start + len(toponym), reading.value, probability, embedded)
    return SpanProposal(span, np.array(list(opinion.values()), dtype=np.float32), probability < 0.5)


def person(text: str, name: str) -> Name:
    start = text.index(name)
    return Name(start=start, end=start + len(name), entity_class=EntityClass.PERSON)
