"""What the gazetteer knows, and how it answers."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import GazetteerMissing
from geo.gazetteer import Gazetteer, name_key
from geo.model import Kind, NamedPlace, NameKind

K = Kind
KNOWN = [
    # name, kind and country of the first answer
    ("Istanbul", K.SETTLEMENT, "TR"),
    ("Kharkiv", K.SETTLEMENT, "UA"),
    ("Kyiv", K.SETTLEMENT, "UA"),
    ("Crimea", K.REGION, "UA"),
    ("Lithuania", K.COUNTRY, "LT"),
    ("Moscow", K.SETTLEMENT, "RU"),
    ("Çırağan Palace", K.FACILITY, "TR"),
    ("Ciragan Palace", K.FACILITY, "TR"),
    ("Bosphorus", K.WATER, "TR"),
    ("Bosporus", K.WATER, "TR"),
    # official, short, former and usual names
    ("Burma", K.COUNTRY, "MM"),
    ("Peking", K.SETTLEMENT, "CN"),
    ("Kiev", K.SETTLEMENT, "UA"),
    ("Ivory Coast", K.COUNTRY, "CI"),
    ("Côte d'Ivoire", K.COUNTRY, "CI"),
    ("Swaziland", K.COUNTRY, "SZ"),
    ("Macedonia", K.COUNTRY, "MK"),
    ("Holland", K.COUNTRY, "NL"),
    ("Britain", K.COUNTRY, "GB"),
    ("Bombay", K.SETTLEMENT, "IN"),
    ("Saigon", K.SETTLEMENT, "VN"),
    ("Constantinople", K.SETTLEMENT, "TR"),
    ("Soviet Union", K.AREA, None),
    # other scripts
    ("Россия", K.COUNTRY, "RU"),
    ("Київ", K.SETTLEMENT, "UA"),
    ("中国", K.COUNTRY, "CN"),
    ("القاهرة", K.SETTLEMENT, "EG"),
    ("Deutschland", K.COUNTRY, "DE"),
    # abbreviations
    ("U.S.", K.COUNTRY, "US"),
    ("UAE", K.COUNTRY, "AE"),
    ("DRC", K.COUNTRY, "CD"),
    ("Calif.", K.REGION, "US"),
    ("W.Va.", K.REGION, "US"),
    ("N.C.", K.REGION, "US"),
    ("NSW", K.REGION, "AU"),
    ("B.C.", K.REGION, "CA"),
    ("EU", K.AREA, None),
    # peoples
    ("Turkish", K.COUNTRY, "TR"),
    ("Ukrainians", K.COUNTRY, "UA"),
    ("South Korean", K.COUNTRY, "KR"),
    ("Texans", K.REGION, "US"),
    ("Londoners", K.SETTLEMENT, "GB"),
    ("South Ossetian", K.AREA, "GE"),
    ("Chechens", K.REGION, "RU"),
    ("European", K.AREA, None),
    # regions, districts, areas
    ("Kharkiv Oblast", K.REGION, "UA"),
    ("Sichuan", K.REGION, "CN"),
    ("Queensland", K.REGION, "AU"),
    ("Bayern", K.REGION, "DE"),
    ("Sokoto State", K.REGION, "NG"),
    ("South Jeolla", K.REGION, "KR"),
    ("Salahuddin", K.REGION, "IQ"),
    ("Kasai-Occidental", K.REGION, "CD"),
    ("Long An Province", K.REGION, "VN"),
    ("Gwinnett County", K.DISTRICT, "US"),
    ("Lower Merion Township", K.DISTRICT, "US"),
    ("Callisburg", K.SETTLEMENT, "US"),
    ("Nueva Ecija", K.DISTRICT, "PH"),
    ("Jembrana", K.DISTRICT, "ID"),
    ("North Kolaka", K.DISTRICT, "ID"),
    ("Voinjama District", K.DISTRICT, "LR"),
    ("Tien Giang", K.REGION, "VN"),
    ("Middle East", K.AREA, None),
    ("Donbas", K.AREA, "UA"),
    ("Darfur", K.AREA, "SD"),
    ("Caucasus", K.AREA, None),
    ("South Ossetia", K.AREA, "GE"),
    ("Greater Toronto Area", K.AREA, "CA"),
    ("North London", K.AREA, "GB"),
    # physical features, islands, buildings
    ("Black Sea", K.WATER, None),
    ("Ebola River", K.WATER, "CD"),
    ("Strait of Hormuz", K.WATER, None),
    ("Mississippi River", K.WATER, "US"),
    ("Himalayas", K.MOUNTAIN, None),
    ("Mount Everest", K.MOUNTAIN, None),
    ("Sahara", K.AREA, None),
    ("Lesbos", K.ISLAND, "GR"),
    ("Heathrow", K.FACILITY, "GB"),
    ("Gatwick", K.FACILITY, "GB"),
    ("White House", K.FACILITY, "US"),
    ("Kremlin", K.FACILITY, "RU"),
    ("Stanford University", K.FACILITY, "US"),
]


@pytest.mark.parametrize(("name", "kind", "country"), KNOWN, ids=[name for name, *_ in KNOWN])
def test_news_names_are_known(gazetteer: Gazetteer, name: str, kind: Kind, country: str | None) -> None:
    found = gazetteer.lookup(name)
    assert found, name
    assert (found[0].place.kind, found[0].place.country) == (kind, country)


@pytest.mark.parametrize(
    "name", ["Georgia", "Lebanon", "Paris", "London", "Springfield", "New York", "Washington"]
)
def test_ambiguous_names_have_all_their_places(gazetteer: Gazetteer, name: str) -> None:
    assert len({named.place.id for named in gazetteer.lookup(name)}) > 1


def test_townships_of_one_name_stand_apart_in_their_counties(gazetteer: Gazetteer) -> None:
    found = [named.place for named in gazetteer.lookup("Franklin Township")]
    assert {place.feature for place in found} == {"ADM3"}
    assert len({place.district_code for place in found}) > 50
    assert all(place.district_code and place.district_code.startswith("US.") for place in found)


def test_townships_come_after_every_settlement_of_their_name(gazetteer: Gazetteer) -> None:
    least = min(named.importance for named in gazetteer.lookup("Lincoln") if named.place.source == "census")
    most = max(named.importance for named in gazetteer.lookup("Washington Township"))
    assert most < least


@pytest.mark.parametrize(
    "name", ["", " ", "Xyzzy Nowhere", "\x00", "\ud800", "'; DROP TABLE place; --", "a" * 10_000]
)
def test_what_is_no_name_has_no_places(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()
    assert not gazetteer.knows(name)
    assert gazetteer.search(name) == ()
    assert gazetteer.lookup_within(name) == ()


def test_case_accents_and_dots_make_no_difference(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("IZMIR") == gazetteer.lookup("İzmir")
    assert gazetteer.lookup("us") == gazetteer.lookup("U.S.")


def test_a_word_that_is_an_abbreviation_says_so(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("us")[0].name_kind is NameKind.ABBREVIATION
    assert gazetteer.lookup("Miss.")[0].name_kind is NameKind.ABBREVIATION


def test_a_region_joins_its_settlements(gazetteer: Gazetteer) -> None:
    kharkiv = gazetteer.place("geonames:706483")
    assert kharkiv is not None
    regions = [n.place for n in gazetteer.lookup(str(kharkiv.region)) if n.place.kind is Kind.REGION]
    assert kharkiv.region_code in [region.region_code for region in regions]
    assert kharkiv.district_code is not None
    assert kharkiv.country_name == "Ukraine"


@pytest.mark.parametrize("name", ["Crimea", "Sevastopol"])
def test_crimea_is_ukraines_and_says_who_controls_it(gazetteer: Gazetteer, name: str) -> None:
    regions = [n.place for n in gazetteer.lookup(name) if n.place.kind is Kind.REGION]
    assert [place.country for place in regions] == ["UA"]
    assert "controlled by Russia" in str(regions[0].note)


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [("Turkey", 39, 35), ("Russia", 60, 100), ("Ukraine", 49, 32), ("Georgia", 42, 43.5)],
)
def test_points_of_countries_are_geonames(gazetteer: Gazetteer, country: str, lat: float, lon: float) -> None:
    place = gazetteer.lookup(country)[0].place
    assert (place.lat, place.lon) == (lat, lon)


def test_every_country_has_first_level_regions(gazetteer: Gazetteer) -> None:
    regions = gazetteer.info().by_kind["region"]
    assert regions > 3_700
    for country in ("UA", "TR", "CN", "NG", "BR", "AU", "CA", "GB", "DE", "IN"):
        assert gazetteer._rows("SELECT 1 FROM place WHERE kind = 1 AND country = ?", country)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Seoul Central District Court", "Seoul"),
        ("Town of Groton", "Groton"),
        ("Hamilton Borough", "Hamilton"),
        ("Tewksbury Twp.", "Tewksbury Township"),
        ("Gwinnett Co.", "Gwinnett County"),
        ("Bank of Mexico", "Mexico"),
        ("Manitoba Chambers of Commerce", "Manitoba"),
        ("New Londoners", "New London"),
        ("European Investment Bank", "Europe"),
    ],
)
def test_a_longer_name_is_placed_by_the_name_inside(gazetteer: Gazetteer, name: str, inside: str) -> None:
    assert gazetteer.lookup(name) == ()
    assert inside in [named.place.name for named in gazetteer.lookup_within(name)]


@pytest.mark.parametrize(
    "name", ["Northumberland Avenue", "Whole Foods", "the city of the", "Smithers", "42"]
)
def test_other_names_are_not_placed_by_a_word_inside(gazetteer: Gazetteer, name: str) -> None:
    assert [n for n in gazetteer.lookup_within(name) if n.place.name != "Smithers"] == []


def test_search_gives_exact_names_first_then_longer_ones(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("Istanb", limit=5)
    assert found[0].name == "Istanbul"
    exact = gazetteer.search("Paris", limit=30)
    named = {n.place.id for n in gazetteer.lookup("Paris")}
    assert {place.id for place in exact[: len(named)]} == named
    assert len(exact) == 30
    assert len({place.id for place in exact}) == 30
    assert gazetteer.search("Paris", limit=0) == ()


def test_places_are_found_by_id(gazetteer: Gazetteer) -> None:
    istanbul = gazetteer.place("geonames:745044")
    assert istanbul is not None
    assert (istanbul.name, istanbul.geonameid) == ("Istanbul", 745044)
    assert gazetteer.place("geonames:0") is None
    assert gazetteer.place("nonsense") is None


def test_the_longest_name_bounds_every_name(gazetteer: Gazetteer) -> None:
    (longest,) = gazetteer._rows("SELECT max(length(key) - length(replace(key, ' ', '')) + 1) FROM name")[0]
    assert gazetteer.longest_name == longest <= 8


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    fresh = Gazetteer.open(gazetteer.info().path)
    names = ["Paris", "Georgia", "US", "Kharkiv", "Springfield"] * 20
    expected = [gazetteer.lookup(name) for name in names]
    answers: list[list[tuple[NamedPlace, ...]]] = []

    def ask() -> None:
        answers.append([fresh.lookup(name) for name in names])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4


def test_another_process_gets_a_gazetteer_of_its_own(gazetteer: Gazetteer) -> None:
    other = pickle.loads(pickle.dumps(gazetteer))  # noqa: S301
    assert other.lookup("Kyiv") == gazetteer.lookup("Kyiv")


def test_info_adds_up(gazetteer: Gazetteer) -> None:
    info = gazetteer.info()
    assert info.places == sum(info.by_kind.values()) == sum(info.by_source.values())
    assert info.names > info.places
    assert info.size == info.path.stat().st_size


def test_a_missing_index_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match="no gazetteer"):
        Gazetteer.open(tmp_path / "none.sqlite")


@pytest.mark.parametrize("damage", [lambda b: b[:5000], lambda b: b"", lambda b: b"text" * 2000])
def test_a_damaged_index_is_a_clear_error(
    small_gazetteer: Gazetteer, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(damage(small_gazetteer.info().path.read_bytes()))
    with pytest.raises(GazetteerMissing):
        Gazetteer.open(path)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_asked_for(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.lookup(text)
    assert gazetteer.knows(text) == bool(found)
    assert found == gazetteer.lookup(name_key(text))
    assert len({named.place.id for named in found}) == len(found)
