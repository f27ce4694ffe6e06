from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from geo.mapping.framing import CONTINENT_DEGREES, Box, first_view
from geo.model import Kind, Mention, Place, PlaceOnMap, Quote, Reading, Resolution, Sentence

L, M, D = Reading.LITERAL, Reading.METONYMIC, Reading.DEMONYM


def place(name: str, lat: float, lon: float, country: str | None = None, **more: object) -> Place:
    more = {"id": f"x:{name}", "kind": Kind.SETTLEMENT, **more}
    return Place(name=name, lat=lat, lon=lon, country=country, **more)  # type: ignore[arg-type]


def land(name: str, number: int, lat: float, lon: float, country: str) -> Place:
    return place(name, lat, lon, country, id=f"geonames:{number}", kind=Kind.COUNTRY)


RUSSIA = land("Russia", 2017370, 60, 100, "RU")
UKRAINE = land("Ukraine", 690791, 49, 32, "UA")
LITHUANIA = land("Lithuania", 597427, 55.42, 24, "LT")
USA = land("United States", 6252001, 39.76, -98.5, "US")
FRANCE = land("France", 3017382, 46, 2, "FR")
GERMANY = land("Germany", 2921044, 51.5, 10.5, "DE")
FIJI = land("Fiji", 2205218, -18, 178, "FJ")
TONGA = land("Tonga", 4032283, -21.2, -175.2, "TO")
ASIA = place("Asia", 29.8, 89.3, kind=Kind.AREA, feature="CONT")
MOSCOW = place("Moscow", 55.75, 37.62, "RU")
KYIV = place("Kyiv", 50.45, 30.52, "UA")
KHARKIV = place("Kharkiv", 49.98, 36.25, "UA")
ISTANBUL = place("Istanbul", 41.01, 28.95, "TR")
SIMFEROPOL = place("Simferopol", 44.95, 34.1, "UA")
NAIROBI = place("Nairobi", -1.28, 36.82, "KE")
LONDON = place("London", 51.51, -0.13, "GB")
NEW_YORK = place("New York", 40.71, -74.0, "US")
WASHINGTON = place("Washington", 38.9, -77.04, "US")
SYDNEY = place("Sydney", -33.87, 151.21, "AU")
PROVIDENIYA = place("Provideniya", 64.42, -173.23, "RU")
ANADYR = place("Anadyr", 64.73, 177.51, "RU")

SEED = [(UKRAINE, 24, L), (RUSSIA, 17, L), (MOSCOW, 5, M), (KHARKIV, 2, L), (KYIV, 2, M)]
SEED += [(SIMFEROPOL, 1, L), (ISTANBUL, 1, L), (LITHUANIA, 1, L)]


def named(
    place: Place, times: int = 1, reading: Reading = L, score: float = 0.9
) -> tuple[PlaceOnMap, Reading]:
    said = Resolution(mention=Mention(start=0, end=1, reading=reading), place=place, score=score)
    quote = Quote(document_id="d", sentence=Sentence(start=0, end=1), resolutions=(said,) * times)
    return PlaceOnMap(place=place, quotes=(quote,)), reading


def view(*places: Place | tuple[Place, int] | tuple[Place, int, Reading]) -> Box:
    found = first_view([named(*each) if isinstance(each, tuple) else named(each) for each in places])
    assert found is not None
    west, south, east, north = found
    assert -180 < west < east < 200
    assert -86 < south < north < 86
    return found


def shows(box: Box, places: Iterable[Place]) -> set[str]:
    west, south, east, north = box
    lons = {each.name: each.lon + 360 if each.lon < -169 else each.lon for each in places}
    return {each.name for each in places if south <= each.lat <= north and west <= lons[each.name] <= east}


def test_the_seed_is_framed_on_the_war_and_not_on_siberia() -> None:
    box = view(*SEED)
    assert shows(box, [each for each, *_ in SEED]) == {each.name for each, *_ in SEED} - {"Russia"}
    assert box[2] < 45


def test_a_great_country_without_a_place_in_it_is_shown() -> None:
    assert "United States" in shows(view((KYIV, 2), (USA, 3)), [USA])


def test_great_countries_alone_are_shown_whole() -> None:
    west, south, east, north = view(RUSSIA)
    assert west < 30
    assert east > 185
    assert north - south > 30
    assert view(RUSSIA, USA)[0] < -120


def test_a_country_is_shown_with_its_outline_but_not_with_its_islands_overseas() -> None:
    west, south, east, north = view(FRANCE, GERMANY)
    assert -6 < west < -4
    assert 14 < east < 16
    assert 41 < south < 43.5
    assert 54 < north < 56


def test_a_single_place_is_shown_with_its_surroundings() -> None:
    west, south, east, north = view(NAIROBI)
    assert (west + east) / 2 == pytest.approx(NAIROBI.lon, abs=0.01)
    assert (south + north) / 2 == pytest.approx(NAIROBI.lat, abs=0.01)
    assert 8 <= north - south <= 14


def test_places_of_one_town_are_shown_closer_than_a_single_place() -> None:
    around = [place(f"Quarter {n}", -1.28 + n / 100, 36.8, "KE") for n in range(5)]
    _, south, _, north = view(*around)
    assert 1 < north - south < 4


def test_three_continents_are_all_shown() -> None:
    everywhere = [NAIROBI, LONDON, NEW_YORK]
    assert shows(view(*everywhere), everywhere) == {each.name for each in everywhere}


@pytest.mark.parametrize("there", [[SYDNEY], [WASHINGTON, NEW_YORK]], ids=["one", "two side by side"])
def test_a_few_places_far_from_many_are_left_out(there: list[Place]) -> None:
    many = [place(f"Village {n}", 48 + n % 5, 25 + n, "UA") for n in range(14)]
    box = view(*many, *there)
    assert shows(box, many + there) == {each.name for each in many}


def test_what_is_far_away_but_named_often_is_shown() -> None:
    few = [KYIV, KHARKIV, (SYDNEY, 9)]
    assert "Sydney" in shows(view(*few), [SYDNEY])


def test_nationalities_count_only_where_nothing_else_is_named() -> None:
    assert shows(view(KYIV, (USA, 9, D)), [USA]) == set()
    assert shows(view((LITHUANIA, 1, D)), [LITHUANIA]) == {"Lithuania"}


def test_a_continent_frames_nothing_but_itself() -> None:
    assert shows(view(LONDON, ASIA), [ASIA]) == set()
    west, _, east, _ = view(ASIA)
    assert east - west >= 2 * CONTINENT_DEGREES


def test_islands_on_both_sides_of_the_antimeridian_lie_side_by_side() -> None:
    west, _, east, _ = view(FIJI, TONGA)
    assert 170 < west < east < 190


def test_the_end_of_chukotka_lies_east_of_its_middle() -> None:
    west, _, east, _ = view(ANADYR, PROVIDENIYA)
    assert 170 < west < 178
    assert 186 < east < 192


def test_without_places_there_is_nothing_to_frame() -> None:
    assert first_view([]) is None


def test_thousands_of_places_are_framed_in_no_time() -> None:
    many = [named(place(f"P{n}", n * 37 % 130 - 60, n * 53 % 340 - 160, "XX")) for n in range(10_000)]
    begun = time.process_time()
    box = first_view(many)
    assert time.process_time() - begun < 2
    assert box is not None
    assert box[2] - box[0] > 200
