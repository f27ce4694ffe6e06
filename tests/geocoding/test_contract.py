"""What every geocoder does, whichever it is: the gazetteer, a service, a cache around either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from geopy.location import Location

from geo.errors import GeocoderUnavailable
from geo.geocoding import (
    CachedGeocoder,
    GazetteerGeocoder,
    GeocodeCache,
    Geocodes,
    Service,
    service,
)
from geo.model import Kind, NamedPlace, NameKind, Place
from geo.settings import Settings
from tests.geocoding.conftest import BAD_ANSWERS, Nominatim

KRYVYI_RIH = Place(
    id="geonames:703845", name="Kryvyi Rih", kind=Kind.SETTLEMENT, lat=47.90966, lon=33.38044, country="UA"
)
A_FARM = Place(id="x:1", name="Kryvyi Rih", kind=Kind.SETTLEMENT, lat=-12.5, lon=-77.0, country="PE")


class SmallGazetteer:
    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        places = (KRYVYI_RIH, A_FARM) if name.casefold() == "kryvyi rih" else ()
        return tuple(NamedPlace(place=place, name_kind=NameKind.OFFICIAL) for place in places)


def loopback(nominatim: Nominatim, folder: Path, timeout: float = 5.0) -> Settings:
    """Settings that ask the service on loopback."""
    return Settings(
        cache_dir=folder,
        geocoder="nominatim",
        geocoder_options={"domain": nominatim.domain, "scheme": "http", "proxies": {}},
        geocoder_timeout=timeout,
    )


def cached(geocoder: Geocodes, folder: Path) -> CachedGeocoder:
    return CachedGeocoder(geocoder, GeocodeCache(folder / "answers.sqlite"), service="it", language="en")


class Table:
    """What another package may bring: geopy's `geocode` and nothing more."""

    def geocode(self, query: str, *, exactly_one: bool = True) -> list[Location] | None:
        if query.casefold() != "kryvyi rih":
            return None
        return [
            Location("Kryvyi Rih, Ukraine", (47.91, 33.39), {}),
            Location("Kryvyi Rih, Peru", (-12.5, -77.0), {}),
        ]


def another_packages(folder: Path) -> Service:
    return Service(Table(), "table", folder, language="en", seconds=5, interval=0)


MAKERS: dict[str, Callable[[Nominatim, Path], Geocodes]] = {
    "gazetteer": lambda server, folder: GazetteerGeocoder(SmallGazetteer()),
    "service": lambda server, folder: service(loopback(server, folder)),
    "another package's": lambda server, folder: another_packages(folder),
    "cached gazetteer": lambda server, folder: cached(GazetteerGeocoder(SmallGazetteer()), folder),
    "cached service": lambda server, folder: cached(service(loopback(server, folder)), folder),
}
"""Another geocoder is put through the contract by a line here."""


@pytest.fixture(params=MAKERS)
def geocoder(request: pytest.FixtureRequest, nominatim: Nominatim, tmp_path: Path) -> Geocodes:
    return MAKERS[request.param](nominatim, tmp_path)


def test_a_name_is_answered_with_its_best_place(geocoder: Geocodes) -> None:
    for _ in range(2):  # the second time from the cache where there is one
        found = geocoder.geocode("Kryvyi Rih")
        assert isinstance(found, Location)
        assert (found.latitude, found.longitude) == (
            pytest.approx(47.91, abs=0.01),
            pytest.approx(33.38, abs=0.02),
        )
        assert "Kryvyi Rih" in found.address
        assert isinstance(found.raw, dict)


def test_all_places_are_a_list_with_the_best_first(geocoder: Geocodes) -> None:
    for _ in range(2):
        found = geocoder.geocode("Kryvyi Rih", exactly_one=False)
        assert found is not None
        assert [round(location.latitude) for location in found] == [48, -12]


def test_asking_for_one_first_does_not_lose_the_others(geocoder: Geocodes) -> None:
    geocoder.geocode("Kryvyi Rih")
    assert len(geocoder.geocode("Kryvyi Rih", exactly_one=False) or []) == 2


@pytest.mark.parametrize(
    "query", ["Xyzzyville", "", " ", "東京都庁前", "a" * 2_000, "Kryvyi\x00Rih", "' OR 1=1 --"]
)
def test_an_unknown_name_is_none_either_way(geocoder: Geocodes, query: str) -> None:
    for _ in range(2):
        assert geocoder.geocode(query) is None
        assert geocoder.geocode(query, exactly_one=False) is None


@pytest.mark.parametrize("failure", BAD_ANSWERS)
@pytest.mark.parametrize(
    "around", [lambda geocoder, folder: geocoder, cached], ids=["service", "cached service"]
)
def test_a_failure_is_an_error_and_never_no_such_place(
    failure: str,
    around: Callable[[Geocodes, Path], Geocodes],
    nominatim: Nominatim,
    tmp_path: Path,
) -> None:
    patience = 1.0 if failure in ("slow", "drop by drop") else 5.0  # the right answer must come in time
    geocoder = around(service(loopback(nominatim, tmp_path, timeout=patience)), tmp_path)
    rightly, nominatim.answer = nominatim.answer, BAD_ANSWERS[failure]
    with pytest.raises(GeocoderUnavailable, match=r"^nominatim .*\.$") as caught:
        geocoder.geocode("Kryvyi Rih")
    assert "{{" not in str(caught.value)
    nominatim.answer = rightly
    if failure != "429":  # which asks to be left alone for a while
        assert geocoder.geocode("Kryvyi Rih") is not None


def test_a_service_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    server = Nominatim()
    server.server_close()
    with pytest.raises(GeocoderUnavailable, match="cannot be reached"):
        service(loopback(server, tmp_path)).geocode("Kryvyi Rih")
