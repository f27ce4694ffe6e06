"""Pieces of text in every script, with offsets into the text as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.recognition.pieces import Pieces
from geo.recognition.unigram import END, SPACE, START, UNKNOWN, UnigramSplitter

WORDS = {
    START: 0.0,
    "<pad>": 0.0,
    END: 0.0,
    UNKNOWN: 0.0,
    SPACE: -4.0,
    f"{SPACE}Kra": -8.0,
    "ków": -8.0,
    f"{SPACE}w": -5.0,
    "北京": -8.0,
    "市": -9.0,
    "在": -9.0,
    f"{SPACE}서울": -8.0,
    "에서": -8.0,
    f"{SPACE}ABC": -9.0,
    f"{SPACE}café": -9.0,
    f"{SPACE}(": -6.0,
    ")": -6.0,
    ",": -5.0,
}
LETTERS = dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCKT", -12.0)


@pytest.fixture(scope="module")
def splitter() -> UnigramSplitter:
    vocabulary = WORDS | LETTERS
    return UnigramSplitter(list(vocabulary), list(vocabulary.values()))


def shown(splitter: UnigramSplitter, text: str) -> list[str]:
    """The pieces of `text` by their offsets, words apart by "|"."""
    (pieces,) = splitter.split([text])
    return [("|" if first else "") + text[a:b] for a, b, first in _columns(pieces)]


def _columns(pieces: Pieces) -> zip[tuple[int, int, bool]]:
    return zip(pieces.starts.tolist(), pieces.ends.tolist(), pieces.is_first.tolist(), strict=True)


def test_a_words_first_piece_begins_it_and_the_space_before_is_no_part_of_it(
    splitter: UnigramSplitter,
) -> None:
    assert shown(splitter, "w  Kraków") == ["|w", "|Kra", "ków"]


def test_a_mark_is_a_word_of_its_own_with_the_space_before_it(splitter: UnigramSplitter) -> None:
    assert shown(splitter, "w (Kraków), w")[:2] == ["|w", "|("]
    assert shown(splitter, "w Kraków,") == ["|w", "|Kra", "ków", "|,"]


def test_any_piece_may_begin_a_name_where_no_space_parts_words(splitter: UnigramSplitter) -> None:
    assert [piece for piece in shown(splitter, "在北京市") if piece] == ["|在", "|北京", "|市"]
    assert shown(splitter, "서울에서") == ["|서울", "|에서"]


def test_letters_of_full_width_keep_their_place(splitter: UnigramSplitter) -> None:
    assert shown(splitter, "w ＡＢＣ") == ["|w", "|ＡＢＣ"]


def test_an_accent_written_apart_stays_with_its_letter(splitter: UnigramSplitter) -> None:
    text = unicodedata.normalize("NFD", "w café w")
    (pieces,) = splitter.split([text])
    assert (pieces.starts[1], pieces.starts[2]) == (2, len(text) - 1)


def test_white_space_at_the_end_is_no_word(splitter: UnigramSplitter) -> None:
    (pieces,) = splitter.split(["w \n"])
    assert pieces.is_first.tolist().count(True) == 1


@given(
    st.lists(
        st.text(alphabet="wKraków 北京市在서울에서ＡＢ\u0301שلا\u200c(),.\n\t😀ก", max_size=30), max_size=4
    )
)
def test_offsets_lie_in_the_text_in_order(texts: list[str]) -> None:
    vocabulary = WORDS | LETTERS
    splitter = UnigramSplitter(list(vocabulary), list(vocabulary.values()))
    for text, pieces in zip(texts, splitter.split(texts), strict=True):
        bounds = list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
        assert all(0 <= start <= end <= len(text) for start, end in bounds)
        assert [start for start, _ in bounds] == sorted(start for start, _ in bounds)
        words = [start for (start, end), first in zip(bounds, pieces.is_first, strict=True) if first]
        assert not any(text[start : start + 1].isspace() for start in words)
