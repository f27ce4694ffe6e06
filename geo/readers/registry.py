"""Know every kind of file: this package's, each in a module of its own, and other packages'.

Another package adds a kind by an entry point in the group `dateline.readers`: its name is the kind's, its
object the `Kind`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import cast

from geo.errors import UnreadableDocument
from geo.readers.base import Kind

_BUILT_IN = (
    "text",
    "markdown",
    "html",
    "pdf",
    "mail",
    "feed",
    "zip",
    "word",
    "odt",
    "odt",
    "jsonl",
    "json",
    "csv",
    "json",
    "csv",
)
"""The kinds of this package, each in the module of its name. Of two that fit, the first is taken."""
GROUP = "dateline.readers"
"""Entry points of other packages' kinds."""


@cache
def _loaders() -> dict[str, Callable[[], Kind]]:
    def built_in(name: str) -> Callable[[], Kind]:
        return lambda: cast(Kind, import_module(f"geo.readers.{name}").KIND)

    loaders: dict[str, Callable[[], Kind]] = {name: built_in(name) for name in _BUILT_IN}
    for found in entry_points(group=GROUP):
        loaders.setdefault(found.name, found.load)
    return loaders


def kind_names() -> tuple[str, ...]:
    """Return the names of all kinds, the package's own first. Imports none of them."""
    return tuple(_loaders())


@cache
def kind_named(name: str) -> Kind:
    """Return the kind of that name, imported when it is asked for. Raises `UnreadableDocument`."""
    try:
        load = _loaders()[name]
    except KeyError:
        raise UnreadableDocument(
            f"There is no kind of file {name!r}; there are {', '.join(kind_names())}."
        ) from None
    return load()


@cache
def kinds() -> tuple[Kind, ...]:
    """Return every kind."""
    return tuple(kind_named(name) for name in kind_names())


@cache
def suffixes() -> tuple[str, ...]:
    """Return the endings of the names of files that can be read."""
    return tuple(dict.fromkeys(suffix for kind in kinds() for suffix in kind.suffixes))


def is_readable(name: str) -> bool:
    """Return whether a file of this name is of a kind that can be read."""
    return PurePath(name).suffix.lower() in suffixes()


def is_media_type(said: str) -> bool:
    """Whether what a sender says a file is can be read."""
    return any(said in kind.media_types for kind in kinds())


@cache
def labels() -> str:
    """Return what can be read, as a part of a sentence: "text, web pages and PDF"."""
    *most, last = dict.fromkeys(kind.label for kind in kinds())
    return f"{', '.join(most)} and {last}"


def kind_of(name: str, data: bytes = b"", media_type: str = "") -> Kind:
    """Return what a file is by what its sender and its bytes say, else by its name; text when in doubt.

    `data` may be just its first bytes. A signature such as a PDF's outweighs everything else. A name that
    says what the bytes deny, `page.html` for a feed, is not believed; plain text has no such signs, so
    `notes.md` stays Markdown whatever it begins with.
    """
    said = media_type.partition(";")[0].strip().lower()
    told = next((kind for kind in kinds() if said and said in kind.media_types), None)
    suffix = PurePath(name).suffix.lower()
    named = next((kind for kind in kinds() if suffix in kind.suffixes), None)
    fitting = [kind for kind in _strangers_first() if kind.magic is not None and kind.magic(data)]
    for sure in fitting:
        if sure in (told, named):
            return sure
    guess = told if told is not None and told.name != "text" else named or told
    for kind in fitting:
        if kind.binary or guess is None or guess.magic is not None:
            return kind
    return guess or kind_named("text")


def _strangers_first() -> tuple[Kind, ...]:
    """Other packages' kinds first: they may tell apart what is one to this package."""
    own = len(_BUILT_IN)
    return kinds()[own:] + kinds()[:own]
