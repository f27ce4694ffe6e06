from __future__ import annotations

from dataclasses import replace

import pytest

from geo.mapping import describe, sureness, times, whereabouts
from geo.model import Kind, Place
from tests.mapping.atlases import KHARKIV, UKRAINE

CRIMEA = Place(
    id="geonames:703883",
    name="Crimea",
    kind=Kind.REGION,
    lat=45,
    lon=34,
    country="UA",
    country_name="Ukraine",
)
BOSPHORUS = Place(id="x:b", name="Bosphorus", kind=Kind.WATER, lat=41, lon=29, feature="STRT")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (KHARKIV, "city in Ukraine"),
        (UKRAINE, "country"),
        (CRIMEA, "region of Ukraine"),
        (BOSPHORUS, "strait"),
        (replace(KHARKIV, feature="PPLC"), "capital of Ukraine"),
        (replace(KHARKIV, population=9_000), "town in Ukraine"),
        (replace(KHARKIV, population=0), "village in Ukraine"),
        (replace(KHARKIV, country_name=None), "city"),
        (replace(KHARKIV, kind=Kind.FACILITY, feature="PAL"), "palace in Ukraine"),
        (replace(KHARKIV, kind=Kind.FACILITY, feature=None), "building or site in Ukraine"),
    ],
)
def test_a_place_is_described_in_a_few_words(place: Place, words: str) -> None:
    assert describe(place) == words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words(kind: Kind) -> None:
    assert describe(replace(KHARKIV, kind=kind, feature=None))


def test_whereabouts_tell_namesakes_apart() -> None:
    assert whereabouts(replace(KHARKIV, region="Kharkiv Oblast")) == "Kharkiv Oblast, Ukraine"
    assert whereabouts(UKRAINE) == ""


def test_small_numbers_are_words() -> None:
    assert [times(count) for count in (1, 2, 3)] == ["once", "twice", "3 times"]


def test_sureness_has_three_steps() -> None:
    assert [sureness(score) for score in (1.0, 0.7, 0.3)] == ["sure", "likely", "doubtful"]
