"""The vocabulary: what every stage hands to the next. Plain values, no I/O.

Offsets count Unicode code points into `Document.text`, end exclusive. A span is never a
copied string: `document.text[mention.start:mention.end]` is the toponym.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Reading(StrEnum):
    """How a mention is used."""

    LITERAL = "literal"
    """Where something is or happens: "in Istanbul"."""
    METONYMIC = "metonymic"
    """A place's name for its government, team or people: "Moscow said"."""
    DEMONYM = "demonym"
    """The people or the adjective of a place: "a Turkish official"."""


class Kind(StrEnum):
    """What a place is, coarsely enough that every source can say it."""

    COUNTRY = "country"
    REGION = "region"
    """A first-level division of a country."""
    DISTRICT = "district"
    """A division below the first level: county, rayon, township."""
    SETTLEMENT = "settlement"
    WATER = "water"
    MOUNTAIN = "mountain"
    ISLAND = "island"
    AREA = "area"
    """Continents, macro-regions, historical and disputed areas."""
    FACILITY = "facility"
    """Airports, buildings, parks, universities."""


class NameKind(StrEnum):
    """What a name is to its place."""

    OFFICIAL = "official"
    """The name that the gazetteer shows."""
    ALTERNATE = "alternate"
    """Another name: short, former, in another language or script."""
    ABBREVIATION = "abbreviation"
    """"U.S.", "Calif.", "NSW"."""
    DEMONYM = "demonym"
    """"Turkish", "Ukrainians"."""


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Document:
    """One text to read. The text is never altered."""

    id: str
    """Unique among the documents read together; a file's name or the caller's own id."""
    text: str
    body_start: int = 0
    """Offset where the prose begins, past a header that says the date."""
    title: str | None = None
    date: date | None = None
    source: str | None = None
    """Who published it, or where it was read from."""

    def __repr__(self) -> str:
        """Say what it is in a line: a text may be a book."""
        said = [f"id={self.id!r}", f"{len(self.text):,} characters"]
        optional = {"title": self.title, "date": self.date, "source": self.source}
        said += [f"{name}={value!r}" for name, value in optional.items() if value]
        return f"Document({', '.join(said)})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A span of a document's text, without surrounding white space."""

    start: int
    end: int


class EntityClass(StrEnum):
    """What a recogniser takes a name for. Only PLACE and GROUP become mentions."""

    PLACE = "place"
    GROUP = "group"
    """Nationalities, peoples, religions, parties; a mention where it is a place's demonym."""
    ORGANISATION = "organisation"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A span that names something other than a place; evidence for what a mention means."""

    start: int
    end: int
    entity_class: EntityClass


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One occurrence of a toponym."""

    start: int
    end: int
    reading: Reading = Reading.LITERAL
    score: float = 1.0
    """How sure the recogniser is that this names a place, 0 to 1."""
    embedded: bool = False
    """Inside a longer name: the "Texas" of "University of Texas"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognition:
    """What a recogniser read in a document, each tuple ordered by offset, no mentions overlapping."""

    mentions: tuple[Mention, ...]
    names: tuple[Name, ...] = ()
    given: bool = False
    """The mentions are somebody's word, not a recogniser's guess: each names a place."""
    beside: tuple[Mention, ...] = ()
    """What a recogniser finds beside given mentions: evidence for what these mean, never resolved itself."""
    languages: tuple[str, ...] = ()
    """What the text may be written in, ISO 639-1, the likeliest first; empty where nobody asked."""


FROM_TEXT = "text"
"""`Place.source` of a place that only the text knows: its point is another place's, as its note says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A thing on the map."""

    id: str
    """Stable across builds: `geonames:745044` where GeoNames has the place, else `<source>:<key>`."""
    name: str
    kind: Kind
    lat: float
    """Degrees, WGS 84, -90 to 90."""
    lon: float
    """Degrees, WGS 84, -180 to 180."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code; None for seas, continents and what spans countries."""
    country_name: str | None = None
    region: str | None = None
    """Name of the first-level division that it lies in, or is."""
    region_code: str | None = None
    """GeoNames' code of that division, with the country's: `UA.07`."""
    district_code: str | None = None
    """GeoNames' code of the second-level division: `US.TX.029`."""
    population: int = 0
    feature: str | None = None
    """GeoNames' feature code where it is known: PPLC, ADM1, AIRP."""
    name_count: int = 1
    """How many names the gazetteer has for it: a measure of importance."""
    note: str | None = None
    """A fact that the reader should see: who controls a disputed region."""
    source: str = "geonames"
    approximate_km: float | None = None
    """Radius of the ring in which it lies, where only the text knows it; None where its point is known."""

    @property
    def geonameid(self) -> int | None:
        """GeoNames' own number, or None where GeoNames does not have the place."""
        source, _, number = self.id.partition(":")
        return int(number) if source == "geonames" and number.isdecimal() else None


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedPlace:
    """A place that a gazetteer knows under the name that was looked up."""

    place: Place
    name_kind: NameKind
    importance: float = 0.0
    """How well known the place is by this name: the decimal logarithm of the population of a town as well
    known. An ocean has no people, and is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One reason for or against a candidate."""

    name: str
    """Which rule or feature speaks: `country_named`, `population`."""
    weight: float
    """What it adds to the candidate's score, in the resolver's own unit; negative speaks against."""
    text: str
    """The reason in words that a reader understands: "named with Ukraine 14 times"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One place that a mention could mean."""

    place: Place
    score: float
    """Probability that the mention means this place, 0 to 1."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """A mention with the place chosen for it. Nothing found, failed and not asked are told apart."""

    mention: Mention
    place: Place | None
    score: float = 0.0
    """Probability that `place` is right, 0 to 1; 0 where there is none."""
    candidates: tuple[Candidate, ...] = ()
    """Best first; the chosen place's is among them."""
    failure: str | None = None
    """Why a geocoder could not answer, in a sentence; None where every one asked did."""
    corrected_by: int | None = None
    """The number of the reader's correction that chose `place`; None where no correction did."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedDocument:
    """A document with everything that was read in it."""

    document: Document
    sentences: tuple[Sentence, ...]
    resolutions: tuple[Resolution, ...]
    """One a mention, ordered by offset."""
    notices: tuple[str, ...] = ()
    """What the reader should be told: a dead service, a missing model."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A sentence that names a place, and where in it."""

    document_id: str
    sentence: Sentence
    resolutions: tuple[Resolution, ...]
    """Those of the place that fall into the sentence, ordered by offset."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceOnMap:
    """A place with every sentence that names it."""

    place: Place
    quotes: tuple[Quote, ...]
    """In the documents' order, then the text's."""

    @property
    def mention_count(self) -> int:
        return sum(len(quote.resolutions) for quote in self.quotes)

    @property
    def score(self) -> float:
        """The surest of its resolutions."""
        return max(r.score for quote in self.quotes for r in quote.resolutions)


@dataclass(frozen=True, kw_only=True, slots=True)
class Atlas:
    """Places with the sentences of one or many documents that name them."""

    documents: tuple[ParsedDocument, ...]
    places: tuple[PlaceOnMap, ...] = field(default=())
    """Most named first; ties by name, then id."""
