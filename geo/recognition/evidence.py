"""What speaks for and against a suggested mention: the tagger's opinion, the gazetteer, the words around,
and what the same name was taken for elsewhere in the document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, log1p, log10

import numpy as np

from geo.model import Document, EntityClass, Kind, Mention, Name, NamedPlace, NameKind, Sentence
from geo.recognition.lexicon import NameIndex
from geo.recognition.suggestions import OPINION, Floats
from geo.recognition.wordlists import load_wordlists

_LEAST = 1e-5
"""Probabilities are kept this far from 0 and 1 before their log odds are taken."""
_AROUND = 25
"""Characters on either side that are looked at."""
_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\w+")
_TEXT = (
    "words",
    "one_word",
    "short",
    "upper",
    "lower",
    "digit",
    "opens_sentence",
    "after_where",
    "after_comma",
    "after_dash",
    "after_bracket",
    "after_capital",
    "before_comma",
    "before_dash",
    "before_capital",
    "before_authority",
    "before_apostrophe",
    "road",
    "building",
    "given_name",
    "also_word",
)
_DOCUMENT = ("elsewhere_most", "elsewhere_mean", "elsewhere_count", "person_words", "organisation")
_GAZETTEER = ("known", "best_is_demonym", "any_demonym", "abbreviation", "population", "places", "fame")
NAMES: tuple[str, ...] = (
    "log_odds_least",
    "log_odds_mean",
    "log_odds_most",
    *OPINION[3:],
    "embedded",
    "doubtful",
    *_GAZETTEER,
    *(f"is_{kind}" for kind in Kind),
    *_TEXT,
    *_DOCUMENT,
)
"""The columns. Yes is 1; counts and populations are logarithms."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suggestion as it would become a mention."""

    mention: Mention
    opinion: Floats
    doubtful: bool


def evidence(
    document: Document,
    sentences: Sequence[Sentence],
    suspects: Sequence[Suspect],
    names: Sequence[Name],
    gazetteer: NameIndex,
) -> Floats:
    """A row of `NAMES` for each suspect."""
    text = document.text
    toponyms = [text[s.mention.start : s.mention.end].casefold() for s in suspects]
    elsewhere = _Elsewhere(text, toponyms, [float(s.opinion[1]) for s in suspects], names)
    starts = {sentence.start for sentence in sentences}
    rows = np.empty((len(suspects), len(NAMES)), dtype=np.float32)
    for row, suspect, toponym in zip(rows, suspects, toponyms, strict=True):
        mention, opinion = suspect.mention, suspect.opinion
        row[:] = (
            *(_log_odds(float(p)) for p in opinion[:3]),
            *opinion[3:],
            mention.embedded,
            suspect.doubtful,
            *_gazetteer(gazetteer.lookup(text[mention.start : mention.end])),
            *_surroundings(text, mention, starts),
            *elsewhere.row(toponym, float(opinion[1])),
        )
    return rows


def _log_odds(probability: float) -> float:
    probability = min(max(probability, _LEAST), 1 - _LEAST)
    return log(probability / (1 - probability))


def _gazetteer(matches: Sequence[NamedPlace]) -> tuple[float, ...]:
    if not matches:
        return (0.0,) * (len(_GAZETTEER) + len(Kind))
    best = matches[0]
    return (
        1.0,
        best.name_kind is NameKind.DEMONYM,
        any(match.name_kind is NameKind.DEMONYM for match in matches),
        best.name_kind is NameKind.ABBREVIATION,
        log10(1 + best.place.population),
        log1p(len(matches)),
        log1p(best.place.name_count),
        *(best.place.kind is kind for kind in Kind),
    )


def _surroundings(text: str, mention: Mention, sentence_starts: set[int]) -> tuple[float, ...]:
    toponym = text[mention.start : mention.end]
    words = _WORD.findall(toponym)
    first, last = (words[0].casefold(), words[-1].casefold()) if words else ("", "")
    before = (_WORD_OR_MARK.findall(text[max(0, mention.start - _AROUND) : mention.start]) or [""])[-1]
    after = (_WORD_OR_MARK.findall(text[mention.end : mention.end + _AROUND]) or [""])[0]
    lists = load_wordlists()
    return (
        len(words),
        len(words) == 1,
        len(toponym) <= 3,
        toponym.isupper(),
        toponym.islower(),
        any(map(str.isdigit, toponym)),
        mention.start in sentence_starts,
        before.casefold() in lists.where,
        before == ",",
        before == "-",
        before == "(",
        before[:1].isupper(),
        after == ",",
        after == "-",
        after[:1].isupper(),
        after.casefold() in lists.authorities,
        after in ("'", "’"),
        last in lists.roads,
        last in lists.buildings,
        first in lists.given_names,
        len(words) == 1 and first in lists.also_words,
    )


class _Elsewhere:
    """What the names of a document were taken for, all over it."""

    def __init__(
        self, text: str, toponyms: Sequence[str], opinions: Sequence[float], names: Sequence[Name]
    ) -> None:
        self._opinions: dict[str, list[float]] = defaultdict(list)
        for toponym, opinion in zip(toponyms, opinions, strict=True):
            self._opinions[toponym].append(opinion)
        self._sums = {toponym: sum(found) for toponym, found in self._opinions.items()}
        self._greatest = {toponym: nlargest(2, found) for toponym, found in self._opinions.items()}
        spelt = [(name.entity_class, text[name.start : name.end].casefold()) for name in names]
        people = (name for of, name in spelt if of is EntityClass.PERSON)
        self._person_words = Counter(word for name in people for word in name.split())
        self._organisations = Counter(name for of, name in spelt if of is EntityClass.ORGANISATION)

    def row(self, toponym: str, opinion: float) -> tuple[float, ...]:
        """`_DOCUMENT` for one suspect of that name; where it stands alone nothing speaks either way."""
        others = len(self._opinions[toponym]) - 1
        greatest = self._greatest[toponym]
        return (
            greatest[greatest[0] == opinion] if others else 0.5,
            (self._sums[toponym] - opinion) / others if others else 0.5,
            log1p(others),
            log1p(self._person_words[toponym]),
            log1p(self._organisations[toponym]),
        )
