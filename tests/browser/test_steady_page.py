"""Nothing that comes and goes above the map and the text takes them away."""

from __future__ import annotations

import io
import zipfile

from playwright.sync_api import expect

from tests.browser.serving import Visit

MARK = "() => { window.untouched = true; window.map.setView([50, 20], 5, {animate: false}) }"
STANDS = "() => [window.untouched, window.map.getZoom()]"


def mark(visit: Visit) -> None:
    """Leave a trace in the map's frame that a new frame would not have, and a view of the reader's own."""
    frame = next(f for f in visit.page.frames if "streamlit_folium" in f.url)
    frame.evaluate(MARK)
    visit.page.locator("iframe").evaluate("frame => { frame.dataset.mine = 'yes' }")


def expect_untouched(visit: Visit) -> None:
    expect(visit.page.locator("iframe")).to_have_attribute("data-mine", "yes")
    frame = next(f for f in visit.page.frames if "streamlit_folium" in f.url)
    assert frame.evaluate(STANDS) == [True, 5]


def filter_words(visit: Visit, words: str) -> None:
    if not visit.page.get_by_label("Sentences with the words").is_visible():
        visit.page.get_by_role("button", name="Filter").click()
    visit.page.get_by_label("Sentences with the words").fill(words)
    visit.page.keyboard.press("Enter")


def test_an_empty_filter_keeps_the_map(visit: Visit) -> None:
    mark(visit)
    filter_words(visit, "nobody wrote this")
    expect(visit.page.locator("[class*=st-key-say-empty]")).to_be_visible()
    expect(visit.map.locator("path.place")).to_have_count(0)
    expect_untouched(visit)
    filter_words(visit, "")
    expect(visit.page.locator("[class*=st-key-say-empty]")).to_have_count(0)
    expect(visit.map.locator(visit.marker("Kharkiv"))).to_be_attached()
    expect_untouched(visit)


def test_a_notice_and_a_timeline_above_keep_the_map(visit: Visit) -> None:
    mark(visit)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("monday.txt", "date 2025-03-03 Rain in Nairobi.")
        file.writestr("tuesday.txt", "date 2025-03-04 The harbour of Kisumu was flooded.")
        file.writestr("empty.txt", "")
    visit.upload(("week.zip", packed.getvalue()))
    expect(visit.page.locator("[class*=st-key-say-problem]")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Play")).to_be_visible()
    expect(visit.map.locator(visit.marker("Kisumu"))).to_be_attached()
    frame = next(f for f in visit.page.frames if "streamlit_folium" in f.url)
    assert frame.evaluate("() => window.untouched") is True
