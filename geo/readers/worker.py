"""Read a file in a process of its own, which a hostile file cannot hold for hours or fill the memory with.

This is the side that asks. One process keeps the readers' libraries loaded and forks for each file, so that
nothing of one file is left when the next is read. Every process started here ends with this one.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import BinaryIO, cast

from geo import interpreter
from geo.errors import UnreadableDocument
from geo.readers.base import Found, Kind, Source
from geo.readers.frames import BrokenFrame, receive, send, unpacked

SECONDS = 3.0
"""Processor time that any file may take. An ordinary small one needs a hundredth."""
MOST_SECONDS = 30.0
"""… and the largest."""
PATIENCE = 3
"""By how much waiting may be longer than the processor time: the machine may be busy."""
MEMORY = 450_000_000
"""Bytes that it may fill."""
AT_ONCE = (os.cpu_count() or 1) + 1
"""Processes that read files side by side. What bundles other files has as many again."""
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")

_SERVE = "from geo.readers import worker_process as w; w.serve(int(sys.argv[1]))"
_READ_ONE = "from geo.readers import worker_process as w; w.read_one(sys.stdin.buffer, sys.stdout.buffer)"
_single = threading.BoundedSemaphore(AT_ONCE)
_bundles = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)


def read_isolated(kind: Kind, data: bytes, source: Source, *, inside: bool = False) -> Iterator[Found]:
    """Yield what the reader of `kind` finds, as it finds it. Raises `UnreadableDocument`.

    `inside` says that a file which is being read holds this one: it has waited for its turn already.
    """
    if not kind.bundle:
        with _single:  # never held while somebody else is waited for
            found = list(_conversation(kind, data, source))
        yield from found
    elif inside:
        yield from _conversation(kind, data, source)
    else:
        with _bundles:
            yield from _conversation(kind, data, source)


def _conversation(kind: Kind, data: bytes, source: Source) -> Iterator[Found]:
    seconds = round(min(MOST_SECONDS, SECONDS + kind.seconds_per_mb * len(data) / 1_000_000)) or 1
    patience = PATIENCE * seconds
    request = {
        "kind": kind.name,
        "source": asdict(source),
        "seconds": seconds,
        "patience": patience,
        "memory": MEMORY,
    }
    started = time.monotonic()
    try:
        with _process(kind.name, patience + 10) as (to, back):
            send(to, request, data)
            while True:
                head, body = receive(back)
                if "found" not in head:
                    break
                yield unpacked(head, body)
                started = time.monotonic()
    except (BrokenFrame, OSError) as error:
        if time.monotonic() - started > 0.8 * seconds:
            raise UnreadableDocument(f"{source.name} takes too long to read.") from error
        _log.warning("The reader of %s broke down over %s.", kind.name, source.name)
        raise UnreadableDocument(f"{source.name} cannot be read: its reader broke down.") from error
    if head["end"] == "unreadable":
        raise UnreadableDocument(str(head["message"]))
    if head["end"] == "memory":
        raise UnreadableDocument(f"{source.name} needs more than {MEMORY // 1_000_000} MB of memory to read.")
    if head["end"] != "done":
        _log.error("The reader of %s failed over %s.\n%s", kind.name, source.name, head.get("trace"))
        raise UnreadableDocument(f"{source.name} cannot be read: Dateline's reader of {kind.label} failed.")


@contextmanager
def _process(kind: str, patience: float) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """A process that waits for one file; where to write to it, and where to read its answer."""
    if CAN_FORK:
        mine, theirs = socket.socketpair()
        with mine:
            with theirs:
                _forker().fork(kind, theirs)
            mine.settimeout(patience)
            with mine.makefile("rwb") as stream:
                yield cast(BinaryIO, stream), cast(BinaryIO, stream)
        return
    with subprocess.Popen(  # noqa: S603 - this interpreter, with words of our own
        interpreter.command(_READ_ONE),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        guard = threading.Timer(patience, process.kill)
        guard.start()
        try:
            yield cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        finally:
            guard.cancel()
            process.kill()


class _Forker:
    """The process that has the libraries loaded."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.path = interpreter.search_path()
        self._asking = threading.Lock()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with words of our own
                interpreter.command(_SERVE, str(theirs.fileno())),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in a terminal is for the program, which then closes
            )

    def fork(self, kind: str, theirs: socket.socket) -> None:
        """Have it fork for a file of this kind, which comes over the other end of `theirs`."""
        with self._asking:
            socket.send_fds(self._control, [kind.encode()], [theirs.fileno()])
            if not self._control.recv(1):
                raise BrokenFrame

    def is_usable(self) -> bool:
        """Return whether it runs, is this process's own, and finds the packages that this one finds."""
        return (
            self.owner == os.getpid()
            and self._process.poll() is None
            and self.path == interpreter.search_path()
        )

    def close(self) -> None:
        """Let it end, which it does by itself when nobody can ask it any more."""
        self._control.close()
        if self.owner == os.getpid():
            with suppress(OSError):
                self._process.wait(timeout=5)


_starting = threading.Lock()
_forkers: list[_Forker] = []


def _forker() -> _Forker:
    with _starting:
        if not (_forkers and _forkers[-1].is_usable()):
            while _forkers:
                _forkers.pop().close()
            _forkers.append(_Forker())
        return _forkers[-1]


def warm_up() -> None:
    """Start the process that reads files, so that the first file need not wait for it."""
    if CAN_FORK:
        _forker()


def _renew() -> None:
    """Forget what is the parent's: a fork of this process starts a process of its own."""
    global _starting, _single, _bundles
    _starting = threading.Lock()
    _single, _bundles = threading.BoundedSemaphore(AT_ONCE), threading.BoundedSemaphore(AT_ONCE)
    _forkers.clear()


if CAN_FORK:
    os.register_at_fork(after_in_child=_renew)
