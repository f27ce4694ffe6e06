"""Each further kind of file becomes documents: tables, JSON, OpenDocument, what is attached to mails."""

from __future__ import annotations

import json
from datetime import date

import pytest

from geo.errors import UnreadableDocument
from geo.model import Mention
from geo.readers import read_items
from tests.hostile_files import docx, odt, pdf_page, zipped
from tests.readers.files import DATA, documents, problems

PARAGRAPH = "<w:p>{}</w:p>"
RUN = "<w:r><w:t>{}</w:t></w:r>"


def texts(name: str, data: bytes) -> list[str]:
    return [document.text for document in documents(name, data)]


def test_what_a_reviewer_inserted_in_word_is_read_and_what_one_deleted_is_not() -> None:
    inserted = f'<w:ins w:id="1">{RUN.format("in Lviv ")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>in Rome </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{RUN.format("Oslo")}</w:moveFrom>'
    moved += f'<w:moveTo w:id="4">{RUN.format("Bergen")}</w:moveTo>'
    body = PARAGRAPH.format(RUN.format("Rain fell ") + inserted + deleted + RUN.format("and in ") + moved)
    assert texts("a.docx", docx(body)) == ["Rain fell in Lviv and in Bergen"]


def test_words_signs_links_and_text_boxes_are_read_in_their_order() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
    signs = "<w:r><w:t>Port</w:t><w:noBreakHyphen/><w:t>au-Prince</w:t><w:tab/><w:t>Haiti</w:t><w:br/></w:r>"
    link = f"<w:hyperlink>{RUN.format('Cap-Haïtien')}</w:hyperlink>"
    inside = PARAGRAPH.format(RUN.format("Box in Jacmel"))
    box = f"<w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"
    assert texts("a.docx", docx(PARAGRAPH.format(stops + signs + link + box))) == [
        "Box in Jacmel\n\nPort-au-Prince\tHaiti\nCap-Haïtien"
    ]


def test_an_opendocument_text_is_its_headings_paragraphs_and_tables() -> None:
    body = (
        "<text:tracked-changes><text:p>Rome</text:p></text:tracked-changes><text:h>Rain in Odesa</text:h>"
        '<text:p>In <text:span>Mykolaiv</text:span> it<text:s text:c="3"/>rained<text:line-break/>on Monday'
        "<office:annotation><text:p>Oslo?</text:p></office:annotation>.</text:p>"
        '<t:table xmlns:t="urn:t"><t:table-row><t:table-cell>'
        "<text:p>Izmail</text:p></t:table-cell><t:table-cell><text:p>3 mm</text:p></t:table-cell>"
        "</t:table-row></t:table>"
    )
    assert texts("a.odt", odt(body)) == ["Rain in Odesa\n\nIn Mykolaiv it rained\non Monday.\n\nIzmail\t3 mm"]


def test_an_opendocument_text_says_its_title_and_day_and_is_known_by_any_name() -> None:
    meta = (
        '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rain</dc:title>'
        "<dc:date>2025-06-02T10:00:00.5</dc:date></m>"
    )
    content = '<c xmlns:t="urn:t"><t:p>In Odesa.</t:p></c>'
    parts = {"content.xml": content.encode(), "meta.xml": meta.encode(), "META-INF/manifest.xml": b"<m/>"}
    for name in ("a.odt", "upload", "a.txt"):
        (found,) = documents(name, zipped(parts))
        assert (found.title, found.date, found.text) == ("Rain", date(2025, 6, 2), "In Odesa.")


@pytest.mark.parametrize(
    ("head", "column"), [("text", None), ("Body", None), ("content", None), ("Meldung", "meldung")]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_a_document_a_row_by_the_column_named_or_guessed(
    head: str, column: str | None, delimiter: str
) -> None:
    rows = [
        ["id", "headline", head, "published"],
        ["7", "Rain", '"In Kyiv,\nit rained; a lot."', "2025-06-02"],
    ]
    rows += [["", "", "In Lviv.", "no day"], ["9", "Empty", "", ""]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")
    found = [item.read().document for item in read_items(data, name="a.csv", column=column)]
    assert [(d.id, d.title, d.text, d.date) for d in found] == [
        ("7", "Rain", "In Kyiv,\nit rained; a lot.", date(2025, 6, 2)),
        ("a.csv, line 4", None, "In Lviv.", None),
    ]


def test_a_table_without_texts_says_which_columns_there_are() -> None:
    assert problems("a.csv", b"id,town\n1,Kyiv\n") == [
        "a.csv has no column that is called text, body, content or alike; there are id, town."
    ]
    (item,) = read_items(b"id,town\n1,Kyiv\n", name="a.csv", column="texts")
    with pytest.raises(UnreadableDocument, match=r"^a\.csv has no column 'texts'; there are id, town\.$"):
        item.read()


@pytest.mark.parametrize(
    "wrap", [lambda x: x, lambda x: {"response": {"meta": [1], "docs": x}}, lambda x: {"a": x}]
)
def test_json_is_the_documents_of_the_list_wherever_it_lies(wrap: object) -> None:
    articles = [
        {"id": 7, "title": "Rain", "body": "In Kyiv.", "date": "Mon, 02 Jun 2025 10:00:00 GMT"},
        {"body": "In Lviv."},
        {"body": None},
    ]
    data = json.dumps(wrap(articles)).encode()  # type: ignore[operator]
    assert [(d.id, d.title, d.text, d.date) for d in _read(data)] == [
        ("7", "Rain", "In Kyiv.", date(2025, 6, 2)),
        ("a.json, 2", None, "In Lviv.", None),
    ]
    assert problems("a.json", data) == ['a.json, 3 has no text in "body".']


def _read(data: bytes) -> list[object]:
    found = []
    for item in read_items(data, name="a.json"):
        try:
            found.append(item.read().document)
        except UnreadableDocument:
            continue
    return found  # type: ignore[return-value]


def test_one_object_of_json_is_one_document_and_may_give_its_mentions() -> None:
    data = json.dumps({"text": "In Kyiv.", "mentions": [{"start": 3, "end": 7}]}, indent=1).encode()
    for name in ("a.json", "upload"):
        (item,) = read_items(data, name=name)
        assert item.read().mentions == (Mention(start=3, end=7),)
        assert item.read().document.id == name
    assert problems("a.json", b'{"a": 1}') == [
        "a.json has no column that is called text, body, content or alike; there are a."
    ]
    assert problems("a.json", b'{"text": "a",}') == ["a.json is not JSON at character 14."]


def attached(name: str, content: bytes, disposition: str = "attachment") -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "Rain"
    message.set_content("In Kyiv it rained.")
    kind = {"a.pdf": ("application", "pdf"), "a.eml": ("message", "rfc822")}.get(name, ("application", "x"))
    if name == "a.eml":
        inner = EmailMessage()
        inner["Subject"] = "Snow"
        inner.set_content(content.decode())
        message.add_attachment(inner)
    else:
        message.add_attachment(content, *kind, filename=name, disposition=disposition)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.txt", b"In Lviv.", "Lviv"),
        ("a.docx", (DATA / "letter.docx").read_bytes(), "Kazbegi"),
        ("a.pdf", (DATA / "report.pdf").read_bytes(), "Novi Sad"),
        ("a.eml", b"In Odesa.", "Odesa"),
        ("a.zip", zipped({"b/c.txt": b"In Izmail."}), "Izmail"),
        ("a.csv", b"text\nIn Poltava.\n", "Poltava"),
    ],
)
def test_what_is_attached_to_a_mail_is_read_where_it_can_be(name: str, content: bytes, place: str) -> None:
    letter, *others = documents("m.eml", attached(name, content))
    assert letter.text.startswith("Rain\n\nIn Kyiv")
    assert place in others[0].text
    assert others[0].id.startswith(("m.eml/", "https:"))


@pytest.mark.parametrize("name", ["logo.png", "invite.ics", "card.vcf", "noname"])
def test_pictures_and_other_attachments_are_passed_over(name: str) -> None:
    assert len(documents("m.eml", attached(name, b"\x89PNG"))) == 1


def test_an_attachment_that_is_damaged_loses_no_letter() -> None:
    data = attached("a.pdf", b"%PDF-1.7 broken")
    assert problems("m.eml", data) == ["m.eml/a.pdf is a damaged PDF."]


@pytest.mark.parametrize("charset", ["iso-8859-8-i", "ISO-8859-8", "windows-1255", "logical"])
def test_a_mail_in_hebrew_is_read_by_the_webs_labels(charset: str) -> None:
    body = "גשם ירד בירושלים".encode("iso8859_8")
    assert "בירושלים" in texts("a.eml", f"Content-Type: text/plain; charset={charset}\n\n".encode() + body)[0]


def test_a_mail_that_begins_with_a_byte_order_mark_keeps_its_subject() -> None:
    (mail,) = documents("a.eml", b"\xef\xbb\xbfSubject: Rain in Kyiv\nFrom: A <a@b.example>\n\nIt rained.")
    assert (mail.title, mail.source) == ("Rain in Kyiv", "A")


@pytest.mark.parametrize(
    "label", ["undefined", "punycode", "idna", "rot13", "utf-7", "unicode_escape", "x-user-defined"]
)
def test_a_label_that_is_none_of_the_webs_is_not_believed(label: str) -> None:
    page = f'<meta charset="{label}"><p>In Kyïv it rained.</p>'.encode()
    mail = f"Subject: =?{label}?q?Rain?=\nContent-Type: text/plain; charset={label}\n\nIn Kyïv.".encode()
    item = "<item><title>In Kyïv</title></item>"
    feed = f'<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel>{item}</channel></rss>'
    for name, data in (("a.html", page), ("a.eml", mail), ("a.rss", feed.encode())):
        assert "Kyïv" in texts(name, data)[0]


def test_a_feeds_description_that_escapes_a_section_of_character_data_is_read() -> None:
    escaped = "&lt;![CDATA[&lt;p&gt;In Kyiv it rained.&lt;/p&gt;]]&gt;"
    item = f"<item><title>Rain</title><description>{escaped}</description></item>"
    assert texts("a.rss", f"<rss version='2.0'><channel>{item}</channel></rss>".encode()) == [
        "Rain\n\nIn Kyiv it rained."
    ]


def test_an_article_inside_an_aside_is_read() -> None:
    paragraph = (
        "<p>In Kharkiv the mayor said on Tuesday that the bridge over the river would be opened again.</p>"
    )
    article = f"<aside><article><h1>Bridge</h1>{paragraph * 4}</article></aside>"
    page = f"<html><body><nav>Menu Rome</nav>{article}<aside>Naples</aside><p>Imprint</p></body></html>"
    (text,) = texts("a.html", page.encode())
    assert "Kharkiv" in text
    assert "Rome" not in text


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Rain in Port-au-", "Prince.", "Port-au-Prince"),
        ("Rain in Port-", "au-Prince.", "Port-au-Prince"),
        ("Rain in Stratford-upon-", "Avon.", "Stratford-upon-Avon"),
        ("Rain in Guinea-", "Bissau.", "Guinea-Bissau"),
        ("Rain in Khar-", "kiv.", "Kharkiv"),
        ("Rain in 1999-", "2000.", "1999-2000"),
    ],
)
def test_a_name_that_a_pdf_breaks_over_two_lines_stays_one(first: str, second: str, joined: str) -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    content = f"BT /F 9 Tf 9 60 Td ({first}) Tj 0 -12 Td ({second}) Tj ET".encode()
    data = pdf_page(content, font).replace(
        b"/Contents 4 0 R", b"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
    )
    assert joined in texts("a.pdf", data)[0]


def test_markdown_keeps_no_backslash_of_an_escape() -> None:
    assert texts("a.md", rb"In \_Kyiv\_ and \*Lviv\*, snake_case C:\\new") == [
        "In _Kyiv_ and *Lviv*, snake_case C:\\new"
    ]
