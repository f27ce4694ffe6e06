"""Which spellings are one name, and how a name has to be cased."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import fits_case, name_key
from geo.model import NameKind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("W.Va.", "WVa"),
        ("Saint-Étienne", "SAINT ETIENNE"),
        ("Çırağan", "Ciragan"),
        ("İSTANBUL", "istanbul"),
        ("DİYARBAKIR", "Diyarbakır"),
        ("Xi’an", "Xi'an"),
        ("Sana'a", "Sanaa"),
        ("Łódź", "Lodz"),
        ("Tromsø", "Tromso"),
        ("Reykjavík", "Reykjavik"),
        ("Washington, D.C.", "Washington DC"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("Guinea–Bissau", "Guinea-Bissau"),
        ("  New \t York\n", "New York"),
        ("ＴＯＫＹＯ", "Tokyo"),
        ("Straße", "STRASSE"),
        ("Мосты́", "МОСТЫ"),
        ("\u1109\u1165\u110b\u116e\u11af", "서울"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Georgia's", "Georgia"),
        ("York", "New York"),
        ("がま", "かま"),
        ("St. Paul", "Saint Paul"),
        ("Bali", "Baly"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_without_letters_has_an_empty_key() -> None:
    assert name_key(" .,'-\u200b\ud800\x00 ") == ""


@given(st.text())
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    key = name_key(text)
    assert name_key(key) == key
    assert "  " not in key


@given(st.text())
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    assert name_key(unicodedata.normalize("NFD", text)) == name_key(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("written", ["US", "U.S.", "NSW", "Calif.", "W.Va.", "T&T"])
def test_an_abbreviation_stands_in_capitals_or_with_dots(written: str) -> None:
    assert fits_case(written, NameKind.ABBREVIATION)


@pytest.mark.parametrize("written", ["us", "Us", "Miss", "Ore", "in", "me.", "it"])
def test_a_word_is_no_abbreviation(written: str) -> None:
    assert not fits_case(written, NameKind.ABBREVIATION)


@pytest.mark.parametrize("written", ["Paris", "PARIS", "al-Bab", "'s-Hertogenbosch", "東京", "القاهرة"])
def test_other_names_have_a_capital_where_their_script_has(written: str) -> None:
    assert fits_case(written, NameKind.OFFICIAL)


@pytest.mark.parametrize("written", ["nice", "of", "reading"])
def test_a_word_in_small_letters_is_no_name(written: str) -> None:
    assert not fits_case(written, NameKind.ALTERNATE)
