"""Services are asked as their operators ask to be: by name, one question at a time, not too often."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from geo.errors import GeocoderUnavailable, SettingsError
from geo.geocoding import Service, service
from geo.geocoding.base import LONGEST_PAUSE, RateLimited
from geo.geocoding.turns import IN_QUEUE
from geo.locking import exclusive
from geo.settings import Settings
from tests.geocoding.conftest import BAD_ANSWERS, KRYVYI_RIH, Nominatim


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


def test_questions_are_never_asked_side_by_side(nominatim: Nominatim, tmp_path: Path) -> None:
    at_once, most, rightly = 0, 0, nominatim.answer

    def counting(handler: Any) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        rightly(handler)
        at_once -= 1

    nominatim.answer = counting
    asked = own_server(nominatim, tmp_path)
    threads = [threading.Thread(target=asked.geocode, args=(f"town {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(nominatim.asked), most) == (4, 1)


def own_server(nominatim: Nominatim, folder: Path, timeout: float = 5.0) -> Service:
    """The service on loopback with the true clock."""
    options = {"domain": nominatim.domain, "scheme": "http", "proxies": {}}
    return service(
        Settings(
            cache_dir=folder,
            geocoder="nominatim",
            geocoder_options=options,
            geocoder_timeout=timeout,
        )
    )


def test_an_answer_that_drips_holds_no_lock_and_others_for_its_time_only(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    rightly, nominatim.answer = nominatim.answer, BAD_ANSWERS["drop by drop"]
    asked = own_server(nominatim, tmp_path, timeout=1.0)

    def ask() -> None:
        with pytest.raises(GeocoderUnavailable):
            asked.geocode("Kryvyi Rih")

    dripping = threading.Thread(target=ask)
    dripping.start()
    while not nominatim.asked:
        sleep(0.01)
    with exclusive(next(tmp_path.glob("*.lock")), timeout=0.5):
        nominatim.answer = rightly
    begun = monotonic()
    assert own_server(nominatim, tmp_path).geocode("Kryvyi Rih") is not None
    assert monotonic() - begun < 4
    dripping.join()


def test_a_process_that_is_killed_amid_its_question_holds_others_for_its_time_only(
    make: Make, time: Time, nominatim: Nominatim
) -> None:
    make()._turns.take(6.0)  # and is never heard of again
    assert make().geocode("Kryvyi Rih") is not None
    assert sum(time.slept) == pytest.approx(6.0, abs=0.1)


def test_a_question_waits_for_a_bounded_time_while_others_are_asked(make: Make, time: Time) -> None:
    make()._turns.take(1000.0)
    with pytest.raises(GeocoderUnavailable, match="kept busy by other questions"):
        make().geocode("Kryvyi Rih")
    assert sum(time.slept) == pytest.approx(IN_QUEUE, abs=0.1)


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"Retry-After": "120"}, 120),
        (429, {"Retry-After": "172800"}, 172_800),
        (429, {"Retry-After": "9" * 20}, LONGEST_PAUSE),
        (429, {"Retry-After": "9" * 5000}, 60),  # says nothing that could be understood
        (429, {"Retry-After": "-5"}, 1),
        (429, {"Retry-After": "Tue, 14 Nov 2023 22:13:20 GMT"}, 1),  # is past; the interval stays
        (429, {"Retry-After": "Tue, 99 Foo 99999 99:99:99 GMT"}, 60),
        (429, {}, 60),
        (503, {"Retry-After": "30"}, 30),
        (503, {"Retry-After": "9" * 20}, LONGEST_PAUSE),
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
        time.now += wait - 4
        with pytest.raises(RateLimited, match="left alone for another 4 seconds"):
            make().geocode("Kryvyi Rih")
        assert len(nominatim.asked) == 1
        wait = 4
    time.now += wait
    assert make().geocode("Kryvyi Rih") is not None
    assert time.slept == []


@pytest.mark.parametrize("hours", [-12, 12])
def test_setting_the_wall_clock_changes_no_pause(
    make: Make, nominatim: Nominatim, time: Time, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    rightly = nominatim.answer
    nominatim.answer = lambda handler: handler.send(429, b"", Retry_After="120")
    with pytest.raises(RateLimited):
        make().geocode("Kryvyi Rih")
    nominatim.answer = rightly
    true = datetime.now(UTC).timestamp()
    monkeypatch.setattr("time.time", lambda: true + hours * 3600)
    time.now += 60
    with pytest.raises(RateLimited, match="left alone for another 60 seconds"):
        make().geocode("Kryvyi Rih")
    time.now += 60
    assert make().geocode("Kryvyi Rih") is not None


@pytest.mark.parametrize(("passed", "left"), [(-43_200, 120), (0, 120), (50, 70), (120, 0), (86_400, 0)])
def test_after_a_restart_of_the_machine_a_pause_lasts_no_longer_than_it_was_meant_to(
    make: Make, nominatim: Nominatim, time: Time, tmp_path: Path, passed: float, left: float
) -> None:
    """The monotonic clock starts anew; `passed` is what the wall clock says, right or wrong."""
    make().geocode("Lviv")
    (file,) = tmp_path.glob("*.turn")
    date = datetime.now(UTC).timestamp() - passed
    record = {"until": time.now + 1120, "written": time.now + 1000, "date": date, "reason": "pause"}
    file.write_text(json.dumps(record))
    if left:
        with pytest.raises(RateLimited) as caught:
            make().geocode("Kryvyi Rih")
        assert caught.value.retry_after == pytest.approx(left, abs=5)
    else:
        assert make().geocode("Kryvyi Rih") is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"42",
        b"[" * 100_000,
        b'{"until": 1}',
        b'{"until": NaN, "written": 0, "date": 0, "reason": "pause"}',
        b'{"until": 1e308, "written": -1e308, "date": 0, "reason": "pause"}',
        b'{"until": 1e12, "written": 0, "date": 0, "reason": "pause"}',
        b'{"until": 0, "written": 0, "date": Infinity, "reason": "pause"}',
        b'{"until": 1' + b"0" * 400 + b', "written": 0, "date": 0, "reason": "pause"}',
        b'{"until": 9, "written": 0, "date": 0, "reason": "whim"}',
    ],
)
def test_a_damaged_file_of_turns_keeps_nobody_waiting(
    make: Make, time: Time, tmp_path: Path, content: bytes
) -> None:
    make().geocode("Lviv")
    (file,) = tmp_path.glob("*.turn")
    file.write_bytes(content)
    assert make().geocode("Kryvyi Rih") is not None
    assert time.slept == []


def test_a_cache_folder_that_cannot_be_used_is_an_error_of_the_contract(
    make: Make, nominatim: Nominatim, tmp_path: Path
) -> None:
    asked = make()
    asked.geocode("Lviv")
    (file,) = tmp_path.glob("*.turn")
    file.unlink()
    file.mkdir()
    with pytest.raises(GeocoderUnavailable, match=r"nominatim was not asked: .* cannot be used"):
        asked.geocode("Kryvyi Rih")
    assert len(nominatim.asked) == 1


def test_a_lock_that_another_process_keeps_is_an_error_of_the_contract(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.geocoding.turns._LOCK_SECONDS", 0.1)
    asked = make()
    asked.geocode("Lviv")
    with exclusive(next(tmp_path.glob("*.lock"))), pytest.raises(GeocoderUnavailable, match="was not asked"):
        asked.geocode("Kryvyi Rih")


def test_an_answer_is_kept_where_the_turn_cannot_be_given_back(
    make: Make, nominatim: Nominatim, tmp_path: Path
) -> None:
    rightly = nominatim.answer

    def spoil(handler: Any) -> None:
        (file,) = tmp_path.glob("*.turn")
        file.unlink()
        file.mkdir()
        rightly(handler)

    nominatim.answer = spoil
    assert make().geocode("Kryvyi Rih") is not None


def test_half_a_character_in_an_answer_is_one_that_can_be_written(
    nominatim: Nominatim, tmp_path: Path
) -> None:
    broken = json.dumps([KRYVYI_RIH | {"name": "Kryvyi\ud800", "display_name": "\udfff, Ukraine"}])
    broken = broken.replace('"osm_type"', '"a\\ud83d": ["\\udead"], "osm_type"')
    nominatim.answer = lambda handler: handler.send(200, broken.encode())
    found = own_server(nominatim, tmp_path).geocode("Kryvyi Rih")
    assert found is not None
    assert found.raw["name"] == "Kryvyi\ufffd"
    assert found.address == "\ufffd, Ukraine"
    json.dumps([found.address, found.raw], ensure_ascii=False).encode()
    own_server(nominatim, tmp_path).geocode("Kryvyi \ud800Rih")  # nor can one be sent
    assert nominatim.asked[-1]["q"] == "Kryvyi \ufffdRih"


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
