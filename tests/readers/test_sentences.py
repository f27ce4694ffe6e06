"""Sentences are spans that keep abbreviations whole and end where a headline or paragraph ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Document
from geo.readers import read_text, split_sentences


def sentences(text: str) -> list[str]:
    document = read_text(text)
    return [text[s.start : s.end] for s in split_sentences(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He went to St. Louis, Mo. on Friday. Then he left.",
            ["He went to St. Louis, Mo. on Friday.", "Then he left."],
        ),
        ("😀 In Kyiv. 🙂🙂 In Lviv.", ["😀 In Kyiv.", "🙂🙂 In Lviv."]),
        ("In Kyiv.\r\n\r\nIn Lviv.\r\nIn Odesa.", ["In Kyiv.", "In Lviv.", "In Odesa."]),
        ("Talks end in Istanbul\n\nThe talks ended.", ["Talks end in Istanbul", "The talks ended."]),
        (
            "Talks end in Istanbul\n" + "The talks, which had begun late, ended " * 5 + "badly.",
            ["Talks end in Istanbul", "The talks, which had begun late, ended " * 5 + "badly."],
        ),
        (
            "The talks between the two sides had begun late in\nNew York and ended without any result.",
            ["The talks between the two sides had begun late in\nNew York and ended without any result."],
        ),
        ("Kyiv\nLviv\nOdesa", ["Kyiv", "Lviv", "Odesa"]),
        ("总统抵达北京。上海下雨了。", ["总统抵达北京。", "上海下雨了。"]),
        (
            "Он прибыл в г. Харьков в 2020 г. в мае. Потом уехал.",
            ["Он прибыл в г. Харьков в 2020 г. в мае.", "Потом уехал."],
        ),
        ("وصل إلى بغداد؟ نعم.", ["وصل إلى بغداد؟", "نعم."]),
        ("  \n In Kyiv.  \n\n  ", ["In Kyiv."]),
        ("A DPRK-U.S. summit. The E.U.-U.K. deal.", ["A DPRK-U.S. summit.", "The E.U.-U.K. deal."]),
    ],
)
def test_a_text_splits_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_header_belongs_to_no_sentence() -> None:
    assert sentences("date 2025-06-02 In Kyiv.") == ["In Kyiv."]


def test_a_line_of_100000_characters_is_split_like_any_other() -> None:
    assert len(sentences("In Kyiv it rained. " * 5_300)) == 5_300


def test_100000_characters_without_a_break_are_cut_where_a_stretch_ends() -> None:
    assert sentences("a" * 100_000) == ["a" * 20_000] * 5


def test_half_a_surrogate_pair_in_a_document_made_by_hand_does_no_harm() -> None:
    document = Document(id="a", text="In \ud800 Kyiv. Then Lviv.")
    assert [(s.start, s.end) for s in split_sentences(document)] == [(0, 10), (11, 21)]


@given(st.text(alphabet=st.sampled_from(list("aB. !?\n\r\t“”\"'😀。é\u2028\u0301\x00")), max_size=200))
def test_sentences_of_any_text_are_ordered_trimmed_and_lose_nothing_but_white_space(text: str) -> None:
    document = Document(id="a", text=text)
    end, between = 0, ""
    for sentence in split_sentences(document):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        between += text[end : sentence.start]
        end = sentence.end
    assert not (between + text[end:]).strip()
