"""Documents are shown as far as they are read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from geo import parser_cache
from geo.errors import GazetteerMissing
from geo.model import Document, ParsedDocument
from geo.page import opening
from geo.settings import Settings
from tests.mapping.atlases import KHARKIV, parsed

SECONDS = 30.0
LONG = Document(id="long", text="Kharkiv slept.\n\n" * 4_000)


class Gated:
    """Finds Kharkiv in one text after another, each when it is let."""

    def __init__(self) -> None:
        self.may_go_on = threading.Semaphore(0)
        self.read: list[int] = []

    def parse(self, document: Document) -> ParsedDocument:
        assert self.may_go_on.acquire(timeout=SECONDS)
        self.read.append(len(document.text))
        return parsed(document.text, {"Kharkiv": KHARKIV})


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gated]:
    gated = Gated()
    monkeypatch.setattr(parser_cache, "default_geoparser", lambda *_: gated)
    parser_cache.forget()
    opening.forget()
    yield gated
    gated.may_go_on.release(1_000)
    parser_cache.forget()
    opening.forget()


def named(opened: opening.Opened) -> int:
    return sum(len(each.resolutions) for each in opened.documents)


def test_a_long_text_is_read_in_parts_and_shown_whole(parser: Gated) -> None:
    reading = opening.opening((LONG,), Settings())
    before = reading.wait(0)
    assert (before.read, named(before)) == (0, 0)
    assert before.documents[0].document is LONG
    parser.may_go_on.release()
    first = reading.wait(SECONDS, characters=1)
    assert opening.FIRST_PART / 2 < first.characters <= opening.FIRST_PART
    assert first.documents[0].document is LONG
    assert 0 < named(first) < 4_000
    assert not first.complete
    parser.may_go_on.release(10)
    whole = reading.wait(SECONDS)
    assert whole.complete
    assert named(whole) == 4_000
    assert sum(parser.read) < 4 / 3 * len(LONG.text) + opening.FIRST_PART


def test_a_part_ends_with_a_paragraph(parser: Gated) -> None:
    parser.may_go_on.release(10)
    opening.opening((LONG,), Settings()).wait(SECONDS)
    assert all(size % len("Kharkiv slept.\n\n") in (0, 15) for size in parser.read)


def test_many_documents_are_counted_as_they_are_read(parser: Gated) -> None:
    documents = tuple(Document(id=str(n), text=f"Kharkiv slept {n}.") for n in range(10))
    reading = opening.opening(documents, Settings())
    parser.may_go_on.release(3)
    some = reading.wait(SECONDS, characters=3 * len(documents[0].text))
    assert (some.read, named(some)) == (3, 3)
    assert some.share() == pytest.approx(0.3)
    assert [each.document for each in some.documents] == list(documents)
    parser.may_go_on.release(10)
    assert reading.wait(SECONDS).read == 10


def test_the_state_is_the_same_until_something_changes(parser: Gated) -> None:
    reading = opening.opening((LONG,), Settings())
    parser.may_go_on.release()
    first = reading.wait(SECONDS, characters=1)
    assert reading.wait(0) is first
    assert opening.opening((LONG,), Settings()) is reading
    parser.may_go_on.release(10)
    assert reading.wait(SECONDS) is not first
    assert reading.wait(0) is reading.wait(0)


def test_what_goes_wrong_is_raised_and_the_next_one_begins_anew(
    parser: Gated, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Any] = []

    def build(*_: object) -> Gated:
        tries.append(None)
        if len(tries) == 1:
            raise GazetteerMissing("The list of places cannot be written.")
        return parser

    monkeypatch.setattr(parser_cache, "default_geoparser", build)
    with pytest.raises(GazetteerMissing, match="cannot be written"):
        opening.opening((LONG,), Settings()).wait(SECONDS)
    parser.may_go_on.release(10)
    assert opening.opening((LONG,), Settings()).wait(SECONDS).complete


def test_nobody_reads_on_for_a_page_that_is_gone(parser: Gated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "ABANDONED_SECONDS", 0.0)
    documents = tuple(Document(id=str(n), text=f"Kharkiv slept {n}.") for n in range(50))
    left = opening.opening(documents, Settings())
    parser.may_go_on.release(1_000)
    left.wait(SECONDS)
    assert left.failed()
    assert len(parser.read) < 50
