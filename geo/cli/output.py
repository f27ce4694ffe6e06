"""Where a command writes: standard output, or a file that is whole or as it was."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from geo.errors import OutputUnwritable


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """Open the output; standard output is flushed and stays open.

    A file is written beside `output` and takes its name when the block ends well. Raises `OutputUnwritable`
    where the disk or the folder takes no more.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif output.exists() and not output.is_file():  # a pipe or a device has no place beside it
        with output.open("wb") as file:
            yield file
    else:
        with _replacing(output.resolve(), output) as file:
            yield file


@contextmanager
def _replacing(path: Path, said: Path) -> Iterator[BinaryIO]:
    """Write beside `path`, which the person who named it calls `said`."""
    prefix = f".{path.name}."
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        descriptor, name = mkstemp(dir=path.parent, prefix=prefix, suffix=".unfinished")
        unfinished = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(descriptor)
            unfinished.chmod(mode)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    except OSError as error:
        another = error.filename and not Path(error.filename).name.startswith(prefix)
        if another or isinstance(error, BrokenPipeError):
            raise  # it is about what is read, or about who reads standard output
        kept = " What was there before stays." if path.exists() else ""
        raise OutputUnwritable(f"{said}: {error.strerror or error}.{kept}") from error


def _umask() -> int:
    """The process's, which can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
