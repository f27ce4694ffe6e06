"""Settings that cannot be used are told by the name of their variable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.errors import SettingsError
from geo.settings import load_settings


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DATELINE_GEOCODR", "DATELINE_GEOCODR is no setting of Dateline; did you mean DATELINE_GEOCODER?"),
        (
            "DATELINE_CACHEDIR",
            "DATELINE_CACHEDIR is no setting of Dateline; did you mean DATELINE_CACHE_DIR?",
        ),
        ("Dateline_Zzz", "Dateline_Zzz is no setting of Dateline."),
    ],
)
def test_a_variable_that_means_nothing_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.setenv(name, "nominatim")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == said
    result = CliRunner().invoke(main, ["parse"], input="Rain in Kyiv.")
    assert (result.exit_code, result.stderr) == (1, f"Error: {said}\n")


def test_case_makes_no_difference_and_others_variables_are_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("dateline_language", "uk")
    monkeypatch.setenv("DATELINES", "3")
    assert load_settings().language == "uk"
