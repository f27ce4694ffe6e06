"""What the tools answer: values whose types become the schemas that an assistant reads."""

from __future__ import annotations

from pydantic import BaseModel

from geo.atlases import make_atlas
from geo.export.records import POINT_DIGITS, score
from geo.model import Candidate, NamedPlace, ParsedDocument, Place, PlaceOnMap, Quote, Resolution

MOST_QUOTES = 5
"""Of one place in one answer: an assistant reads what it is sent."""
RUNNERS_UP = 3


class PlaceAnswer(BaseModel):
    """A place."""

    id: str
    name: str
    kind: str
    country: str | None
    country_name: str | None
    region: str | None
    lat: float
    lon: float
    population: int


class RunnerUp(BaseModel):
    """Another place that a name could mean."""

    place: PlaceAnswer
    score: float


class MentionAnswer(BaseModel):
    """One occurrence of a name; offsets count Unicode code points, end exclusive."""

    text: str
    start: int
    end: int
    reading: str
    score: float
    runners_up: list[RunnerUp]


class QuoteAnswer(BaseModel):
    """A sentence, word for word, and the names of the place in it."""

    sentence: str
    mentions: list[MentionAnswer]


class PlaceInText(BaseModel):
    """A place with the sentences that name it."""

    place: PlaceAnswer
    mentions: int
    quotes: list[QuoteAnswer]
    quotes_left_out: int


class TextAnswer(BaseModel):
    """The places of a text, the most named first, and the names that no place was found for."""

    places: list[PlaceInText]
    names_without_a_place: list[str]
    notices: list[str]


class NamedAnswer(BaseModel):
    """A place that has a name, and what the name is to it."""

    place: PlaceAnswer
    name_kind: str


class LookupAnswer(BaseModel):
    """The places of a name, the most important first."""

    name: str
    count: int
    places: list[NamedAnswer]


class MapAnswer(BaseModel):
    """A file that was written."""

    path: str
    places: int
    mentions: int
    bytes: int


def text_answer(parsed: ParsedDocument) -> TextAnswer:
    """Return the places of a text with their sentences."""
    text = parsed.document.text
    nowhere = [text[r.mention.start : r.mention.end] for r in parsed.resolutions if r.place is None]
    return TextAnswer(
        places=[_in_text(found, text) for found in make_atlas((parsed,)).places],
        names_without_a_place=list(dict.fromkeys(nowhere)),
        notices=list(parsed.notices),
    )


def named_answer(named: NamedPlace) -> NamedAnswer:
    """Return a place that was looked up."""
    return NamedAnswer(place=_place(named.place), name_kind=named.name_kind.value)


def _in_text(found: PlaceOnMap, text: str) -> PlaceInText:
    return PlaceInText(
        place=_place(found.place),
        mentions=found.mention_count,
        quotes=[_quote(quote, text) for quote in found.quotes[:MOST_QUOTES]],
        quotes_left_out=max(0, len(found.quotes) - MOST_QUOTES),
    )


def _quote(quote: Quote, text: str) -> QuoteAnswer:
    return QuoteAnswer(
        sentence=text[quote.sentence.start : quote.sentence.end],
        mentions=[_mention(resolution, text) for resolution in quote.resolutions],
    )


def _mention(resolution: Resolution, text: str) -> MentionAnswer:
    mention = resolution.mention
    chosen = resolution.place.id if resolution.place else None
    others = [candidate for candidate in resolution.candidates if candidate.place.id != chosen]
    return MentionAnswer(
        text=text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        reading=mention.reading.value,
        score=score(resolution.score),
        runners_up=[_runner_up(candidate) for candidate in others[:RUNNERS_UP]],
    )


def _runner_up(candidate: Candidate) -> RunnerUp:
    return RunnerUp(place=_place(candidate.place), score=score(candidate.score))


def _place(place: Place) -> PlaceAnswer:
    return PlaceAnswer(
        id=place.id,
        name=place.name,
        kind=place.kind.value,
        country=place.country,
        country_name=place.country_name,
        region=place.region,
        lat=round(place.lat, POINT_DIGITS),
        lon=round(place.lon, POINT_DIGITS),
        population=place.population,
    )
