"""Names in other scripts, as they sound."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.gazetteer.sounds import is_spelled_otherwise, least_like, likeness, sound_keys, spelled

ALIKE = [
    ("नागपुर", "Nagpur"),
    ("काठगोदाम", "Kathgodam"),
    ("गाज़ियाबाद", "Ghaziabad"),
    ("נתיבות", "Netivot"),
    ("פתח תקווה", "Petah Tikva"),
    ("بورسعيد", "Port Said"),
    ("لوزان", "Lausanne"),
    ("مینسک", "Minsk"),
    ("Λάρισα", "Larisa"),
    ("Μπάρι", "Bari"),
    ("부다페스트", "Budapest"),
    ("マドリード", "Madrid"),
    ("Гданськ", "Gdansk"),
]
UNLIKE = [("नागपुर", "Kanpur"), ("רמלה", "Haifa"), ("Λάρισα", "Athens"), ("부다페스트", "Bucharest")]


@pytest.mark.parametrize(("name", "latin"), ALIKE)
def test_a_name_is_found_by_its_consonants_and_is_like_it(name: str, latin: str) -> None:
    if name not in ("بورسعيد",):  # the t of "Port" is written by nobody
        assert set(sound_keys(spelled(name))) & set(sound_keys(latin))
    assert likeness(name, latin) >= 0.6


@pytest.mark.parametrize(("name", "latin"), UNLIKE)
def test_another_name_is_not(name: str, latin: str) -> None:
    same_sounds = set(sound_keys(spelled(name))) & set(sound_keys(latin))
    assert not same_sounds or likeness(name, latin) < least_like(name)


def test_names_in_latin_letters_and_in_han_are_not_spelled_otherwise() -> None:
    assert not is_spelled_otherwise("Kharkiv")
    assert not is_spelled_otherwise("北京")
    assert is_spelled_otherwise("हरदोई")


def test_the_gazetteer_hears_a_name_that_it_has_in_latin_letters_only(gazetteer: Gazetteer) -> None:
    assert gazetteer.sounding_like("अटलांटा")[0].place.name == "Atlanta"
    assert gazetteer.sounding_like("Atlanta") == ()
    assert gazetteer.sounding_like("काकाकाका") == ()
