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


def test_play_asks_the_server_nothing_and_keeps_map_and_text(visit: Visit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for day in range(1, 10):
            file.writestr(
                f"{day}.txt", f"date 2025-03-0{day} A storm passed over Portugal. Lisbon lost power."
            )
        file.writestr("last.txt", "date 2025-03-10 The summit opened in Nairobi.")
    visit.upload(("week.zip", packed.getvalue()))
    expect(visit.map.locator(visit.marker("Nairobi"))).to_be_attached(timeout=30_000)
    expect(visit.page.locator("[data-testid=stApp]")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=30_000
    )
    mark(visit)
    lisbon = visit.page.locator(".dateline-list tbody tr", has_text="Lisbon").locator("td.number").first
    sent = visit.sent
    visit.page.get_by_role("button", name="Play").click()
    expect(lisbon).to_have_text("1")
    expect(visit.map.locator(visit.marker("Nairobi"))).to_have_count(0)
    expect(visit.page.locator(".dateline-article section:visible")).to_have_count(1)
    expect(lisbon).to_have_text("3", timeout=10_000)
    assert visit.sent == sent
    visit.page.get_by_role("button", name="Stop").click()
    expect_untouched(visit)
    visit.page.get_by_label("Last day").fill("9")
    expect(visit.map.locator(visit.marker("Nairobi"))).to_be_attached()
    expect_untouched(visit)
