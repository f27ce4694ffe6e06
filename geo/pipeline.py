"""The order of the stages, and nothing else: text in, resolutions out."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, Self

from geo.errors import CorrectionsUnreadable, DatelineError, GeoparserClosed
from geo.model import Document, Mention, NamedPlace, ParsedDocument, Recognition, Resolution, Sentence
from geo.readers import DocumentLine, Item, read_text, split_sentences
from geo.recognition import Recogniser, around_given
from geo.settings import Settings, load_settings

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

AT_ONCE = min(4, os.cpu_count() or 1) + 2
"""Documents of many that are read side by side: one a processor and two more, so that the tagger's network
has windows to read while other documents wait for Python, which runs one thing at a time."""


Heard = Callable[[float], None]
"""Is told which share of the gazetteer is built."""


def _nobody(_: float) -> None:
    """Hear nothing."""


MOST_AHEAD = 4_000_000
"""Bytes of documents that are read side by side: what is found in a text takes a hundred times its memory."""


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


class Corrections(Protocol):
    """What readers put right. Two of the same are equal, and it can be pickled."""

    def correct(
        self, parsed: ParsedDocument, resolve: Callable[[Sequence[Mention]], Sequence[Resolution]]
    ) -> ParsedDocument:
        """A document as its reader corrected it; `resolve` is asked about mentions that were added."""
        ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Stages:
    """What a geoparser is put together of."""

    recogniser: Recogniser
    resolver: Resolver
    fallback: FallbackGeocoding | None = None
    gazetteer: Gazetteer | None = None
    """What names are looked up in by whoever asks for a name alone."""
    notices: tuple[str, ...] = ()
    """What is told with every document: what this geoparser has to do without."""
    closing: ExitStack = field(default_factory=ExitStack)
    """What ends the stages' threads and closes their files."""


class Geoparser:
    """Reads documents and says which places they name. Safe to share between threads.

    It holds a model and an index open until it is closed: `with Geoparser() as parser: …`. Pickled, it is its
    settings: another process opens one of its own, once.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        threads: int | None = None,
        stages: Stages | None = None,
        corrections: Corrections | None = None,
        heard: Heard = _nobody,
    ) -> None:
        """Open what `settings` say, by default those of the environment, or take `stages` of one's own.

        `threads` are those that a text is read on, by default one per processor, at most four. `corrections`
        are applied to every document: a `geo.corrections.CorrectionStore`, or what it holds. Builds the
        gazetteer where it is not built yet, and tells `heard` which share of that is done. Raises a
        `DatelineError` where it cannot be, or where the geocoder that the settings name is none.
        """
        if threads is not None and threads < 1:
            raise ValueError("A geoparser reads on one thread at least.")
        self._settings = settings or load_settings()
        self._threads = threads
        self._corrections = corrections
        self._reopens = stages is None
        self._at_once = AT_ONCE if threads is None else threads + 2 if threads > 1 else 1
        self._stages: Stages | None = stages or open_stages(self._settings, threads=threads, heard=heard)

    @property
    def _open(self) -> Stages:
        if self._stages is None:
            raise GeoparserClosed("This geoparser is closed; open another.")
        return self._stages

    def close(self) -> None:
        """End its threads and close its files. A second time does nothing."""
        stages, self._stages = self._stages, None
        if stages is not None:
            stages.closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        if not self._reopens:
            raise TypeError("A geoparser with stages of its own is opened in each process, not sent to it.")
        return _in_this_process, (self._settings, self._threads, self._corrections)

    def parse(self, text: str | Document, mentions: Sequence[Mention] | None = None) -> ParsedDocument:
        """Read a text or a document.

        Where `mentions` are given, just those are resolved, in the light of what the recogniser finds beside
        them. A text in which nothing is written is a document without places.
        """
        return self._corrected(self._completed(self._resolved(as_document(text), mentions)))

    def resolve(self, parsed: ParsedDocument, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return what further mentions of a document that has been read mean; each names a place."""
        recognition = Recognition(mentions=tuple(mentions), given=True)
        return self._open.resolver.resolve(parsed.document, parsed.sentences, recognition)

    def parse_many(
        self, texts: Iterable[str | Document], *, at_once: int | None = None
    ) -> Iterator[ParsedDocument]:
        """Yield each of `texts` read, in order, as they come. A text's id is its number, from 1.

        `at_once` is as in `parse_all`.
        """
        items = (
            Item(name=str(number), size=0, read=partial(_given, text, str(number)))
            for number, text in enumerate(texts, start=1)
        )
        for _, parsed in self.parse_all(items, at_once=at_once):
            if isinstance(parsed, DatelineError):
                raise parsed
            yield parsed

    @property
    def gazetteer(self) -> Gazetteer | None:
        """What names are looked up in; None where its stages came without one."""
        return self._open.gazetteer

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """Return the places of this name, the most important first."""
        gazetteer = self._open.gazetteer
        return gazetteer.lookup(name) if gazetteer else ()

    def parse_all(
        self, items: Iterable[Item], *, at_once: int | None = None
    ) -> Iterator[tuple[Item, ParsedDocument | DatelineError]]:
        """Each of `items`, in order, with what was read in it or why it could not be.

        `at_once` are read side by side, and up to twice as many are taken from `items` before the first is
        handed out. With 1 each is handed out before the next is taken. By default as many as suit the
        threads. Together they are no larger than `MOST_AHEAD`, but for one that is so alone.
        """
        at_once = at_once or self._at_once
        ahead: deque[tuple[Item, Future[ParsedDocument]]] = deque()
        pool = ThreadPoolExecutor(at_once)
        try:
            for item in items:
                while ahead and sum(each.size for each, _ in ahead) + item.size > MOST_AHEAD:
                    yield self._finished(*ahead.popleft())
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
            return item, self._corrected(self._completed(read.result()))
        except DatelineError as error:
            return item, error

    def _resolved(self, document: Document, mentions: Sequence[Mention] | None) -> ParsedDocument:
        stages = self._open
        sentences = split_sentences(document)
        if mentions is not None and not mentions:
            recognition = Recognition(mentions=(), given=True)
        else:
            recognition = stages.recogniser.recognise(document, sentences)
            if mentions is not None:
                recognition = around_given(mentions, recognition)
        resolutions = stages.resolver.resolve(document, sentences, recognition)
        return ParsedDocument(
            document=document, sentences=sentences, resolutions=resolutions, notices=stages.notices
        )

    def _completed(self, parsed: ParsedDocument) -> ParsedDocument:
        """With what another geocoder knows. It is asked of one document at a time: services have limits."""
        fallback = self._open.fallback
        if fallback is None:
            return parsed
        resolutions, notices = fallback.complete(parsed.document, parsed.resolutions)
        return replace(parsed, resolutions=resolutions, notices=parsed.notices + notices)

    def _corrected(self, parsed: ParsedDocument) -> ParsedDocument:
        """As its reader put it right. Corrections that cannot be read are told, and the rest goes on."""
        if self._corrections is None:
            return parsed
        try:
            return self._corrections.correct(parsed, partial(self.resolve, parsed))
        except CorrectionsUnreadable as error:
            return replace(parsed, notices=(*parsed.notices, f"{error} It is read without them."))


def as_document(text: str | Document, id: str = "text") -> Document:
    """Return a text as a document; one that is a document already, as it is."""
    if isinstance(text, Document):
        return text
    if not isinstance(text, str):
        raise TypeError(f"A text or a Document is read, not {type(text).__name__}.")
    if not text or text.isspace():  # a document with no places, not a fault
        return Document(id=id, text=text)
    return read_text(text, id=id)


def _given(text: str | Document, id: str) -> DocumentLine:
    return DocumentLine(document=as_document(text, id))


def open_stages(settings: Settings, *, threads: int | None = None, heard: Heard = _nobody) -> Stages:
    """Open what the settings say. Raises as `Geoparser` does."""
    # Imported here so that importing the package opens and loads nothing.
    from geo.gazetteer import ensure
    from geo.recognition import LexiconRecogniser
    from geo.recognition.by_language import with_tagger
    from geo.resolution import Resolver as GazetteerResolver

    asked = None
    if settings.geocoder:
        from geo.geocoding import fallback_geocoding

        asked = fallback_geocoding(settings)
    closing = ExitStack()
    gazetteer = ensure(settings, heard=heard)
    closing.callback(gazetteer.close)
    recogniser, notices = with_tagger(
        LexiconRecogniser(gazetteer), gazetteer, threads=threads, closing=closing
    )
    return Stages(
        recogniser=recogniser,
        resolver=GazetteerResolver(gazetteer, exact=settings.exact),
        fallback=asked,
        gazetteer=gazetteer,
        notices=(*gazetteer.notices, *notices),
        closing=closing,
    )


def default_geoparser(
    settings: Settings, heard: Heard = _nobody, *, corrections: Corrections | None = None
) -> Geoparser:
    """Return the geoparser that the page and the command line use."""
    return Geoparser(settings, corrections=corrections, heard=heard)


_opening = threading.Lock()
_opened: dict[tuple[str, int | None, Corrections | None], Geoparser] = {}


def _in_this_process(settings: Settings, threads: int | None, corrections: Corrections | None) -> Geoparser:
    """Return the geoparser of a worker process, opened for its first task and kept for the others."""
    key = (settings.model_dump_json(), threads, corrections)
    with _opening:
        found = _opened.get(key)
        if found is None or found._stages is None:
            found = _opened[key] = Geoparser(settings, threads=threads, corrections=corrections)
        return found
