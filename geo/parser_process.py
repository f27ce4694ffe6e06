"""Read long texts in a process of their own, so that none holds up who else uses this one.

Python runs one thing at a time: while a long text is read, everybody's clicks wait for their turn. The other
process has the same settings and gives the same results. It ends with this process, or when it has had
nothing to do for a while.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, LifoQueue
from typing import Any, BinaryIO, cast

from geo import interpreter
from geo.errors import DatelineError
from geo.model import Document, ParsedDocument
from geo.settings import Settings

LONG = 30_000
"""Characters from which a text is read there: half a second's work."""
AT_ONCE = max(1, min(2, (os.cpu_count() or 1) - 1))
"""Processes at most: one processor is left for the page."""
IDLE_SECONDS = 300
"""After so long without a text a process ends, and gives its memory back."""
MEMORY = 3_000_000_000
"""Bytes that one may fill; a text of 5 MB takes a fifth."""
_SERVE = "from geo import parser_process as p; p.serve(sys.stdin.buffer, sys.stdout.buffer)"


class ParserProcesses:
    """The processes that read long texts with one set of settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._idle: LifoQueue[subprocess.Popen[bytes]] = LifoQueue()

    def parse(self, document: Document) -> ParsedDocument:
        """Read `document` there. Raises what is raised there, and `DatelineError` where the process ends."""
        with self._turns:
            for _ in range(2):  # one that has been idle may end just now
                with suppress(EOFError, OSError, pickle.UnpicklingError):
                    return self._answer(document)
        raise DatelineError(f"{document.id} could not be read: the process that reads long texts ended.")

    def _answer(self, document: Document) -> ParsedDocument:
        with self._process() as process:
            to, back = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
            pickle.dump(document, to, protocol=pickle.HIGHEST_PROTOCOL)
            to.flush()
            answer: ParsedDocument | Exception = pickle.load(back)  # noqa: S301 - from our own code
        if isinstance(answer, Exception):
            raise answer
        return answer

    @contextmanager
    def _process(self) -> Iterator[subprocess.Popen[bytes]]:
        """One that waits, or a new one; one that did not answer is ended."""
        process = self._waiting() or self._start()
        try:
            yield process
        except BaseException:
            _end(process)
            raise
        self._idle.put(process)

    def _waiting(self) -> subprocess.Popen[bytes] | None:
        with suppress(Empty):
            while True:
                process = self._idle.get_nowait()
                if process.poll() is None:
                    return process
                _end(process)
        return None

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, with words of our own
            interpreter.command(_SERVE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in a terminal is for the server, which then ends
        )
        pickle.dump((self._settings, IDLE_SECONDS, MEMORY), cast(BinaryIO, process.stdin))
        return process

    def close(self) -> None:
        """End those that wait."""
        with suppress(Empty):
            while True:
                _end(self._idle.get_nowait())


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()
    process.wait()


def serve(source: BinaryIO, out: BinaryIO) -> None:
    """Read the settings and then one document after the other, until `source` ends or nothing comes."""
    settings, idle, memory = pickle.load(source)  # noqa: S301 - from our own code
    _limit_memory(memory)
    parser: Any = None
    while True:
        guard = threading.Timer(idle, os._exit, [0])
        guard.daemon = True
        guard.start()
        try:
            document = pickle.load(source)  # noqa: S301 - from our own code
        except EOFError:
            return
        guard.cancel()
        try:
            if parser is None:
                from geo.pipeline import default_geoparser

                parser = default_geoparser(settings)
            answer = parser.parse(document)
        except DatelineError as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - raised again on the other side
            answer = DatelineError(f"{document.id} could not be read: {type(error).__name__}: {error}")
        pickle.dump(answer, out, protocol=pickle.HIGHEST_PROTOCOL)
        out.flush()


def _limit_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows; not where a lower limit stands
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
