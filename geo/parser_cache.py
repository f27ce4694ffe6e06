"""The process's geoparser and what it has read: made once by whoever needs it first, shared by all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from functools import partial

from geo.gazetteer import Gazetteer, ensure
from geo.model import Document, ParsedDocument
from geo.pipeline import Geoparser, default_geoparser
from geo.settings import Settings

MOST_KEPT = 2_000
"""Documents whose places are kept, the latest ones."""
_gazetteers: dict[str, Gazetteer] = {}
_building = threading.Lock()
_built: dict[str, Geoparser] = {}
_shares: dict[str, float] = {}
_keeping = threading.Lock()
_kept: OrderedDict[tuple[Geoparser, Document], Future[ParsedDocument]] = OrderedDict()


def geoparser(settings: Settings) -> Geoparser:
    """The geoparser. Whoever asks while it is being built waits. Raises a `DatelineError` where it cannot
    be built; the next one who asks tries again."""
    key = settings.model_dump_json()
    with _building:
        if key not in _built:
            _built[key] = default_geoparser(settings, partial(_shares.__setitem__, key))
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
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    if mine:
        try:
            found.set_result(parser.parse(document))
        except BaseException as error:
            with _keeping:
                _kept.pop(key, None)
            found.set_exception(error)
            raise
    return found.result()


def forget() -> None:
    """Let the next one who asks build it anew."""
    with _building, _keeping:
        _built.clear()
        _gazetteers.clear()
        _kept.clear()
