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
from geo.readers import read_items, suffixes, zip
from geo.readers.base import Source
from tests.readers.files import DATA, documents, problems, zipped


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return bytes(data + end + b"startxref\n%d\n%%%%EOF" % len(data))


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


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.html", b"<div>" * 200_000 + b"Kyiv"),
        ("open.html", b"<" * 3_000_000),
        ("comments.html", b"<!--" * 1_000_000),
        ("attributes.html", b"<p " + b"a=1 " * 800_000 + b">Kyiv</p>"),
        ("brackets.md", b"[" * 300_000),
        ("stars.md", b"*a " * 300_000),
        ("ticks.md", b"`" * 300_000),
        ("angles.md", b"<a" * 300_000),
        ("dashes.md", b"-=" * 300_000),
        ("quotes.md", b"> " * 300_000),
        ("headers.eml", b"Subject: =?utf-8?b?" * 100_000),
        ("parts.eml", b'Content-Type: multipart/mixed; boundary="a"\n\n' + b"--a\n\n" * 50_000),
        ("parameters.eml", b"Content-Type: text/plain" + b"; a=b" * 300_000 + b"\n\nKyiv"),
        ("sender.eml", b"From: " + b"((" * 1_000_000 + b"\n\nKyiv"),
        ("date.eml", b"Date: " + b"1 " * 1_000_000 + b"\n\nKyiv"),
    ],
)
def test_no_file_takes_long(name: str, data: bytes) -> None:
    started = time.monotonic()
    problems(name, data)
    assert time.monotonic() - started < 20


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
