"""What speaks for a person, a ship or a firm called after a place, and for a government."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.model import EntityClass, Mention, Name
from geo.recognition.naming_features import NAMES, Naming


def row(text: str, toponym: str, gazetteer: Gazetteer, person: str = "") -> dict[str, float]:
    start = text.index(toponym)
    mention = Mention(start=start, end=start + len(toponym))
    names = []
    if person:
        at = text.index(person)
        names = [Name(start=at, end=at + len(person), entity_class=EntityClass.PERSON)]
    matches = [gazetteer.lookup(toponym), gazetteer.lookup("Ukraine")]
    naming = Naming(text, names, gazetteer, matches, [0.9, 0.9])
    return dict(zip(NAMES, naming.row(mention, matches[0]), strict=True))


@pytest.mark.parametrize(
    ("text", "toponym", "person", "column"),
    [
        ("A prize for Kenya Qwxzl came.", "Kenya", "Qwxzl", "before_person"),
        ("Ann Florence spoke.", "Florence", "Ann", "after_person"),
        ("Ann Florence spoke.", "Florence", "Ann Florence", "in_person"),
        ("A prize for Kenya Qwxzl came.", "Kenya", "", "before_unknown_name"),
        ("It hit Vienna Qwxzl hard.", "Vienna Qwxzl", "", "first_word_known"),
        ("Kigali denies it.", "Kigali", "", "is_capital"),
        ("Kigali denies it.", "Kigali", "", "is_state"),
        ("Kigali denies it.", "Kigali", "", "before_act"),
        ("They accused Kigali of it.", "Kigali", "", "after_act"),
        ("Judge Florence spoke.", "Florence", "", "after_title"),
        ("The Florence sank.", "Florence", "", "after_article"),
        ("The ferry Estonia sank.", "Estonia", "", "after_vessel"),
        ("Hurricane Florence came.", "Florence", "", "after_storm"),
        ("A Dodge Dakota crashed.", "Dakota", "", "after_make"),
        ("The Delta variant spread.", "Delta", "", "before_product"),
        ("Norfolk Southern hired.", "Norfolk", "", "before_firm"),
    ],
)
def test_each_trait_has_its_column(
    text: str, toponym: str, person: str, column: str, gazetteer: Gazetteer
) -> None:
    assert row(text, toponym, gazetteer, person)[column] == 1
    assert row(f"They met in {toponym}, all of them.", toponym, gazetteer)[column] in (
        (1,) if column in ("is_capital", "is_state", "first_word_known") else (0,)
    )


def test_other_states_named_beside_count_and_the_name_itself_does_not(gazetteer: Gazetteer) -> None:
    assert row("Ukraine and Kigali", "Kigali", gazetteer)["states_named"] == 1
    assert row("Ukraine and Leeds", "Leeds", gazetteer)["states_named"] == 1
