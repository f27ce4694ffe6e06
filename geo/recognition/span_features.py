"""What speaks for and against a proposed mention: the tagger's opinion, the gazetteer, the words around,
what the same name was taken for elsewhere in the document, and where the document's other names lie."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log1p, log10

import numpy as np

from geo.model import Document, EntityClass, Kind, Mention, Name, NamedPlace, NameKind, Sentence
from geo.recognition import naming_features
from geo.recognition.lexicon import NameIndex
from geo.recognition.naming_features import Naming
from geo.recognition.proposals import OPINION, Floats
from geo.recognition.wordlists import load_wordlists

_LEAST = 1e-5
"""Probabilities are kept this far from 0 and 1 before their log odds are taken."""
_AROUND = 25
"""Characters on either side that are looked at."""
_SURE = 0.5
"""Probability, in the tagger's eyes, from which a name tells where the document's places lie."""
_LOCAL_NEWS_OF = ("US",)
"""Countries whose papers report on one region: there each town speaks for its region, elsewhere only a name
of the region itself does. Towns of every country cost GeoWebNews .005 of overlap F1 and gave LGL .001."""
_BEFORE = re.compile(r"(\w+|[^\w\s])\s*\Z")
_AFTER = re.compile(r"\s*(\w+|[^\w\s])")
_WORD = re.compile(r"\w+")
_TEXT = (
    "words",
    "one_word",
    "short",
    "letters",
    "upper",
    "lower",
    "digit",
    "begins_with_digit",
    "hyphen",
    "full_stop",
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
    "organisation_word",
    "county",
    "town_or_state",
    "nature",
    "part",
    "given_name",
    "also_word",
)
_GAZETTEER = (
    "known",
    "best_is_demonym",
    "any_demonym",
    "any_settlement",
    "abbreviation",
    "population",
    "importance",
    "places",
    "name_count",
)
_NEIGHBOURS = ("in_region", "region_share")
_DOCUMENT = (
    "elsewhere_most",
    "elsewhere_mean",
    "elsewhere_count",
    "person_words",
    "organisation",
    "ends_organisation",
    "begins_name",
)
NAMES: tuple[str, ...] = (
    "log_odds_least",
    "log_odds_mean",
    "log_odds_most",
    *OPINION[3:],
    "embedded",
    "doubtful",
    *_GAZETTEER,
    *(f"is_{kind}" for kind in Kind),
    *_NEIGHBOURS,
    *_TEXT,
    *_DOCUMENT,
    *naming_features.NAMES,
)
"""The columns. Yes is 1; counts and populations are logarithms."""

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BoundedProposal:
    """A proposal as it would become a mention."""

    mention: Mention
    opinion: Floats
    doubtful: bool


def evidence(
    document: Document,
    sentences: Sequence[Sentence],
    bounded_proposals: Sequence[BoundedProposal],
    names: Sequence[Name],
    gazetteer: NameIndex,
) -> Floats:
    """A row of `NAMES` for each proposal."""
    if not bounded_proposals:
        return np.empty((0, len(NAMES)), dtype=np.float32)
    text = document.text
    toponyms = [text[s.mention.start : s.mention.end] for s in bounded_proposals]
    opinions = np.stack([s.opinion for s in bounded_proposals])
    likely: list[float] = opinions[:, 1].tolist()
    matches = [gazetteer.lookup(toponym) for toponym in toponyms]
    neighbours = _Neighbours(
        [found[0] for found, sure in zip(matches, likely, strict=True) if found and sure > _SURE]
    )
    folded = [toponym.casefold() for toponym in toponyms]
    elsewhere = _Elsewhere(text, folded, likely, names)
    naming = Naming(text, names, gazetteer, matches, likely)
    starts = {sentence.start for sentence in sentences}
    of_name: dict[str, Row] = {}
    rows: list[Row] = []
    for proposal, toponym, key, found, probability in zip(
        bounded_proposals, toponyms, folded, matches, likely, strict=True
    ):
        if (known := of_name.get(toponym)) is None:
            known = of_name[toponym] = (*_gazetteer(found), *neighbours.row(found))
        rows.append(
            (
                proposal.mention.embedded,
                proposal.doubtful,
                *known,
                *_surroundings(text, proposal.mention, starts),
                *elsewhere.row(key, probability),
                *naming.row(proposal.mention, found),
            )
        )
    return np.column_stack([_log_odds(opinions[:, :3]), opinions[:, 3:], np.array(rows)]).astype(np.float32)


def _log_odds(probabilities: Floats) -> Floats:
    kept = probabilities.clip(_LEAST, 1 - _LEAST)
    odds: Floats = np.log(kept / (1 - kept))
    return odds


def _gazetteer(matches: Sequence[NamedPlace]) -> Row:
    if not matches:
        return (0.0,) * (len(_GAZETTEER) + len(Kind))
    best = matches[0]
    return (
        1.0,
        best.name_kind is NameKind.DEMONYM,
        any(match.name_kind is NameKind.DEMONYM for match in matches),
        any(match.place.kind is Kind.SETTLEMENT for match in matches),
        best.name_kind is NameKind.ABBREVIATION,
        log10(1 + best.place.population),
        best.importance,
        log1p(len(matches)),
        log1p(best.place.name_count),
        *(best.place.kind is kind for kind in Kind),
    )


class _Neighbours:
    """Where the places lie that a document is sure to name."""

    def __init__(self, sure: Sequence[NamedPlace]) -> None:
        places = (match.place for match in sure if match.place.region_code)
        self._regions = Counter(
            p.region_code for p in places if p.kind is Kind.REGION or p.country in _LOCAL_NEWS_OF
        )
        self._count = len(sure)

    def row(self, matches: Sequence[NamedPlace]) -> Row:
        """`_NEIGHBOURS` for a name: whether one of its places lies in a region of the others, of how many."""
        if not matches or not self._count:
            return (0.0,) * len(_NEIGHBOURS)
        regions = self._regions
        share = max(regions[match.place.region_code] for match in matches) / self._count
        return (share > 0, share)


def _surroundings(text: str, mention: Mention, sentence_starts: set[int]) -> Row:
    toponym = text[mention.start : mention.end]
    words = _WORD.findall(toponym)
    first, last = (words[0].casefold(), words[-1].casefold()) if words else ("", "")
    behind = _BEFORE.search(text, max(0, mention.start - _AROUND), mention.start)
    ahead = _AFTER.match(text, mention.end, mention.end + _AROUND)
    before, after = behind[1] if behind else "", ahead[1] if ahead else ""
    lists = load_wordlists()
    return (
        len(words),
        len(words) == 1,
        len(toponym) <= 3,
        len(toponym),
        toponym.isupper(),
        toponym.islower(),
        any(map(str.isdigit, toponym)),
        first[:1].isdigit(),
        "-" in toponym,
        "." in toponym,
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
        last in lists.organisations or last in lists.bodies,
        last == "county",
        last in ("city", "state", "town", "village"),
        last in lists.nature,
        first in lists.parts or first in lists.compass,
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
        self._person_words: Counter[str] = Counter()
        self._organisations: Counter[str] = Counter()
        self._last_words: Counter[str] = Counter()
        self._first_words: Counter[str] = Counter()
        for name in names:
            spelt = text[name.start : name.end].casefold()
            words = spelt.split()
            if name.entity_class is EntityClass.PERSON:
                self._person_words.update(words)
            elif name.entity_class is EntityClass.ORGANISATION:
                self._organisations[spelt] += 1
                self._last_words.update(words[1:])
            if len(words) > 1:
                self._first_words[words[0]] += 1

    def row(self, toponym: str, opinion: float) -> Row:
        """`_DOCUMENT` for one proposal of that name; where it stands alone nothing speaks either way."""
        others = len(self._opinions[toponym]) - 1
        greatest = self._greatest[toponym]
        return (
            greatest[greatest[0] == opinion] if others else 0.5,
            (self._sums[toponym] - opinion) / others if others else 0.5,
            log1p(others),
            log1p(self._person_words[toponym]),
            log1p(self._organisations[toponym]),
            log1p(self._last_words[toponym]),
            log1p(self._first_words[toponym]),
        )
