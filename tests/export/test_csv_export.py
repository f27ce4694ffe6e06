"""The CSV opens in a spreadsheet with every script intact, and no formula runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from geo.export.csv import COLUMNS
from geo.model import ParsedDocument
from tests.export.conftest import Written
from tests.export.documents import empty, parsed


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_each_mention_is_a_row(written: Written) -> None:
    first, second, third = rows(written("csv", parsed()))
    assert tuple(first) == COLUMNS
    assert (first["text"], first["place"], first["lat"], first["lon"]) == (
        "Kyiv",
        "Kyiv",
        "50.45466",
        "30.5238",
    )
    assert (first["document"], first["date"], first["start"], first["end"]) == ("a", "2025-06-02", "3", "7")
    assert first["sentence"] == "In Kyiv 😀."
    assert (second["place"], second["lat"], second["failure"]) == ("", "", "Photon is down.")
    assert third["reading"] == "metonymic"


def test_a_document_without_places_adds_no_row(written: Written) -> None:
    assert rows(written("csv", empty())) == []


def test_lines_end_as_rfc_4180_has_it(written: Written) -> None:
    assert written("csv", empty()).endswith("sentence\r\n")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＠"])
def test_text_that_a_spreadsheet_would_run_is_quoted_as_text(written: Written, sign: str) -> None:
    formula = f'{sign}cmd|" /C calc"!A0'
    document = parsed(f"In Kyiv. Atlantis {formula}, Kyiv", id=formula, title=formula, source=formula)
    first, *_ = rows(written("csv", document))
    assert [first["document"], first["title"], first["source"]] == ["'" + formula] * 3


def test_a_formula_in_the_sentence_is_text_and_a_negative_number_stays_a_number(written: Written) -> None:
    document = parsed("=1+Kyiv. Atlantis, Kyiv")
    south = replace(document.resolutions[0].candidates[1].place, lat=-12.5)
    resolution = replace(document.resolutions[0], place=south)
    (row,) = rows(written("csv", replace(document, resolutions=(resolution,))))
    assert row["sentence"].startswith("'=1+Kyiv")
    assert row["lat"] == "-12.5"


def test_quotes_commas_line_breaks_and_scripts_survive(written: Written) -> None:
    text = 'In Kyiv, "где", إسطنبول,\n東京; Atlantis Kyiv'
    document = parsed(text)
    whole: ParsedDocument = replace(document, sentences=(replace(document.sentences[0], end=len(text)),))
    output = written("csv", whole)
    assert rows(output)[0]["sentence"] == text
    table = pd.read_csv(io.BytesIO(output.encode()))
    assert list(table["sentence"]) == [text] * 3
    assert list(table["document"]) == ["a"] * 3


def test_control_characters_and_overlong_cells_do_no_harm(written: Written) -> None:
    document = parsed("In Kyiv\x00\x1b[31m " + "a" * 40_000 + " Atlantis Kyiv")
    sentence = rows(written("csv", document))[0]["sentence"]
    assert sentence.startswith("In Kyiv\ufffd\ufffd[31m")
    assert len(sentence) == 32_767
