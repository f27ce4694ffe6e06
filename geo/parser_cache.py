"""The process's geoparser and what it has read: made once by whoever needs it first, shared by all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial

from geo.gazetteer import Gazetteer, ensure
from geo.model import Document, ParsedDocument
from geo.parser_process import LONG, ParserProcesses
from geo.pipeline import Geoparser, default_geoparser
from geo.settings import Settings

MOST_CHARACTERS = 20_000_000
"""Characters of the documents whose places are kept, the latest ones: what is kept grows with them."""
_EACH = 2_000
"""Characters that a document counts for beside its own."""
_gazetteers: dict[str, Gazetteer] = {}
_building = threading.Lock()
_built: dict[str, Geoparser] = {}
_outside: dict[Geoparser, ParserProcesses] = {}
_shares: dict[str, float] = {}
_keeping = threading.Lock()
_kept: OrderedDict[tuple[Geoparser, Document], Future[ParsedDocument]] = OrderedDict()
_characters = 0
"""Of what `_kept` holds; both are changed under `_keeping` alone."""


def geoparser(settings: Settings) -> Geoparser:
    """The geoparser. Whoever asks while it is being built waits. Raises a `DatelineError` where it cannot
    be built; the next one who asks tries again."""
    key = settings.model_dump_json()
    with _building:
        if key not in _built:
            _built[key] = default_geoparser(settings, partial(_shares.__setitem__, key))
            if isinstance(_built[key], Geoparser):  # one of another making cannot be made again elsewhere
                _outside[_built[key]] = ParserProcesses(settings)
        return _built[key]


def is_built(settings: Settings) -> bool:
    """Whether `geoparser` answers at once."""
    return settings.model_dump_json() in _built


def share_built(settings: Settings) -> float:
    """What of the list of places is built, from 0 to 1; 0 also while another process builds it."""
    return _shares.get(settings.model_dump_json(), 0.0)


def gazetteer(settings: Settings) -> Gazetteer:
    """The gazetteer, for who looks names up and reads nothing."""
    key = settings.model_dump_json()
    with _building:
        built = _built.get(key)
        if built is not None and built.gazetteer is not None:  # the one that is open already
            return built.gazetteer
        if key not in _gazetteers:
            _gazetteers[key] = ensure(settings)
        return _gazetteers[key]


def is_read(document: Document, parser: Geoparser) -> bool:
    """Return whether `read` answers at once."""
    with _keeping:
        found = _kept.get((parser, document))
    return found is not None and found.done()


def read(document: Document, parser: Geoparser) -> ParsedDocument:
    """A document's places. Whoever asks while it is being read waits; what fails is tried again."""
    key = (parser, document)
    with _keeping:
        found = _kept.get(key)
        mine = found is None
        if found is None:
            found = _kept[key] = Future()
            _count(document)
        _kept.move_to_end(key)
        while _characters > MOST_CHARACTERS and len(_kept) > 1:
            (_, oldest), _future = _kept.popitem(last=False)
            _count(oldest, -1)
    if mine:
        try:
            found.set_result(_parse(document, parser))
        except BaseException as error:
            _let_go(key)
            found.set_exception(error)
            raise
    return found.result()


def let_go(documents: Iterable[Document], settings: Settings) -> None:
    """Keep no more of documents whose reader has had them forgotten."""
    parser = _built.get(settings.model_dump_json())
    if parser is not None:
        for document in documents:
            _let_go((parser, document))


def _let_go(key: tuple[Geoparser, Document]) -> None:
    with _keeping:
        if _kept.pop(key, None) is not None:
            _count(key[1], -1)


def _count(document: Document, times: int = 1) -> None:
    global _characters
    _characters += times * (len(document.text) + _EACH)


def _parse(document: Document, parser: Geoparser) -> ParsedDocument:
    """Read a long text in another process, so that nobody here waits for it."""
    outside = _outside.get(parser) if len(document.text) > LONG else None
    return outside.parse(document) if outside else parser.parse(document)


def forget() -> None:
    """Let the next one who asks build it anew."""
    global _characters
    with _building, _keeping:
        _characters = 0
        _built.clear()
        for processes in _outside.values():
            processes.close()
        _outside.clear()
        _gazetteers.clear()
        _kept.clear()
