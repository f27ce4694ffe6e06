"""Sentences of our own in which a place's name stands for a government or names something else."""

from __future__ import annotations

import random
from collections import Counter

from training.tagger.corpora import Article, Span
from training.tagger.labels import LITERAL, METONYMIC
from training.tagger.namesakes import namesakes, with_persons_renamed, with_place_moved


def test_every_name_stands_where_its_span_says() -> None:
    classes: Counter[str] = Counter()
    for article in namesakes(0):
        assert "{" not in article.text
        assert "[" not in article.text
        for span in article.entities or ():
            name = article.text[span.start : span.end]
            assert name
            assert name == name.strip()
            classes[span.label] += 1
        places = {(s.start, s.end) for s in article.entities or () if s.label == "PLACE"}
        assert {(s.start, s.end) for s in article.mentions or ()} == places
        assert {(s.start, s.end) for s, _ in article.readings} == places
    assert min(classes[label] for label in ("PLACE", "PER", "ORG", "OTHER")) > 20


def test_both_readings_are_taught() -> None:
    shown = Counter(next(iter(r)) for article in namesakes(0) for _, r in article.readings)
    assert min(shown[LITERAL], shown[METONYMIC]) > 50


def test_names_are_drawn_anew_and_the_same_again() -> None:
    first, again, other = ([a.text for a in namesakes(seed)] for seed in (1, 1, 2))
    assert first == again
    assert len(set(first) & set(other)) < len(first) / 10


def test_a_part_of_the_sentences_can_be_left_out() -> None:
    whole = sum(a.text.count(".") for a in namesakes(3))
    half = sum(a.text.count(".") for a in namesakes(3, lambda number: number % 2 == 0))
    assert 0.3 * whole < half < 0.7 * whole


def test_a_person_is_renamed_all_through_an_article() -> None:
    text = "Ann Smith met Bo Smith. Smith left."
    spans = tuple(Span(text.index(n), text.index(n) + len(n), "PER") for n in ("Ann Smith", "Bo Smith"))
    last = text.rindex("Smith")
    article = Article("x-1", text, ((0, len(text)),), (*spans, Span(last, last + 5, "PER")), ())
    renamed = [with_persons_renamed(article, random.Random(seed)) for seed in range(30)]  # noqa: S311
    changed = [a for a in renamed if "Smith" not in a.text]
    assert changed
    for each in changed:
        assert each.entities
        names = [each.text[s.start : s.end] for s in each.entities]
        assert names[0].split()[-1] == names[1].split()[-1] == names[2]


def test_a_place_moves_with_its_reading_and_nothing_is_said_of_the_rest() -> None:
    text = "They fled from Lima to the coast."
    span = Span(15, 19)
    article = Article("relocar-1", text, ((0, len(text)),), readings=((span, frozenset({LITERAL})),))
    moved = [with_place_moved(article, random.Random(seed)) for seed in range(10)]  # noqa: S311
    assert any("Lima" not in a.text for a in moved)
    for each in moved:
        ((place, allowed),) = each.readings
        assert allowed == {LITERAL}
        assert [(s.start, s.end) for s in each.mentions or ()] == [(place.start, place.end)]
        assert sum(s.end - s.start for s in each.unknown) == len(each.text) - (place.end - place.start)
