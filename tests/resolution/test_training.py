"""How the ranker's file is made."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from geo.evaluation.records import Article, GoldMention
from geo.gazetteer import Gazetteer
from geo.model import Mention, Recognition
from geo.resolution.features import COLUMN, own
from geo.resolution.grouping import Grouper
from geo.resolution.ranker import choose
from training.ranker.examples import Example, make_example
from training.ranker.imagined import imagine
from training.ranker.measure import accuracy, calibrate, calibration_error, chosen
from training.ranker.network import learn, lessons

PARIS_TEXAS = (33.66094, -95.55551, 4717560)


def example(grouper: Grouper, lat: float, lon: float, number: int | None) -> Example:
    text = "Paris, Texas, met."
    gold = GoldMention(start=0, end=5, lat=lat, lon=lon, geonameid=number)
    article = Article(id="one", text=text, mentions=(gold,))
    made = make_example("test", article, grouper, Recognition(mentions=(Mention(start=0, end=5),)))
    assert made is not None
    return made


@pytest.fixture(scope="module")
def grouper(gazetteer: Gazetteer) -> Grouper:
    return Grouper(gazetteer)


def test_the_annotated_place_is_the_target(grouper: Grouper) -> None:
    made = example(grouper, *PARIS_TEXAS)
    best = int(np.argmax(made.target))
    assert made.stack.clusters[0].table.places[best].place.geonameid == PARIS_TEXAS[2]
    assert made.target[made.stack.rows(0)].sum() + made.none[0] == pytest.approx(1.0)
    assert made.right[best] == 1.0


def test_a_place_that_is_no_candidate_teaches_none_of_these(grouper: Grouper) -> None:
    made = example(grouper, -75.0, 0.0, None)
    assert made.none[0] == 1.0
    assert made.right.sum() == 0.0


def test_an_unplaced_mention_teaches_nothing(grouper: Grouper) -> None:
    article = Article(id="one", text="Paris", mentions=(GoldMention(start=0, end=5, lat=None, lon=None),))
    made = make_example("test", article, grouper, Recognition(mentions=(Mention(start=0, end=5),)))
    assert made is not None
    assert made.judged.sum() == 0.0


def test_a_network_learns_what_its_lessons_say(gazetteer: Gazetteer, grouper: Grouper) -> None:
    some = list(islice(imagine(gazetteer, grouper), 60))
    matrices = [own(made.stack) for made in some]
    network = learn(lessons(some, matrices))
    likely = [choose(network, matrix, made.stack)[0] for matrix, made in zip(matrices, some, strict=True)]
    assert accuracy(some, likely) > 0.9
    assert (network.direct[COLUMN["population"]] >= 0).all()


def test_learning_twice_makes_the_same_network(gazetteer: Gazetteer, grouper: Grouper) -> None:
    some = list(islice(imagine(gazetteer, grouper), 10))
    material = lessons(some, [own(made.stack) for made in some])
    np.testing.assert_array_equal(learn(material).hidden, learn(material).hidden)


def test_the_error_of_calibration_is_the_gap_between_sure_and_right() -> None:
    score, mentions = np.array([0.9, 0.9]), np.ones(2)
    assert calibration_error(score, np.array([1.0, 0.8]), mentions) == pytest.approx(0.0)
    assert calibration_error(score, np.array([0.0, 0.0]), mentions) == pytest.approx(0.9)


def test_calibration_finds_how_sure_to_be() -> None:
    generator = np.random.default_rng(0)
    odds = generator.normal(0, 2, 20_000)
    right = (generator.random(20_000) < 1 / (1 + np.exp(-(0.5 * odds + 1.0)))).astype(float)
    slope, shift = calibrate(1 / (1 + np.exp(-odds)), right, np.ones(20_000))
    assert slope == pytest.approx(0.5, abs=0.05)
    assert shift == pytest.approx(1.0, abs=0.05)


def test_a_mention_without_candidates_counts_as_wrong(grouper: Grouper) -> None:
    text = "Paris and Qwxzlburgh"
    mentions = tuple(
        GoldMention(start=s, end=e, lat=48.85, lon=2.35, geonameid=2988507) for s, e in ((0, 5), (10, 20))
    )
    article = Article(id="one", text=text, mentions=mentions)
    recognised = Recognition(mentions=tuple(Mention(start=m.start, end=m.end) for m in mentions))
    made = make_example("test", article, grouper, recognised)
    assert made is not None
    assert accuracy([made], [made.right]) == pytest.approx(0.5)
    assert len(chosen([made], [made.right])[0]) == 1
