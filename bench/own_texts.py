"""What a reader brings to the page: pasted texts and many documents, until they are on the map.

The texts are made of the paragraphs of `seeds/`, shuffled, so that no two are alike and none is read before.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.serving import Visit, visiting

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SHORT, LONG = 600, 60_000
"""Words of a pasted text."""
DOCUMENTS = 300
DOCUMENT_WORDS = 150
DAYS = 30
PATIENCE_MS = 600_000
BEGIN = "THE FIRST WORDS OF THIS TEXT"
"""Heads every text: the page's title says when it is open."""

# A step is done when the map, with its legend, and the list are drawn anew.
STEP = """async () => {
    const map = document.querySelector("iframe").contentDocument.querySelector("#map_div");
    const roots = [...document.querySelectorAll("*")].map(node => node.shadowRoot).filter(Boolean);
    const input = roots.map(root => root.querySelector("[aria-label='Last day']")).find(Boolean);
    const table = roots.map(root => root.querySelector(".dateline-list tbody")).find(Boolean);
    const times = [];
    for (let day = 0; day < 10; day++) {
        const before = [map.querySelector(".legend"), table.textContent];
        const start = performance.now();
        input.value = String(day * 2);
        input.dispatchEvent(new Event("input", {bubbles: true}));
        while (map.querySelector(".legend") === before[0] || table.textContent === before[1]) {
            await new Promise(requestAnimationFrame);
            if (performance.now() - start > 20000) break;
        }
        await new Promise(requestAnimationFrame);
        times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[5] / 1000;
}"""


def paragraphs() -> Iterator[str]:
    """Paragraphs of the English seeds, without end."""
    found = [
        paragraph
        for path in sorted(SEEDS.glob("*.txt"))
        if path.name != "rhein.txt"
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")[1:]
        if paragraph.strip()
    ]
    order = random.Random(7)  # noqa: S311 - the same texts each time
    while True:
        yield order.choice(found).strip()


def text(words: int, source: Iterator[str], number: int = 0) -> str:
    """So many words in paragraphs."""
    parts = [f"{BEGIN} {number}"]
    while words > 0:
        parts.append(next(source))
        words -= len(parts[-1].split())
    return "\n\n".join(parts)


def _until_drawn(visit: Visit, begun: float, number: int) -> tuple[float, float]:
    """Seconds until the first markers of what was just brought stand, and until all is read."""
    visit.page.wait_for_function(
        "head => document.title.includes(head)", arg=f"{BEGIN} {number}", timeout=PATIENCE_MS
    )
    article = visit.page.locator(".dateline-article h2").first
    article.filter(has_text=f"{BEGIN} {number}").wait_for(timeout=PATIENCE_MS)
    visit.page.locator(".status", has_text="mention").wait_for(timeout=PATIENCE_MS)
    visit.map.locator("path.place, .bubble").first.wait_for(timeout=PATIENCE_MS)
    first = time.perf_counter() - begun
    visit.page.get_by_test_id("stProgress").wait_for(state="detached", timeout=PATIENCE_MS)
    visit.page.locator("[data-test-script-state=notRunning]").wait_for(timeout=PATIENCE_MS)
    return first, time.perf_counter() - begun


def paste(browser: Browser, address: str, words: int) -> tuple[float, float]:
    """Seconds from "Read" to the first markers of a pasted text, and until all of it is read."""
    with visiting(browser, address) as visit:
        visit.wait_for_map()
        visit.page.get_by_role("button", name="Read your own").click()
        visit.page.get_by_label("Paste a text").fill(text(words, paragraphs(), words), timeout=PATIENCE_MS)
        begun = time.perf_counter()
        visit.page.get_by_role("button", name="Read", exact=True).click()
        return _until_drawn(visit, begun, words)


def many_documents(browser: Browser, address: str) -> tuple[float, float, float]:
    """Seconds to the first markers of many documents, until all are read, and of a step of the timeline."""
    source = paragraphs()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number in range(DOCUMENTS):
            day = date(2025, 3, 1) + timedelta(days=number % DAYS)
            file.writestr(f"{number:03}.txt", f"date {day} {text(DOCUMENT_WORDS, source, number)}")
    with visiting(browser, address) as visit:
        visit.wait_for_map()
        visit.page.get_by_role("button", name="Read your own").click()
        visit.page.locator("[data-testid=stForm] input[type=file]:not([webkitdirectory])").set_input_files(
            [{"name": "reports.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}]
        )
        visit.page.get_by_test_id("stFileChipName").wait_for()
        begun = time.perf_counter()
        visit.page.get_by_role("button", name="Read", exact=True).click()
        first, whole = _until_drawn(visit, begun, 0)
        return first, whole, float(visit.page.evaluate(STEP))


def rows(browser: Browser, address: str) -> list[tuple[str, str, str]]:
    """The lines of the table."""
    paste(browser, address, 300)  # loads what only a reader's own text needs
    short, _ = paste(browser, address, SHORT)
    long, all_of_it = paste(browser, address, LONG)
    first, whole, step = many_documents(browser, address)
    return [
        (f"paste of {SHORT} words to markers, s", f"{short:.1f}", "0.7"),
        (f"paste of {LONG:,} words to first markers, s", f"{long:.1f}", "1.5"),
        (f"paste of {LONG:,} words to all markers, s", f"{all_of_it:.1f}", ""),
        (f"{DOCUMENTS} documents to first markers, s", f"{first:.1f}", "1.5"),
        (f"{DOCUMENTS} documents to all markers, s", f"{whole:.1f}", "6"),
        (f"a step of the timeline, {DOCUMENTS} documents, s (median)", f"{step:.2f}", "0.3"),
    ]
