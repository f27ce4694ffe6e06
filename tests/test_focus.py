"""The focus is where things happen first, then who was meant, by how often and how surely it is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.focus import focus
from geo.model import Document, Kind, Mention, ParsedDocument, Place, Reading, Resolution

UKRAINE = Place(
    id="geonames:690791",
    name="Ukraine",
    kind=Kind.COUNTRY,
    lat=49,
    lon=32,
    country="UA",
    country_name="Ukraine",
)
RUSSIA = replace(UKRAINE, id="geonames:2017370", name="Russia", country="RU", country_name="Russia")
KHARKIV_REGION = replace(
    UKRAINE, id="geonames:706482", name="Kharkiv", kind=Kind.REGION, region="Kharkiv", region_code="UA.07"
)
KHARKIV = replace(KHARKIV_REGION, id="geonames:706483", kind=Kind.SETTLEMENT)
IZIUM = replace(KHARKIV, id="geonames:707753", name="Izium")
BLACK_SEA = Place(id="geonames:630673", name="Black Sea", kind=Kind.WATER, lat=43, lon=34)


def named(place: Place | None, reading: Reading = Reading.LITERAL, score: float = 1.0) -> Resolution:
    return Resolution(mention=Mention(start=0, end=1, reading=reading), place=place, score=score)


def document(*entries: Place | Resolution) -> ParsedDocument:
    resolutions = [entry if isinstance(entry, Resolution) else named(entry) for entry in entries]
    return ParsedDocument(document=Document(id="a", text="x"), sentences=(), resolutions=tuple(resolutions))


def test_everything_in_a_country_and_a_region_counts_for_it() -> None:
    found = focus([document(KHARKIV, IZIUM, KHARKIV_REGION, UKRAINE, RUSSIA)])
    assert [(s.id, s.mentions) for s in found.countries] == [("UA", 4), ("RU", 1)]
    assert [(s.id, s.name, s.mentions) for s in found.regions] == [("UA.07", "Kharkiv", 3)]
    assert [s.name for s in found.places] == ["Kharkiv", "Izium"]


def test_where_things_happen_weighs_more_than_who_was_meant() -> None:
    found = focus(
        [document(named(RUSSIA, Reading.METONYMIC), named(RUSSIA, Reading.DEMONYM), KHARKIV, UKRAINE)]
    )
    assert [s.id for s in found.countries] == ["UA", "RU"]
    assert [s.literal for s in found.countries] == [2, 0]


def test_a_doubtful_place_weighs_less_than_a_sure_one() -> None:
    found = focus([document(named(RUSSIA, score=0.3), named(UKRAINE, score=0.9))])
    assert [(s.id, s.weight) for s in found.countries] == [
        ("UA", pytest.approx(0.75)),
        ("RU", pytest.approx(0.25)),
    ]


def test_what_spans_countries_is_a_place_and_in_no_country() -> None:
    found = focus([document(BLACK_SEA, BLACK_SEA, KHARKIV)])
    assert [s.name for s in found.places] == ["Black Sea", "Kharkiv"]
    assert [(s.id, s.weight) for s in found.countries] == [("UA", pytest.approx(1 / 3))]


def test_ties_go_to_what_is_named_first_and_only_the_weightiest_are_kept() -> None:
    assert [s.id for s in focus([document(RUSSIA, UKRAINE)]).countries] == ["RU", "UA"]
    assert [s.id for s in focus([document(UKRAINE, RUSSIA)]).countries] == ["UA", "RU"]
    many = [replace(KHARKIV, id=f"x:{n}") for n in range(20)]
    assert len(focus([document(*many)]).places) == 5


def test_a_region_without_a_code_is_known_by_its_name() -> None:
    elsewhere = replace(KHARKIV, id="photon:R1", region_code=None)
    assert [s.id for s in focus([document(elsewhere)]).regions] == ["UA.Kharkiv"]


def test_several_documents_have_one_focus_and_none_has_none() -> None:
    assert [s.mentions for s in focus([document(KHARKIV), document(IZIUM)]).countries] == [2]
    assert focus([document(named(None, score=0.0))]) == focus([]) == focus([document()])
