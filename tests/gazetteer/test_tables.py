"""The data files say what they must, line by line."""

from __future__ import annotations

from pathlib import Path
from unicodedata import category

import pytest

from geo.errors import GazetteerMissing
from geo.gazetteer import name_key, tables
from geo.gazetteer.cities import data_file, members
from geo.gazetteer.own_tables import features
from geo.gazetteer.settlements import quarters
from geo.gazetteer.tables import Record, data_folder, listed, names_of, read_table
from geo.model import NameKind

TABLES = sorted(file.name for file in data_folder().iterdir() if ".tsv" in file.name)
PLACED = [name for name in TABLES if "lat" in next(read_table(name))]
COUNTRIES = {code for code, _ in members(data_file("countries.json"))}


def records(table: str) -> list[Record]:
    return list(read_table(table))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_read_and_is_clean(table: str) -> None:
    found = records(table)
    assert found
    for record in found:
        for field in record.values():
            assert field == field.strip()
            assert "Cc" not in {category(character) for character in field}, record


@pytest.mark.parametrize("table", PLACED)
def test_every_point_is_on_the_earth(table: str) -> None:
    for record in records(table):
        if record["lat"] or record["lon"]:
            assert -90 <= float(record["lat"]) <= 90
            assert -180 <= float(record["lon"]) <= 180


@pytest.mark.parametrize("table", [name for name in PLACED if "country" in records(name)[0]])
def test_every_country_code_is_one(table: str) -> None:
    assert {record["country"] for record in records(table)} - {""} <= COUNTRIES


def test_every_country_has_a_point_and_the_inhabited_ones_a_people() -> None:
    found = {record["code"]: record for record in records("countries.tsv")}
    assert COUNTRIES - set(found) == {"AN", "CS"}
    people = {code: country["population"] for code, country in members(data_file("countries.json"))}
    nameless = {code for code, record in found.items() if not record["demonyms"] and people[code] > 200_000}
    assert nameless == {"YT", "GG"} & nameless


def test_usual_names_belong_to_regions_and_places_that_are_there() -> None:
    regions = {record["code"] for record in records("regions.tsv")}
    assert {record["code"] for record in records("region_names.tsv")} <= regions
    settlements = {number for number, _ in members(data_file("cities500.json"))}
    continents = {str(row["geonameId"]) for _, row in members(data_file("continents.json"))}
    former = {record["geonameid"] for record in records("former_regions.tsv")}
    assert {record["geonameid"] for record in records("place_names.tsv")} <= settlements | continents | former


def test_regions_and_districts_stand_once() -> None:
    for table in ("regions.tsv", "districts.tsv.gz", "countries.tsv", "region_names.tsv", "airports.tsv"):
        codes = [record["code"] for record in records(table)]
        assert len(codes) == len(set(codes))


def test_places_of_the_census_stand_once_in_their_state() -> None:
    found = records("census.tsv.gz")
    assert len({record["geoid"] for record in found}) == len(found)
    states = {record["geoid"][:2]: record["region"] for record in found}
    assert len(set(states.values())) == len(states)
    assert all(states[record["geoid"][:2]] == record["region"] for record in found)


def test_no_place_of_the_census_is_a_number_or_an_ordinary_word() -> None:
    words = {record["word"] for record in read_table("words.tsv")}
    for record in records("census.tsv.gz"):
        assert not any(letter.isdigit() for letter in record["name"])
        assert record["name"].lower() not in words


def test_hand_made_places_have_ids_of_their_own() -> None:
    ids = [row.id for row in [*features(), *quarters()]]
    assert len(ids) == len(set(ids))


def test_disputed_regions_say_who_controls_them() -> None:
    notes = {record["code"]: record["note"] for record in records("region_names.tsv")}
    notes |= {record["name"]: record["note"] for record in records("areas.tsv")}
    for key in ("UA.11", "UA.20", "GE.02", "MD.58", "South Ossetia", "Golan Heights", "Somaliland"):
        assert notes[key].endswith(".")


def test_no_name_in_the_tables_is_an_ordinary_word_in_small_letters() -> None:
    known = {"upstate New York", "downtown Los Angeles", "downtown Manhattan"}
    for table in ("waters.tsv", "mountains.tsv", "islands.tsv"):
        for record in records(table):
            for name in listed(record["names"]):
                assert name_key(name)
                assert name in known or any(letter.isupper() for letter in name) or not name.isascii()


@pytest.mark.parametrize(
    ("demonym", "plural"),
    [("Ukrainian", "Ukrainians"), ("Turk", "Turks"), ("Iraqi", "Iraqis"), ("Serb", "Serbs")],
)
def test_demonyms_have_their_plural(demonym: str, plural: str) -> None:
    assert (plural, NameKind.DEMONYM) in names_of({"demonyms": demonym})


@pytest.mark.parametrize(
    "demonym", ["Turkish", "Chinese", "Dutch", "French", "Englishmen", "Swiss", "Icelandic"]
)
def test_adjectives_have_none(demonym: str) -> None:
    assert names_of({"demonyms": demonym}) == [(demonym, NameKind.DEMONYM)]


def test_a_line_with_too_many_fields_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.tsv").write_text("a\tb\n# a remark\n1\t2\n1\t2\t3\n", encoding="utf-8")
    monkeypatch.setattr(tables, "data_folder", lambda: tmp_path)
    with pytest.raises(GazetteerMissing, match=r"x\.tsv, line 4"):
        list(read_table("x.tsv"))
    with pytest.raises(GazetteerMissing, match="missing"):
        list(read_table("none.tsv"))
