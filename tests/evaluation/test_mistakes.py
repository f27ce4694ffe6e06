"""Which kinds are confused, and what is furthest off."""

from __future__ import annotations

from geo.evaluation import Answer, Article, GoldMention
from geo.evaluation.mistakes import UNPLACED, confusion, worst
from geo.evaluation.scoring import evaluate
from geo.evaluation.table import confusion_table, figures_table, mistakes_list
from geo.model import Kind, Place

TEXT = "Paris is small. Nobody in Paris, Texas, minds. Lebanon is far."
PARIS = Place(
    id="geonames:4717560",
    name="Paris",
    kind=Kind.SETTLEMENT,
    lat=33.66,
    lon=-95.56,
    country="US",
    country_name="United States",
    region="Texas",
)
GOLD = {
    "a": Article(
        id="a",
        text=TEXT,
        mentions=(
            GoldMention(start=0, end=5, lat=33.66, lon=-95.56, geonameid=4717560),
            GoldMention(start=26, end=31, lat=33.66, lon=-95.56, geonameid=4717560),
            GoldMention(start=47, end=54, lat=33.8, lon=35.9, geonameid=272103),
            GoldMention(start=33, end=38, lat=None, lon=None),
        ),
    )
}
FRANCE = {"lat": 48.85, "lon": 2.35, "name": "Paris", "kind": "settlement", "score": 0.9}
SYSTEM = {
    "a": (Answer(start=0, end=5, **FRANCE), Answer(start=26, end=31, **FRANCE), Answer(start=47, end=54))
}


def known(id: str) -> Place | None:
    return PARIS if id == PARIS.id else None


def test_kinds_are_counted_as_annotated_and_as_answered() -> None:
    assert confusion(GOLD, SYSTEM, known) == {("settlement", "settlement"): 2, ("other", UNPLACED): 1}


def test_the_most_frequent_mistake_comes_first_with_its_sentence() -> None:
    first, second = worst(GOLD, SYSTEM, known)
    assert (first.toponym, first.times, first.sentence) == ("Paris", 2, "Paris is small.")
    assert first.meant == "Paris, Texas, United States (settlement)"
    assert 7_000 < first.km < 9_000
    assert (second.toponym, second.chose) == ("Lebanon", "nowhere")


def test_no_more_mistakes_are_shown_than_asked_for() -> None:
    assert len(worst(GOLD, SYSTEM, known, limit=1)) == 1


def test_the_tables_say_it_in_aligned_lines() -> None:
    figures = list(figures_table({"ours": evaluate(GOLD, SYSTEM)}))
    assert figures[0] == "1 articles, 4 annotated mentions"
    assert any(line.startswith("acc@161") and "0.000" in line for line in figures)
    assert [line.split() for line in confusion_table(confusion(GOLD, SYSTEM, known))] == [
        ["annotated", "\\", "answered", "settlement", "unplaced"],
        ["settlement", "2", "·"],
        ["other", "·", "1"],
    ]
    assert "2 times “Paris”: meant Paris, Texas" in next(mistakes_list(worst(GOLD, SYSTEM, known)))
