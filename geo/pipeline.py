"""The order of the stages, and nothing else: text in, resolutions out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

from geo.errors import DatelineError
from geo.model import Document, Mention, ParsedDocument, Recognition, Resolution, Sentence
from geo.readers import Item, split_sentences
from geo.recognition import Recogniser
from geo.settings import Settings

AT_ONCE = min(4, os.cpu_count() or 1) + 2
"""Documents of many that are read side by side: one a processor and two more, so that the tagger's network
has windows to read while other documents wait for Python, which runs one thing at a time."""


class Resolver(Protocol):
    """Chooses a place for each mention."""

    def resolve(
        self, document: Document, sentences: Sequence[Sentence], recognition: Recognition
    ) -> tuple[Resolution, ...]:
        """One resolution a mention, in order."""
        ...


class FallbackGeocoding(Protocol):
    """Asks elsewhere about what the gazetteer does not know."""

    def complete(
        self, document: Document, resolutions: Sequence[Resolution]
    ) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
        """The resolutions, with a place or a failure for those that had no candidates; and the notices."""
        ...


class Geoparser:
    """Reads documents and says which places they name."""

    def __init__(
        self,
        recogniser: Recogniser,
        resolver: Resolver,
        fallback: FallbackGeocoding | None = None,
        notices: Sequence[str] = (),
    ) -> None:
        """`notices` are told with every document: what this geoparser has to do without."""
        self._recogniser = recogniser
        self._resolver = resolver
        self._fallback = fallback
        self._notices = tuple(notices)

    def parse(self, document: Document, mentions: Sequence[Mention] | None = None) -> ParsedDocument:
        """Read `document`. Where `mentions` are given, recognition is skipped and just those are resolved."""
        return self._completed(self._resolved(document, mentions))

    def parse_all(
        self, items: Iterable[Item], *, at_once: int = AT_ONCE
    ) -> Iterator[tuple[Item, ParsedDocument | DatelineError]]:
        """Each of `items`, in order, with what was read in it or why it could not be.

        `at_once` are read side by side, and up to twice as many are taken from `items` before the first is
        handed out. With 1 each is handed out before the next is taken.
        """
        ahead: deque[tuple[Item, Future[ParsedDocument]]] = deque()
        pool = ThreadPoolExecutor(at_once)
        try:
            for item in items:
                ahead.append((item, pool.submit(self._read, item)))
                while len(ahead) > 2 * (at_once - 1):
                    yield self._finished(*ahead.popleft())
            while ahead:
                yield self._finished(*ahead.popleft())
        finally:
            pool.shutdown(cancel_futures=True)

    def _read(self, item: Item) -> ParsedDocument:
        line = item.read()
        return self._resolved(line.document, line.mentions)

    def _finished(
        self, item: Item, read: Future[ParsedDocument]
    ) -> tuple[Item, ParsedDocument | DatelineError]:
        try:
            return item, self._completed(read.result())
        except DatelineError as error:
            return item, error

    def _resolved(self, document: Document, mentions: Sequence[Mention] | None) -> ParsedDocument:
        sentences = split_sentences(document)
        if mentions is None:
            recognition = self._recogniser.recognise(document, sentences)
        else:
            recognition = Recognition(mentions=tuple(mentions), given=True)
        resolutions = self._resolver.resolve(document, sentences, recognition)
        return ParsedDocument(
            document=document, sentences=sentences, resolutions=resolutions, notices=self._notices
        )

    def _completed(self, parsed: ParsedDocument) -> ParsedDocument:
        """With what another geocoder knows. It is asked of one document at a time: services have limits."""
        if self._fallback is None:
            return parsed
        resolutions, notices = self._fallback.complete(parsed.document, parsed.resolutions)
        return replace(parsed, resolutions=resolutions, notices=self._notices + notices)


def default_geoparser(settings: Settings, heard: Callable[[float], None] = lambda _: None) -> Geoparser:
    """The geoparser that the page and the command line use.

    Builds the gazetteer where it is not built yet, and tells `heard` which share of that is done. Raises a
    `DatelineError` where it cannot be, or where the geocoder that the settings name is none.
    """
    # Imported here so that importing the package opens and loads nothing.
    from geo.gazetteer import ensure
    from geo.recognition import LexiconRecogniser
    from geo.recognition.by_language import with_tagger
    from geo.resolution import Resolver as GazetteerResolver

    asked = None
    if settings.geocoder:
        from geo.geocoding import fallback_geocoding

        asked = fallback_geocoding(settings)
    gazetteer = ensure(settings, heard=heard)
    recogniser, notices = with_tagger(LexiconRecogniser(gazetteer), gazetteer)
    return Geoparser(recogniser, GazetteerResolver(gazetteer), asked, (*gazetteer.notices, *notices))
