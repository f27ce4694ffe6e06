"""What the lexicon recogniser takes for a place, and what it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.model import Document, Reading
from geo.readers import read_file, split_sentences
from geo.recognition import LexiconRecogniser


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    document = Document(id="t", text=text)
    recognition = LexiconRecogniser(gazetteer).recognise(document, split_sentences(document))
    return [text[m.start : m.end] for m in recognition.mentions]


NAMES_PLACES = [
    ("Talks were held in Istanbul on May 16.", ["Istanbul"]),
    ("A school in New York was closed.", ["New York"]),
    ("He flew from Rio de Janeiro to Frankfurt am Main.", ["Rio de Janeiro", "Frankfurt am Main"]),
    ("The mayor of St. Louis spoke.", ["St. Louis"]),
    ("U.S. officials met their UK counterparts.", ["U.S.", "UK"]),
    ("A fire in Fresno, Calif. killed two.", ["Fresno", "Calif."]),
    ("The University of Texas was closed.", ["Texas"]),
    ("Kharkiv Mayor Ihor Terekhov said so.", ["Kharkiv"]),
    ("Ukrainians and Turks protested.", ["Ukrainians", "Turks"]),
    ("Russia's war in Côte d'Ivoire's shadow", ["Russia", "Côte d'Ivoire"]),
    ("The Thames rose. The Hague was dry.", ["Thames", "The Hague"]),
    ("The Ukrainian city of Kharkiv", ["Ukrainian", "Kharkiv"]),
]
NAMES_NONE = [
    "Paris Hilton and Jordan Smith met Jack London.",
    "The Bank of America raised its forecast.",
    "Nice weather was expected. Reading is good for children.",
    "Of all things, Police said, May was cold.",
    "Mr. Washington did not comment. Washington left.",
    "it is said that us and in are words",
]
OTHER_LANGUAGES = [
    ("Er sagte am Abend, das Leben in der Provinz sei teuer.", []),
    ("El Pacto, que nadie firmó, se rompió en Bilbao.", ["Bilbao"]),
    ("Der Rhein führt bei Köln wenig Wasser.", ["Rhein", "Köln"]),
    ("Переговоры в Стамбуле закончились, сообщили в Москве.", ["Стамбуле", "Москве"]),
    ("Поезд шёл до Санкт-Петербурга.", ["Санкт-Петербурга"]),
    ("Обстріляли місто Куп'янськ.", ["Куп'янськ"]),
    ("وقال إن وقف النار في غزة وأم درمان والقاهرة.", ["غزة", "أم درمان", "القاهرة"]),
    ("Президент України відвідав Литву та Київ.", ["України", "Литву", "Київ"]),
    ("انتهت المحادثات في إسطنبول بين روسيا وأوكرانيا", ["إسطنبول", "روسيا", "أوكرانيا"]),
    ("俄罗斯和乌克兰在伊斯坦布尔举行会谈。", ["俄罗斯", "乌克兰", "伊斯坦布尔"]),
    ("서울에서 회담이 열렸다.", ["서울"]),
]


@pytest.mark.parametrize(("text", "places"), NAMES_PLACES + OTHER_LANGUAGES)
def test_names_of_places_are_found_whole(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert found(gazetteer, text) == places


@pytest.mark.parametrize("text", NAMES_NONE)
def test_people_companies_and_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


def test_the_seed_article_names_its_places(gazetteer: Gazetteer, seed_path: str) -> None:
    document = read_file(seed_path)
    recognition = LexiconRecogniser(gazetteer).recognise(document, split_sentences(document))
    texts = {document.text[m.start : m.end] for m in recognition.mentions}
    assert texts >= {
        "Istanbul",
        "Kharkiv",
        "Crimea",
        "Lithuania",
        "Russia",
        "Ukraine",
        "Kyiv",
        "Moscow",
        "Turkish",
    }
    assert texts <= {
        *("Istanbul", "Kharkiv", "Crimea", "Lithuania", "Russia", "Ukraine", "Kyiv", "Moscow", "Turkish"),
        *("Russian", "Ukrainian", "Çırağan Palace", "Bosphorus", "Western"),
    }
    demonyms = {document.text[m.start : m.end] for m in recognition.mentions if m.reading is Reading.DEMONYM}
    assert demonyms == {"Turkish", "Russian", "Ukrainian"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(max_size=300))
def test_mentions_of_any_text_are_ordered_apart_and_inside_it(gazetteer: Gazetteer, text: str) -> None:
    document = Document(id="t", text=text)
    mentions = LexiconRecogniser(gazetteer).recognise(document, split_sentences(document)).mentions
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
