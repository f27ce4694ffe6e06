"""Documents on their way to the page: read in threads of their own, and shown as far as they are.

A long text is read in growing parts from its beginning, many documents side by side. Whoever opens the same
documents looks at the same opening; one that nobody looks at any more stops.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from geo import parser_cache
from geo.model import Document, ParsedDocument
from geo.pipeline import AT_ONCE, Geoparser
from geo.settings import Settings

FIRST_PART = 8_000
"""Characters of a long text that are read first: its first places are then on the map within a second."""
GROWTH = 6
"""How much longer the next part is. All parts together take at most a third longer than the whole alone."""
MOST_KEPT = 16
"""Openings, the latest of all visitors."""
ABANDONED_SECONDS = 60.0
"""A page asks about twice a second; an opening that none has asked about for so long is not read on."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Opened:
    """How far documents are. Compared by identity: the same one as long as nothing has changed."""

    documents: tuple[ParsedDocument, ...]
    """All of them, in order; what is not read yet names nothing."""
    parser: Geoparser | None
    """None while the list of places is being built."""
    read: int
    """Documents that are read to their end."""
    characters: int
    """Characters that are read."""
    complete: bool

    def share(self) -> float:
        """What of the text is read, from 0 to 1."""
        return self.characters / max(1, sum(len(each.document.text) for each in self.documents))


class Opening:
    """Reads documents as long as somebody asks how far they are."""

    def __init__(self, documents: tuple[Document, ...], settings: Settings) -> None:
        self._documents = documents
        self._settings = settings
        self._changed = threading.Condition()
        self._parsed = [ParsedDocument(document=each, sentences=(), resolutions=()) for each in documents]
        self._characters = [0] * len(documents)
        self._read = 0
        self._parser: Geoparser | None = None
        self._ended = False
        self._state: Opened | None = None
        self._asked = time.monotonic()
        worker = ThreadPoolExecutor(1, "opening")
        self._work_done = worker.submit(self._work)
        worker.shutdown(wait=False)

    def failed(self) -> bool:
        """Whether it came to an end before all was read."""
        with self._changed:
            return self._ended and self._read < len(self._documents)

    def wait(self, seconds: float, *, characters: int | None = None) -> Opened:
        """How far it is once `characters` are read, by default all, or after so many seconds.

        Raises what went wrong.
        """
        with self._changed:
            self._asked = time.monotonic()
            self._changed.wait_for(lambda: self._ended or self._is_read(characters), seconds)
            if self._ended:
                self._work_done.result()
            if self._state is None:
                self._state = Opened(
                    documents=tuple(self._parsed),
                    parser=self._parser,
                    read=self._read,
                    characters=sum(self._characters),
                    complete=self._read == len(self._documents),
                )
            return self._state

    def _is_read(self, characters: int | None) -> bool:
        """Whether so much is read; the caller holds the lock."""
        if characters is None or self._read == len(self._documents):
            return self._read == len(self._documents)
        return sum(self._characters) >= characters

    def _work(self) -> None:
        try:
            parser = parser_cache.geoparser(self._settings)
            with self._changed:
                self._parser, self._state = parser, None
            pool = ThreadPoolExecutor(AT_ONCE, "opening")
            try:
                for _ in pool.map(partial(self._read_one, parser), range(len(self._documents))):
                    pass
            finally:
                pool.shutdown(cancel_futures=True)
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _read_one(self, parser: Geoparser, number: int) -> None:
        document = self._documents[number]
        for part in _parts(document):
            if self._is_abandoned():
                return
            parsed = replace(parser_cache.read(part, parser), document=document)
            with self._changed:
                self._parsed[number] = parsed
                self._characters[number] = len(part.text)
                self._read += part is document
                self._state = None
                self._changed.notify_all()

    def _is_abandoned(self) -> bool:
        with self._changed:
            return time.monotonic() - self._asked > ABANDONED_SECONDS


def _parts(document: Document) -> Iterator[Document]:
    """The document's beginning, more of it, and so on to the whole; cut between paragraphs where it can."""
    size = FIRST_PART
    while size * GROWTH / 2 < len(document.text):
        cut = max(document.text.rfind(mark, size // 2, size) for mark in ("\n\n", ". ", " "))
        yield replace(document, text=document.text[: cut + 1 if cut > 0 else size])
        size *= GROWTH
    yield document


_keeping = threading.Lock()
_kept: OrderedDict[tuple[str, tuple[Document, ...]], Opening] = OrderedDict()


def opening(documents: tuple[Document, ...], settings: Settings) -> Opening:
    """The opening of these documents, begun by whoever asks first; one that failed is begun anew."""
    key = (settings.model_dump_json(), documents)
    with _keeping:
        found = _kept.get(key)
        if found is None or found.failed():
            found = _kept[key] = Opening(documents, settings)
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return found


def forget() -> None:
    """Let the next one who asks begin anew."""
    with _keeping:
        _kept.clear()
