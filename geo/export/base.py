"""What a format is: one descriptor, read by the command line, the page and the documents."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import BinaryIO, TextIO

from geo.model import ParsedDocument

Writer = Callable[[Iterable[ParsedDocument], BinaryIO], None]
"""Takes documents as they come and writes them to an open binary stream, which it leaves open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """One way to write parsed documents."""

    name: str
    """What `--format` calls it."""
    suffixes: tuple[str, ...]
    """Endings of the names of its files, the usual one first: `.geojson`."""
    label: str
    """What the page calls it."""
    media_type: str
    hint: str
    """What it is for, in a short phrase."""
    write: Writer
    needs: tuple[str, ...] = ()
    """Modules of the extra `gis` that it is written with."""
    offered: bool = True
    """Whether the page has a button for it."""


def text_writer(write: Callable[[Iterable[ParsedDocument], TextIO], None]) -> Writer:
    """Make a writer of one that writes text: UTF-8, line ends as they are.

    A lone surrogate, which UTF-8 cannot hold, becomes its escape.
    """

    @wraps(write)
    def binary(documents: Iterable[ParsedDocument], out: BinaryIO) -> None:
        text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="")
        try:
            write(documents, text)
            text.flush()
        finally:
            with suppress(BrokenPipeError):  # told already, and there is nobody to write the rest for
                text.detach()  # or the garbage collector would close the caller's stream

    return binary
