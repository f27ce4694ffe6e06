"""Parsed documents to write, ordinary and hostile."""

from __future__ import annotations

from datetime import date

from geo.model import (
    Candidate,
    Document,
    Evidence,
    Kind,
    Mention,
    ParsedDocument,
    Place,
    Reading,
    Resolution,
    Sentence,
)

KYIV = Place(
    id="geonames:703448",
    name="Kyiv",
    kind=Kind.SETTLEMENT,
    lat=50.45466,
    lon=30.5238,
    country="UA",
    country_name="Ukraine",
    region="Kyiv City",
    population=2797553,
    feature="PPLC",
)
RIVER = Place(id="dateline:dnipro", name="Dnipro", kind=Kind.WATER, lat=-46.5, lon=32.3, source="dateline")


def parsed(text: str = "In Kyiv 😀. Atlantis and Kyiv said so.", **of_document: object) -> ParsedDocument:
    """Two sentences; Kyiv literally and for its government, and a name that is nowhere."""
    kyiv, atlantis, government = 3, text.index("Atlantis"), text.rindex("Kyiv")
    middle = text.index("Atlantis")
    evidence = (Evidence(name="population", weight=1.23456, text="largest of 3 places of this name"),)
    candidates = (
        Candidate(place=KYIV, score=0.912345, evidence=evidence),
        *(Candidate(place=RIVER, score=0.01) for _ in range(6)),
    )
    resolutions = (
        Resolution(
            mention=Mention(start=kyiv, end=kyiv + 4), place=KYIV, score=0.912345, candidates=candidates
        ),
        Resolution(mention=Mention(start=atlantis, end=atlantis + 8), place=None, failure="Photon is down."),
        Resolution(
            mention=Mention(start=government, end=government + 4, reading=Reading.METONYMIC),
            place=KYIV,
            score=0.75,
        ),
    )
    fields: dict[str, object] = {"id": "a", "date": date(2025, 6, 2), **of_document}
    return ParsedDocument(
        document=Document(text=text, **fields),  # type: ignore[arg-type]
        sentences=(Sentence(start=0, end=middle - 1), Sentence(start=middle, end=len(text))),
        resolutions=resolutions,
        notices=("Photon is down.",),
    )


def empty() -> ParsedDocument:
    """A document that names no place."""
    document = Document(id="nothing", text="Nothing happened.")
    return ParsedDocument(document=document, sentences=(Sentence(start=0, end=17),), resolutions=())
