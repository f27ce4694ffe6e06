"""The tagger's suggestions, held against the gazetteer and judged: what becomes a mention.

The tagger has seen how names stand in sentences, the gazetteer knows which names there are. A suggestion
grows to the longest known name around it; a judge, which sees the tagger's opinion, the gazetteer's
and what the name was taken for elsewhere in the document, says how probably it names a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from geo.model import Document, EntityClass, Mention, Recognition, Sentence
from geo.recognition.evidence import Suspect, evidence
from geo.recognition.growth import Growth
from geo.recognition.inside import trimmed
from geo.recognition.judge import Judge
from geo.recognition.lexicon import NameIndex
from geo.recognition.suggestions import Suggestions
from geo.recognition.wordlists import load_wordlists

PROBABLE = 0.4
"""Least probability of a mention. From 0.38 to 0.45 the overlap F1 of each corpus, over five folds, changes
by less than .006."""

UNKNOWN = 0.02
"""Least probability, in the tagger's eyes, at which a name that the gazetteer does not know is looked at;
below it stands nearly every word with a capital. Not measured."""

_ILLNESS = re.compile(
    r"[ -](?:(?:ha?emorrhagic|respiratory|spotted|equine|river) )?(?:virus|fever|flu|disease|syndrome)\b",
    re.IGNORECASE,
)
"""What makes an illness of the name before it: "West Nile virus", "Middle East respiratory syndrome"."""


class Suggester(Protocol):
    """Finds what may be mentions."""

    def suggest(self, document: Document, sentences: Sequence[Sentence]) -> Suggestions:
        """The suggestions and the names of `document`, in order."""
        ...


class Revised:
    """A recogniser that judges what a tagger suggests."""

    def __init__(self, tagger: Suggester, gazetteer: NameIndex, judge: Judge) -> None:
        self._tagger = tagger
        self._gazetteer = gazetteer
        self._judge = judge

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """The mentions that stand up to judgement; see `geo.recognition.Recogniser`."""
        found = self._tagger.suggest(document, sentences)
        suspected = suspects(document, sentences, found, self._gazetteer)
        if not suspected:
            return Recognition(mentions=(), names=found.names)
        rows = evidence(document, sentences, suspected, found.names, self._gazetteer)
        mentions: list[Mention] = []
        for suspect, probability in zip(suspected, self._judge.probabilities(rows), strict=True):
            if probability < PROBABLE:
                continue
            mention = trimmed(suspect.mention, document.text, self._gazetteer)
            if mentions and mention.start < mentions[-1].end:
                mention = suspect.mention
            mentions.append(replace(mention, score=float(probability)))
        return Recognition(mentions=tuple(mentions), names=found.names_beside(mentions))


def suspects(
    document: Document, sentences: Sequence[Sentence], found: Suggestions, gazetteer: NameIndex
) -> list[Suspect]:
    """The suggestions as they would become mentions: whole names, each with a letter and in one sentence.

    None overlaps another.
    """
    text = document.text
    people = [name for name in found.names if name.entity_class is EntityClass.PERSON]
    growth = Growth(text, document.body_start, gazetteer, people)
    words = load_wordlists()
    no_names = words.compass | words.generic | words.roads | words.buildings
    grown: list[Suspect] = []
    ends = [sentence.end for sentence in sentences]
    for suggestion in found.spans:
        mention = suggestion.span.as_mention()
        if (within := bisect_right(ends, mention.start)) < len(ends) and ends[within] < mention.end:
            mention = replace(mention, end=ends[within])
        mention = growth.grown(growth.cut(mention))
        toponym = text[mention.start : mention.end]
        if toponym.casefold() in no_names or not any(map(str.isalnum, toponym)):
            continue
        if _ILLNESS.match(text, mention.end):
            continue
        if suggestion.span.score < UNKNOWN and not gazetteer.lookup(toponym):
            continue
        grown.append(Suspect(mention, suggestion.opinion, suggestion.doubtful))
    return without_overlaps(grown)


def without_overlaps(suspects: Iterable[Suspect]) -> list[Suspect]:
    """One in place of those that grew into one another; a sure one takes nothing from a doubtful one."""
    kept: list[Suspect] = []
    for suspect in suspects:
        while kept and suspect.mention.start < kept[-1].mention.end:
            before = kept.pop()
            if before.doubtful == suspect.doubtful:
                suspect = _joined(before, suspect)
            elif suspect.doubtful:
                suspect = before
        kept.append(suspect)
    return kept


def _joined(before: Suspect, after: Suspect) -> Suspect:
    """One in place of two that grew into each other: the longer, over both."""
    longer = max(before, after, key=lambda s: s.mention.end - s.mention.start)
    start = min(before.mention.start, after.mention.start)
    end = max(before.mention.end, after.mention.end)
    return replace(longer, mention=replace(longer.mention, start=start, end=end))
