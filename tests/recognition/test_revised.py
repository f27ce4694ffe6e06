"""What a gazetteer corrects in another recogniser's mentions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, EntityClass, Mention, Name, Reading, Recognition, Sentence
from geo.reading import split_sentences
from geo.recognition.revised import Revised


class Finds:
    """A recogniser that finds what it was told to."""

    def __init__(self, mentions: Sequence[Mention], names: Sequence[Name] = ()) -> None:
        self._recognition = Recognition(mentions=tuple(mentions), names=tuple(names))

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        return self._recognition


def mention(text: str, toponym: str, score: float = 1.0, reading: Reading = Reading.LITERAL) -> Mention:
    start = text.index(toponym)
    return Mention(start=start, end=start + len(toponym), score=score, reading=reading)


def revised(gazetteer: Gazetteer, text: str, *mentions: Mention, names: Sequence[Name] = ()) -> list[str]:
    document = Document(id="t", text=text)
    found = Revised(Finds(mentions, names), gazetteer).recognise(document, split_sentences(document))
    return [text[m.start : m.end] for m in found.mentions]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("Boats in the English Channel turned back.", "English", "English Channel"),
        ("It lay off Port Said at dawn.", "Port", "Port Said"),
        ("Rain fell on British Columbia.", "Columbia", "British Columbia"),
        ("He was in Kyiv Mayor Klitschko's office.", "Kyiv", "Kyiv"),
        ("The United States agreed.", "United States", "United States"),
        ("Georgia State won.", "Georgia", "Georgia"),
    ],
)
def test_a_mention_grows_to_the_longest_known_name(
    gazetteer: Gazetteer, text: str, cut: str, whole: str
) -> None:
    assert revised(gazetteer, text, mention(text, cut)) == [whole]


def test_a_demonym_that_grows_into_a_place_is_read_as_the_place(gazetteer: Gazetteer) -> None:
    text = "Boats in the English Channel turned back."
    document = Document(id="t", text=text)
    finds = Finds([mention(text, "English", reading=Reading.DEMONYM)])
    assert [m.reading for m in Revised(finds, gazetteer).recognise(document, ()).mentions] == [
        Reading.LITERAL
    ]


def test_an_adjective_that_is_no_peoples_names_no_place(gazetteer: Gazetteer) -> None:
    text = "Western states and Turkish officials met."
    found = [mention(text, word, reading=Reading.DEMONYM) for word in ("Western", "Turkish")]
    assert revised(gazetteer, text, *found) == ["Turkish"]


@pytest.mark.parametrize(
    "text", ["West Nile virus spread.", "Two died of Lassa fever.", "Spanish flu returned."]
)
def test_an_illness_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    name = next(n for n in ("West Nile", "Lassa", "Spanish") if n in text)
    assert revised(gazetteer, text, mention(text, name)) == []


def test_two_mentions_of_one_name_become_one(gazetteer: Gazetteer) -> None:
    text = "Talks in Saudi Arabia went on."
    assert revised(gazetteer, text, mention(text, "Saudi"), mention(text, "Arabia")) == ["Saudi Arabia"]


def test_no_mention_grows_into_a_person(gazetteer: Gazetteer) -> None:
    text = "In York New York Smith spoke."
    person = Name(start=text.index("New"), end=text.index(" spoke"), entity_class=EntityClass.PERSON)
    assert revised(gazetteer, text, mention(text, "York"), names=[person]) == ["York"]


def test_a_doubtful_mention_stays_only_where_its_name_is_known(gazetteer: Gazetteer) -> None:
    text = "From Kharkiv to Fithwick Webbing it rained."
    doubtful = [mention(text, "Kharkiv", score=0.5), mention(text, "Fithwick Webbing", score=0.5)]
    assert revised(gazetteer, text, *doubtful) == ["Kharkiv"]


def test_a_prominent_name_that_was_taken_for_nothing_becomes_a_mention(gazetteer: Gazetteer) -> None:
    text = "Kyiv said so by the Bosphorus, and Elbistan too, wrote Lima Smith."
    person = Name(start=text.index("Lima"), end=text.index("."), entity_class=EntityClass.PERSON)
    assert revised(gazetteer, text, names=[person]) == ["Kyiv", "Bosphorus"]


@pytest.mark.parametrize("toponym", ["southern", ".", "of"])
def test_what_has_no_capital_or_no_letter_is_no_name(gazetteer: Gazetteer, toponym: str) -> None:
    text = "A port of southern lands."
    assert revised(gazetteer, text, mention(text, toponym)) == []
