"""American or Commonwealth English."""

from __future__ import annotations

import pytest

from geo.resolution.dialect import american, spelling


def test_american_spelling_and_institutions_speak_for_america() -> None:
    assert (
        american("The sheriff's deputies closed the center; a freshman at the county school was honored.")
        > 0.5
    )


def test_british_spelling_and_institutions_speak_for_the_commonwealth() -> None:
    assert (
        american("Councillors said the centre's programme would cost £4m. The borough's MPs agreed.") < -0.5
    )


@pytest.mark.parametrize("text", ["", "Der Bürgermeister sprach am Montag.", "It was raining."])
def test_text_without_either_says_nothing(text: str) -> None:
    assert american(text) == 0.0


def test_one_word_is_less_sure_than_many() -> None:
    assert 0 < american("The sheriff spoke.") < american("The sheriff and the deputies closed downtown.")


def test_countries_take_sides() -> None:
    assert [spelling(code) for code in ("US", "GB", "AU", "FR", None)] == [1.0, -1.0, -1.0, 0.0, 0.0]
