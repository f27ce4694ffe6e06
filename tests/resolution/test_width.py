"""Words around a name speak of a point or of something wide."""

from __future__ import annotations

import pytest

from geo.resolution.width import width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She died in Salta.", -1.0),
        ("The mayor of Salta spoke.", -1.0),
        ("Salta's airport is shut.", -1.0),
        ("Rain fell across Salta.", 1.0),
        ("It snowed in the north of Salta.", 1.0),
        ("Salta's governor spoke.", 1.0),
        ("A fire in Salta's Cafayate spread.", 1.0),
        ("Salta lawmakers voted.", 1.0),
        ("He likes Salta.", 0.0),
    ],
)
def test_words_before_and_after_tell(text: str, expected: float) -> None:
    start = text.index("Salta")
    assert width(text, start, start + 5) == expected


def test_a_town_forty_kilometres_north_of_another_is_beside_a_point() -> None:
    text = "A village 40 km north of Mosul was hit."
    start = text.index("Mosul")
    assert width(text, start, start + 5) == 0.0
