"""A line of JSON is a document, or an error that says what is wrong with it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from geo.errors import UnreadableDocument
from geo.model import Mention, Reading
from geo.readers import read_line


def test_every_field_is_taken_over() -> None:
    line = read_line(
        '{"id": "7", "text": "In Kyiv.", "date": "2025-06-02", "title": "T", "source": "S", "extra": [1]}\n'
    )
    assert line.document.id == "7"
    assert line.document.text == "In Kyiv."
    assert line.document.date == date(2025, 6, 2)
    assert (line.document.title, line.document.source) == ("T", "S")
    assert line.mentions is None


def test_a_time_of_day_beside_the_date_is_let_pass() -> None:
    assert read_line('{"id": "7", "text": "In Kyiv.", "date": "2025-06-02T10:00:00Z"}').document.date == date(
        2025, 6, 2
    )


def test_optional_fields_may_be_null() -> None:
    line = read_line(b'{"id": "7", "text": "In Kyiv.", "date": null, "title": null, "mentions": null}')
    assert line.document.date is None
    assert line.mentions is None


def test_mentions_are_ordered_and_keep_the_reading_that_they_bring() -> None:
    given = [{"start": 3, "end": 7, "text": "Kyiv"}, {"start": 0, "end": 2, "reading": "demonym"}]
    line = read_line(json.dumps({"id": "7", "text": "In Kyiv.", "mentions": given}))
    assert line.mentions == (Mention(start=0, end=2, reading=Reading.DEMONYM), Mention(start=3, end=7))


def test_no_mentions_is_not_the_same_as_mentions_not_given() -> None:
    assert read_line('{"id": "7", "text": "In Kyiv.", "mentions": []}').mentions == ()


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_article_without_a_word_is_a_document(text: str) -> None:
    assert read_line(json.dumps({"id": "7", "text": text})).document.text == text


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "not JSON"),
        ("{", "not JSON: .* at character 2"),
        (b"\xff\xfe{", "not JSON"),
        ("[" * 100_000, "not JSON: it is nested too deeply"),
        ("[1]", "not a JSON object"),
        ("null", "not a JSON object"),
        ('{"text": "a"}', '"id" is missing'),
        ('{"id": "1"}', '"text" is missing'),
        ('{"id": "1", "text": null}', '"text" is missing'),
        ('{"id": 1, "text": "a"}', '"id" is not a string'),
        ('{"id": "1", "text": ["a"]}', '"text" is not a string'),
        ('{"id": "1", "text": "a", "title": 3}', '"title" is not a string'),
        ('{"id": "1", "text": "a", "date": "June"}', '"date" is not a date'),
        ('{"id": "1", "text": "a", "mentions": {}}', '"mentions" is not a list'),
        ('{"id": "1", "text": "a", "mentions": [3]}', "Mention 1 is not a JSON object"),
        ('{"id": "1", "text": "a", "mentions": [{"start": 0}]}', "Mention 1 has no whole numbers"),
        ('{"id": "1", "text": "a", "mentions": [{"start": false, "end": true}]}', "no whole numbers"),
        ('{"id": "1", "text": "a", "mentions": [{"start": 0, "end": 1.0}]}', "no whole numbers"),
        (
            '{"id": "1", "text": "a", "mentions": [{"start": 0, "end": 2}]}',
            r"Mention 1 \(0 to 2\) lies outside",
        ),
        ('{"id": "1", "text": "a", "mentions": [{"start": -1, "end": 1}]}', "lies outside"),
        ('{"id": "1", "text": "a", "mentions": [{"start": 0, "end": 0}]}', "lies outside"),
        (
            '{"id": "1", "text": "a", "mentions": [{"start": 0, "end": 1, "reading": []}]}',
            "none of the readings",
        ),
    ],
)
def test_what_is_no_such_document_is_refused_with_the_reason(line: bytes | str, problem: str) -> None:
    with pytest.raises(UnreadableDocument, match=problem):
        read_line(line)


def test_half_a_surrogate_pair_moves_no_offset() -> None:
    line = read_line('{"id": "\\udc00", "text": "\\ud800 Kyiv", "mentions": [{"start": 2, "end": 6}]}')
    assert line.document.id == "\ufffd"
    assert line.document.text[2:6] == "Kyiv"
