"""Bytes, text and files become documents, or an error that says in a sentence why not."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import charset_normalizer  # noqa: F401 - loaded before the examples are timed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnreadableDocument
from geo.readers import MAX_BYTES, read_bytes, read_file, read_text

SEED = Path(__file__).parents[2] / "seeds" / "000_ad8bc4a68c4da5d8.txt"
POLISH = "Łódź i Kraków są w Polsce. Żółw idzie powoli, a święta są dopiero w grudniu."
RUSSIAN = "Президент прибыл в Харьков. Москва заявила протест в понедельник утром."
TURKISH = "İstanbul'da görüşmeler başladı. Çırağan Sarayı'nda buluştular, dün gece ayrıldılar."
JAPANESE = "大統領は東京に到着した。大阪では雨が降った。"
ARABIC = "وصل الرئيس إلى بغداد يوم الاثنين وأعلن عن اجتماع في البصرة."


def test_the_seeds_header_becomes_its_date_and_the_text_stays_whole() -> None:
    document = read_file(SEED)
    assert document.id == SEED.name
    assert document.date == date(2025, 6, 2)
    assert document.text == SEED.read_text(encoding="utf-8")
    assert document.text[document.body_start :].startswith("Second round of peace talks ends")


@pytest.mark.parametrize(
    "header", ["date 2025-13-45 Kyiv.", "date of birth 2025-06-02", "update 2025-06-02 Kyiv"]
)
def test_what_only_resembles_a_header_stays_prose(header: str) -> None:
    document = read_text(header)
    assert document.date is None
    assert document.body_start == 0


def test_a_date_that_is_given_is_stronger_than_the_header() -> None:
    document = read_text("date 2025-06-02 Kyiv fell quiet.", date=date(2024, 1, 1))
    assert document.date == date(2024, 1, 1)
    assert document.body_start == 16


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Kyiv, Çırağan, 東京 😀", "utf-8"),
        ("Kyiv, Çırağan, 東京 😀", "utf-8-sig"),
        ("Kyiv, Çırağan, 東京 😀", "utf-16"),
        ("Kyiv, Çırağan, 東京 😀", "utf-32"),
        ("From Istanbul to Kharkiv", "utf-16-le"),
        ("From Istanbul to Kharkiv", "utf-16-be"),
        ("“Quotes” – he said in São Paulo, it’s a façade.", "cp1252"),
        ("Zürich", "latin-1"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (ARABIC, "cp1256"),
        (POLISH, "cp1250"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), id="a.txt").text == text


def test_one_broken_byte_does_not_make_a_utf8_text_another_encoding() -> None:
    data = POLISH.encode() + b"\xff" + POLISH.encode()
    assert read_bytes(data, id="a.txt").text == f"{POLISH}\ufffd{POLISH}"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), id="image"),
        pytest.param(b"%PDF-1.7\n1 0 obj", id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00", id="zip"),
        pytest.param(bytes(1000), id="zeros"),
        pytest.param(bytes(range(256)) * 40, id="every byte"),
        pytest.param(b"Kyiv\x01\x02\x03\x04 and on", id="control characters"),
        pytest.param(b"\xff\xfeK\x00y\x00i", id="UTF-16 cut in a character"),
    ],
)
def test_binary_data_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^news\.txt .*\.$"):
        read_bytes(data, id="1", name="news.txt")


def test_a_stray_nul_is_kept() -> None:
    text = "Kharkiv\x00 " + "and Kyiv. " * 10
    assert read_bytes(text.encode(), id="a").text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf"])
def test_a_text_without_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        read_bytes(data, id="a.txt")


def test_a_text_above_the_limit_is_refused_and_one_at_it_is_read() -> None:
    assert len(read_bytes(b"a" * MAX_BYTES, id="a").text) == MAX_BYTES
    with pytest.raises(UnreadableDocument, match="20 MB"):
        read_bytes(b"a" * (MAX_BYTES + 1), id="a")


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableDocument, match=r"huge\.txt is larger than 20 MB"):
        read_file(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"none\.txt cannot be read: No such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        read_file(tmp_path)


def test_half_a_surrogate_pair_is_replaced_and_moves_no_offset() -> None:
    document = read_text("In \ud800 Kyiv")
    assert document.text == "In \ufffd Kyiv"
    assert document.text.index("Kyiv") == 5


def test_a_file_name_that_is_not_utf8_gives_a_printable_id(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("Kyiv", encoding="utf-8")
    assert read_file(path).id == "caf\ufffd.txt"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks end in Istanbul\n\nThe talks ended. ", "Talks end in Istanbul"),
        ("date 2025-06-02 Talks end: Kyiv waits\r\n\r\nThe talks ended.", "Talks end: Kyiv waits"),
        ("The talks ended.\n\nNobody spoke.", None),
        ("The talks that began in the morning in\nIstanbul ended.\n\nNobody spoke.", None),
        ("Istanbul\n\nThe talks ended.", None),
        ("Talks end in Istanbul", None),
        ("word " * 100 + "\n\nThe talks ended.", None),
    ],
)
def test_a_first_line_that_stands_as_a_headline_is_the_title(text: str, title: str | None) -> None:
    assert read_text(text).title == title


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_no_text_is_altered(text: str) -> None:
    if text.isspace() or not text:
        return
    document = read_text(text)
    assert document.text == text
    assert 0 <= document.body_start <= len(text)


@given(st.binary())
def test_any_bytes_are_a_document_that_can_be_written_or_an_error_of_ours(data: bytes) -> None:
    with suppress(UnreadableDocument):
        assert read_bytes(data, id="a").text.encode()
