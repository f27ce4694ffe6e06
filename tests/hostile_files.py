"""Files made to hurt, by name: each ends within seconds and within the memory that a reader may fill.

`HOSTILE_FILES` maps a file's name to a function that makes its bytes. The tests read each once; `make soak`
reads them in every order and beside one another.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

DATA = Path(__file__).parent / "data" / "readers"
MOST_SECONDS = 5.0
"""What each may take on a machine that does nothing else."""


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


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


def pdf_page(content: bytes, *more: bytes) -> bytes:
    """A PDF of one page with this packed content."""
    packed = zlib.compress(content, 9)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        *more,
    )


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    """A Word document with this body."""
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def odt(body: str) -> bytes:
    """An OpenDocument text with this body."""
    office, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
    names = f'xmlns:office="{office}" xmlns:text="{text}"'
    xml = f"<office:document-content {names}>{body}</office:document-content>"
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": xml.encode()}, 0)


def cell(properties: str, text: str = "Kyiv") -> str:
    """A cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def spanned(columns: int) -> bytes:
    """A table of one cell that says it is so many columns wide."""
    span = f'<w:gridSpan w:val="{columns}"/>'
    return docx(f"<w:tbl><w:tr>{cell(span)}</w:tr></w:tbl>")


def merged(rows: int) -> bytes:
    """A table whose rows below the first are one cell with it."""
    first = cell('<w:vMerge w:val="restart"/>')
    return docx(
        f"<w:tbl><w:tr>{first}</w:tr>" + f"<w:tr>{cell('<w:vMerge/>', '')}</w:tr>" * rows + "</w:tbl>"
    )


def crowd(number: int) -> bytes:
    """A tag's attributes, each of another name."""
    return b" ".join(b"a%d='1'" % each for each in range(number))


def page(charset: str) -> bytes:
    return b"<meta charset=%s><p>" % charset.encode() + b"In Kyiv it rained. " * 55_000


def mail(charset: str) -> bytes:
    head = f"Subject: Rain\nContent-Type: text/plain; charset={charset}\n\n"
    return head.encode() + b"In Kyiv it rained.\n" * 55_000


def feed(charset: str) -> bytes:
    item = (
        b"<item><title>Rain</title><description>" + b"In Kyiv it rained. " * 55_000 + b"</description></item>"
    )
    return (
        f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel>'.encode()
        + item
        + (b"</channel></rss>")
    )


def laughs() -> str:
    return '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


HOSTILE_FILES: dict[str, Callable[[], bytes]] = {
    # Word and OpenDocument
    "span of 400,000.docx": lambda: spanned(400_000),
    "span of 50 million.docx": lambda: spanned(50_000_000),
    "span below nothing.docx": lambda: spanned(-1),
    "800 merged rows.docx": lambda: merged(800),
    "20,000 merged rows.docx": lambda: merged(20_000),
    "deep tables.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 20_000),
    "deep paragraphs.docx": lambda: docx("<w:p>" * 200_000),
    "a million runs.docx": lambda: docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 1_000_000 + "</w:p>"),
    "laughs.docx": lambda: zipped(
        {"word/document.xml": f"<!DOCTYPE d [{laughs()}]><d>&l9;</d>".encode(), "[Content_Types].xml": b""}
    ),
    "bomb.docx": lambda: zipped({"word/document.xml": bytes(60_000_000)}),
    "spaces.odt": lambda: odt('<text:p>Kyiv<text:s text:c="900000000"/></text:p>'),
    "deep.odt": lambda: odt("<text:p>" * 200_000),
    "bomb.odt": lambda: zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": bytes(60_000_000)}
    ),
    # web pages and feeds
    "20,000 attributes.html": lambda: b"<p " + crowd(20_000) + b">Kyiv</p>",
    "40,000 attributes.html": lambda: b"<p " + crowd(40_000) + b">Kyiv</p>",
    "40,000 attributes behind a sign.html": lambda: b"<p z='>' " + crowd(40_000) + b">Kyiv</p>",
    "40,000 attributes.rss": lambda: (
        b"<rss version='2.0'><channel><item " + crowd(40_000) + b"><title>Kyiv</title></item></channel></rss>"
    ),
    "40,000 attributes within.rss": lambda: (
        b"<rss version='2.0'><channel><item><description><![CDATA[<p "
        + crowd(40_000)
        + b">Kyiv]]></description></item></channel></rss>"
    ),
    "40,000 attributes.eml": lambda: b"Content-Type: text/html\n\n<p " + crowd(40_000) + b">Kyiv</p>",
    "same attributes.html": lambda: b"<p " + b"a=1 " * 800_000 + b">Kyiv</p>",
    "deep.html": lambda: b"<div>" * 200_000 + b"Kyiv",
    "open.html": lambda: b"<" * 3_000_000,
    "comments.html": lambda: b"<!--" * 1_000_000,
    "entities.html": lambda: b"&#x41;&amp" * 400_000,
    "lists.html": lambda: b"<ul><li>" * 20_000 + b"Kyiv",
    "tables.html": lambda: b"<table><tr><td>" * 5_000 + b"Kyiv",
    "forms.html": lambda: b"<b><i><u><a href=x>" * 10_000 + b"Kyiv",
    "laughs.rss": lambda: (
        f'<?xml version="1.0"?><!DOCTYPE r [{laughs()}]><rss version="2.0"><channel><item>'
        "<title>Kyiv &l9;</title></item></channel></rss>"
    ).encode(),
    "deep.atom": lambda: b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * 100_000,
    "100,000 entries.rss": lambda: (
        b"<rss version='2.0'><channel>" + b"<item><title>Kyiv</title></item>" * 100_000 + b"</channel></rss>"
    ),
    # labels of encodings that Python knows and the web does not
    **{f"{label}.html": (lambda label=label: page(label)) for label in ("undefined", "punycode", "idna")},
    **{
        f"{label}.eml": (lambda label=label: mail(label))
        for label in ("undefined", "punycode", "idna", "rot13")
    },
    **{
        f"{label}.rss": (lambda label=label: feed(label))
        for label in ("undefined", "punycode", "idna", "hex")
    },
    # Markdown
    "spaces in a heading.md": lambda: b"# a" + b" " * 400_000 + b"b",
    "brackets.md": lambda: b"[" * 300_000,
    "links.md": lambda: b"[a](" * 100_000,
    "images.md": lambda: b"![" * 100_000,
    "stars.md": lambda: b"*a " * 300_000,
    "underscores.md": lambda: b"_a" * 200_000,
    "ticks.md": lambda: b"`" * 300_000,
    "ticks of every length.md": lambda: b" ".join(b"`" * number for number in range(1, 700)),
    "angles.md": lambda: b"<a" * 300_000,
    "dashes.md": lambda: b"-=" * 300_000,
    "quotes.md": lambda: b"> " * 300_000,
    "lists.md": lambda: b"- " * 100_000,
    "references.md": lambda: b"[a]: b\n" * 30_000 + b"[a] " * 30_000,
    "front matter.md": lambda: b"---\n" + b"title: a\n" * 100_000,
    # mail
    "headers.eml": lambda: b"Subject: =?utf-8?b?" * 100_000,
    "parts.eml": lambda: b'Content-Type: multipart/mixed; boundary="a"\n\n' + b"--a\n\n" * 50_000,
    "parts within parts.eml": lambda: b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number)
        for number in range(2_000)
    ),
    "mails within mails.eml": lambda: b"Content-Type: message/rfc822\n\n" * 5_000 + b"Subject: a\n\nKyiv",
    "parameters.eml": lambda: b"Content-Type: text/plain" + b"; a=b" * 300_000 + b"\n\nKyiv",
    "sender.eml": lambda: b"From: " + b"((" * 1_000_000 + b"\n\nKyiv",
    "date.eml": lambda: b"Date: " + b"1 " * 1_000_000 + b"\n\nKyiv",
    # tables and JSON
    "deep.json": lambda: b'{"a":[' * 500_000,
    "empty lists.json": lambda: b"[{" + b'"a":[],' * 2_000_000 + b'"text":"Kyiv"}]',
    "digits.json": lambda: b'[{"text": ' + b"9" * 5_000_000 + b"}]",
    "deep.jsonl": lambda: b'{"id":' * 1_000_000,
    "empty lists.jsonl": lambda: b'{"id":"1","text":"Kyiv","x":[' + b"[]," * 5_000_000 + b"[]]}",
    "quotes.csv": lambda: b'text\n"' + b'""' * 2_000_000,
    "columns.csv": lambda: b"," * 3_000_000 + b"\n" + b"a," * 1_000_000,
    "rows.csv": lambda: b"text\n" + b"a\n" * 2_000_000,
    "nulls.csv": lambda: b"text\n" + b"a\x00b\n" * 100_000,
    # archives
    "large.zip": lambda: zipped({"a.txt": bytes(21_000_000)}),
    "crowd.zip": lambda: zipped({f"{number}.txt": b"a" for number in range(2_001)}),
    "40,000 names.zip": lambda: zipped({f"{number}.txt": b"" for number in range(40_000)}, 0),
    "archive of bombs.zip": lambda: zipped({f"{n}.docx": docx("<w:p>" * 100_000) for n in range(3)}),
    "wide dictionary.zip": lambda: zipped({"a.txt": bytes(1_000_000)}, zipfile.ZIP_LZMA),
    # PDF
    "10,000 pages.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 10000/Kids[%s]>>" % b" ".join(b"%d 0 R" % n for n in range(3, 10_003)),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 10_000,
    ),
    "packed 100 MB.pdf": lambda: pdf_page(b"BT (Kyiv) Tj ET " * 6_000_000),
    "deep lists.pdf": lambda: pdf_page(b"[" * 1_000_000),
    "pages in a ring.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    ),
    "no end.pdf": lambda: b"%PDF-1.4\n" + b"1 0 obj<<" * 300_000,
    # what is taken for text
    "nulls.txt": lambda: b"\x00" * 10_000_000,
    "every byte.txt": lambda: bytes(range(256)) * 40_000,
    "high bytes.txt": lambda: bytes(range(128, 256)) * 80_000,
    "half broken.txt": lambda: ("Київ ".encode() + b"\xff") * 900_000,
}
"""Made when they are read: together they would fill the memory themselves."""
