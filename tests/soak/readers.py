"""Many readers of one server at once, and the memory that they leave behind."""

from __future__ import annotations

import random
import tempfile
import threading
import time
import traceback
from collections.abc import Callable

import psutil

from tests.browser.serving import serving
from tests.soak.reader import Reader
from tests.soak.trial import Trial, percentile

READY = 5.0
CLICK = 1.0
"""Seconds in which 95 of 100 loads and clicks are answered."""
GROWTH = 60.0
"""Megabytes that the server may have grown by after 200 loads: what Python's allocator keeps, no session."""


THINKS = 5.0
"""Seconds that a reader looks at the page between two clicks, on average."""


def many_readers(count: int, *, clicks: int = 8, thinks: float = THINKS) -> Trial:
    """Let `count` readers open the page at the same moment and click about, each at a pace of their own."""
    trial = Trial(name=f"{count} readers at once")
    ready: list[float] = []
    clicked: list[float] = []
    together = threading.Barrier(count)
    lock = threading.Lock()

    def read(address: str) -> None:
        with Reader(address) as reader:
            together.wait()
            first = reader.load()
            answers = []
            for number in range(clicks):
                time.sleep(random.uniform(0, 2 * thinks))  # noqa: S311 - no secret
                answers.append(reader.click_place(number))
            with lock:
                trial.tried += 1
                ready.append(first)
                clicked.extend(answers)
                for exception in reader.exceptions:
                    trial.fail(exception)

    with trial.timed(), tempfile.TemporaryDirectory() as data, serving(DATELINE_DATA_DIR=data) as address:
        with Reader(address) as warm:
            warm.load()
        _together([lambda: _told(trial, lambda: read(address))] * count)
    if ready:
        trial.at_most("ready p95", percentile(ready, 0.95), READY, "s")
        trial.at_most("click p95", percentile(clicked, 0.95), CLICK, "s")
    return trial


def _together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _told(trial: Trial, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:  # noqa: BLE001 - any is a fault
        trial.fail(traceback.format_exc(limit=1).strip().splitlines()[-1])


def leaks(loads: int) -> Trial:
    """Open the page again and again, each time as a new reader who leaves, and weigh the server."""
    trial = Trial(name=f"{loads} loads, one after the other")
    with trial.timed(), tempfile.TemporaryDirectory() as data, serving(DATELINE_DATA_DIR=data) as address:
        port = int(address.rpartition(":")[2])
        server = next(
            psutil.Process(each.pid)
            for each in psutil.net_connections("tcp")
            if each.laddr.port == port and each.status == psutil.CONN_LISTEN
        )
        settled = max(loads // 4, 1)  # what is loaded once, and caches that fill
        before = 0.0
        for number in range(loads):
            if number == settled:
                before = server.memory_info().rss
            with Reader(address) as reader:
                reader.load()
                reader.click_place(number % 5)
                trial.tried += 1
                for exception in reader.exceptions:
                    trial.fail(exception)
        grown = (server.memory_info().rss - before) / 1e6
    trial.at_most("grown by", grown, GROWTH, "MB")
    return trial
