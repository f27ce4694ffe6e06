"""Services are asked as their operators ask to be: by name, one question at a time, not too often."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.errors import GeocoderUnavailable, SettingsError
from geo.geocoding import Service, service
from geo.geocoding.base import RateLimited
from geo.settings import Settings
from tests.geocoding.conftest import Nominatim


class Time:
    """A clock that goes on only while something sleeps."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


Make = Callable[..., Service]


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def make(nominatim: Nominatim, tmp_path: Path, time: Time) -> Make:
    """A service on loopback that is asked as a public one is, a process each."""

    def make(name: str = "nominatim", interval: float | None = 1.0) -> Service:
        options = {"domain": nominatim.domain, "scheme": "http", "proxies": {}}
        settings = Settings(cache_dir=tmp_path, geocoder=name, geocoder_options=options)
        return service(settings, interval=interval, clock=time, sleep=time.sleep)

    return make


def test_the_first_question_is_asked_at_once_and_the_next_a_second_later(make: Make, time: Time) -> None:
    asked = make()
    asked.geocode("Kryvyi Rih")
    assert time.slept == []
    time.now += 0.25
    asked.geocode("Lviv")
    assert time.slept == [pytest.approx(0.75, abs=0.01)]
    time.now += 5
    asked.geocode("Odesa")
    assert len(time.slept) == 1


def test_the_interval_holds_for_other_processes_too(make: Make, time: Time) -> None:
    make().geocode("Kryvyi Rih")
    make().geocode("Lviv")  # knows of the first by its file alone
    assert time.slept == [pytest.approx(1.0, abs=0.01)]


def test_a_server_of_ones_own_is_asked_without_waiting(make: Make, time: Time) -> None:
    asked = make(interval=None)
    asked.geocode("Kryvyi Rih")
    asked.geocode("Lviv")
    assert time.slept == []


def test_an_empty_name_is_not_asked(make: Make, nominatim: Nominatim) -> None:
    assert make().geocode("  ") is None
    assert nominatim.asked == []


def test_questions_are_never_asked_side_by_side(make: Make, nominatim: Nominatim) -> None:
    at_once, most, rightly = 0, 0, nominatim.answer

    def counting(handler: Any) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        rightly(handler)
        at_once -= 1

    nominatim.answer = counting
    asked = make(interval=0.0)
    threads = [threading.Thread(target=asked.geocode, args=(f"town {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(nominatim.asked), most) == (4, 1)


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"Retry-After": "120"}, 120),
        (429, {"Retry-After": "Tue, 14 Nov 2023 22:13:20 GMT"}, 1),  # is past; the interval stays
        (429, {}, 60),
        (503, {"Retry-After": "30"}, 30),
    ],
)
def test_a_service_that_asks_for_a_pause_gets_it_from_every_process(
    make: Make, nominatim: Nominatim, time: Time, status: int, headers: dict[str, str], wait: float
) -> None:
    rightly = nominatim.answer
    nominatim.answer = lambda handler: handler.send(status, b"", **headers)
    with pytest.raises(RateLimited):
        make().geocode("Kryvyi Rih")
    nominatim.answer = rightly
    if wait > 5:
        with pytest.raises(GeocoderUnavailable, match="left alone for another"):
            make().geocode("Kryvyi Rih")
        assert len(nominatim.asked) == 1
    time.now += wait
    assert make().geocode("Kryvyi Rih") is not None


def test_an_absurd_pause_is_not_kept(make: Make, nominatim: Nominatim, time: Time, tmp_path: Path) -> None:
    make().geocode("Kryvyi Rih")
    os.utime(tmp_path / "nominatim.turn", (time.now + 1e9, time.now + 1e9))
    assert make().geocode("Lviv") is None
    assert time.slept == []


def test_a_failure_counts_as_a_question(make: Make, nominatim: Nominatim, time: Time) -> None:
    nominatim.answer = lambda handler: handler.send(500, b"")
    asked = make()
    for _ in range(2):
        with pytest.raises(GeocoderUnavailable):
            asked.geocode("Kryvyi Rih")
    assert time.slept == [pytest.approx(1.0, abs=0.01)]


def test_what_the_settings_say_is_what_is_asked(nominatim: Nominatim, tmp_path: Path) -> None:
    settings = Settings(
        cache_dir=tmp_path,
        geocoder="Nominatim",
        geocoder_options={"domain": nominatim.domain, "scheme": "http", "proxies": {}},
        language="uk",
    )
    service(settings).geocode("Kryvyi Rih")
    assert nominatim.asked == [
        {"q": "Kryvyi Rih", "format": "json", "limit": "5", "addressdetails": "1", "accept-language": "uk"}
    ]
    assert nominatim.user_agents[0].startswith("dateline/")


def test_a_user_agent_of_ones_own_is_used(nominatim: Nominatim, tmp_path: Path) -> None:
    options = {"domain": nominatim.domain, "scheme": "http", "proxies": {}, "user_agent": "The Daily Planet"}
    service(Settings(cache_dir=tmp_path, geocoder="nominatim", geocoder_options=options)).geocode("Kyiv")
    assert nominatim.user_agents == ["The Daily Planet"]


@pytest.mark.parametrize(
    ("name", "options", "public"),
    [
        ("nominatim", {}, True),
        ("nominatim", {"domain": "nominatim.openstreetmap.org"}, True),
        ("nominatim", {"domain": "nominatim.example.org"}, False),
        ("photon", {}, True),
        ("geonames", {"username": "someone"}, True),
    ],
)
def test_public_services_are_asked_once_a_second(
    name: str, options: dict[str, str], public: bool, tmp_path: Path
) -> None:
    made = service(Settings(cache_dir=tmp_path, geocoder=name, geocoder_options=options))
    assert made.interval == (1.0 if public else 0.0)


def test_two_servers_of_a_kind_have_addresses_of_their_own(tmp_path: Path) -> None:
    one = service(Settings(cache_dir=tmp_path, geocoder="photon"))
    other = service(
        Settings(cache_dir=tmp_path, geocoder="photon", geocoder_options={"domain": "photon.example.org"})
    )
    assert one.address == "photon photon.komoot.io"
    assert other.address == "photon photon.example.org"


@pytest.mark.parametrize(
    ("name", "options", "problem"),
    [
        ("nowhere", {}, "geopy has no geocoder called 'nowhere'"),
        ("geonames", {}, "OPTIONS do not fit geonames"),
        ("nominatim", {"planet": "Mars"}, "OPTIONS do not fit nominatim"),
        ("nominatim", {"scheme": "gopher"}, "OPTIONS do not fit nominatim"),
    ],
)
def test_a_service_that_cannot_be_made_is_an_error_of_the_settings(
    name: str, options: dict[str, str], problem: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=problem):
        service(Settings(cache_dir=tmp_path, geocoder=name, geocoder_options=options))


def test_no_error_tells_a_key(tmp_path: Path) -> None:
    options = {"api_key": "s3cret", "planet": "Mars"}
    with pytest.raises(SettingsError) as caught:
        service(Settings(cache_dir=tmp_path, geocoder="opencage", geocoder_options=options))
    assert "s3cret" not in str(caught.value)


def test_photons_answers_come_through_too(make: Make, nominatim: Nominatim) -> None:
    feature = {"geometry": {"coordinates": [33.39, 47.91]}, "properties": {"name": "Kryvyi Rih"}}
    body = json.dumps({"features": [feature]}).encode()
    nominatim.answer = lambda handler: handler.send(200, body)
    found = make("photon").geocode("Kryvyi Rih")
    assert found is not None
    assert (found.latitude, found.longitude) == (47.91, 33.39)
