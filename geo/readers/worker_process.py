"""Read one file in a process of its own, which ends with it: the side of that process.

`serve` runs in a process that has the readers' libraries loaded and forks for each file, which takes some
milliseconds. Where the system cannot fork, `read_one` runs in a process started for the file.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Found, Source
from geo.readers.frames import BrokenFrame, packed, receive, send
from geo.readers.items import DocumentLine
from geo.readers.registry import kind_named

_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.fork",
)
"""What no reader has a reason to do, by the names of Python's audit events."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def serve(descriptor: int) -> None:
    """Fork for each file that comes over the socket `descriptor`, until its other end is closed.

    A message is the name of a kind, with the file's own socket; it is answered when the fork is made.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends is forgotten
    logging.disable()
    with socket.socket(fileno=descriptor) as control:
        while True:
            message, sockets, _, _ = socket.recv_fds(control, 1_024, 1)
            if not message or not sockets:
                return
            _load(message.decode())
            gc.freeze()
            if os.fork() == 0:
                control.close()
                try:
                    with socket.socket(fileno=sockets[0]) as own, own.makefile("rwb") as stream:
                        read_one(stream, stream)  # type: ignore[arg-type]
                finally:
                    os._exit(0)
            os.close(sockets[0])
            control.sendall(b".")


def _load(kind: str) -> None:
    """Import what a kind needs, once for all its files; a fault is told to the file that meets it."""
    with suppress(Exception):
        for module in kind_named(kind).needs:
            import_module(module)


def read_one(source: BinaryIO, out: BinaryIO) -> None:
    """Read the request and the file from `source`, and write what is found in it to `out`."""
    logging.disable()
    request, data = receive(source)
    _load(request["kind"])
    seconds, memory = int(request["seconds"]), int(request["memory"])
    _limit(seconds, memory)
    sys.addaudithook(_refuse)
    _alarm(request["patience"])
    try:
        for found in _found(request["kind"], data, Source(**request["source"])):
            _alarm(0)  # the other side may take its time
            send(out, *packed(found))
            _alarm(request["patience"])
        end: dict[str, Any] = {"end": "done"}
    except UnreadableDocument as error:
        end = {"end": "unreadable", "message": str(error)}
    except (BrokenPipeError, BrokenFrame):
        return
    except MemoryError:
        end = {"end": "memory"}
    except Exception:  # noqa: BLE001 - told on the other side, where somebody can act on it
        end = {"end": "fault", "trace": traceback.format_exc(limit=-8)}
    del data
    with suppress(BrokenPipeError):
        send(out, end)


def _found(kind: str, data: bytes, source: Source) -> Iterable[Found]:
    found = kind_named(kind).read(data, source)
    return [found] if isinstance(found, (Document, DocumentLine)) else found


def _limit(seconds: int, memory: int) -> None:
    """Set limits that the system itself keeps, where it has them: Windows has none."""
    with suppress(ImportError):
        import resource

        def at_most(what: int, most: int) -> None:
            with suppress(ValueError, OSError):  # a lower limit stands already
                resource.setrlimit(what, (most, most))

        at_most(resource.RLIMIT_CPU, seconds)
        at_most(resource.RLIMIT_DATA, memory)
        at_most(resource.RLIMIT_AS, 3 * memory)
        at_most(resource.RLIMIT_FSIZE, 0)
        at_most(resource.RLIMIT_CORE, 0)


def _alarm(seconds: float) -> None:
    """Have the system end this process in so many seconds; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"A reader of files may not: {event}")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
        raise PermissionError("A reader of files may not write one.")
