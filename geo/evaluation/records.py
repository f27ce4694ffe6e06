"""Annotated articles and systems' answers, read from lines of JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from geo.errors import UnreadableDocument
from geo.model import Mention, ParsedDocument, Place

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, IUGG; the field's scorers use it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldMention:
    """A place name that an annotator marked."""

    start: int
    end: int
    lat: float | None
    """None, with `lon`, where the annotator could not place it."""
    lon: float | None
    geonameid: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A text with what an annotator marked in it."""

    id: str
    text: str
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A place name that a system found, and where it put it."""

    start: int
    end: int
    lat: float | None = None
    """None, with `lon`, where the system put it nowhere."""
    lon: float | None = None
    geonameid: int | None = None
    name: str = ""
    kind: str = ""
    score: float | None = None
    """How sure the system is of the place; None where it does not say."""


_Read = TypeVar("_Read")
Gold = Mapping[str, Article]
System = Mapping[str, tuple[Answer, ...]]


def distance_km(answer: Answer, gold: GoldMention) -> float:
    """Great-circle distance of two placed mentions; 0 where both mean the same entry of GeoNames."""
    if gold.geonameid is not None and answer.geonameid == gold.geonameid:
        return 0.0
    if answer.lat is None or answer.lon is None or gold.lat is None or gold.lon is None:
        return math.inf
    lat1, lon1, lat2, lon2 = map(math.radians, (answer.lat, answer.lon, gold.lat, gold.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def read_gold(path: Path) -> dict[str, Article]:
    """Articles by id: `{"id", "text", "mentions": [{"start", "end", "lat", "lon", "geonameid"?}]}` a line.

    Raises `UnreadableDocument` naming the line that is not such an article.
    """
    return {article.id: article for article in _lines(path, _article)}


def read_system(path: Path) -> dict[str, tuple[Answer, ...]]:
    """Answers by article: `{"id", "mentions": [{"start", "end", "place": {"lat", "lon"} | null}]}` a line.

    Raises `UnreadableDocument` naming the line that is not such an answer.
    """
    return dict(_lines(path, _answers))


def answers(parsed: ParsedDocument) -> tuple[Answer, ...]:
    """Return what the geoparser says of a document, in the form that is scored."""
    return tuple(answer(r.mention, r.place, r.score) for r in parsed.resolutions)


def answer(mention: Mention, place: Place | None, score: float | None = None) -> Answer:
    """A mention with a place, in the form that is scored."""
    if place is None:
        return Answer(start=mention.start, end=mention.end)
    return Answer(
        start=mention.start,
        end=mention.end,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        name=place.name,
        kind=place.kind.value,
        score=score,
    )


def _lines(path: Path, read: Callable[[dict[str, Any]], _Read]) -> Iterable[_Read]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.isspace():
                    continue
                try:
                    yield read(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise UnreadableDocument(
                        f"Line {number} of {path} is no annotated article: {type(error).__name__} {error}."
                    ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(f"{path} cannot be read: {error}.") from error


def _article(line: dict[str, Any]) -> Article:
    return Article(
        id=str(line["id"]),
        text=str(line["text"]),
        mentions=tuple(
            GoldMention(
                start=int(m["start"]),
                end=int(m["end"]),
                lat=_number(m["lat"]),
                lon=_number(m["lon"]),
                geonameid=m.get("geonameid"),
            )
            for m in line["mentions"]
        ),
    )


def _answers(line: dict[str, Any]) -> tuple[str, tuple[Answer, ...]]:
    return str(line["id"]), tuple(_answer(mention) for mention in line["mentions"])


def _answer(mention: dict[str, Any]) -> Answer:
    place = mention.get("place") or {}
    return Answer(
        start=int(mention["start"]),
        end=int(mention["end"]),
        lat=_number(place["lat"]) if place else None,
        lon=_number(place["lon"]) if place else None,
        geonameid=place.get("geonameid"),
        name=str(place.get("name", "")),
        kind=str(place.get("kind", "")),
        score=_number(mention.get("score")),
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
