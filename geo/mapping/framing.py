"""What the map shows at first: where an article's places are, without the few that lie far away.

A box is (west, south, east, north) in degrees as the map is drawn: the world is cut at 169° W, so what
lies beyond has a longitude above 180.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from itertools import accumulate
from math import asinh, cos, degrees, hypot, log2, radians, sqrt, tan

from geo.gazetteer.shapes import shape_of
from geo.mapping.wording import LIKELY
from geo.model import Kind, Place, PlaceOnMap, Reading

Box = tuple[float, float, float, float]

WORLD_WEST = -169.0
"""Also in `geo/browser/map/coordinates.js`, and where the world map itself is cut."""
GREAT_KM = 3_200
"""Corner to corner. A larger country's outline would be the world, and its point is no place where things
happen (Russia's lies in Siberia): it counts as its point, and not at all beside a place in it."""
EVERYWHERE = frozenset({"CONT", "OCN"})
"""GeoNames' codes of continents and oceans, which frame nothing beside any other place."""
METONYMIC_WEIGHT = 0.5
DOUBTFUL_WEIGHT = 0.5
"""Against 1 for a place where something happens, and for one that is sure."""
MOST_LEFT_OUT = 0.2
"""Share of the places' weight that may lie outside the frame."""
LEAST_GAIN = 0.5
GAIN_PER_SHARE = 8.0
"""Zoom levels to be won by leaving places out: at least the first, and the second for all the weight."""
ALONE_DEGREES = 5.0
TOGETHER_DEGREES = 0.8
CONTINENT_DEGREES = 35.0
"""How far the frame reaches at least from its middle: around one place, which needs its surroundings, around
several, and around a continent or an ocean."""
ASPECT = 1.3
"""The map's width by its height, about."""
MERCATOR_EDGE = 85.0
"""Degrees of latitude where the map ends."""


def first_view(places: Sequence[tuple[PlaceOnMap, Reading]]) -> Box | None:
    """The box to show at first; None where there are no places. Demonyms count only where nothing else is."""
    told = [each for each in places if each[1] is not Reading.DEMONYM] or list(places)
    somewhere = [each for each in told if each[0].place.feature not in EVERYWHERE]
    if not somewhere:
        return _roomy(_around(_point(place.place) for place, _ in told), CONTINENT_DEGREES) if told else None
    settled = {place.place.country for place, _ in somewhere if place.place.kind is not Kind.COUNTRY}
    framing = [
        each for each in somewhere if not (_is_great(each[0].place) and each[0].place.country in settled)
    ]
    if all(_is_great(place.place) for place, _ in framing):
        return _around(_mainland(place.place) for place, _ in framing)
    kept = _without_the_far([(_extent(place.place), _weight(place, reading)) for place, reading in framing])
    return _roomy(_around(box for box, _ in kept), ALONE_DEGREES if len(kept) == 1 else TOGETHER_DEGREES)


def drawn_lon(lon: float) -> float:
    """A longitude as the map draws it: -169 to 191."""
    return lon + 360 if lon < WORLD_WEST else lon


def _weight(place: PlaceOnMap, reading: Reading) -> float:
    """The square root of the mentions: what is named a hundred times is not all that the article tells."""
    metonymic = METONYMIC_WEIGHT if reading is Reading.METONYMIC else 1.0
    doubtful = DOUBTFUL_WEIGHT if place.score < LIKELY else 1.0
    return sqrt(place.mention_count) * metonymic * doubtful


def _is_great(place: Place) -> bool:
    return place.kind is Kind.COUNTRY and _diagonal_km(_mainland(place)) > GREAT_KM


def _extent(place: Place) -> Box:
    """A country or region with its outline, unless it is great; anything else is its point."""
    if place.kind not in (Kind.COUNTRY, Kind.REGION):
        return _point(place)
    mainland = _mainland(place)
    return _point(place) if _diagonal_km(mainland) > GREAT_KM else mainland


def _mainland(place: Place) -> Box:
    """The largest part of a place's outline, with its point; the point where there is no outline."""
    outline = _outline(place.id)
    return _both(_point(place), outline) if outline else _point(place)


def _point(place: Place) -> Box:
    lon = drawn_lon(place.lon)
    return lon, place.lat, lon, place.lat


@lru_cache(maxsize=1024)
def _outline(place_id: str) -> Box | None:
    """The box around the largest part of a place's outline: France without its islands overseas."""
    shape = shape_of(place_id)
    if shape is None:
        return None
    boxes = []
    for polygon in shape["coordinates"]:
        lons, lats = zip(*polygon[0], strict=True)
        boxes.append((min(lons), min(lats), max(lons), max(lats)))
    return max(boxes, key=_diagonal_km)


def _diagonal_km(box: Box) -> float:
    west, south, east, north = box
    km_per_degree = 111.2
    return km_per_degree * hypot((east - west) * cos(radians((south + north) / 2)), north - south)


def _around(boxes: Iterable[Box]) -> Box:
    return reduce(_both, boxes)


def _without_the_far(boxes: list[tuple[Box, float]]) -> list[tuple[Box, float]]:
    """The boxes without those on one side or another that the map is much closer without.

    The places on each side are left out one after the other, from the outermost on; of all such cuts
    the one that wins most for its weight is made, until none is worth its weight.
    """
    whole = sum(weight for _, weight in boxes)
    budget = MOST_LEFT_OUT * whole
    while True:
        size = _size(_around(box for box, _ in boxes))
        best: tuple[float, list[tuple[Box, float]], float] | None = None
        for side in range(4):
            inwards = sorted(boxes, key=lambda each: each[0][side], reverse=side >= 2)
            # the box around all that are left after each cut
            rests = list(accumulate((box for box, _ in reversed(inwards)), _both))[::-1]
            cost = 0.0
            for cut in range(1, len(inwards)):
                cost += inwards[cut - 1][1]
                if cost > budget:
                    break
                gain = log2(size / _size(rests[cut]))
                worth = gain - max(LEAST_GAIN, GAIN_PER_SHARE * cost / whole)
                if worth >= 0 and (best is None or worth > best[0]):
                    best = worth, inwards[cut:], cost
        if best is None:
            return boxes
        _, boxes, spent = best
        budget -= spent


def _both(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _size(box: Box) -> float:
    """Return how much of the world's width a map that shows the box shows."""
    west, south, east, north = box
    return max(east - west, ASPECT * (_mercator(north) - _mercator(south)), 2 * TOGETHER_DEGREES)


def _mercator(lat: float) -> float:
    """A latitude on the map, in degrees at the equator."""
    return degrees(asinh(tan(radians(max(-MERCATOR_EDGE, min(lat, MERCATOR_EDGE))))))


def _roomy(box: Box, least: float) -> Box:
    """The box, reaching at least this many degrees of latitude from its middle."""
    west, south, east, north = box
    lat, lon = (south + north) / 2, (west + east) / 2
    tall, wide = max(least, (north - south) / 2), max(least, (east - west) / 2)
    return (
        round(lon - wide, 4),
        round(max(lat - tall, -MERCATOR_EDGE), 4),
        round(lon + wide, 4),
        round(min(lat + tall, MERCATOR_EDGE), 4),
    )
