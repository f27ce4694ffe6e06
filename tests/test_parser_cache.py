from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from geo import parser_cache
from geo.errors import GazetteerMissing
from geo.model import Document, ParsedDocument
from geo.settings import Settings

DOCUMENT = Document(id="a", text="A storm passed over Kyiv.")


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    parser_cache.forget()
    yield
    parser_cache.forget()


class Reads:
    """A geoparser that waits until it may go on, and counts."""

    def __init__(self, fails: int = 0) -> None:
        self.times = 0
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self._fails = fails

    def parse(self, document: Document) -> ParsedDocument:
        self.times += 1
        self.begun.set()
        assert self.may_end.wait(10)
        if self.times <= self._fails:
            raise GazetteerMissing("The gazetteer is not built.")
        return ParsedDocument(document=document, sentences=(), resolutions=())


def test_a_document_is_read_once_for_all_who_ask_meanwhile() -> None:
    parser = Reads()
    got: list[ParsedDocument] = []
    readers = [
        threading.Thread(target=lambda: got.append(parser_cache.read(DOCUMENT, parser)))  # type: ignore[arg-type]
        for _ in range(3)
    ]
    for reader in readers:
        reader.start()
    assert parser.begun.wait(10)
    assert not parser_cache.is_read(DOCUMENT, parser)  # type: ignore[arg-type]
    parser.may_end.set()
    for reader in readers:
        reader.join(10)
    assert parser.times == 1
    assert len(got) == 3
    assert got[0] is got[1] is got[2]
    assert parser_cache.is_read(DOCUMENT, parser)  # type: ignore[arg-type]


def test_what_failed_is_tried_again() -> None:
    parser = Reads(fails=1)
    parser.may_end.set()
    with pytest.raises(GazetteerMissing):
        parser_cache.read(DOCUMENT, parser)  # type: ignore[arg-type]
    assert not parser_cache.is_read(DOCUMENT, parser)  # type: ignore[arg-type]
    assert parser_cache.read(DOCUMENT, parser).document is DOCUMENT  # type: ignore[arg-type]


def test_a_long_document_takes_the_room_of_many_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser_cache, "MOST_CHARACTERS", 100_000)
    parser = Reads()
    parser.may_end.set()
    short = [Document(id=str(n), text="Kyiv.") for n in range(20)]
    long = Document(id="long", text="x" * 95_000)
    longest = Document(id="longest", text="x" * 500_000)
    kept = []
    for document in (*short, long, longest):
        parser_cache.read(document, parser)  # type: ignore[arg-type]
        kept.append([parser_cache.is_read(each, parser) for each in (*short, long, longest)].count(True))  # type: ignore[arg-type]
    assert kept == [*range(1, 21), 2, 1]  # the latest always is


def test_what_is_forgotten_or_failed_leaves_its_room_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = Reads(fails=1)
    parser.may_end.set()
    settings = Settings()
    monkeypatch.setattr(parser_cache, "default_geoparser", lambda *_: parser)
    parser_cache.geoparser(settings)
    with pytest.raises(GazetteerMissing):
        parser_cache.read(DOCUMENT, parser)  # type: ignore[arg-type]
    assert parser_cache._characters == 0
    parser_cache.read(DOCUMENT, parser)  # type: ignore[arg-type]
    assert parser_cache._characters > len(DOCUMENT.text)
    for _ in range(2):
        parser_cache.let_go([DOCUMENT, Document(id="b", text="never read")], settings)
    assert parser_cache._characters == 0
    assert not parser_cache.is_read(DOCUMENT, parser)  # type: ignore[arg-type]


def test_the_oldest_documents_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser_cache, "MOST_CHARACTERS", 2 * parser_cache._EACH + 15)
    parser = Reads()
    parser.may_end.set()
    documents = [Document(id=str(n), text="Kyiv.") for n in range(3)]
    for document in documents:
        parser_cache.read(document, parser)  # type: ignore[arg-type]
    kept = [parser_cache.is_read(document, parser) for document in documents]  # type: ignore[arg-type]
    assert kept == [False, True, True]
