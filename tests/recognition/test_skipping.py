"""What the tagger need not read, or not to the end."""

from __future__ import annotations

import pytest

from geo.model import Document
from geo.readers import split_sentences
from geo.recognition.skipping import in_depth, is_nameless
from geo.recognition.tagger import Tagger


@pytest.mark.parametrize(
    "sentence",
    [
        "He said that it would not.",
        "\u201cWe won\u2019t,\u201d she said, \u201cand I mean it.\u201d",
        "In 2014 they rose by 5 percent, to $3.2 million.",
        "I know that.",
        "The caf\u00e9 \u2014 an old one \u2014 stayed open.",
    ],
)
def test_without_a_second_capital_there_is_no_name(sentence: str) -> None:
    assert is_nameless(sentence, 0, len(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks in Istanbul went on.",
        "Moscow said that it would not.",
        "the talks in istanbul went on.",
        "She called him \u015eahin.",
        "He moved to \u5317\u4eac.",
        "They met in \u041a\u0438\u0457\u0432.",
        "This is NATO.",
        "It was a U.S. ship.",
        "",
    ],
)
def test_a_capital_another_script_or_a_writer_who_uses_no_capitals_may_mean_a_name(sentence: str) -> None:
    assert not is_nameless(sentence, 0, len(sentence))


def test_only_the_sentence_itself_is_looked_at() -> None:
    text = "Kyiv fell silent. He waited. Lviv slept."
    assert is_nameless(text, text.index("He"), text.index(" Lviv"))


def test_places_around_a_nameless_sentence_are_found() -> None:
    text = "Fighting went on in Kyiv. He said that it would not stop. Talks were held in Istanbul."
    document = Document(id="a", text=text)
    found = Tagger.load().recognise(document, split_sentences(document)).mentions
    assert [text[m.start : m.end] for m in found] == ["Kyiv", "Istanbul"]


def test_a_document_of_nameless_sentences_has_no_mentions() -> None:
    document = Document(id="a", text="He said so. They did not.")
    assert Tagger.load().recognise(document, split_sentences(document)).mentions == ()


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("He said that troops had left Kyiv for good.", ["left Kyiv for"]),
        (
            "Boats reached Trinidad and Tobago before dawn broke.",
            ["Boats reached Trinidad and Tobago before"],
        ),
        ("They left the Republic of the Congo on foot.", ["the Republic of the Congo on"]),
        ("Snow closed the road and then County Road 15 to cars.", ["Snow closed", "then County Road 15 to"]),
        ("A man from al-Bab's north spoke.", ["from al-Bab's north"]),
        ("The Hague said that it would go.", ["The Hague said"]),
        ("A trip to \u5317\u4eac was off.", ["to \u5317\u4eac was"]),
        ("he went to istanbul by bus", ["he went to istanbul by bus"]),
        ("He waited for a while.", []),
        ("", []),
    ],
)
def test_words_that_may_name_and_those_beside_them_are_read_in_depth(sentence: str, read: list[str]) -> None:
    marked = "".join(c if deep else "|" for c, deep in zip(sentence, in_depth(sentence), strict=True))
    assert [part for part in marked.split("|") if part] == read
