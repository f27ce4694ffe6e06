"""The names of a document that are decided together, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from geo.gazetteer import name_key
from geo.model import Document, Kind, Mention, Reading, Recognition
from geo.resolution import features, local_context
from geo.resolution.candidate_batch import MentionCluster
from geo.resolution.candidates import CandidateSource, CandidateTable, Lookup
from geo.resolution.qualifiers import Qualifier, qualifiers
from geo.resolution.toponyms import type_word
from geo.resolution.width import width

_NAMED_ASIDE = 0.5
"""A name outside the mentions ("Louisiana State Police") says half of what a mention says."""
_AN_ADJECTIVE = re.compile(r"\b[Aa]n? $")
"""No town stands behind "a": "a Canadian trader" is none from Canadian, Texas."""


_FIRST = 3
"""Candidates that say what a name is mostly."""
_CONTRAST = 80
"""Code points between two uses of a name that are set against each other."""
_AND = re.compile(r"^,?\s+(?:and|or|&)\s+")
_STOP = re.compile(r"[.?!](?=\s+[A-Z\"“])|\n")


class _Sense(NamedTuple):
    """What tells two uses of one name apart before anything is decided."""

    name: str
    kinds: frozenset[Kind] = frozenset()
    containers: frozenset[int] = frozenset()


class Grouper:
    """Looks up the mentions of a document and sorts them by name and sense."""

    def __init__(self, gazetteer: Lookup) -> None:
        self._source = CandidateSource(gazetteer)

    def clusters(self, document: Document, recognition: Recognition) -> list[MentionCluster]:
        """The names of a document that are decided together, in order of their first mention.

        Those beside given mentions are among them.
        """
        line = local_context.dateline(document)
        named: dict[_Sense, MentionCluster] = {}
        for mention in (*recognition.mentions, *recognition.beside):
            table, kinds = self._look_up(document.text, mention, recognition.languages)
            if table is None:
                continue
            found = self._qualifiers(document.text, mention, table)
            telling = frozenset(
                id(q.table) for q in found if not q.listed and features.contained(table, q.table).any()
            )
            cluster = named.setdefault(
                _Sense(table.name, _choosing(table, kinds), telling), MentionCluster(table=table)
            )
            cluster.mentions.append(mention)
            cluster.qualifiers.extend(found)
            cluster.kinds = cluster.kinds or kinds
            cluster.width += width(document.text, mention.start, mention.end)
            cluster.dateline |= bool(line and line[0] <= mention.start < line[1])
        _join_unqualified(document.text, named)
        clusters = list(named.values())
        _mark_containers(clusters)
        for cluster in clusters:
            cluster.mentions.sort(key=lambda m: m.start)
            cluster.qualifiers = _distinct(cluster.qualifiers)
            cluster.width = -1.0 if cluster.dateline else cluster.width / max(1, len(cluster.mentions))
            cluster.weight = float(np.log2(1.0 + len(cluster.mentions)))
        return clusters + list(self._asides(document, recognition, clusters, line))

    def _look_up(
        self, text: str, mention: Mention, languages: tuple[str, ...]
    ) -> tuple[CandidateTable | None, frozenset[Kind] | None]:
        """The candidates of a mention, and the kinds that its own words or those beside it ask for."""
        name = text[mention.start : mention.end]
        if mention.reading is Reading.DEMONYM or _AN_ADJECTIVE.search(
            text[max(0, mention.start - 5) : mention.start]
        ):
            people = self._source.people(name, languages)
            if people is not None:
                return people, None
        table = self._source.table(name, languages)
        if table is not None and table.query.kinds:
            return table, table.query.kinds
        word = local_context.type_beside(text, mention.start, mention.end)
        kinds = type_word(word) if word else None
        if word and kinds and (table is None or not _has(table, kinds)):
            whole = self._source.exact(f"{name} {word}")  # the "Fayette" of "Fayette and Bourbon counties"
            if whole is not None and _has(whole, kinds):
                return whole, kinds
        return table, kinds

    def _qualifiers(self, text: str, mention: Mention, table: CandidateTable) -> tuple[Qualifier, ...]:
        found = qualifiers(text, mention.start, mention.end, self._source)
        if table.query.container and (inner := self._source.exact(table.query.container)):
            found += (Qualifier(inner, mention.start, mention.end, table.query.container),)
        return tuple(
            replace(q, listed=False)
            if q.listed and (_is_in(table, q.table) or _comes_again(text, q, table.name))
            else q
            for q in found
        )

    def _asides(
        self,
        document: Document,
        recognition: Recognition,
        clusters: Sequence[MentionCluster],
        line: tuple[int, int] | None,
    ) -> Iterable[MentionCluster]:
        """Names that are not decided but say something about those that are."""
        seen = {cluster.table.name for cluster in clusters}
        others = local_context.other_names(document, recognition, self._source)
        for table in (*local_context.home(document, self._source), *others):
            if table.name not in seen:
                seen.add(table.name)
                yield MentionCluster(table=table, weight=_NAMED_ASIDE)
        for table in local_context.phoned(document, self._source):
            if table.name not in seen:
                seen.add(table.name)
                yield MentionCluster(table=table, weight=_NAMED_ASIDE, phoned=True)
        if line and not any(cluster.dateline for cluster in clusters):
            place, _, container = document.text[slice(*line)].partition(",")
            table_of_line = self._source.exact(place.strip())
            if table_of_line is not None:
                aside = MentionCluster(table=table_of_line, weight=_NAMED_ASIDE, dateline=True)
                if container and (outer := self._source.exact(container.strip())):
                    aside.qualifiers.append(Qualifier(outer, *line, container.strip()))
                yield aside


def _distinct(qualifiers: Sequence[Qualifier]) -> list[Qualifier]:
    """The first of each that says the same."""
    first: dict[tuple[str, bool], Qualifier] = {}
    for qualifier in qualifiers:
        first.setdefault((qualifier.table.name, qualifier.before), qualifier)
    return list(first.values())


def _has(table: CandidateTable, kinds: frozenset[Kind]) -> bool:
    return bool(features.of_kinds(table, kinds).any())


def _choosing(table: CandidateTable, kinds: frozenset[Kind] | None) -> frozenset[Kind]:
    """The asked kinds where they choose among candidates: "Washington state", not "Houston city council"."""
    if kinds and table.places[0].place.kind not in kinds and _has(table, kinds):
        return kinds
    return frozenset()


def _is_in(table: CandidateTable, container: CandidateTable) -> bool:
    """Whether a town's name and the next are no list: "San José, Costa Rica, and San Jose, California"."""
    towns = all(named.place.kind is Kind.SETTLEMENT for named in table.places[:_FIRST])
    return towns and bool(features.contained(table, container).any())


def _comes_again(text: str, qualifier: Qualifier, name: str) -> bool:
    """Whether the name itself is what goes on: "San José, Costa Rica, and San Jose, California"."""
    following = _AND.sub("", text[qualifier.end : qualifier.end + len(name) + len(", and ")], count=1)
    return name_key(following).startswith(name)


def _mark_containers(clusters: Sequence[MentionCluster]) -> None:
    """Note of each cluster how many of its mentions are what other names are said to lie in."""
    ends = {
        q.start
        for cluster in clusters
        for q in cluster.qualifiers
        if not (q.before or q.listed) and features.contained(cluster.table, q.table).any()
    }
    for cluster in clusters:
        if cluster.mentions:
            cluster.qualifies = sum(m.start in ends for m in cluster.mentions) / len(cluster.mentions)


def _in_contrast(text: str, plain: MentionCluster, qualified: MentionCluster) -> list[Mention]:
    """The mentions of `plain` that the same sentence sets against a qualified one: "from Paris, Texas, to
    Paris"."""
    ends = [q.end for q in qualified.qualifiers if not q.before]
    return [
        mention
        for mention in plain.mentions
        if any(
            0 < mention.start - end <= _CONTRAST and not _STOP.search(text, end, mention.start + 1)
            for end in ends
        )
    ]


def _join_unqualified(text: str, named: dict[_Sense, MentionCluster]) -> None:
    """One sense a document: a name's unqualified mentions mean what its one qualifier says.

    Not those that its sentence sets against it.
    """
    senses: dict[str, list[_Sense]] = {}
    for sense in named:
        senses.setdefault(sense.name, []).append(sense)
    for name, found in senses.items():
        plain = _Sense(name)
        qualified = [sense for sense in found if sense.containers and not sense.kinds]
        if plain not in named or len(qualified) != 1:
            continue
        other = named[qualified[0]]
        joined = named.pop(plain)
        if contrast := _in_contrast(text, joined, other):
            joined.mentions = [m for m in joined.mentions if m not in contrast]
            apart = [replace(q, other=True) for q in other.qualifiers if not q.before]
            named[plain] = MentionCluster(table=joined.table, mentions=contrast, qualifiers=apart)
        other.mentions.extend(joined.mentions)
        other.qualifiers.extend(joined.qualifiers)
        other.kinds = other.kinds or joined.kinds
        other.dateline = other.dateline or joined.dateline
        other.width += joined.width
