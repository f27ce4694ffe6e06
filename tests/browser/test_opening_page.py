"""What takes a while is shown as far as it is, on a page that has its shape and lives."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.serving import OUTPUT, Visit, serving, visiting

SLOW = 120_000
"""Milliseconds that reading may take on a busy machine."""
FILLER = "Nothing more was known on that day, and nobody asked for it again.\n\n"


DOCUMENTS = 120
STORM = "A storm passed over Portugal. Lisbon lost power."


def long_text(words: int) -> str:
    """A text that names Nairobi first and Mombasa last."""
    middle = "The harbour of Kisumu was flooded, and the ministry in Kampala sent help to Entebbe.\n\n"
    times = words // len((FILLER + middle).split())
    return "It rained in Nairobi.\n\n" + (FILLER + middle) * times + "Schools in Mombasa opened again."


def test_a_long_text_shows_its_first_places_while_the_rest_is_read(visit: Visit) -> None:
    visit.upload(("book.txt", long_text(40_000).encode()))
    bar = visit.page.get_by_test_id("stProgress")
    expect(bar).to_contain_text(re.compile(r"Reading a text of [34]\d,\d\d\d words: \d+%"), timeout=SLOW)
    expect(visit.map.locator(visit.marker("Nairobi"))).to_be_attached(timeout=SLOW)
    expect(bar).to_be_visible()  # the rest is still being read
    visit.page.screenshot(path=OUTPUT / "opening-long.png")
    visit.page.locator(".mention", has_text="Nairobi").first.click()
    expect(visit.map.locator(".place-popup h2")).to_have_text("Nairobi")
    expect(visit.page.locator(".dateline-list tbody tr", has_text="Mombasa")).to_have_count(1, timeout=SLOW)
    expect(bar).to_have_count(0, timeout=SLOW)
    expect(visit.map.locator(".place-popup h2")).to_have_text("Nairobi")


def test_many_documents_come_one_after_another_and_say_how_many(visit: Visit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number in range(DOCUMENTS):
            file.writestr(f"{number:03}.txt", f"Report {number}. {STORM} {FILLER * 12}")
    visit.upload(("year.zip", packed.getvalue()))
    bar = visit.page.get_by_test_id("stProgress")
    expect(bar).to_contain_text(re.compile(r"Reading: \d+ of 120 documents"), timeout=SLOW)
    expect(visit.map.locator(visit.marker("Lisbon"))).to_be_attached(timeout=SLOW)
    visit.page.screenshot(path=OUTPUT / "opening-many.png")
    expect(bar).to_have_count(0, timeout=SLOW)
    expect(visit.page.locator(".dateline-list tbody tr", has_text="Lisbon")).to_contain_text("120")


def test_the_first_build_says_how_far_it_is_on_a_page_that_has_its_shape(
    browser: Browser, gazetteer: object, tmp_path: Path
) -> None:
    with (
        serving(DATELINE_CACHE_DIR=str(tmp_path / "cache"), DATELINE_DATA_DIR=str(tmp_path)) as address,
        visiting(browser, address) as opened,
    ):
        bar = opened.page.get_by_test_id("stProgress")
        expect(bar).to_contain_text("Preparing the list of places", timeout=20_000)
        expect(opened.page.locator(".dateline-article h2")).to_be_visible()
        expect(opened.map.locator("#map_div[data-basemap=drawn]")).to_be_visible(timeout=20_000)
        seen = opened.page.get_by_role("progressbar")
        first = float(seen.get_attribute("aria-valuenow") or 0)
        opened.page.screenshot(path=OUTPUT / "opening-first.png")
        opened.page.wait_for_function(
            "first => Number(document.querySelector('[role=progressbar]')?.ariaValueNow) > first",
            arg=first,
            timeout=SLOW,
        )
        opened.wait_for_map()
        expect(opened.map.locator(opened.marker("Kharkiv"))).to_be_attached(timeout=SLOW)
        expect(bar).to_have_count(0, timeout=SLOW)
