"""`geo.records` and `geo.write`: what was read as rows and as files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geo.errors import UnknownFormat
from geo.export import format_for, format_names, writer
from geo.export.records import COLUMNS, mention_rows
from geo.model import ParsedDocument


def records(*parsed: ParsedDocument | Iterable[ParsedDocument]) -> list[dict[str, Any]]:
    """Return one record per mention, for `pandas.DataFrame(geo.records(parsed))`.

    Their keys are the columns of the CSV. A name that has no place has None in the place's columns.
    """
    return [
        dict(zip(COLUMNS, row, strict=True)) for document in each(*parsed) for row in mention_rows(document)
    ]


def write(
    path: str | os.PathLike[str],
    *parsed: ParsedDocument | Iterable[ParsedDocument],
    format: str | None = None,
) -> Path:
    """Write parsed documents to a file, in the format of its ending or of a name that `--format` knows.

    The file is there whole or not at all. Raises `UnknownFormat` where the ending is of none.
    """
    target = Path(path)
    chosen = format or format_for(target.suffix)
    if chosen is None:
        names = ", ".join(format_names())
        raise UnknownFormat(f"No format has files that end in {target.suffix!r}; say which of {names}.")
    write_to = writer(chosen)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            write_to(each(*parsed), out)
        Path(beside).chmod(0o644)
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return target


def each(*parsed: ParsedDocument | Iterable[ParsedDocument]) -> Iterator[ParsedDocument]:
    """Yield documents that were given one by one, in lists, or as they come."""
    for given in parsed:
        if isinstance(given, ParsedDocument):
            yield given
        elif isinstance(given, (str, bytes)):
            raise TypeError("What was parsed is wanted here, not a text: geo.parse(text).")
        else:
            yield from given
