"""Services' answers become places of the vocabulary, each with the id that its source gives it."""

from __future__ import annotations

from typing import Any

import pytest
from geopy.location import Location

from geo.geocoding.places import place_of
from geo.model import Kind
from tests.geocoding.conftest import A_SHOP, KRYVYI_RIH


def location(raw: Any, address: str = "Kryvyi Rih, Ukraine") -> Location:
    return Location(address, (47.91, 33.39), raw)


def test_nominatims_answer() -> None:
    place = place_of(location(KRYVYI_RIH), "nominatim")
    assert place.id == "nominatim:R2190226"
    assert (place.name, place.kind) == ("Kryvyi Rih", Kind.SETTLEMENT)
    assert (place.country, place.country_name) == ("UA", "Ukraine")
    assert place.region == "Dnipropetrovsk Oblast"
    assert (place.lat, place.lon, place.source) == (47.91, 33.39, "nominatim")
    assert place.geonameid is None


def test_a_shop_is_a_facility() -> None:
    assert place_of(location(A_SHOP), "nominatim").kind is Kind.FACILITY


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"addresstype": "country"}, Kind.COUNTRY),
        ({"addresstype": "state"}, Kind.REGION),
        ({"addresstype": "county"}, Kind.DISTRICT),
        ({"addresstype": "hamlet"}, Kind.SETTLEMENT),
        ({"class": "natural", "type": "peak", "addresstype": "peak"}, Kind.MOUNTAIN),
        ({"class": "natural", "type": "bay", "addresstype": "natural"}, Kind.WATER),
        ({"class": "waterway", "type": "river"}, Kind.WATER),
        ({"class": "place", "type": "island"}, Kind.ISLAND),
        ({"class": "aeroway", "type": "aerodrome"}, Kind.FACILITY),
    ],
)
def test_nominatims_types_become_kinds(fields: dict[str, str], kind: Kind) -> None:
    raw = {"osm_type": "way", "osm_id": 5, "display_name": "X", **fields}
    assert place_of(location(raw), "nominatim").kind is kind


def test_a_suburb_is_known_as_part_of_a_city() -> None:
    raw = {"osm_type": "node", "osm_id": 5, "addresstype": "suburb"}
    assert place_of(location(raw), "nominatim").feature == "PPLX"


def test_photons_answer() -> None:
    properties = {
        "osm_type": "R",
        "osm_id": 2190226,
        "osm_key": "place",
        "osm_value": "city",
        "name": "Kryvyi Rih",
        "countrycode": "UA",
        "country": "Ukraine",
        "state": "Dnipropetrovsk Oblast",
    }
    place = place_of(location({"type": "Feature", "properties": properties}), "photon")
    assert place.id == "photon:R2190226"
    assert (place.kind, place.country, place.region) == (Kind.SETTLEMENT, "UA", "Dnipropetrovsk Oblast")


@pytest.mark.parametrize(
    ("fcl", "fcode", "kind"),
    [
        ("P", "PPL", Kind.SETTLEMENT),
        ("A", "PCLI", Kind.COUNTRY),
        ("A", "ADM1", Kind.REGION),
        ("A", "ADM2", Kind.DISTRICT),
        ("T", "ISL", Kind.ISLAND),
        ("T", "MT", Kind.MOUNTAIN),
        ("H", "STM", Kind.WATER),
        ("S", "AIRP", Kind.FACILITY),
    ],
)
def test_geonames_answer_keeps_geonames_number(fcl: str, fcode: str, kind: Kind) -> None:
    raw = {
        "geonameId": 703845,
        "name": "Kryvyi Rih",
        "fcl": fcl,
        "fcode": fcode,
        "countryCode": "UA",
        "countryName": "Ukraine",
        "adminCode1": "04",
        "adminName1": "Dnipropetrovsk",
        "population": 634294,
    }
    place = place_of(location(raw), "geonames")
    assert (place.id, place.geonameid, place.source) == ("geonames:703845", 703845, "geonames")
    assert (place.kind, place.region_code, place.population) == (kind, "UA.04", 634294)


@pytest.mark.parametrize(
    "raw", [{}, [], "?", {"properties": {"osm_id": None}}, {"display_name": 3, "address": "x"}]
)
def test_an_answer_of_unknown_fields_is_a_name_and_a_point(raw: Any) -> None:
    place = place_of(location(raw), "arcgis")
    assert (place.id, place.name) == ("arcgis:47.91,33.39", "Kryvyi Rih")
    assert place.country is None
