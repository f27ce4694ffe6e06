"""Names cut short grow to the longest name that the gazetteer knows."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Mention, Reading
from geo.recognition.growth import Growth
from tests.recognition.proposing import person, proposal


def grown(gazetteer: Gazetteer, text: str, mention: Mention, *people: str) -> Mention:
    return Growth(text, 0, gazetteer, [person(text, name) for name in people]).grown(mention)


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("Boats in the English Channel turned back.", "English", "English Channel"),
        ("It lay off Port Said at dawn.", "Port", "Port Said"),
        ("Rain fell on British Columbia.", "Columbia", "British Columbia"),
        ("Trinidad and Tobago signed.", "Trinidad", "Trinidad and Tobago"),
        ("A road in Bosnia and Herzegovina.", "Bosnia", "Bosnia and Herzegovina"),
        ("From France and Germany they came.", "France", "France"),
        ("He was in Kyiv Mayor Klitschko's office.", "Kyiv", "Kyiv"),
        ("The United States agreed.", "United States", "United States"),
        (
            "The Democratic People's Republic of Korea fired.",
            "Korea",
            "Democratic People's Republic of Korea",
        ),
        ("It left the Bank of Korea no choice.", "Korea", "Korea"),
        ("Georgia State won.", "Georgia", "Georgia"),
        ("She left Washington, D.C., at noon.", "Washington", "Washington, D.C."),
        ("A law of Washington, DC, and of Paris, DC.", "Washington", "Washington, DC"),
        ("A law of Washington, DC, and of Paris, DC.", "Paris", "Paris"),
        ("A report by Washington, DCist wrote.", "Washington", "Washington"),
    ],
)
def test_a_mention_grows_to_the_longest_known_name(
    gazetteer: Gazetteer, text: str, cut: str, whole: str
) -> None:
    found = grown(gazetteer, text, proposal(text, cut).span.as_mention())
    assert text[found.start : found.end] == whole


def test_a_demonym_that_grows_into_a_place_is_read_as_the_place(gazetteer: Gazetteer) -> None:
    text = "Boats in the English Channel turned back."
    part = proposal(text, "English", reading=Reading.DEMONYM).span.as_mention()
    assert grown(gazetteer, text, part).reading is Reading.LITERAL


def test_a_demonym_grows_to_the_longer_one(gazetteer: Gazetteer) -> None:
    text = "A North Korean missile fell."
    part = proposal(text, "Korean", reading=Reading.DEMONYM).span.as_mention()
    whole = grown(gazetteer, text, part)
    assert (text[whole.start : whole.end], whole.reading) == ("North Korean", Reading.DEMONYM)


def test_no_mention_grows_into_a_person(gazetteer: Gazetteer) -> None:
    text = "In York New York Smith spoke."
    part = proposal(text, "York").span.as_mention()
    assert grown(gazetteer, text, part, "New York Smith") == part


def test_no_mention_grows_into_the_header(gazetteer: Gazetteer) -> None:
    text = "New York was quiet."
    part = proposal(text, "York").span.as_mention()
    assert Growth(text, text.index("York"), gazetteer, []).grown(part) == part


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Talks in southern Turkey went on.", "southern Turkey", "Turkey"),
        ("The fire in Jackson and Barrow counties spread.", "Barrow counties", "Barrow"),
        ("He lives in the Valley.", "the Valley", "Valley"),
        ("Flights to Kharkiv- were off.", "Kharkiv-", "Kharkiv"),
        ("They met in Owerri.", "Owerri.", "Owerri"),
        ("They met in Washington, D.C.", "D.C.", "D.C."),
        ("A man from Fresno, Calif. died.", "Calif.", "Calif."),
        ("Snow fell in North Korea.", "North Korea", "North Korea"),
        ("She was born in the area.", "area", "area"),
        ("Ferry sinks off Mombasa\nBy Asha Juma", "Mombasa\nBy", "Mombasa"),
        ("He moved from New\nYork to Boston.", "New\nYork", "New\nYork"),
    ],
)
def test_what_is_no_part_of_the_name_goes(gazetteer: Gazetteer, text: str, found: str, name: str) -> None:
    mention = Growth(text, 0, gazetteer, []).cut(proposal(text, found).span.as_mention())
    assert text[mention.start : mention.end] == name
