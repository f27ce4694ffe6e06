"""The evidence on a candidate in words that a reader understands."""

from __future__ import annotations

import numpy as np

from geo.model import Evidence, Kind, Place
from geo.resolution.candidates import KIND_CODE, NOWHERE, Floats
from geo.resolution.features import COLUMN, EARTH_RADIUS_KM, Stack, contained
from geo.resolution.ranking import WEIGHTS

_ALONE_KM = 500.0
"""Further than this from every other place, a candidate is said to be alone."""
_LIKELY = 0.5


class Tally:
    """What the names come to: how often each country and region is named, and where the rest lies."""

    def __init__(self, groups: Stack, probability: Floats) -> None:
        self.countries: dict[int, int] = {}
        self.regions: dict[int, int] = {}
        self.chosen: list[tuple[int, int, Place]] = []
        """Of each group that is likely right: its number, its row and its place."""
        for index, group in enumerate(groups.groups):
            rows = groups.rows(index)
            best = int(np.argmax(probability[rows]))
            row = rows.start + best
            if probability[row] < _LIKELY:
                continue
            self.chosen.append((index, row, group.table.places[best].place))
            times = max(1, len(group.mentions))
            if groups.kind[row] == KIND_CODE[Kind.COUNTRY]:
                self.countries[int(groups.country[row])] = (
                    self.countries.get(int(groups.country[row]), 0) + times
                )
            elif groups.kind[row] == KIND_CODE[Kind.REGION]:
                self.regions[int(groups.region[row])] = self.regions.get(int(groups.region[row]), 0) + times


def evidence(groups: Stack, index: int, candidate: int, matrix: Floats, tally: Tally) -> tuple[Evidence, ...]:
    """The reasons for and against one candidate of a group, weightiest first."""
    group = groups.groups[index]
    row = groups.rows(index).start + candidate
    place = group.table.places[candidate].place
    found: list[Evidence] = []

    def say(name: str, text: str, *columns: str) -> None:
        weight = sum(WEIGHTS.get(c, 0.0) * float(matrix[row, COLUMN[c]]) for c in columns)
        found.append(Evidence(name=name, weight=round(weight, 3), text=text))

    for qualifier in group.qualifiers:
        inside = contained(group.table, qualifier.table)
        if inside.any():
            column = "qualifier_before" if qualifier.before else "qualifier_after"
            where = "named right after" if qualifier.before else "followed by"
            negation = "" if inside[candidate] else ", where this is not"
            say(column, f"{where} “{qualifier.text}”{negation}", column)
    if group.kinds:
        asked = matrix[row, COLUMN["asked_kind"]] > 0
        say(
            "asked_kind",
            f"the words beside it {'name' if asked else 'do not name'} a {place.kind.value}",
            "asked_kind",
        )
    size = len(group.table)
    if size == 1:
        say("population", "the only place of this name", "population", "place_in_list")
    elif matrix[row, COLUMN["population_lead"]] > 0:
        say("population", f"largest of {size} places of this name", "population", "place_in_list")
    else:
        say("population", f"one of {size} places of this name", "population", "place_in_list")
    country, region = int(groups.country[row]), int(groups.region[row])
    is_country = place.kind is Kind.COUNTRY
    times = tally.countries.get(country, 0)
    if times and country != NOWHERE and not is_country:
        say(
            "country_named",
            f"named with {place.country_name} {_times(times)}",
            "country_named",
            "country_share",
        )
    times = tally.regions.get(region, 0)
    if times and region != NOWHERE and not is_country and place.kind is not Kind.REGION and place.region:
        say("region_named", f"named with {place.region} {_times(times)}", "region_named", "region_share")
    if not is_country:
        _nearest(groups, index, row, tally, say)
    return tuple(sorted(found, key=lambda e: -abs(e.weight)))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _nearest(groups: Stack, index: int, row: int, tally: Tally, say: object) -> None:
    others = [(number, other, place) for number, other, place in tally.chosen if number != index]
    others = [
        (n, o, p)
        for n, o, p in others
        if p.kind not in (Kind.COUNTRY, Kind.AREA) and groups.groups[n].mentions
    ]
    if not others or not callable(say):
        return
    cosines = groups.points[[other for _, other, _ in others]] @ groups.points[row]
    nearest = int(np.argmax(cosines))
    km = EARTH_RADIUS_KM * float(np.arccos(np.clip(cosines[nearest], -1.0, 1.0)))
    if km > _ALONE_KM:
        say(
            "near",
            f"no other place in the article within {_ALONE_KM:.0f} km",
            "near_40",
            "near_150",
            "near_600",
        )
    elif km >= 1.0:
        say("near", f"{km:.0f} km from {others[nearest][2].name}", "near_40", "near_150", "near_600")
