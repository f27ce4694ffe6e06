"""Answers are kept as long as they are good, by several processes, whatever happens to the file."""

from __future__ import annotations

import logging
import pickle
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from geopy.location import Location

from geo.errors import GeocoderUnavailable
from geo.geocoding import CachedGeocoder, GeocodeCache

DAY = 86_400.0
KYIV = Location("Kyiv, Ukraine", (50.45, 30.52), {"osm_id": 1, "name": "Київ"})
KYIV_ELSEWHERE = Location("Kyiv, Peru", (-12.0, -77.0), {"osm_id": 2})


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Counting:
    """Knows Kyiv, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.down = False

    def geocode(self, query: str, *, exactly_one: bool = True) -> list[Location] | None:  # type: ignore[override]
        self.asked.append(query)
        if self.down:
            raise GeocoderUnavailable("It is down.")
        return [KYIV, KYIV_ELSEWHERE] if query.casefold() == "kyiv" else None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> GeocodeCache:
    return GeocodeCache(tmp_path / "deep" / "answers.sqlite", clock=clock)


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def geocoder(counting: Counting, store: GeocodeCache) -> CachedGeocoder:
    return CachedGeocoder(counting, store, service="photon", language="en")  # type: ignore[arg-type]


def same(one: Location | None, other: Location) -> bool:
    return one is not None and (one.address, one.point, one.raw) == (other.address, other.point, other.raw)


def test_the_second_question_is_answered_from_the_store_with_all_that_was_answered(
    geocoder: CachedGeocoder, counting: Counting
) -> None:
    geocoder.geocode("Kyiv")
    found = geocoder.geocode("Kyiv", exactly_one=False)
    assert counting.asked == ["Kyiv"]
    assert found is not None
    assert [same(a, b) for a, b in zip(found, [KYIV, KYIV_ELSEWHERE], strict=True)] == [True, True]


@pytest.mark.parametrize("query", ["kyiv", " KYIV ", "Ｋｙｉｖ", "Kyiv\n"])
def test_case_width_and_white_space_make_no_second_question(
    geocoder: CachedGeocoder, counting: Counting, query: str
) -> None:
    geocoder.geocode("Kyiv")
    assert same(geocoder.geocode(query), KYIV)
    assert len(counting.asked) == 1


def test_accents_make_a_second_question(geocoder: CachedGeocoder, counting: Counting) -> None:
    geocoder.geocode("Kyiv")
    assert geocoder.geocode("Kyív") is None
    assert len(counting.asked) == 2


def test_a_place_is_kept_for_a_year(geocoder: CachedGeocoder, counting: Counting, clock: Clock) -> None:
    geocoder.geocode("Kyiv")
    clock.now += 364 * DAY
    geocoder.geocode("Kyiv")
    assert len(counting.asked) == 1
    clock.now += 2 * DAY
    geocoder.geocode("Kyiv")
    assert len(counting.asked) == 2


def test_no_such_place_is_kept_for_a_week(geocoder: CachedGeocoder, counting: Counting, clock: Clock) -> None:
    assert geocoder.geocode("Xyzzy") is None
    clock.now += 6 * DAY
    assert geocoder.geocode("Xyzzy") is None
    assert len(counting.asked) == 1
    clock.now += 2 * DAY
    assert geocoder.geocode("Xyzzy") is None
    assert len(counting.asked) == 2


def test_a_failure_is_never_kept(geocoder: CachedGeocoder, counting: Counting, store: GeocodeCache) -> None:
    counting.down = True
    with pytest.raises(GeocoderUnavailable):
        geocoder.geocode("Kyiv")
    assert store.counts() == ()
    counting.down = False
    assert same(geocoder.geocode("Kyiv"), KYIV)


def test_services_and_languages_do_not_share_answers(store: GeocodeCache, counting: Counting) -> None:
    for service, language in [("photon", "en"), ("photon", "de"), ("nominatim", "en")]:
        CachedGeocoder(counting, store, service=service, language=language).geocode("Kyiv")  # type: ignore[arg-type]
    assert len(counting.asked) == 3


def test_answers_of_an_older_schema_are_not_found(
    geocoder: CachedGeocoder, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    geocoder.geocode("Kyiv")
    monkeypatch.setattr("geo.geocoding.geocode_cache.SCHEMA", 99)
    geocoder.geocode("Kyiv")
    assert len(counting.asked) == 2


def test_counts_and_clear(geocoder: CachedGeocoder, store: GeocodeCache, clock: Clock) -> None:
    geocoder.geocode("Kyiv")
    geocoder.geocode("Xyzzy")
    clock.now += 8 * DAY
    geocoder.geocode("Plugh")
    (kept,) = store.counts()
    assert (kept.service, kept.found, kept.nothing, kept.expired) == ("photon", 1, 1, 1)
    store.clear()
    assert store.counts() == ()


def test_looking_into_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    store = GeocodeCache(tmp_path / "answers.sqlite")
    assert store.counts() == ()
    store.clear()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[1]", '[{"address": "Kyiv"}]', '[{"address": "K", "lat": "x", "lon": 1, "raw": 1}]'],
)
def test_an_unreadable_row_is_asked_for_again_and_mended(
    geocoder: CachedGeocoder,
    counting: Counting,
    store: GeocodeCache,
    content: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    geocoder.geocode("Kyiv")
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE answer SET content = ?", (content,))
    connection.close()
    assert same(geocoder.geocode("Kyiv"), KYIV)
    assert "unreadable" in caplog.text
    assert same(geocoder.geocode("Kyiv"), KYIV)
    assert len(counting.asked) == 2


@pytest.mark.parametrize(
    ("column", "before", "after"), [("content", "50.45", "51.45"), ("query", "kyiv", "kyyv")]
)
def test_a_row_that_is_damaged_and_still_looks_right_answers_nothing(
    store: GeocodeCache, column: str, before: str, after: str
) -> None:
    store.put("photon", "Kyiv", "en", [Location("Kyiv", (50.45, 30.52), {})])
    with sqlite3.connect(store.path) as connection:
        connection.execute(f"UPDATE answer SET {column} = replace({column}, ?, ?)", (before, after))  # noqa: S608
    connection.close()
    assert store.get("photon", "Kyiv", "en") is None
    assert store.get("photon", "Kyyv", "en") is None


@pytest.mark.parametrize("damage", [b"this is no database" * 500, b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_an_unreadable_file_is_moved_aside_and_said(
    counting: Counting, store: GeocodeCache, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(damage)
    geocoder = CachedGeocoder(counting, store, service="photon", language="en")  # type: ignore[arg-type]
    assert same(geocoder.geocode("Kyiv"), KYIV)
    assert same(geocoder.geocode("Kyiv"), KYIV)
    assert len(counting.asked) == 1
    aside = store.path.with_name("answers.sqlite.unreadable")
    assert aside.read_bytes() == damage
    assert "answers.sqlite.unreadable" in caplog.text
    store.clear()
    assert not aside.exists()


def test_damage_while_the_file_is_open_costs_nothing_but_the_answers(
    geocoder: CachedGeocoder, store: GeocodeCache, counting: Counting
) -> None:
    for number in range(200):
        store.put("photon", f"town {number}", "en", [KYIV])
    pickle.loads(pickle.dumps(store)).counts()  # noqa: S301 - our own; folds the log into the file
    size = store.path.stat().st_size
    with store.path.open("r+b") as file:
        file.write(b"\xff" * size)
    for companion in ("-wal", "-shm"):
        store.path.with_name(store.path.name + companion).unlink(missing_ok=True)
    fresh = GeocodeCache(store.path)
    other = CachedGeocoder(counting, fresh, service="photon", language="en")  # type: ignore[arg-type]
    assert same(other.geocode("Kyiv"), KYIV)
    assert same(other.geocode("Kyiv"), KYIV)
    assert len(counting.asked) == 1


def test_a_store_that_cannot_be_written_is_done_without(
    tmp_path: Path, counting: Counting, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    store = GeocodeCache(tmp_path / "file" / "answers.sqlite")
    geocoder = CachedGeocoder(counting, store, service="photon", language="en")  # type: ignore[arg-type]
    assert same(geocoder.geocode("Kyiv"), KYIV)
    assert "cannot be used" in caplog.text
    assert caplog.records[0].levelno == logging.WARNING


def test_an_answer_that_json_cannot_hold_is_not_kept_and_given_all_the_same(store: GeocodeCache) -> None:
    store.put("photon", "Kyiv", "en", [Location("Kyiv", (1.0, 2.0), {"self": object()})])
    assert store.get("photon", "Kyiv", "en") is None


def test_a_store_goes_to_another_process(tmp_path: Path) -> None:
    store = GeocodeCache(tmp_path / "answers.sqlite")
    store.put("photon", "Kyiv", "en", [KYIV])
    again: GeocodeCache = pickle.loads(pickle.dumps(store))  # noqa: S301 - our own
    assert again.get("photon", "Kyiv", "en") is not None


WRITER = """
import sys
from pathlib import Path
from geopy.location import Location
from geo.geocoding import GeocodeCache
store = GeocodeCache(Path(sys.argv[1]))
number = 0
while True:
    store.put("photon", f"{sys.argv[2]} {number}", "en", [Location("x" * 3000, (1.0, 2.0), {})])
    number += 1
    if number == int(sys.argv[3]):
        print("ready", flush=True)
        if len(sys.argv) == 4:
            break
"""


def writer(path: Path, name: str, number: int, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(number), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_several_processes_write_at_once_and_nothing_is_lost(store: GeocodeCache) -> None:
    writers = [writer(store.path, name, 50) for name in ("a", "b", "c")]
    for process in writers:
        _, errors = process.communicate(timeout=60)
        assert errors == ""
    assert GeocodeCache(store.path).counts()[0].found == 150


def test_a_writer_that_is_killed_leaves_the_store_whole(store: GeocodeCache) -> None:
    with writer(store.path, "a", 20, "and on") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
    survivor = GeocodeCache(store.path)
    assert survivor.counts()[0].found >= 20
    survivor.put("photon", "Kyiv", "en", [KYIV])
    assert survivor.get("photon", "Kyiv", "en") is not None
    assert not store.path.with_name("answers.sqlite.unreadable").exists()
