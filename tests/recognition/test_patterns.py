"""The sentences that teach readings."""

from __future__ import annotations

from training.tagger.labels import LITERAL, METONYMIC
from training.tagger.patterns import patterns


def test_every_name_stands_where_its_reading_says() -> None:
    for article in patterns(0):
        assert "{" not in article.text
        assert article.readings
        for span, allowed in article.readings:
            name = article.text[span.start : span.end]
            assert name[0].isupper()
            assert not name.startswith("The ")
            assert allowed in ({LITERAL}, {METONYMIC})


def test_both_readings_are_taught_and_one_sentence_may_show_both() -> None:
    shown = [{reading for _, allowed in a.readings for reading in allowed} for a in patterns(0)]
    assert shown.count({LITERAL}) > 50
    assert shown.count({METONYMIC}) > 50
    assert {LITERAL, METONYMIC} in shown


def test_names_are_drawn_anew_and_the_same_again() -> None:
    first, again, other = ([a.text for a in patterns(seed)] for seed in (1, 1, 2))
    assert first == again
    assert len(set(first) & set(other)) < len(first) / 10
