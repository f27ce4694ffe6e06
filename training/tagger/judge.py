"""How the judge learns which suggestions of a tagger are mentions of places.

Every article is judged on the suggestions of a network that has not seen its corpus, so that the judge knows
taggers as readers meet them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from geo.gazetteer import Gazetteer
from geo.model import Document
from geo.reading import split_sentences
from geo.recognition.evidence import evidence
from geo.recognition.inside import trimmed
from geo.recognition.judge import Judge
from geo.recognition.revised import PROBABLE, suspects
from geo.recognition.spans import Decoder
from geo.recognition.suggestions import Floats, Suggestions
from training.tagger import measure
from training.tagger.corpora import Article

UNITS = 16
TWINS = 4
"""Networks that learn from other beginnings and are averaged."""
EPOCHS = 40
BATCH = 200
RATE = 1e-3
DECAY = 5e-3
"""Of the squared weights, in the loss."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """An article's suspects: what they would be as mentions, and their evidence."""

    article: Article
    spans: Sequence[tuple[int, int]]
    """The offsets of each suspect as a mention."""
    rows: Floats
    right: np.ndarray
    """Whether each shares a character with an annotated mention."""


def cases(answered: Sequence[measure.Answered], gazetteer: Gazetteer) -> list[Case]:
    """What the network suggests in each article."""
    decoder = Decoder(measure.LAYOUT)
    found = []
    for one in answered:
        document = Document(id=one.article.id, text=one.article.text)
        spans, labelled = decoder.suggest(one.pieces, one.logits, document.text)
        names = tuple(name for span in labelled if (name := span.as_name()))
        sentences = split_sentences(document)
        suspected = suspects(document, sentences, Suggestions(tuple(spans), names), gazetteer)
        rows = evidence(document, sentences, suspected, names, gazetteer)
        gold = one.article.mentions or ()
        mentions = [trimmed(s.mention, document.text, gazetteer) for s in suspected]
        spans = [(m.start, m.end) for m in mentions]
        right = [any(start < g.end and g.start < end for g in gold) for start, end in spans]
        found.append(Case(one.article, spans, rows, np.array(right, dtype=np.float32)))
    return found


def learn(known: Sequence[Case], seed: int = 0) -> Judge:
    """A judge that has learnt from these articles."""
    rows = np.concatenate([case.rows for case in known])
    right = torch.from_numpy(np.concatenate([case.right for case in known]))
    mean, spread = rows.mean(0), rows.std(0)
    spread[spread < 1e-6] = 1.0
    scaled = torch.from_numpy(((rows - mean) / spread).astype(np.float32))
    twins = [_learn(scaled, right, seed + number) for number in range(TWINS)]
    hidden = np.concatenate([t.hidden.weight.detach().numpy().T for t in twins], axis=1) / spread[:, None]
    bias = np.concatenate([t.hidden.bias.detach().numpy() for t in twins]) - mean @ hidden
    out = np.concatenate([t.out.weight.detach().numpy()[0] for t in twins]) / TWINS
    direct = np.mean([t.direct.weight.detach().numpy()[0] for t in twins], axis=0) / spread
    shift = float(np.mean([t.out.bias.item() for t in twins]) - mean @ direct)
    return Judge(*(part.astype(np.float32) for part in (hidden, bias, out, direct)), shift)


class _Twin(nn.Module):
    def __init__(self, columns: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(columns, UNITS)
        self.out = nn.Linear(UNITS, 1)
        self.direct = nn.Linear(columns, 1, bias=False)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return (self.out(functional.relu(self.hidden(rows))) + self.direct(rows)).squeeze(-1)


def _learn(rows: torch.Tensor, right: torch.Tensor, seed: int) -> _Twin:
    torch.manual_seed(seed)
    twin = _Twin(rows.shape[1])
    optimiser = torch.optim.Adam(twin.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(rows)).split(BATCH):
            loss = functional.binary_cross_entropy_with_logits(twin(rows[chosen]), right[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return twin.eval()


def counts(judge: Judge, judged: Sequence[Case], least: float = PROBABLE) -> list[measure.Counts]:
    """The counts of each article."""
    found = []
    for case in judged:
        kept = judge.probabilities(case.rows) >= least
        spans = [span for span, keep in zip(case.spans, kept, strict=True) if keep]
        found.append(measure.compare(case.article.mentions or (), spans))
    return found


def by_folds(corpora: dict[str, Sequence[Case]], least: float = PROBABLE) -> dict[str, list[measure.Counts]]:
    """The counts of each corpus, every article judged by one that learnt from the other folds."""
    found: dict[str, list[measure.Counts]] = {name: [] for name in corpora}
    for fold in range(FOLDS):
        learnt = learn([c for part in corpora.values() for i, c in enumerate(part) if i % FOLDS != fold])
        for name, part in corpora.items():
            found[name] += counts(learnt, part[fold::FOLDS], least)
    return found


def left_out(corpora: dict[str, Sequence[Case]], least: float = PROBABLE) -> dict[str, list[measure.Counts]]:
    """The counts of each corpus, judged by a judge that learnt from the other corpora."""
    return {
        name: counts(
            learn([c for other, part in corpora.items() if other != name for c in part]), mine, least
        )
        for name, mine in corpora.items()
    }
