"""Files made to hurt end in a sentence: nothing hangs, fills the memory, runs, or reads other files."""

from __future__ import annotations

import io
import re
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from geo.errors import UnreadableDocument
from geo.readers import read_items, suffixes, worker, zip
from geo.readers.base import Source
from tests.hostile_files import HOSTILE_FILES, MOST_SECONDS, pdf
from tests.readers.files import DATA, documents, problems, zipped


def test_a_pdf_of_ten_thousand_pages_is_refused() -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 10_003))
    pages = b"<</Type/Pages/Count 10000/Kids[%s]>>" % kids
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    data = pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, *[page] * 10_000)
    assert problems("a.pdf", data) == ["a.pdf has 10,000 pages, more than the 1,000 that are read."]


def test_a_locked_pdf_and_one_without_text_are_said_to_be() -> None:
    writer = PdfWriter(clone_from=PdfReader(DATA / "report.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    blank, empty = PdfWriter(), io.BytesIO()
    blank.add_blank_page(width=72, height=72)
    blank.write(empty)
    assert problems("a.pdf", locked.getvalue()) == ["a.pdf is locked with a password."]
    assert problems("a.pdf", empty.getvalue()) == ["a.pdf has no text: it may be a scan."]


def test_a_pdf_that_unpacks_to_a_hundred_megabytes_ends_in_a_sentence() -> None:
    packed = zlib.compress(b"BT (Kyiv) Tj ET " * 6_000_000, 9)
    data = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    )
    started = time.monotonic()
    (said,) = problems("a.pdf", data)
    assert said.startswith("a.pdf ")
    assert time.monotonic() - started < 40


BOMBS: dict[str, tuple[Callable[[], dict[str, bytes]], str]] = {
    "large.zip": (lambda: {"a.txt": bytes(21_000_000)}, "larger than 20 MB"),
    "crowd.zip": (lambda: {f"{n}.txt": b"a" for n in range(2_001)}, "holds 2,001 files"),
    "bomb.docx": (lambda: {"word/document.xml": bytes(60_000_000)}, "unpacks to more than 50 MB"),
}


def test_an_archive_of_many_large_files_is_read_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.readers.zip.MAX_TOTAL", 3_000_000)
    data = zipped({f"{number}.txt": b"In Kyiv. " * 111_111 for number in range(6)})
    members = zip.read(data, Source(name="many.zip"))
    assert [member.name for member in islice(members, 3)] == ["0.txt", "1.txt", "2.txt"]
    with pytest.raises(UnreadableDocument, match=r"^many\.zip unpacks to more than 3 MB\.$"):
        next(members)


@pytest.mark.parametrize("name", BOMBS)
def test_an_archive_that_unpacks_to_too_much_is_refused(name: str) -> None:
    files, problem = BOMBS[name]
    data = zipped(files())
    assert len(data) < 1_000_000
    assert problem in problems(name, data)[-1]


def test_an_archive_that_lies_about_its_sizes_is_not_believed() -> None:
    data = bytearray(zipped({"a.txt": b"x" * 1_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(signature) + offset
        data[start : start + 4] = (10).to_bytes(4, "little")
    assert problems("a.zip", bytes(data)) == ["a.zip/a.txt is locked, damaged or larger than 20 MB."]


def test_entities_that_multiply_or_name_files_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Atlantis", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    for doctype, body in [
        (f'<!ENTITY l0 "ha">{laughs}', "&l9;"),
        (f'<!ENTITY f SYSTEM "{secret.as_uri()}">', "&f;"),
    ]:
        feed = f'<?xml version="1.0"?><!DOCTYPE r [{doctype}]><rss version="2.0"><channel><item>'
        feed += f"<title>Kyiv {body}</title></item></channel></rss>"
        started = time.monotonic()
        for item in read_items(feed.encode(), name="a.rss"):
            with suppress(UnreadableDocument):
                assert "Atlantis" not in item.read().document.text
        assert time.monotonic() - started < 10


def test_a_word_document_with_an_outside_entity_does_not_read_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Atlantis", encoding="utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(DATA / "letter.docx") as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "word/document.xml":
                doctype = f'<!DOCTYPE d [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'.encode()
                content = content.replace(b"?>", b"?>" + doctype, 1).replace(b"Batumi", b"Batumi &f;", 1)
            new.writestr(part, content)
    text = "".join(d.text for d in documents("a.docx", out.getvalue()))
    assert "Batumi" in text
    assert "Atlantis" not in text


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_no_file_takes_long(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS", 1.0)  # a third of what it is, for there are many
    data = HOSTILE_FILES[name]()
    started = time.monotonic()
    for said in problems(name, data):
        assert re.fullmatch(r"[^\n]+\.", said)
    assert time.monotonic() - started < 4 * MOST_SECONDS  # the tests share their machine


@pytest.mark.parametrize("name", ["span of 50 million.docx", "20,000 merged rows.docx", "spaces.odt"])
def test_a_lie_about_size_costs_no_text(name: str) -> None:
    assert [document.text.split() for document in documents(name, HOSTILE_FILES[name]())] == [["Kyiv"]]


@pytest.mark.parametrize("name", [name for name in HOSTILE_FILES if name.startswith("40,000 attributes")])
def test_a_crowd_of_attributes_costs_no_text_but_where_its_tag_hides(name: str) -> None:
    if "behind" in name:
        assert problems(name, HOSTILE_FILES[name]()) in ([], [f"{name} takes too long to read."])
    else:
        assert "Kyiv" in documents(name, HOSTILE_FILES[name]())[0].text


@pytest.mark.parametrize("suffix", suffixes())
def test_an_empty_a_binary_and_a_huge_file_end_in_a_sentence(suffix: str) -> None:
    name = f"a{suffix}"
    for data in (b"", bytes(range(256)) * 9, b"PK\x03\x04" + b"\xff" * 99, b"%PDF-1.7 \xff" * 9):
        assert all(re.fullmatch(r"[^\n]+\.", said) for said in problems(name, data))
    assert problems(name, bytes(20_000_001)) == [f"{name} is larger than 20 MB."]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([s for s in suffixes() if s != ".pdf"]),
    st.sampled_from(sorted(DATA.iterdir())),
    st.data(),
)
def test_a_damaged_file_is_documents_or_sentences(suffix: str, path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    if content.startswith(b"%PDF"):
        return  # a process each, and pypdf's own matter
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for item in read_items(bytes(content), name=f"a{suffix}"):
        with suppress(UnreadableDocument):
            assert item.read().document.text.encode()
