"""A process of its own for a parser that a hostile file could hold for hours or fill the memory with.

`python -m geo.readers.worker pdf` reads a file from standard input and writes JSON: what it found, or why
it found nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from geo.errors import UnreadableDocument

SECONDS = 30
"""Time for one file. A report of a hundred pages takes two."""
_PACKAGE = Path(__file__).resolve().parent.parent
MEMORY = 1_500_000_000
"""Bytes of address space, where the system can limit them."""


def in_worker(kind: str, data: bytes, name: str) -> dict[str, Any]:
    """What the parser of this `kind` finds in `data`, or `UnreadableDocument`, calling it `name`."""
    command = [sys.executable, "-m", "geo.readers.worker", kind]
    path = os.pathsep.join(filter(None, [str(_PACKAGE.parent), os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, with words of our own
            command,
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(f"{name} takes longer than {SECONDS} seconds to read.") from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:  # the process was killed, or the parser fell over its memory
        raise UnreadableDocument(f"{name} cannot be read.") from error
    if "problem" in found:
        raise UnreadableDocument(f"{name} {found['problem']}")
    return found


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows; not where a lower limit stands
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _main(kind: str) -> None:
    import logging

    logging.disable()
    _limit_memory()
    data = sys.stdin.buffer.read()
    try:
        if kind != "pdf":
            raise ValueError(kind)
        from geo.readers.pdf import extract

        found = extract(data)
    except UnreadableDocument as error:
        found = {"problem": str(error)}
    except Exception:  # noqa: BLE001 - a parser may fail in any way on a broken file
        found = {"problem": "is damaged."}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main(sys.argv[1])
