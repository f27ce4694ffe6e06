"""The figures on articles made up so that each can be counted by hand."""

from __future__ import annotations

import math

import pytest

from geo.errors import UnreadableDocument
from geo.evaluation import Answer, Article, GoldMention, evaluate
from geo.evaluation.records import distance_km
from geo.evaluation.scoring import calibration_error, difference, score_article

KYIV, ODESA = (50.45, 30.52), (46.48, 30.73)


def gold(
    start: int, end: int, point: tuple[float, float] | None = KYIV, number: int | None = None
) -> GoldMention:
    lat, lon = point if point else (None, None)
    return GoldMention(start=start, end=end, lat=lat, lon=lon, geonameid=number)


def answer(
    start: int,
    end: int,
    point: tuple[float, float] | None = KYIV,
    score: float | None = None,
    number: int | None = None,
) -> Answer:
    lat, lon = point if point else (None, None)
    return Answer(start=start, end=end, lat=lat, lon=lon, score=score, geonameid=number)


def article(*mentions: GoldMention, id: str = "a") -> Article:
    return Article(id=id, text="x" * 100, mentions=mentions)


ONE = article(gold(0, 4), gold(10, 14), gold(20, 24, None), gold(30, 34))
FOUND = (
    answer(0, 4),  # exact and right
    answer(11, 14, ODESA),  # overlaps, 443 km off
    answer(20, 24),  # overlaps what cannot be judged
    answer(50, 54),  # overlaps nothing
)


def test_the_figures_are_what_counting_by_hand_gives() -> None:
    figures = evaluate({"a": ONE}, {"a": FOUND})
    assert (figures.articles, figures.gold, figures.system) == (1, 4, 4)
    assert figures.precision == pytest.approx(3 / 4)
    assert figures.recall == pytest.approx(3 / 4)
    assert figures.f1 == pytest.approx(3 / 4)
    assert figures.exact_f1 == pytest.approx(2 / 4)
    assert figures.acc161 == pytest.approx(1 / 3)
    assert figures.placed == pytest.approx(2 / 3)
    assert figures.map_f1 == pytest.approx(1 / 3)  # 1 of 3 placed answers, 1 of 3 placeable mentions
    assert figures.median_km == pytest.approx(figures.mean_km)
    assert figures.mean_km == pytest.approx(distance_km(answer(0, 4, ODESA), gold(0, 4)) / 2)


def test_the_same_entry_of_geonames_is_no_distance_away() -> None:
    assert distance_km(answer(0, 4, ODESA, number=7), gold(0, 4, KYIV, 7)) == 0.0
    assert distance_km(answer(0, 4, ODESA, number=8), gold(0, 4, KYIV, 7)) > 400


def test_a_mention_is_judged_by_its_nearest_answer() -> None:
    found = (answer(0, 2, ODESA), answer(2, 4))
    assert evaluate({"a": article(gold(0, 4))}, {"a": found}).acc161 == 1.0


def test_what_is_not_placed_counts_as_wrong() -> None:
    figures = evaluate({"a": article(gold(0, 4))}, {"a": (answer(0, 4, None),)})
    assert (figures.acc161, figures.placed, figures.recall) == (0.0, 0.0, 1.0)
    assert math.isnan(figures.mean_km)


def test_nothing_found_and_nothing_annotated_are_no_division_by_zero() -> None:
    figures = evaluate({"a": article()}, {"a": ()})
    assert (figures.f1, figures.acc161, figures.map_f1) == (0.0, 0.0, 0.0)


def test_an_article_without_answers_is_an_error_that_names_it() -> None:
    with pytest.raises(UnreadableDocument, match=r"1 annotated articles .* b among them"):
        evaluate({"a": ONE, "b": article(id="b")}, {"a": FOUND})


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    many = {str(n): article(gold(0, 4), gold(10, 14), id=str(n)) for n in range(40)}
    system = {str(n): (answer(0, 4), answer(10, 14, ODESA if n % 3 else KYIV)) for n in range(40)}
    figures = evaluate(many, system)
    low, high = figures.intervals["acc161"]
    assert low < figures.acc161 < high
    assert evaluate(many, system).intervals == figures.intervals


def test_of_two_systems_the_better_is_ahead_and_a_system_is_level_with_itself() -> None:
    many = {str(n): article(gold(0, 4), id=str(n)) for n in range(30)}
    right = {id: (answer(0, 4),) for id in many}
    wrong = {id: (answer(0, 4, ODESA),) for id in many}
    assert difference(many, right, wrong)["acc161"] == (1.0, 1.0, 1.0)
    assert difference(many, right, right)["acc161"] == (0.0, 0.0, 0.0)


def test_the_calibration_error_is_the_gap_between_sure_and_right() -> None:
    assert calibration_error([(1.0, True)] * 5) == 0.0
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)
    assert math.isnan(calibration_error([]))


def test_scores_of_answers_that_cannot_be_judged_do_not_count_for_calibration() -> None:
    scored = score_article(
        ONE, (answer(0, 4, score=0.8), answer(20, 24, score=0.1), answer(50, 54, score=0.1))
    )
    assert scored.sure == ((0.8, True),)
