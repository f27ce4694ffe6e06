"""Telephone numbers say where a local paper is."""

from __future__ import annotations

import pytest

from geo.resolution.phones import homes
from tests.resolution.conftest import Resolve


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Call (614) 889-7444.", ["Ohio"]),
        ("Call 614-889-7444 or 614.889.7445.", ["Ohio"]),
        ("Call 1-903-785-1234 or 416-555-0199.", ["Texas", "Ontario"]),
        ("Call +44 20 7946 0958.", ["United Kingdom"]),
        ("Call 404-555-0199.", ["State of Georgia"]),
    ],
)
def test_a_number_is_of_a_state_or_a_country(text: str, names: list[str]) -> None:
    assert list(homes(text)) == names


@pytest.mark.parametrize(
    "text",
    ["In 1999, 5,000 came.", "Room 614, 889-7444-22", "ISBN 978-614-889-7444", "800-555-0199", ""],
)
def test_other_figures_are_of_nowhere(text: str) -> None:
    assert list(homes(text)) == []


def test_a_town_lies_where_the_paper_is_called(resolve: Resolve) -> None:
    text = "The council of Dublin met. Questions: call 614-889-7444."
    place = resolve(text, ["Dublin"])["Dublin"].place
    assert place is not None
    assert (place.country, place.region) == ("US", "Ohio")


def test_the_reader_is_told_of_the_number(resolve: Resolve) -> None:
    found = resolve("The council of Dublin met. Questions: call 614-889-7444.", ["Dublin"])["Dublin"]
    told = [e.text for c in found.candidates for e in c.evidence]
    assert "given a telephone number of Ohio" in told
