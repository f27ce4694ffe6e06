"""A damaged file of corrections: what is whole in it goes into a new one, and the old one is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from geo.corrections.model import Correction
from geo.errors import CorrectionsUnreadable
from geo.locking import exclusive
from geo.salvage import Value, salvage
from geo.storage import Connection, StorageError, is_damaged

Open = Callable[[Path], Connection]
ReadRow = Callable[[object, object], Correction]


def rescue(path: Path, open_store: Open, read_row: ReadRow) -> tuple[str, ...]:
    """Put a file with every whole correction in the damaged one's place; a sentence that says so.

    Nothing is said where another process has done so meanwhile. Raises `OSError` or `StorageError` where the
    folder takes no new file; the damaged one then stays as it is.
    """
    with exclusive(path.with_name(f"{path.name}.lock")):
        try:
            open_store(path).close()
        except StorageError as error:
            if not is_damaged(error):
                raise
        else:
            return ()
        rows = _whole_rows(path, read_row)
        unfinished = path.with_name(f"{path.name}.rescued")
        _remove(unfinished)
        connection = open_store(unfinished)
        try:
            with connection:
                connection.executemany(
                    "INSERT INTO correction (id, made_at, record, digest) VALUES (?, ?, ?, ?)",
                    [(id, *row) for id, row in sorted(rows.items())],
                )
        finally:
            connection.close()
        kept = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        for end in ("", "-wal"):
            if (part := path.with_name(path.name + end)).exists():
                shutil.copy2(part, kept.with_name(kept.name + end))
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        unfinished.replace(path)
    saved = f"{len(rows):,} correction{'' if len(rows) == 1 else 's'}"
    told = f"The file of corrections was damaged: {saved} could be saved, and the old file is kept as {kept}."
    return (told,)


def _whole_rows(path: Path, read_row: ReadRow) -> dict[int, tuple[Value, ...]]:
    """The rows of a damaged file that are corrections, by their number."""
    rows: dict[int, tuple[Value, ...]] = {}
    for id, values in salvage(path):
        if len(values) not in (3, 4) or values[0] is not None or not isinstance(values[1], str):
            continue
        _, made_at, record, *digest = values
        try:
            read_row(record, *(digest or [None]))
        except CorrectionsUnreadable:
            continue
        rows[id] = (made_at, record, *(digest or [None]))
    return rows


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
