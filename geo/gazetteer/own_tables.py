"""What is neither settlement nor division: waters, mountains, islands, areas, airports, buildings, parks."""

from __future__ import annotations

from collections.abc import Iterator

from geo.gazetteer.names import name_key
from geo.gazetteer.rows import PlaceRow
from geo.gazetteer.tables import listed, names_of, read_table
from geo.gazetteer.translations import other_scripts
from geo.model import Kind

_TABLES = {
    "areas.tsv": Kind.AREA,
    "waters.tsv": Kind.WATER,
    "mountains.tsv": Kind.MOUNTAIN,
    "islands.tsv": Kind.ISLAND,
    "facilities.tsv": Kind.FACILITY,
}


def features() -> Iterator[PlaceRow]:
    """The places of the hand-made tables. A place's id comes from its name, which is unique in them."""
    for table, kind in _TABLES.items():
        for record in read_table(table):
            number = record["geonameid"]
            yield PlaceRow(
                id=f"geonames:{number}"
                if number
                else f"dateline:{name_key(record['name']).replace(' ', '-')}",
                name=record["name"],
                kind=kind,
                lat=float(record["lat"]),
                lon=float(record["lon"]),
                country=record["country"] or None,
                feature=record["feature"] or None,
                importance=float(record["importance"]),
                note=record["note"] or None,
                names=names_of(record),
                listed=other_scripts().get(record["name"], []),
                name_count=1 + len(names_of(record)),
                source="geonames" if number else "dateline",
            )


def airports() -> Iterator[PlaceRow]:
    """The world's airports with scheduled flights."""
    for record in read_table("airports.tsv"):
        yield PlaceRow(
            id=f"airportsdata:{record['code']}",
            name=record["name"],
            kind=Kind.FACILITY,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=record["country"],
            feature="AIRP",
            listed=listed(record["names"]),
            source="airportsdata",
        )
