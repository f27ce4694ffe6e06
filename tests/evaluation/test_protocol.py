"""Linked annotations alone, and no demonyms: what is left out counts neither way."""

from __future__ import annotations

from geo.evaluation.protocol import answers_to, is_demonym, linked_names
from geo.evaluation.records import Answer, Article, GoldMention
from geo.evaluation.scoring import evaluate
from geo.gazetteer import Gazetteer

TEXT = "Turkish police searched Ankara and Qwxzl; a French guest left Turkey."


def _gold() -> dict[str, Article]:
    def mention(name: str, lat: float | None, lon: float | None) -> GoldMention:
        start = TEXT.index(name)
        return GoldMention(start=start, end=start + len(name), lat=lat, lon=lon)

    mentions = (
        mention("Turkish", 39.0, 35.0),
        mention("Ankara", 39.92, 32.85),
        mention("Qwxzl", None, None),
        mention("Turkey", 39.0, 35.0),
    )
    return {"a": Article(id="a", text=TEXT, mentions=mentions)}


def _answer(name: str) -> Answer:
    start = TEXT.index(name)
    return Answer(start=start, end=start + len(name), lat=39.92, lon=32.85)


def test_demonyms_and_unlinked_annotations_are_left_out(gazetteer: Gazetteer) -> None:
    kept = linked_names(_gold(), gazetteer)["a"].mentions
    assert [TEXT[m.start : m.end] for m in kept] == ["Ankara", "Turkey"]


def test_answers_about_what_is_left_out_count_neither_way(gazetteer: Gazetteer) -> None:
    gold = _gold()
    kept = linked_names(gold, gazetteer)
    system = {"a": tuple(_answer(name) for name in ("Turkish", "Ankara", "Qwxzl", "French", "police"))}
    counted = answers_to(kept, gold, system, gazetteer)
    assert [TEXT[a.start : a.end] for a in counted["a"]] == ["Ankara", "police"]
    found = evaluate(kept, counted, resamples=0)
    assert (found.precision, found.recall) == (0.5, 0.5)


def test_a_place_that_is_also_a_peoples_name_is_judged_by_what_it_is_foremost(gazetteer: Gazetteer) -> None:
    assert is_demonym("Turkish", gazetteer)
    assert not is_demonym("Turkey", gazetteer)
    assert not is_demonym("Qwxzl", gazetteer)
