"""Feeds open in feed readers, and in GDAL with their points."""

from __future__ import annotations

import struct
from pathlib import Path

import feedparser
import pyogrio.raw
import pytest

from tests.export.conftest import Written
from tests.export.documents import empty, parsed

FEEDS = ["atom", "rss"]


@pytest.mark.parametrize("format", FEEDS)
def test_a_feed_reader_reads_one_entry_per_document(written: Written, format: str) -> None:
    documents = (parsed(title="Talks & <b>more</b>", source="https://news.example/1"), empty())
    feed = feedparser.parse(written(format, *documents))
    assert not feed.bozo
    first, second = feed.entries
    assert first.title == "Talks & <b>more</b>"
    assert (first.link, first.id) == ("https://news.example/1", "https://news.example/1")
    assert first.published_parsed[:3] == (2025, 6, 2)
    assert [tag.term for tag in first.tags] == ["Kyiv"]
    assert (first.where["coordinates"], first.georss_featurename) == ((30.5238, 50.45466), "Kyiv")
    assert first.summary.startswith("In Kyiv")
    assert "where" not in second
    assert second.id == "urn:dateline:nothing"


@pytest.mark.parametrize("format", FEEDS)
def test_gdal_reads_the_points(written: Written, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"feed.{format}"
    path.write_text(written(format, parsed(title="Talks")), encoding="utf-8")
    meta, _, geometry, fields = pyogrio.raw.read(path)
    assert struct.unpack("<BIdd", geometry[0])[2:] == (30.5238, 50.45466)
    assert fields[list(meta["fields"]).index("title")].tolist() == ["Talks"]


@pytest.mark.parametrize("format", FEEDS)
def test_a_long_text_is_shortened_at_a_word_and_nothing_breaks_the_feed(
    written: Written, format: str
) -> None:
    text = "In Kyiv \x00\ud800 " + "word " * 500 + "Atlantis and Kyiv"
    (entry,) = feedparser.parse(written(format, parsed(text, id="a b\ud800"))).entries
    assert entry.summary.endswith("word…")
    assert len(entry.summary) <= 300


@pytest.mark.parametrize("format", FEEDS)
def test_no_document_is_an_empty_feed(written: Written, format: str) -> None:
    feed = feedparser.parse(written(format))
    assert not feed.bozo
    assert feed.entries == []
