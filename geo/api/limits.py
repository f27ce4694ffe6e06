"""How much is taken at once: bytes, seconds, and requests that wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from starlette.requests import Request

from geo.api.problems import Problem

MOST_BYTES = 5_000_000
"""Of a request's body."""
MOST_SECONDS = 60.0
"""From a request's arrival to its answer."""
AT_WORK = 2
"""Requests that are read side by side; each reads several documents at once by itself."""
WAITING = 16
"""Requests that may wait for those."""
Answer = TypeVar("Answer")

RETRY_SECONDS = 5
"""What `Retry-After` advises: about how long a request of a few articles and those before it take."""


class Work:
    """A request's place in the queue, and what is done for it in a thread."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._future: Future[Any] | None = None
        self.abandoned = threading.Event()
        """Set when nobody waits for the answer any more: what is done in steps stops before the next."""

    async def run(self, task: Callable[[], Answer]) -> Answer:
        """Return what `task` returns, from a thread."""
        self._future = future = self._pool.submit(task)
        return await asyncio.wrap_future(future)

    def leave(self, then: Callable[[], None]) -> None:
        """Call `then` once nothing is done for the request any more: now, or when its thread is through."""
        self.abandoned.set()
        if self._future is None:
            then()
        else:
            self._future.cancel()  # where it has not begun
            self._future.add_done_callback(lambda _: then())


class Queue:
    """Lets in as many requests as are worked on and may wait, and turns away the others at once."""

    def __init__(self, *, at_work: int = AT_WORK, waiting: int = WAITING) -> None:
        self._pool = ThreadPoolExecutor(at_work, thread_name_prefix="api")
        self._free = at_work + waiting
        self._lock = threading.Lock()

    @contextmanager
    def place(self) -> Iterator[Work]:
        """Hold a place until the work is done, even where its caller has gone. Raises 429 without one."""
        with self._lock:
            if self._free == 0:
                raise Problem(
                    429,
                    "The server has as much to read as it can take; try again in a few seconds.",
                    headers={"Retry-After": str(RETRY_SECONDS)},
                )
            self._free -= 1
        work = Work(self._pool)
        try:
            yield work
        finally:
            work.leave(self._free_one)

    def _free_one(self) -> None:
        with self._lock:
            self._free += 1


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """Return the body. Raises 413 as soon as it is known to be too large, 415 where it is packed."""
    packed = request.headers.get("content-encoding", "identity")
    if packed.strip().lower() != "identity":
        raise Problem(415, f"A body packed as {packed} is not taken; send it as it is.")
    too_large = Problem(413, f"The body is larger than {most / 1e6:g} MB; send it in parts.")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise too_large
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_large
        parts.append(part)
    return b"".join(parts)
