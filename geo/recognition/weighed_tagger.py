"""What the tagger for every language proposes, weighed with the gazetteer's word: what becomes a mention.

The tagger has learned names in some languages and reads the others by likeness, so that it is less sure of
itself than the gazetteer is of a name that it knows. Both opinions are log odds and are added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp, log
from typing import Protocol

from geo.model import Document, Mention, NamedPlace, Reading, Recognition, Sentence
from geo.recognition.lexicon import NameIndex
from geo.recognition.proposals import OPINION, SpanProposal
from geo.recognition.scripts import LONGEST_UNSPACED, SHORTEST_UNSPACED, UNSPACED, is_caseless
from geo.recognition.verified_tagger import Proposer

LEAST = -1.4
"""Log odds, with the gazetteer's, from which a proposal is a mention."""
UNKNOWN = -1.6
"""What a name that the gazetteer does not know counts."""
KNOWN = 0.4
"""What a known name counts, and for each power of ten that its place is better known `RENOWN` more."""
RENOWN = 0.25
_LOOKED_UP = -5.0
"""Log odds, in the tagger's eyes, below which nothing is looked up."""
_CAPPED = 1e-4
_SPACE = re.compile(r"[\s(（,、]+")
_AROUND = " ()（）,、\n\t"
_INSIDE = OPINION.index("mean")


class BentNames(NameIndex, Protocol):
    """What is asked of a gazetteer that knows how languages bend names."""

    def lookup_bent(self, name: str, languages: Sequence[str]) -> tuple[NamedPlace, ...]:
        """Return the places of the dictionary form that one of the `languages` bends into `name`."""
        ...

    def lookup_people(self, name: str, languages: Sequence[str]) -> tuple[NamedPlace, ...]:
        """Return the country whose adjective, or whose people's name, `name` is in one of the `languages`."""
        ...


class WeighedTagger:
    """A recogniser that adds what a gazetteer knows to what a tagger thinks."""

    def __init__(self, tagger: Proposer, gazetteer: BentNames) -> None:
        self._tagger = tagger
        self._gazetteer = gazetteer

    def recognise(
        self, document: Document, sentences: Sequence[Sentence], languages: Sequence[str] = ()
    ) -> Recognition:
        """The mentions that both hold for one; see `geo.recognition.Recogniser`."""
        found = self._tagger.propose(document, sentences)
        weighed = list(self._weighed(document.text, found.spans, languages))
        mentions = tuple(_apart(weighed))
        return Recognition(mentions=mentions, names=found.names_beside(mentions))

    def _weighed(
        self, text: str, proposals: Iterable[SpanProposal], languages: Sequence[str]
    ) -> Iterator[Mention]:
        for proposal in proposals:
            probability = min(max(float(proposal.opinion[_INSIDE]), _CAPPED), 1 - _CAPPED)
            odds = log(probability / (1 - probability))
            if odds < _LOOKED_UP:
                continue
            for mention in self._parted(proposal.span.as_mention(), text, languages):
                toponym = text[mention.start : mention.end]
                if not any(map(str.isalnum, toponym)):
                    continue
                weighed = odds + self._gazetteers_word(toponym, mention.reading, languages)
                if weighed >= LEAST:
                    yield replace(mention, score=1 / (1 + exp(-weighed)))

    def _parted(self, mention: Mention, text: str, languages: Sequence[str]) -> Sequence[Mention]:
        """The mention, or the known names that it is made of: 安徽宿州, "Αλεξάνδρεια Ημαθίας".

        What is left over is dropped where no space parts words. Elsewhere the mention stays whole with it,
        but for the word of a kind in scripts without capitals: "جزيرة لوزون".
        """
        toponym = text[mention.start : mention.end]
        bounds = _bounds(toponym)
        if len(bounds) < 3 or self._places(toponym, languages):
            return (mention,)
        spans = self._known_spans(toponym, bounds, languages)
        if not spans:
            return (mention,)
        if not UNSPACED.fullmatch(toponym):
            spans = _with_rest(toponym, spans)
        return tuple(replace(mention, start=mention.start + a, end=mention.start + b) for a, b in spans)

    def _known_spans(
        self, toponym: str, bounds: Sequence[int], languages: Sequence[str]
    ) -> list[tuple[int, int]]:
        """The longest known names one after another, from bound to bound."""
        found: list[tuple[int, int]] = []
        first = 0
        while first < len(bounds) - 1:
            for last in range(min(len(bounds) - 1, first + LONGEST_UNSPACED), first, -1):
                start, end = bounds[first], bounds[last]
                part = toponym[start:end].strip(_AROUND)
                if part and (first, last) != (0, len(bounds) - 1) and self._is_known(part, languages):
                    start += toponym[start:end].index(part)
                    found.append((start, start + len(part)))
                    first = last
                    break
            else:
                first += 1
        return found

    def _is_known(self, part: str, languages: Sequence[str]) -> bool:
        if len(part) < SHORTEST_UNSPACED:
            return bool(self._gazetteer.lookup_people(part, languages))
        return bool(self._places(part, languages))

    def _gazetteers_word(self, toponym: str, reading: Reading, languages: Sequence[str]) -> float:
        """Log odds that the gazetteer adds for a name."""
        places = self._places(toponym, languages)
        if places:
            return KNOWN + RENOWN * min(max(places[0].importance - 4.0, -2.0), 3.0)
        if reading is Reading.DEMONYM and self._gazetteer.lookup_people(toponym, languages):
            return KNOWN
        return UNKNOWN

    def _places(self, toponym: str, languages: Sequence[str]) -> Sequence[NamedPlace]:
        return self._gazetteer.lookup(toponym) or self._gazetteer.lookup_bent(toponym, languages)


def _with_rest(toponym: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, with what is left over at the side where a larger place's name stands, or the whole."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(toponym)]
    left = [toponym[end:start].strip(_AROUND) for end, start in zip(ends, starts, strict=True)]
    if any(left[1:-1]):
        return [(0, len(toponym))]
    if not is_caseless(toponym):
        return list(spans) if len(spans) > 1 and not any(left) else [(0, len(toponym))]
    written_from_right = unicodedata.bidirectional(toponym[0]) in ("R", "AL")
    rest = left[-1] if written_from_right else left[0]
    if not rest:
        return list(spans)
    start = toponym.index(rest, spans[-1][1] if written_from_right else 0)
    return sorted([*spans, (start, start + len(rest))])


def _bounds(toponym: str) -> list[int]:
    """Where a name inside `toponym` may begin or end: at its words, or at each letter where none part
    them."""
    if UNSPACED.fullmatch(toponym):
        return list(range(len(toponym) + 1))
    return [0, *(space.start() for space in _SPACE.finditer(toponym)), len(toponym)]


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions that begin after the one before has ended."""
    end = 0
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end
