"""What this session's reader brought: kept in their folder, so that it is there after a reload.

Only what is open is held in memory. Where the folder takes nothing, a text stays open until the page closes.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Sequence

import streamlit as st

from geo import parser_cache
from geo.errors import TextsUnreadable
from geo.model import Document
from geo.page.reader import Reader
from geo.texts import Collection, sweep

NOT_KEPT = "{} What you brought stays open until you close this page."
_OPEN = "own_open"
"""The collection that is open and its documents."""
_UNKEPT = "own_unkept"
"""Collections that could not be kept, by their id."""
_SWEEP_SECONDS = 3600.0
"""How often this process looks for texts that may go."""
_sweeping = threading.Lock()
_swept: float | None = None


def own_collections(reader: Reader) -> tuple[list[Collection], list[str]]:
    """Return what the reader brought, the latest first, and a sentence where it cannot be had."""
    unkept = _unkept()
    try:
        kept = [each for each in reader.texts.all() if each.id not in unkept]
        problems = list(reader.texts.notices)
    except TextsUnreadable as error:
        kept, problems = [], [NOT_KEPT.format(error)]
    return [*(each for each, _ in reversed(unkept.values())), *kept], problems


def keep(reader: Reader, title: str, documents: Sequence[Document]) -> tuple[str, list[str]]:
    """Keep what was brought; its id, and a sentence where it could not be. The same again comes first."""
    collection = Collection(id=_id(documents), title=title)
    _unkept().pop(collection.id, None)
    _sweep_now_and_then(reader)
    problems = []
    try:
        reader.texts.keep(collection, documents)
    except TextsUnreadable as error:
        problems.append(NOT_KEPT.format(error))
        _unkept()[collection.id] = (collection, tuple(documents))
    st.session_state[_OPEN] = (collection.id, tuple(documents))
    return collection.id, problems


def open_own(reader: Reader, id: str) -> tuple[Document, ...]:
    """The documents of a collection; none where it has been forgotten elsewhere.

    Raises `TextsUnreadable` where it is damaged.
    """
    opened, documents = st.session_state.get(_OPEN, (None, ()))
    if opened != id:
        documents = _unkept()[id][1] if id in _unkept() else reader.texts.open(id) or ()
        st.session_state[_OPEN] = (id, documents)
    found: tuple[Document, ...] = documents
    return found


def close_own() -> None:
    """Let go of what was open: something else is being read."""
    st.session_state.pop(_OPEN, None)


def forget(reader: Reader, id: str) -> None:
    """Drop a collection for good. Raises `TextsUnreadable` where it cannot be."""
    documents = open_own(reader, id)
    if _unkept().pop(id, None) is None:
        reader.texts.forget(id)
    close_own()
    parser_cache.let_go(documents, reader.settings)


def _sweep_now_and_then(reader: Reader) -> None:
    global _swept
    with _sweeping:
        now = time.monotonic()
        if _swept is not None and now - _swept < _SWEEP_SECONDS:
            return
        _swept = now
    sweep(reader.settings)


def _unkept() -> dict[str, tuple[Collection, tuple[Document, ...]]]:
    unkept: dict[str, tuple[Collection, tuple[Document, ...]]] = st.session_state.setdefault(_UNKEPT, {})
    return unkept


def _id(documents: Sequence[Document]) -> str:
    """A short name by what is in the documents: the page's address is to show no file's name."""
    digest = hashlib.blake2b(digest_size=9)
    for document in documents:
        for part in (document.id, document.text):
            digest.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    return f"own-{digest.hexdigest()}"
