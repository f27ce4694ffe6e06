"""The evidence on a candidate in words that a reader understands.

A reason's weight is what its columns add to the candidate's log odds in the ranker's last network,
compared with neutral evidence; its words say what those columns were counted from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from geo.model import Candidate, Evidence, Kind, NamedPlace, NameKind, Place
from geo.resolution.candidate_batch import WIDE_KINDS, CandidateBatch, MentionCluster
from geo.resolution.candidates import NOWHERE, Ints
from geo.resolution.features import COLUMN, NAMES, contained
from geo.resolution.ranker import Ranker, Ranking
from geo.resolution.relations import Relation, relations

SHOWN_CANDIDATES = 5
_ALONE_KM = 500.0
"""Further than this from every other place, a candidate is said to be alone."""
_LIKELY = 0.5
"""Names understood with less confidence are not told as reasons for others."""
_SLIGHT = 0.01
"""Reasons that add less to the log odds are not told."""
_TELLING_DIALECT = 0.5


def _columns(*beginnings: str) -> list[int]:
    return [COLUMN[name] for name in NAMES if name.startswith(beginnings)]


COLUMNS = {
    "population": _columns(
        "population", "importance", "known_names", "place_in_list", "homonyms", "overshadowed"
    ),
    "kind": _columns("is_", "seat", "name_", "shown_name"),
    "asked_kind": _columns("asked_kind"),
    "qualifier_after": _columns("qualifier_after", "qualifier_listed"),
    "qualifier_before": _columns("qualifier_before"),
    "country_named": _columns("country_"),
    "region_named": _columns("region_"),
    "district_named": _columns("district_"),
    "near": _columns("near"),
    "dateline": _columns("dateline"),
    "same_place": _columns("same_place"),
    "dialect": _columns("dialect"),
}
"""The ranker's columns behind each reason."""
_ROW_OF = {name: number for number, name in enumerate(COLUMNS)}

_FOR, _EITHER, _AGAINST = 1, 0, -1
"""The direction in which a reason argues; hidden when the ranker weighed it the other way."""
_Told = tuple[str, str, int]
"""A reason's name, its words, and which way they speak."""
_Qualified = tuple[str, str, list[bool]]
"""A reason's name, its words, and which candidates of the cluster they speak for."""


class Teller:
    """Tells the reasons for a document's candidates."""

    def __init__(self, batch: CandidateBatch, ranking: Ranking, ranker: Ranker) -> None:
        self._batch = batch
        self._ranking = ranking
        self._starts: list[int] = batch.starts.tolist()
        likeliest = np.lexsort((-ranking.probability, batch.cluster))
        self._likeliest = likeliest[batch.starts[:-1]].tolist()
        """For each cluster, the row of its best candidate."""
        self._shown = [self._best(index, likeliest) for index in range(len(batch.clusters))]
        self._countries: Counter[int] = Counter()
        self._regions: Counter[int] = Counter()
        self._phoned: set[int] = set()
        chosen = [row for index in range(len(batch.clusters)) if (row := self._count(index)) is not None]
        shown = [row for rows in self._shown for row in rows]
        weights = ranker.weights(ranking.matrix[shown], list(COLUMNS.values())).tolist()
        self._weights: dict[int, list[float]] = dict(zip(shown, weights, strict=True))
        related = relations(batch, np.array(shown, dtype=np.int64), np.array(chosen, dtype=np.int64))
        self._relations = dict(zip(shown, related, strict=True))
        self._sent = next((number for number, cluster in enumerate(batch.clusters) if cluster.dateline), None)

    def candidates(self, index: int) -> tuple[Candidate, ...]:
        """The best candidates of a cluster with their reasons, the weightiest first."""
        qualified = list(self._qualified(self._batch.clusters[index]))
        found = []
        for row in self._shown[index]:
            reasons = sorted(self._reasons(index, row, qualified), key=lambda reason: -abs(reason.weight))
            score = float(self._ranking.probability[row])
            found.append(Candidate(place=self._named(row).place, score=score, evidence=tuple(reasons)))
        return tuple(found)

    def _best(self, index: int, likeliest: Ints) -> list[int]:
        """The rows of a cluster that are shown, the likeliest first."""
        if not self._batch.clusters[index].mentions:
            return []
        start, end = self._starts[index], self._starts[index + 1]
        rows: list[int] = likeliest[start : min(end, start + SHOWN_CANDIDATES)].tolist()
        return rows

    def _count(self, index: int) -> int | None:
        """Count what a name says of countries and regions; its row where it is a mention well understood."""
        batch, cluster = self._batch, self._batch.clusters[index]
        row = self._likeliest[index]
        if self._ranking.probability[row] < _LIKELY:
            return None
        if cluster.phoned:
            self._phoned |= {int(batch.country[row]), int(batch.region[row])}
            return None
        times = max(1, len(cluster.mentions))
        kind = self._named(row).place.kind
        if kind is Kind.COUNTRY:
            self._countries[int(batch.country[row])] += times
        elif kind is Kind.REGION:
            self._regions[int(batch.region[row])] += times
        return row if cluster.mentions else None

    def _named(self, row: int) -> NamedPlace:
        index = int(self._batch.cluster[row])
        return self._batch.clusters[index].table.places[row - self._starts[index]]

    def _reasons(self, index: int, row: int, qualified: Sequence[_Qualified]) -> Iterator[Evidence]:
        weights = self._weights[row]
        for name, text, speaks in self._told(index, row, qualified):
            weight = round(weights[_ROW_OF[name]], 4)
            if weight * speaks > _SLIGHT or speaks == _EITHER:
                yield Evidence(name=name, weight=weight, text=text)

    def _told(self, index: int, row: int, qualified: Sequence[_Qualified]) -> Iterator[_Told]:
        cluster = self._batch.clusters[index]
        named = self._named(row)
        place = named.place
        yield "population", self._prominence(index, row), _EITHER
        if named.name_kind is NameKind.DEMONYM:
            yield "kind", f"the word for what is of {place.name}", _EITHER
        for name, beside, inside in qualified:
            if inside[row - self._starts[index]]:
                yield name, beside, _FOR
            else:
                yield name, f"{beside}, where this is not", _AGAINST
        if cluster.kinds:
            asked = place.kind in cluster.kinds
            kind = "a place of another kind" if not asked else _a(place.kind.value)
            yield "asked_kind", f"the words beside it ask for {kind}", _FOR if asked else _AGAINST
        relation = self._relations[row]
        yield from self._together(row, place, relation)
        if place.kind not in WIDE_KINDS:
            yield from self._distance(relation)
        yield from self._written(index, row, place)

    @staticmethod
    def _qualified(cluster: MentionCluster) -> Iterator[_Qualified]:
        """Yield what the names beside the mentions say: a reason's name, its words, which candidates lie
        inside."""
        for qualifier in cluster.qualifiers:
            inside = contained(cluster.table, qualifier.table)
            if not inside.any():
                continue
            if qualifier.before:
                yield "qualifier_before", f"preceded by '{qualifier.text}'", inside.tolist()
            else:
                yield "qualifier_after", f"followed by '{qualifier.text}'", inside.tolist()

    def _prominence(self, index: int, row: int) -> str:
        size = len(self._batch.clusters[index].table)
        if size == 1:
            return "the only place of this name"
        if self._ranking.matrix[row, COLUMN["population_lead"]] > 0:
            return f"largest of {size} places of this name"
        if self._ranking.matrix[row, COLUMN["place_in_list"]] == 0:
            return f"best known of {size} places of this name"
        return f"one of {size} places of this name"

    def _together(self, row: int, place: Place, relation: Relation) -> Iterator[_Told]:
        """Yield what is named with it: its country, its region, other places there, itself by another
        name."""
        country, region = int(self._batch.country[row]), int(self._batch.region[row])
        if country != NOWHERE and place.kind is not Kind.COUNTRY and place.country_name:
            if times := self._countries[country]:
                yield "country_named", f"named with {place.country_name} {_times(times)}", _FOR
            elif country in self._phoned:
                yield "country_named", f"given a telephone number of {place.country_name}", _FOR
            elif within := relation.in_country:
                yield "country_named", f"named with {_places(within)} in {place.country_name}", _FOR
        if region != NOWHERE and place.kind not in (Kind.COUNTRY, Kind.REGION) and place.region:
            if times := self._regions[region]:
                yield "region_named", f"named with {place.region} {_times(times)}", _FOR
            elif region in self._phoned:
                yield "region_named", f"given a telephone number of {place.region}", _FOR
            elif within := relation.in_region:
                yield "region_named", f"named with {_places(within)} in {place.region}", _FOR
        if relation.namesake is not None:
            other = self._batch.clusters[int(self._batch.cluster[relation.namesake])]
            yield "same_place", f"also named as '{other.table.query.name}'", _FOR

    def _distance(self, relation: Relation) -> Iterator[_Told]:
        if relation.nearest is None:
            return
        if relation.km > _ALONE_KM:
            yield "near", f"no other place in the article within {_ALONE_KM:.0f} km", _AGAINST
        elif relation.km >= 1.0:
            yield (
                "near",
                f"{relation.km:.0f} km from {self._named(relation.nearest).place.name}, named too",
                _FOR,
            )

    def _written(self, index: int, row: int, place: Place) -> Iterator[_Told]:
        """The dateline and the article's own English."""
        matrix, batch = self._ranking.matrix, self._batch
        if self._sent is not None and self._sent != index and place.kind is not Kind.COUNTRY:
            name = batch.clusters[self._sent].table.query.name
            if matrix[row, COLUMN["dateline_region"]] > 0:
                yield "dateline", f"in the region of the dateline, '{name}'", _FOR
            elif matrix[row, COLUMN["dateline_country"]] > 0:
                yield "dateline", f"in the country of the dateline, '{name}'", _FOR
        says = float(matrix[row, COLUMN["dialect"]])
        if abs(says) >= _TELLING_DIALECT and place.country_name:
            language = "American" if batch.american > 0 else "British"
            yield "dialect", f"the article is written in {language} English", _FOR


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _places(count: int) -> str:
    return "another place" if count == 1 else f"{count} other places"
