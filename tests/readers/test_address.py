"""An address is read as what the server says it is; what cannot be fetched ends in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers import read_url
from geo.web import Answer, WebError
from tests.readers.files import DATA

URL = "https://news.example/2025/report"


def documents(
    body: bytes, content_type: str = "", status: int = 200, url: str = URL, redirected_to: str | None = None
) -> list[Document]:
    """What is read where the server answers so."""

    def fetch(url: str, *, headers: Mapping[str, str], seconds: float, max_bytes: int) -> Answer:
        assert headers["User-Agent"].startswith("dateline/")
        assert (seconds, max_bytes) == (15, 10_000_000)
        return Answer(
            status=status, headers={"content-type": content_type}, body=body, url=redirected_to or url
        )

    return [item.read().document for item in read_url(url, fetch=fetch)]


@pytest.mark.parametrize(
    ("name", "content_type", "title"),
    [
        ("page.html", "text/html; charset=utf-8", "Flood closes bridge in Lviv"),
        ("page.html", "", "Flood closes bridge in Lviv"),
        ("report.pdf", "application/pdf", "Report on the Danube"),
        ("report.pdf", "application/octet-stream", "Report on the Danube"),
        ("feed.rss", "application/rss+xml", "Strike halts ferries to Öland"),
        ("feed.rss", "text/xml", "Strike halts ferries to Öland"),
        ("feed.atom", "", "Quake felt in Kathmandu"),
        ("letter.docx", "application/octet-stream", "Letter from Tbilisi"),
        ("notes.md", "text/markdown", "Talks in Ankara"),
    ],
)
def test_it_is_read_as_what_the_server_says_or_else_as_what_it_looks_like(
    name: str, content_type: str, title: str
) -> None:
    assert documents((DATA / name).read_bytes(), content_type)[0].title == title


def test_a_page_says_where_it_is_from() -> None:
    (page,) = documents((DATA / "page.html").read_bytes(), "text/html", redirected_to=f"{URL}?final")
    assert page.id == f"{URL}?final"
    assert (page.source, page.date) == ("The Morning Post", date(2025, 6, 3))
    (bare,) = documents(b"<p>In Kyiv it rained.</p>", "text/html")
    assert bare.source == "news.example"


def test_plain_text_is_read_as_it_is() -> None:
    assert documents(b"In Kyiv.", "text/plain")[0].text == "In Kyiv."


@pytest.mark.parametrize("status", [204, 302, 403, 404, 500])
def test_another_status_than_200_is_said(status: int) -> None:
    with pytest.raises(UnreadableDocument, match=f"the server says {status}"):
        documents(b"Kyiv", status=status)


def test_what_cannot_be_fetched_is_said() -> None:
    def fetch(url: str, **_: object) -> Answer:
        raise WebError("It leads into a private network.")

    with pytest.raises(UnreadableDocument, match=r"^The address cannot be fetched: It leads into a private"):
        read_url(URL, fetch=fetch)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "text/html"),
        (b"", ""),
        (b"\x00\xff" * 99, "text/plain"),
        (b"<html></html>", "text/html"),
        (b"x", "application/pdf"),
    ],
)
def test_an_answer_without_text_is_said(body: bytes, content_type: str) -> None:
    with pytest.raises(UnreadableDocument):
        documents(body, content_type)
