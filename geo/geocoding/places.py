"""What services answer -> places of the vocabulary. What a service does not say is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.geocoding.base import Location
from geo.model import Kind, Place

_KINDS = {
    # OpenStreetMap's `addresstype` and `place=*`, as Nominatim and Photon give them
    "country": Kind.COUNTRY,
    "state": Kind.REGION,
    "province": Kind.REGION,
    "region": Kind.REGION,
    "county": Kind.DISTRICT,
    "district": Kind.DISTRICT,
    "state_district": Kind.DISTRICT,
    "municipality": Kind.DISTRICT,
    "political": Kind.DISTRICT,
    "city": Kind.SETTLEMENT,
    "town": Kind.SETTLEMENT,
    "village": Kind.SETTLEMENT,
    "hamlet": Kind.SETTLEMENT,
    "isolated_dwelling": Kind.SETTLEMENT,
    "locality": Kind.SETTLEMENT,
    "borough": Kind.SETTLEMENT,
    "suburb": Kind.SETTLEMENT,
    "city_district": Kind.SETTLEMENT,
    "quarter": Kind.SETTLEMENT,
    "neighbourhood": Kind.SETTLEMENT,
    "continent": Kind.AREA,
    "archipelago": Kind.ISLAND,
    "island": Kind.ISLAND,
    "islet": Kind.ISLAND,
    # `natural=*` and `waterway=*`
    "sea": Kind.WATER,
    "ocean": Kind.WATER,
    "bay": Kind.WATER,
    "strait": Kind.WATER,
    "water": Kind.WATER,
    "river": Kind.WATER,
    "stream": Kind.WATER,
    "canal": Kind.WATER,
    "peak": Kind.MOUNTAIN,
    "volcano": Kind.MOUNTAIN,
    "ridge": Kind.MOUNTAIN,
    "mountain_range": Kind.MOUNTAIN,
    "desert": Kind.AREA,
    "peninsula": Kind.AREA,
}
_PARTS_OF_TOWNS = {"borough", "suburb", "city_district", "quarter", "neighbourhood"}
_PART_OF_TOWN = "PPLX"

_GEONAMES_CLASSES = {
    "P": Kind.SETTLEMENT,
    "H": Kind.WATER,
    "T": Kind.MOUNTAIN,
    "L": Kind.AREA,
    "S": Kind.FACILITY,
    "R": Kind.FACILITY,
    "V": Kind.AREA,
    "U": Kind.WATER,
}
"""geonames.org/export/codes.html; `A` is told by its code."""
_POINT_DIGITS = 5


def place_of(location: Location, service: str) -> Place:
    """The place that a service's answer stands for, with that service as its source."""
    raw = location.raw if isinstance(location.raw, Mapping) else {}
    properties = raw.get("properties")
    if isinstance(properties, Mapping) and "osm_id" in properties:
        return _photon(location, properties, service)
    if "osm_id" in raw or "display_name" in raw:
        return _nominatim(location, raw, service)
    if "geonameId" in raw:
        return _geonames(location, raw)
    return _other(location, service)


def _nominatim(location: Location, raw: Mapping[str, Any], service: str) -> Place:
    address = raw.get("address")
    address = address if isinstance(address, Mapping) else {}
    type_ = _text(raw.get("addresstype")) or _text(raw.get("type")) or ""
    kind = _KINDS.get(type_) or _KINDS.get(_text(raw.get("type")) or "", Kind.FACILITY)
    return Place(
        id=_osm_id(location, raw, service),
        name=_text(raw.get("name")) or _first(location),
        kind=kind,
        lat=location.latitude,
        lon=location.longitude,
        country=_code(address.get("country_code")),
        country_name=_text(address.get("country")),
        region=_text(address.get("state") or address.get("province") or address.get("region")),
        feature=_PART_OF_TOWN if type_ in _PARTS_OF_TOWNS else None,
        source=service,
    )


def _photon(location: Location, properties: Mapping[str, Any], service: str) -> Place:
    value = _text(properties.get("osm_value")) or ""
    kind = _KINDS.get(value) or _KINDS.get(_text(properties.get("type")) or "", Kind.FACILITY)
    return Place(
        id=_osm_id(location, properties, service),
        name=_text(properties.get("name")) or _first(location),
        kind=kind,
        lat=location.latitude,
        lon=location.longitude,
        country=_code(properties.get("countrycode")),
        country_name=_text(properties.get("country")),
        region=_text(properties.get("state")),
        feature=_PART_OF_TOWN if value in _PARTS_OF_TOWNS else None,
        source=service,
    )


def _geonames(location: Location, raw: Mapping[str, Any]) -> Place:
    feature = _text(raw.get("fcode"))
    country, first = _code(raw.get("countryCode")), _text(raw.get("adminCode1"))
    population = raw.get("population")
    kind = _GEONAMES_CLASSES.get(_text(raw.get("fcl")) or "", Kind.DISTRICT)
    if feature and feature.startswith(("PCL", "TERR")):
        kind = Kind.COUNTRY
    elif feature == "ADM1":
        kind = Kind.REGION
    elif feature and feature.startswith("ISL"):
        kind = Kind.ISLAND
    return Place(
        id=f"geonames:{raw['geonameId']}",
        name=_text(raw.get("name")) or _first(location),
        kind=kind,
        lat=location.latitude,
        lon=location.longitude,
        country=country,
        country_name=_text(raw.get("countryName")),
        region=_text(raw.get("adminName1")),
        region_code=f"{country}.{first}" if country and first else None,
        population=population if isinstance(population, int) else 0,
        feature=feature,
    )


def _other(location: Location, service: str) -> Place:
    """A service whose fields are not known: its name and its point."""
    return Place(
        id=_point_id(location, service),
        name=_first(location),
        kind=Kind.AREA,
        lat=location.latitude,
        lon=location.longitude,
        source=service,
    )


def _osm_id(location: Location, raw: Mapping[str, Any], service: str) -> str:
    """OpenStreetMap counts nodes, ways and relations each from one: `nominatim:R1543125`."""
    kind, number = _text(raw.get("osm_type")), raw.get("osm_id")
    return f"{service}:{kind[0].upper()}{number}" if kind and number else _point_id(location, service)


def _point_id(location: Location, service: str) -> str:
    lat, lon = round(location.latitude, _POINT_DIGITS), round(location.longitude, _POINT_DIGITS)
    return f"{service}:{lat},{lon}"


def _first(location: Location) -> str:
    """The name at the head of an address."""
    return str(location.address).partition(",")[0].strip() or str(location.address)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _code(value: object) -> str | None:
    text = _text(value)
    return text.upper() if text and len(text) == 2 else None
