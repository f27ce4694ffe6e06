"""A reader's damaged file: what is whole in it goes into a new one, and the old one is kept beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from geo.locking import exclusive
from geo.salvage import Row, Value, salvage
from geo.storage import Connection, StorageError, is_damaged

Whole = Callable[[Iterable[Row]], list[tuple[Value, ...]]]


def open_rescued(
    path: Path, *, open_: Callable[[Path], Connection], whole: Whole, insert: str
) -> tuple[Connection, str | None]:
    """Open a file, rescued first where it is damaged; the sentence that says so comes with it.

    The arguments are `rescue`'s. Raises `StorageError` where the file cannot be opened for another reason.
    """
    try:
        return open_(path), None
    except StorageError as error:
        if not is_damaged(error):
            raise
    told = rescue(path, open_=open_, whole=whole, insert=insert)
    return open_(path), told


def rescue(path: Path, *, open_: Callable[[Path], Connection], whole: Whole, insert: str) -> str | None:
    """Put a file with every whole row in the damaged one's place; a sentence that says so.

    `open_` opens a file, or makes it, and raises where it is damaged; `whole` chooses the rows that are
    right, and `insert` writes one. None where another process has done so meanwhile. Raises `OSError` or
    `StorageError` where the folder takes no new file; the damaged one then stays as it is.
    """
    with exclusive(path.with_name(f"{path.name}.lock")):
        try:
            open_(path).close()
        except StorageError as error:
            if not is_damaged(error):
                raise
        else:
            return None
        rows = whole(salvage(path))
        unfinished = path.with_name(f"{path.name}.rescued")
        _remove(unfinished)
        connection = open_(unfinished)
        try:
            with connection:
                connection.executemany(insert, rows)
        finally:
            connection.close()
        kept = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        for end in ("", "-wal"):
            if (part := path.with_name(path.name + end)).exists():
                shutil.copy2(part, kept.with_name(kept.name + end))
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        unfinished.replace(path)
    saved = f"{len(rows):,} of the entries in it could be saved"
    return f"The file {path.name} was damaged: {saved}, and the old file is kept as {kept}."


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
