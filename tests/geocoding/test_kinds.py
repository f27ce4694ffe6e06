"""Other packages' geocoders: found by an entry point, asked and told of like geopy's."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from geopy.location import Location

from geo.cli import main
from geo.errors import GeocoderUnavailable, SettingsError
from geo.gazetteer import Gazetteer
from geo.geocoding import GeocoderKind, service
from geo.settings import Settings, load_settings
from tests import recipes

LINE = json.dumps({"id": "1", "text": "Snow on Mount Toy.", "mentions": [{"start": 8, "end": 17}]})


@pytest.fixture
def hills(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Result]]:
    """The package of docs/extending.md is installed; reads a line with these settings."""
    packages = tmp_path / "packages"
    packages.mkdir()
    recipes.install("A geocoder", packages)
    monkeypatch.syspath_prepend(packages)
    (tmp_path / "gazetteer.sqlite").symlink_to(gazetteer.info().path)
    monkeypatch.setenv("DATELINE_CACHE_DIR", str(tmp_path))

    def run(*arguments: str, **settings: str) -> Result:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        load_settings.cache_clear()
        return CliRunner().invoke(main, arguments or ("parse",), input=LINE)

    yield run
    load_settings.cache_clear()
    sys.modules.pop("hills", None)


def test_the_documents_recipe_adds_a_geocoder_that_a_setting_switches_on(
    hills: Callable[..., Result],
) -> None:
    result = hills(DATELINE_GEOCODER="hills", DATELINE_GEOCODER_OPTIONS='{"country": "Hungary"}')
    (mention,) = json.loads(result.stdout)["mentions"]
    assert (mention["place"]["name"], mention["place"]["source"]) == ("Mount Toy", "hills")
    assert (mention["place"]["lat"], mention["place"]["lon"]) == (47.5, 19.1)
    assert "hills: found 1" in hills("cache", "info").stdout


def test_it_is_not_imported_unless_a_setting_names_it(hills: Callable[..., Result]) -> None:
    result = hills()
    assert json.loads(result.stdout)["mentions"][0]["place"] is None
    assert "hills" not in sys.modules


def test_options_that_do_not_fit_it_are_a_sentence(hills: Callable[..., Result]) -> None:
    result = hills(DATELINE_GEOCODER="hills", DATELINE_GEOCODER_OPTIONS='{"planet": "Mars"}')
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: DATELINE_GEOCODER_OPTIONS do not fit hills: ")


def test_where_there_is_none_of_a_name_those_that_packages_bring_are_said(
    hills: Callable[..., Result],
) -> None:
    result = hills(DATELINE_GEOCODER="hils")
    assert result.stderr == (
        "Error: DATELINE_GEOCODER: geopy has no geocoder called 'hils', nor does another package bring it: "
        "those bring hills.\n"
    )


@pytest.mark.parametrize(
    ("module", "problem"),
    [("raise RuntimeError('no')", "cannot be loaded: no"), ("GEOCODER = 3", "is no GeocoderKind")],
)
def test_a_package_that_is_broken_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, problem: str
) -> None:
    recipes.install("A geocoder", tmp_path)
    (tmp_path / "hills.py").write_text(module)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SettingsError, match=problem):
        service(Settings(cache_dir=tmp_path, geocoder="hills"))
    sys.modules.pop("hills", None)


def test_a_geocoder_is_given_what_it_takes_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, object] = {}

    class Picky:
        def __init__(self, *, timeout: float, user_agent: str, key: str) -> None:
            given.update(timeout=timeout, user_agent=user_agent, key=key)

        def geocode(self, query: str, *, exactly_one: bool, language: str) -> list[Location]:
            given.update(query=query, exactly_one=exactly_one, language=language)
            return [Location("Here", (1.0, 2.0), {})]

    kind = GeocoderKind(name="picky", make=Picky, interval=3.0)
    monkeypatch.setattr("geo.geocoding.services.geocoder_kind", lambda name: kind)
    settings = Settings(cache_dir=tmp_path, geocoder="picky", geocoder_options={"key": "k"}, language="uk")
    made = service(settings)
    made.geocode("Kyiv")
    assert made.interval == 3.0
    assert given.pop("user_agent", "")
    assert given == {"timeout": 5.0, "key": "k", "query": "Kyiv", "exactly_one": False, "language": "uk"}


@pytest.mark.parametrize("answer", [3, ["Kyiv"], [None], RuntimeError("{{ 7 * 7 }}"), OSError("no route")])
def test_whatever_goes_wrong_in_it_is_an_error_of_the_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    class Broken:
        def geocode(self, query: str, *, exactly_one: bool) -> object:
            if isinstance(answer, Exception):
                raise answer
            return answer

    kind = GeocoderKind(name="broken", make=Broken)
    monkeypatch.setattr("geo.geocoding.services.geocoder_kind", lambda name: kind)
    with pytest.raises(GeocoderUnavailable, match=r"^broken answered what cannot be read") as caught:
        service(Settings(cache_dir=tmp_path, geocoder="broken")).geocode("Kyiv")
    assert "{{" not in str(caught.value)
