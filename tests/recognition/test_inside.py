"""Longer names that the gazetteer does not know are about the place inside them."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.recognition.inside import place_inside, trimmed
from tests.recognition.proposing import proposal


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Northeast Georgia", "Georgia"),
        ("South Ontario", "Ontario"),
        ("Eastern Ohio", "Ohio"),
        ("Metropolitan Atlanta", "Atlanta"),
        ("City of Lansing", "Lansing"),
        ("Gainesville City", "Gainesville"),
        ("Huntsville Memorial Hospital", "Huntsville"),
        ("Muscogee County School District", "Muscogee County"),
    ],
)
def test_a_name_that_is_not_known_is_cut_to_its_place(gazetteer: Gazetteer, name: str, place: str) -> None:
    start, end = place_inside(name, gazetteer)
    assert name[start:end] == place


@pytest.mark.parametrize(
    "name",
    [
        "Kyiv",
        "South Korea",
        "Kansas City",
        "West Virginia",
        "North Monticello",
        "Paris Street",
        "Willow Court",
        "Fithwick Webbing",
        "Fithwick Hospital",
        "Russian Hospital",
        "Western Pennsylvania",
    ],
)
def test_a_name_stays_whole(gazetteer: Gazetteer, name: str) -> None:
    assert place_inside(name, gazetteer) == (0, len(name))


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("A flat at 216 S. Clinton Avenue burnt.", "Clinton Avenue", "S. Clinton Avenue"),
        ("A flat at 32 N.W. Bridge St. burnt.", "Bridge St.", "N.W. Bridge St."),
        ("Vitamin B. Clinton Avenue is long.", "Clinton Avenue", "Clinton Avenue"),
        ("Schools in Northeast Georgia shut.", "Northeast Georgia", "Georgia"),
        ("He died in the City of Lansing.", "City of Lansing", "Lansing"),
        ("Sen. Webb, R-Charleston, spoke.", "R-Charleston", "Charleston"),
        ("Rain in Kyiv.", "Kyiv", "Kyiv"),
    ],
)
def test_a_mention_has_the_offsets_of_its_name(
    gazetteer: Gazetteer, text: str, found: str, name: str
) -> None:
    mention = trimmed(proposal(text, found).span.as_mention(), text, gazetteer)
    assert text[mention.start : mention.end] == name


@pytest.mark.parametrize("gap", ["  ", "\n", " \u00a0 ", "\t", "   "])
def test_a_name_whose_words_stand_apart_begins_and_ends_with_a_letter(gap: str, gazetteer: Gazetteer) -> None:
    name = f"Eastern{gap}Ohio"
    start, end = place_inside(name, gazetteer)
    assert name[start:end] == "Ohio"
