"""The evidence on a candidate in words that a reader understands.

A reason's weight is what its columns add to the candidate's log odds in the ranker's last network,
compared with neutral evidence; its words say what those columns were counted from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from geo.model import Candidate, Evidence, Kind, NameKind, Place
from geo.resolution.candidates import NOWHERE, Ints
from geo.resolution.features import COLUMN, NAMES, contained
from geo.resolution.ranker import Ranker, Ranking
from geo.resolution.stack import EARTH_RADIUS_KM, Stack

SHOWN_CANDIDATES = 5
_ALONE_KM = 500.0
"""Further than this from every other place, a candidate is said to be alone."""
_LIKELY = 0.5
"""Names understood with less confidence are not told as reasons for others."""
_SLIGHT = 0.01
"""Reasons that add less to the log odds are not told."""
_TELLING_DIALECT = 0.5
_WIDE = (Kind.COUNTRY, Kind.REGION, Kind.AREA)
"""Kinds too wide for a distance between points to mean much."""


def _columns(*beginnings: str) -> list[int]:
    return [COLUMN[name] for name in NAMES if name.startswith(beginnings)]


COLUMNS = {
    "population": _columns("population", "fame", "place_in_list", "homonyms", "overshadowed"),
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
"""Which way a reason's words speak. One that the ranker weighs the other way is not told."""
_Told = tuple[str, str, int]
"""A reason's name, its words, and which way they speak."""


class Teller:
    """Tells the reasons for a document's candidates."""

    def __init__(self, groups: Stack, ranking: Ranking, ranker: Ranker) -> None:
        self._groups = groups
        self._ranking = ranking
        self._order = [self._best(index) for index in range(len(groups.groups))]
        starts = [groups.rows(index).start for index in range(len(groups.groups))]
        shown = [start + row for start, order in zip(starts, self._order, strict=True) for row in order]
        weights = ranker.weights(ranking.matrix[shown], list(COLUMNS.values()))
        self._weights = dict(zip(shown, weights, strict=True))
        self._countries: Counter[int] = Counter()
        self._regions: Counter[int] = Counter()
        chosen = [row for index in range(len(groups.groups)) if (row := self._count(index)) is not None]
        self._chosen = np.array(chosen, dtype=np.int64)
        """The rows that the names which are likely understood mean."""

    def candidates(self, index: int) -> tuple[Candidate, ...]:
        """The best candidates of a group with their reasons, the weightiest first."""
        start = self._groups.rows(index).start
        table = self._groups.groups[index].table
        found = []
        for row in self._order[index]:
            reasons = sorted(self._reasons(index, row), key=lambda reason: -abs(reason.weight))
            score = float(self._ranking.probability[start + row])
            found.append(Candidate(place=table.places[row].place, score=score, evidence=tuple(reasons)))
        return tuple(found)

    def _best(self, index: int) -> list[int]:
        if not self._groups.groups[index].mentions:
            return []
        likely = self._ranking.probability[self._groups.rows(index)]
        return [int(row) for row in np.argsort(-likely, kind="stable")[:SHOWN_CANDIDATES]]

    def _count(self, index: int) -> int | None:
        """Count what a name says of countries and regions; its row where it is a mention well understood."""
        groups, group = self._groups, self._groups.groups[index]
        rows = groups.rows(index)
        row = rows.start + int(np.argmax(self._ranking.probability[rows]))
        if self._ranking.probability[row] < _LIKELY:
            return None
        times = max(1, len(group.mentions))
        kind = self._place(row).kind
        if kind is Kind.COUNTRY:
            self._countries[int(groups.country[row])] += times
        elif kind is Kind.REGION:
            self._regions[int(groups.region[row])] += times
        return row if group.mentions else None

    def _place(self, row: int) -> Place:
        index = int(self._groups.group[row])
        table = self._groups.groups[index].table
        place: Place = table.places[int(row) - self._groups.rows(index).start].place
        return place

    def _reasons(self, index: int, candidate: int) -> Iterator[Evidence]:
        row = self._groups.rows(index).start + candidate
        weights = self._weights[row]
        for name, text, speaks in self._told(index, candidate, row):
            weight = round(float(weights[_ROW_OF[name]]), 4)
            if weight * speaks > _SLIGHT or speaks == _EITHER:
                yield Evidence(name=name, weight=weight, text=text)

    def _told(self, index: int, candidate: int, row: int) -> Iterator[_Told]:
        group = self._groups.groups[index]
        named = group.table.places[candidate]
        place = named.place
        yield "population", self._prominence(index, row), _EITHER
        if named.name_kind is NameKind.DEMONYM:
            yield "kind", f"the word for what is of {place.name}", _EITHER
        for qualifier in group.qualifiers:
            inside = contained(group.table, qualifier.table)
            if inside.any():
                beside = (
                    f"preceded by '{qualifier.text}'"
                    if qualifier.before
                    else f"followed by '{qualifier.text}'"
                )
                name = "qualifier_before" if qualifier.before else "qualifier_after"
                if inside[candidate]:
                    yield name, beside, _FOR
                else:
                    yield name, f"{beside}, where this is not", _AGAINST
        if group.kinds:
            asked = place.kind in group.kinds
            kind = "a place of another kind" if not asked else _a(place.kind.value)
            yield "asked_kind", f"the words beside it ask for {kind}", _FOR if asked else _AGAINST
        yield from self._together(index, row, place)
        if place.kind not in _WIDE:
            yield from self._distance(row)
        yield from self._written(index, row, place)

    def _prominence(self, index: int, row: int) -> str:
        size = len(self._groups.groups[index].table)
        if size == 1:
            return "the only place of this name"
        if self._ranking.matrix[row, COLUMN["population_lead"]] > 0:
            return f"largest of {size} places of this name"
        if self._ranking.matrix[row, COLUMN["place_in_list"]] == 0:
            return f"best known of {size} places of this name"
        return f"one of {size} places of this name"

    def _together(self, index: int, row: int, place: Place) -> Iterator[_Told]:
        """What is named with it: its country, its region, other places there."""
        groups = self._groups
        country, region = int(groups.country[row]), int(groups.region[row])
        others = self._others(row)
        if country != NOWHERE and place.kind is not Kind.COUNTRY and place.country_name:
            within = int((groups.country[others] == country).sum())
            if times := self._countries[country]:
                yield "country_named", f"named with {place.country_name} {_times(times)}", _FOR
            elif within:
                yield "country_named", f"named with {_places(within)} in {place.country_name}", _FOR
        if region != NOWHERE and place.kind not in (Kind.COUNTRY, Kind.REGION) and place.region:
            within = int((groups.region[others] == region).sum())
            if times := self._regions[region]:
                yield "region_named", f"named with {place.region} {_times(times)}", _FOR
            elif within:
                yield "region_named", f"named with {_places(within)} in {place.region}", _FOR
        same = self._chosen[groups.place[self._chosen] == groups.place[row]]
        same = same[groups.group[same] != index]
        if len(same):
            other = groups.groups[int(groups.group[same[0]])]
            yield "same_place", f"also named as '{other.table.query.name}'", _FOR

    def _others(self, row: int) -> Ints:
        """The rows that the likely understood names of other families mean."""
        family = self._groups.family
        return np.asarray(self._chosen[family[self._chosen] != family[row]])

    def _distance(self, row: int) -> Iterator[_Told]:
        groups = self._groups
        others = np.intersect1d(self._others(row), groups.narrow)
        if not len(others):
            return
        cosines = groups.points[others] @ groups.points[row]
        nearest = int(np.argmax(cosines))
        km = EARTH_RADIUS_KM * float(np.arccos(np.clip(cosines[nearest], -1.0, 1.0)))
        if km > _ALONE_KM:
            yield "near", f"no other place in the article within {_ALONE_KM:.0f} km", _AGAINST
        elif km >= 1.0:
            yield "near", f"{km:.0f} km from {self._place(int(others[nearest])).name}, named too", _FOR

    def _written(self, index: int, row: int, place: Place) -> Iterator[_Told]:
        """The dateline and the article's own English."""
        matrix, groups = self._ranking.matrix, self._groups
        sent = next((number for number, group in enumerate(groups.groups) if group.dateline), None)
        if sent is not None and sent != index and place.kind is not Kind.COUNTRY:
            name = groups.groups[sent].table.query.name
            if matrix[row, COLUMN["dateline_region"]] > 0:
                yield "dateline", f"in the region of the dateline, '{name}'", _FOR
            elif matrix[row, COLUMN["dateline_country"]] > 0:
                yield "dateline", f"in the country of the dateline, '{name}'", _FOR
        says = float(matrix[row, COLUMN["dialect"]])
        if abs(says) >= _TELLING_DIALECT and place.country_name:
            language = "American" if groups.american > 0 else "British"
            yield "dialect", f"the article is written in {language} English", _FOR


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _places(count: int) -> str:
    return "another place" if count == 1 else f"{count} other places"
