"""Regions, areas and waters in other scripts."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.gazetteer.names import name_key
from geo.gazetteer.own_tables import features
from geo.gazetteer.tables import read_table
from geo.gazetteer.translations import other_scripts, translated


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("广东省", "Guangdong"),
        ("广东", "Guangdong"),
        ("新疆", "Xinjiang"),
        ("北海道", "Hokkaido"),
        ("Татарстан", "Tatarstan Republic"),
        ("Белгородской области", "Belgorod Oblast"),
        ("Харківська область", "Kharkiv"),
        ("Донбасс", "Donbas"),
        ("الخرطوم", "Khartoum"),
        ("دارفور", "Darfur"),
        ("الشرق الأوسط", "Middle East"),
        ("中东", "Middle East"),
    ],
)
def test_a_name_in_another_script_is_known(name: str, place: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(name)[0].place.name == place


def test_a_region_that_is_called_after_where_it_lies_is_an_ordinary_word() -> None:
    assert translated({"UG.C": {name_key("Central")}}) == {}


def test_two_regions_of_a_country_do_not_share_a_name() -> None:
    known = {record["code"]: {name_key(record["name"])} for record in read_table("regions.tsv")}
    names = [(code[:2], name) for code, own in translated(known).items() for name in own]
    assert len(names) > 1000
    assert len(names) == len(set(names))


def test_every_row_of_the_table_is_of_a_known_place() -> None:
    known = {record["code"] for record in read_table("regions.tsv")} | {row.name for row in features()}
    assert set(other_scripts()) <= known


def test_names_in_other_scripts_are_no_measure_of_importance(gazetteer: Gazetteer) -> None:
    hokkaido = gazetteer.lookup("北海道")[0].place
    assert hokkaido.name_count < 10
