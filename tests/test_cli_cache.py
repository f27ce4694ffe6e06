"""A service's answers on the command line: what is kept, forgetting it, and what an outage looks like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo.cli import main
from geo.gazetteer import Gazetteer
from geo.settings import load_settings
from tests.geocoding.conftest import BAD_ANSWERS, Nominatim, nominatim

__all__ = ["nominatim"]  # the fixture

LINE = json.dumps({"id": "1", "text": "Floods in Qwertzstadt.", "mentions": [{"start": 10, "end": 21}]})
QWERTZSTADT = {
    "osm_type": "node",
    "osm_id": 12,
    "lat": "47.2",
    "lon": "8.5",
    "addresstype": "town",
    "name": "Qwertzstadt",
    "display_name": "Qwertzstadt, Switzerland",
    "address": {"country": "Switzerland", "country_code": "ch"},
}


@pytest.fixture(autouse=True)
def asked(
    nominatim: Nominatim,
    gazetteer: Gazetteer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Nominatim]:
    """Settings that name the service on loopback, with a cache of their own beside the real gazetteer."""
    (tmp_path / "gazetteer.sqlite").symlink_to(gazetteer.info().path)
    nominatim.known["qwertzstadt"] = [QWERTZSTADT]
    monkeypatch.setenv("DATELINE_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("DATELINE_GEOCODER", "nominatim")
    options = {"domain": nominatim.domain, "scheme": "http", "proxies": {}}
    monkeypatch.setenv("DATELINE_GEOCODER_OPTIONS", json.dumps(options))
    load_settings.cache_clear()
    yield nominatim
    load_settings.cache_clear()


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=input)


def test_a_name_that_the_gazetteer_lacks_is_asked_for_once_and_kept(asked: Nominatim) -> None:
    for _ in range(2):
        result = run("parse", input=LINE)
        (mention,) = json.loads(result.stdout)["mentions"]
        assert mention["place"]["id"] == "nominatim:N12"
        assert mention["place"]["source"] == "nominatim"
        assert mention["place"]["geonameid"] is None
        assert result.exit_code == 0
    assert [question["q"] for question in asked.asked] == ["Qwertzstadt"]


def test_info_counts_and_clear_forgets(asked: Nominatim) -> None:
    assert run("cache", "info").stdout.startswith("No answers are kept in ")
    run("parse", input=LINE)
    assert f"nominatim {asked.domain}: found 1, no such place 0, expired 0" in run("cache", "info").stdout
    assert run("cache", "clear").stdout == "Answers forgotten: 1\n"
    assert run("cache", "info").stdout.startswith("No answers are kept in ")
    run("parse", input=LINE)
    assert len(asked.asked) == 2


@pytest.mark.parametrize("failure", ["429", "500", "not JSON", "cut off"])
def test_an_outage_costs_that_name_its_place_and_is_said(asked: Nominatim, failure: str) -> None:
    asked.answer = BAD_ANSWERS[failure]
    result = run("parse", input=f"{LINE}\n" + json.dumps({"id": "2", "text": "Rain in Ukraine."}))
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["mentions"][0]["place"] is None
    assert first["mentions"][0]["failure"].startswith("nominatim ")
    assert first["notices"][0].startswith("A name stays unplaced because nominatim ")
    assert second["mentions"][0]["place"]["country"] == "UA"
    assert "notices" not in second
    assert result.stderr == f"dateline: {first['notices'][0]}\n"
    assert result.exit_code == 0


def test_nothing_is_asked_where_the_settings_name_no_service(
    asked: Nominatim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_GEOCODER")
    load_settings.cache_clear()
    record = json.loads(run("parse", input=LINE).stdout)
    assert record["mentions"][0]["place"] is None
    assert "failure" not in record["mentions"][0]
    assert asked.asked == []


def test_a_service_that_geopy_does_not_have_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GEOCODER", "nowhere")
    load_settings.cache_clear()
    result = run("parse", input=LINE)
    assert result.exit_code == 1
    assert result.stderr == "Error: DATELINE_GEOCODER: geopy has no geocoder called 'nowhere'.\n"
