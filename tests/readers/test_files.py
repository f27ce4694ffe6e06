"""Files of each kind become documents with their title, date and source."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest

from geo.errors import UnreadableDocument
from geo.readers import kind_of, read_items
from tests.readers.files import DATA, documents, zipped


def test_a_web_page_is_its_article_with_title_date_and_site() -> None:
    (page,) = documents("page.html")
    assert page.id == "page.html"
    assert page.title == "Flood closes bridge in Lviv"
    assert page.date == date(2025, 6, 3)
    assert page.source == "The Morning Post"
    assert page.text.startswith("Flood closes bridge in Lviv\n\n")
    assert "\n" not in page.text.replace("\n\n", "")  # paragraphs, each set apart
    assert "the city’s mayor said" in page.text
    assert not {"Naples", "Imprint", "Paris", "color"} & set(re.findall(r"\w+", page.text))


def test_a_page_without_an_article_is_its_visible_text() -> None:
    (page,) = documents("a.html", b"<p>In <b>Kyiv</b>,<br>he said<script>alert('Paris')</script></p>")
    assert page.text.split() == ["In", "Kyiv,", "he", "said"]


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    html = '<meta charset="windows-1251"><p>Президент прибыл в Харьков.</p>'
    assert "Харьков" in documents("a.html", html.encode("cp1251"))[0].text


def test_markdown_loses_its_marks_and_targets_and_keeps_every_word() -> None:
    (notes,) = documents("notes.md")
    assert (notes.title, notes.date, notes.source) == (
        "Talks in Ankara",
        date(2025, 6, 4),
        "A reader's notes",
    )
    assert notes.text.split("\n\n") == [
        "Talks in Ankara",
        "The foreign ministers of Turkey and Ukraine met in\nAnkara. See a map of Antalya and the minutes.",
        "Snake_case_names stay, and 2 * 3 * 4 does too.",
        "Istanbul was proposed first\nGeneva second",
        "code in Oslo",
        "place\tday",
        "Riga\tMonday",
    ]


def test_a_pdf_is_its_text_page_by_page() -> None:
    (report,) = documents("report.pdf")
    assert report.title == "Report on the Danube"
    assert "the\nharbour of Győr was closed" in report.text
    assert report.text.endswith("“We are ready,” said the mayor of\nNovi Sad.")


def test_a_word_document_is_its_paragraphs_and_tables_in_order() -> None:
    (letter,) = documents("letter.docx")
    assert (letter.title, letter.date) == ("Letter from Tbilisi", date(2025, 6, 6))
    assert letter.text.split("\n\n") == [
        "Letter from Tbilisi",
        "The road to Kazbegi was open again on Friday.",
        "Place\tSnow",
        "Gudauri\t40 cm",
        "In Batumi it rained.",
    ]


def test_a_mail_is_its_subject_and_plain_text_and_its_attachment_another_document() -> None:
    mail, attachment = documents("mail.eml")
    assert (mail.title, mail.date) == ("Fire near Çanakkale", date(2025, 6, 4))
    assert mail.source == "Çağla Demir"
    assert mail.text.split("\n\n")[1].strip().endswith("Planes from İzmir helped.")
    assert "Antalya" not in mail.text
    assert (attachment.id, attachment.text) == ("mail.eml/attachment.txt", "An attachment about Antalya.")
    assert "Bodrum" not in mail.text


def test_a_mail_of_html_alone_is_its_visible_text() -> None:
    mail = (
        b"Subject: A\nContent-Type: text/html; charset=utf-8\n\n<p>In <i>Kyiv</i></p><script>Paris</script>"
    )
    assert documents("a.eml", mail)[0].text == "A\n\nIn Kyiv"


def test_a_feed_is_a_document_an_entry() -> None:
    first, second = documents("feed.rss")
    assert first.id == "https://post.example/oland"
    assert (first.title, first.date) == ("Strike halts ferries to Öland", date(2025, 6, 3))
    assert first.source == "The Morning Post: world"
    assert first.text.split("\n\n") == [
        "Strike halts ferries to Öland",
        "Ferries from Oskarshamn stayed in harbour & buses ran.",
        "Talks go on in Stockholm.",
    ]
    assert (second.id, second.date) == ("post-2", None)
    (atom,) = documents("feed.atom")
    assert (atom.title, atom.date) == ("Quake felt in Kathmandu", date(2025, 6, 5))


def test_an_archive_is_the_documents_in_it_and_a_bad_one_loses_no_other() -> None:
    data = zipped(
        {
            "b/report.pdf": (DATA / "report.pdf").read_bytes(),
            "a.txt": b"In Kyiv.",
            "c.jsonl": b'{"id": "7", "text": "In Lviv."}\noops\n',
            "d.txt": b"",
            "e.docx": (DATA / "letter.docx").read_bytes(),
            "inner.zip": zipped({"x.txt": b"In Oslo."}),
            "photo.jpg": b"\xff\xd8\xff",
            ".hidden.txt": b"In Riga.",
            "__MACOSX/a.txt": b"In Rome.",
            "../../evil.txt": b"In Vilnius.",
        }
    )
    found, said = [], []
    for item in read_items(data, name="news.zip"):
        try:
            found.append(item.read().document.id)
        except UnreadableDocument as error:
            said.append(f"{item.name}: {error}")
    assert found == [
        "news.zip/../../evil.txt",
        "news.zip/a.txt",
        "news.zip/b/report.pdf",
        "7",
        "news.zip/e.docx",
    ]
    assert said == [
        "news.zip/c.jsonl, line 2: It is not JSON: Expecting value at character 1.",
        "news.zip/d.txt: news.zip/d.txt is empty.",
        "news.zip/inner.zip: news.zip/inner.zip is an archive inside an archive, which is not opened.",
    ]


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"plain", "text"),
        ("a.txt", b"%PDF-1.7", "pdf"),
        ("a.TXT", b"PK\x03\x04", "zip"),
        ("a.docx", b"PK\x03\x04", "word"),
        ("a.HTM", b"", "html"),
        ("a", b"\xef\xbb\xbf <!DOCTYPE html><p>", "html"),
        ("a", b'<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
        ("a", b"<feed xmlns=", "feed"),
        ("a", b'<?xml version="1.0"?><svg/>', "text"),
        ("a", b"", "text"),
        ("a.xyz", b"plain", "text"),
    ],
)
def test_a_file_is_told_by_its_first_bytes_else_by_its_name(name: str, head: bytes, kind: str) -> None:
    assert kind_of(name, head).name == kind


def test_a_word_document_of_another_name_is_known_as_one() -> None:
    data = (DATA / "letter.docx").read_bytes()
    assert [d.title for d in documents("letter", data)] == ["Letter from Tbilisi"]


@pytest.mark.parametrize("names", [(), ("photo.png", "table.xlsx", "__MACOSX/._a.txt")])
def test_an_archive_without_a_file_that_can_be_read_is_said_to_be_one(names: tuple[str, ...]) -> None:
    (item,) = read_items(zipped(dict.fromkeys(names, b"PK\x03\x04")), name="a.zip")
    with pytest.raises(UnreadableDocument, match=r"^a\.zip holds no file that can be read \(\.txt, "):
        item.read()


def test_files_of_other_kinds_in_an_archive_are_passed_over() -> None:
    found = documents("a.zip", zipped({"a.txt": b"Kyiv", "table.xlsx": b"PK\x03\x04", "b.png": b"\x89PNG"}))
    assert [document.id for document in found] == ["a.zip/a.txt"]


def test_the_date_of_an_empty_template_is_none_of_a_documents() -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("Rain fell in Oslo.")
    file = io.BytesIO()
    made.save(file)
    assert documents("a.docx", file.getvalue())[0].date is None
