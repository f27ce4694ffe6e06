"""Which corrections the command line applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.corrections import CorrectionStore, corrections_of, export_json
from geo.errors import CorrectionsUnreadable
from geo.reader_folders import CORRECTIONS, reader_folder
from geo.settings import Settings
from tests.corrections.made import correction


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def keep(path: Path, toponym: str) -> None:
    store = CorrectionStore(path)
    store.add(correction(toponym=toponym))
    store.close()


def of_reader(settings: Settings, name: str) -> Path:
    return reader_folder(settings, f"browser:{name}") / CORRECTIONS


def names(settings: Settings, file: Path | None = None) -> list[str]:
    return [each.toponym for each in corrections_of(settings, file)[0].made]


def test_without_any_there_are_none_and_no_folder_is_made(settings: Settings) -> None:
    made, notices = corrections_of(settings)
    assert (len(made), notices) == (0, ())
    assert not settings.data_dir.exists()


def test_those_of_the_one_reader_and_those_that_all_share_hold(settings: Settings) -> None:
    keep(settings.data_dir / CORRECTIONS, "shared")
    keep(of_reader(settings, "a"), "own")
    assert names(settings) == ["shared", "own"]
    assert corrections_of(settings)[1] == ()


def test_of_several_readers_none_is_applied_and_that_is_said(settings: Settings) -> None:
    keep(settings.data_dir / CORRECTIONS, "shared")
    keep(of_reader(settings, "a"), "a")
    keep(of_reader(settings, "b"), "b")
    assert names(settings) == ["shared"]
    (notice,) = corrections_of(settings)[1]
    assert notice.startswith("2 readers keep corrections")
    assert names(settings, of_reader(settings, "b")) == ["b"]


def test_where_all_are_one_reader_theirs_are_the_shared_ones(tmp_path: Path) -> None:
    one = Settings(data_dir=tmp_path / "data", readers="one")
    keep(one.data_dir / CORRECTIONS, "shared")
    keep(of_reader(one, "a"), "left from before")
    assert names(one) == ["shared"]


def test_an_export_is_read(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    file.write_text(export_json([correction(toponym="saved")]))
    assert names(settings, file) == ["saved"]
    file.write_text("something else")
    with pytest.raises(CorrectionsUnreadable):
        corrections_of(settings, file)


def test_a_store_that_cannot_be_read_is_told_and_the_rest_holds(settings: Settings) -> None:
    keep(of_reader(settings, "a"), "own")
    (settings.data_dir / CORRECTIONS).mkdir()
    made, (notice,) = corrections_of(settings)
    assert [each.toponym for each in made.made] == ["own"]
    assert notice.endswith("It is read without them.")


def test_for_whoever_asks_from_outside_no_readers_own_hold(settings: Settings) -> None:
    keep(settings.data_dir / CORRECTIONS, "shared")
    keep(of_reader(settings, "a"), "own")
    assert [each.toponym for each in corrections_of(settings, shared_alone=True)[0].made] == ["shared"]
