from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.recognition.pieces import Case, Pieces, PieceSplitter, case_of, windows

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "kha", "##rki", "##v", "in", "u", "s", ".", "cafe"]


@pytest.mark.parametrize(
    ("word", "continued", "case"),
    [
        ("in", False, Case.LOWER),
        ("Kharkiv", False, Case.TITLE),
        ("KYIV", False, Case.UPPER),
        ("U", False, Case.SINGLE),
        ("McDonald", False, Case.MIXED),
        ("1990", False, Case.DIGITS),
        (".", False, Case.NONE),
        ("rki", True, Case.CONTINUED_LOWER),
        ("RKI", True, Case.CONTINUED_UPPER),
    ],
)
def test_the_case_of_a_piece(word: str, continued: bool, case: Case) -> None:
    assert case_of(word, continued=continued) is case


def test_pieces_keep_offsets_into_the_text_as_it_was_written() -> None:
    text = "In KHARKIV: CAFE\u0301, U.S."
    pieces = PieceSplitter(VOCABULARY).split([text])[0]
    words = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert words[:4] == ["In", "KHA", "RKI", "V"]
    assert words[-4:] == ["U", ".", "S", "."]
    assert pieces.is_first.tolist()[:5] == [True, True, False, False, True]


def test_pieces_of_nothing_are_empty() -> None:
    assert len(PieceSplitter(VOCABULARY).split([""])[0]) == 0
    assert len(Pieces.joined([])) == 0


@given(st.lists(st.integers(0, 60), max_size=30), st.integers(4, 40))
def test_windows_use_every_piece_once_and_are_never_too_long(lengths: list[int], size: int) -> None:
    found = list(windows(lengths, size, size // 2))
    assert [piece for w in found for piece in range(w.used_start, w.used_end)] == list(range(sum(lengths)))
    assert all(w.start <= w.used_start < w.used_end <= w.end <= w.start + size for w in found)


def test_windows_end_where_sentences_do() -> None:
    assert [(w.start, w.end) for w in windows([5, 6, 4, 9], size=12, overlap=4)] == [
        (0, 11),
        (11, 15),
        (15, 24),
    ]


def test_windows_of_a_long_sentence_overlap() -> None:
    found = list(windows([30], size=12, overlap=4))
    assert [(w.start, w.end) for w in found] == [(0, 12), (8, 20), (16, 28), (24, 30)]
    assert [(w.used_start, w.used_end) for w in found] == [(0, 10), (10, 18), (18, 26), (26, 30)]
