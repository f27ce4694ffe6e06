"""The tagger's proposals, held against the gazetteer and judged: what becomes a mention.

The tagger has seen how names stand in sentences, the gazetteer knows which names there are. A proposal
grows to the longest known name around it; a span classifier, which sees the tagger's opinion, the gazetteer's
and what the name was taken for elsewhere in the document, says how probably it names a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from geo.model import Document, EntityClass, Kind, Mention, Recognition, Sentence
from geo.recognition.growth import Growth
from geo.recognition.inside import trimmed
from geo.recognition.lexicon import NameIndex
from geo.recognition.proposals import SpanProposals
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.span_features import BoundedProposal, evidence
from geo.recognition.wordlists import load_wordlists

PROBABLE = 0.4
"""Least probability of a mention. From 0.38 to 0.45 the overlap F1 of each corpus, over five folds, changes
by less than .006."""

WELL_KNOWN = 0.2
"""The same for a great city's name that the tagger itself takes for a mention rather than for none."""
GREAT_CITY = 5.0
"""Least importance of such a city: that of 100,000 people."""

UNKNOWN = 0.02
"""Least probability, in the tagger's eyes, at which a name that the gazetteer does not know is looked at;
below it stands nearly every word with a capital. Not measured."""

_ILLNESS = re.compile(
    r"[ -](?:(?:ha?emorrhagic|respiratory|spotted|equine|river) )?(?:virus|fever|flu|disease|syndrome)\b",
    re.IGNORECASE,
)
"""What makes an illness of the name before it: "West Nile virus", "Middle East respiratory syndrome"."""


class Proposer(Protocol):
    """Finds what may be mentions."""

    def propose(self, document: Document, sentences: Sequence[Sentence]) -> SpanProposals:
        """The proposals and the names of `document`, in order."""
        ...


class VerifiedTagger:
    """A recogniser that judges what a tagger proposes."""

    def __init__(self, tagger: Proposer, gazetteer: NameIndex, classifier: SpanClassifier) -> None:
        self._tagger = tagger
        self._gazetteer = gazetteer
        self._classifier = classifier

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """The mentions that stand up to judgement; see `geo.recognition.Recogniser`."""
        found = self._tagger.propose(document, sentences)
        bounded = bounded_proposals(document, sentences, found, self._gazetteer)
        if not bounded:
            return Recognition(mentions=(), names=found.names)
        rows = evidence(document, sentences, bounded, found.names, self._gazetteer)
        mentions: list[Mention] = []
        for proposal, probability in zip(bounded, self._classifier.probabilities(rows), strict=True):
            if probability < (WELL_KNOWN if self._is_well_known(proposal, document.text) else PROBABLE):
                continue
            mention = trimmed(proposal.mention, document.text, self._gazetteer)
            if mentions and mention.start < mentions[-1].end:
                mention = proposal.mention
            mentions.append(replace(mention, score=float(probability)))
        return Recognition(mentions=tuple(mentions), names=found.names_beside(mentions))

    def _is_well_known(self, proposal: BoundedProposal, text: str) -> bool:
        if proposal.doubtful:
            return False
        places = self._gazetteer.lookup(text[proposal.mention.start : proposal.mention.end])
        return bool(places) and places[0].place.kind is Kind.SETTLEMENT and places[0].importance >= GREAT_CITY


def bounded_proposals(
    document: Document, sentences: Sequence[Sentence], found: SpanProposals, gazetteer: NameIndex
) -> list[BoundedProposal]:
    """The proposals as they would become mentions: whole names, each with a letter and in one sentence.

    None overlaps another.
    """
    text = document.text
    people = [name for name in found.names if name.entity_class is EntityClass.PERSON]
    growth = Growth(text, document.body_start, gazetteer, people)
    words = load_wordlists()
    no_names = words.compass | words.generic | words.roads | words.buildings
    grown: list[BoundedProposal] = []
    ends = [sentence.end for sentence in sentences]
    for proposal in found.spans:
        mention = proposal.span.as_mention()
        if (within := bisect_right(ends, mention.start)) < len(ends) and ends[within] < mention.end:
            mention = replace(mention, end=ends[within])
        mention = growth.grown(growth.cut(mention))
        toponym = text[mention.start : mention.end]
        if toponym.casefold() in no_names or not any(map(str.isalnum, toponym)):
            continue
        if _ILLNESS.match(text, mention.end):
            continue
        if proposal.span.score < UNKNOWN and not gazetteer.lookup(toponym):
            continue
        grown.append(BoundedProposal(mention, proposal.opinion, proposal.doubtful))
    return without_overlaps(grown)


def without_overlaps(bounded_proposals: Iterable[BoundedProposal]) -> list[BoundedProposal]:
    """One in place of those that grew into one another; a sure one takes nothing from a doubtful one."""
    kept: list[BoundedProposal] = []
    for proposal in bounded_proposals:
        while kept and proposal.mention.start < kept[-1].mention.end:
            before = kept.pop()
            if before.doubtful == proposal.doubtful:
                proposal = _joined(before, proposal)
            elif proposal.doubtful:
                proposal = before
        kept.append(proposal)
    return kept


def _joined(before: BoundedProposal, after: BoundedProposal) -> BoundedProposal:
    """One in place of two that grew into each other: the longer, over both."""
    longer = max(before, after, key=lambda s: s.mention.end - s.mention.start)
    start = min(before.mention.start, after.mention.start)
    end = max(before.mention.end, after.mention.end)
    return replace(longer, mention=replace(longer.mention, start=start, end=end))
