"""Several documents as one atlas: quotes by document, a timeline that plays, filters in the address."""

from __future__ import annotations

import io
import re
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import OUTPUT, Visit, visiting

NEWS = {
    "monday.txt": "date 2025-03-03 Rain in Nairobi. The road to Mombasa was closed.",
    "tuesday.txt": "date 2025-03-04 Nairobi dried. The harbour of Kisumu was flooded.",
    "wednesday.txt": "date 2025-03-05 Schools in Mombasa opened again.",
}


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, text in NEWS.items():
            file.writestr(name, text)
    return packed.getvalue()


@pytest.fixture
def atlas(visit: Visit) -> Visit:
    """Three reports in one archive."""
    visit.upload(("week.zip", archive()))
    expect(visit.map.locator(visit.marker("Kisumu"))).to_be_visible()
    return visit


def test_a_popup_groups_its_quotes_by_document_with_date(atlas: Visit) -> None:
    atlas.page.locator(".dateline-list tbody tr", has_text="Nairobi").click()
    popup = atlas.map.locator(".place-popup")
    expect(popup.locator(".quote")).to_have_text(["Rain in Nairobi.", "Nairobi dried."])
    expect(popup.locator(".source span")).to_have_text(["3 March 2025", "4 March 2025"])
    atlas.page.screenshot(path=OUTPUT / "atlas.png")


def test_the_timeline_plays_day_after_day(atlas: Visit) -> None:
    places = atlas.page.locator(".dateline-list tbody .name")
    expect(places).to_have_count(3)
    atlas.page.get_by_role("button", name="Play").click()
    expect(places).to_have_text(["Mombasa", "Nairobi"])
    expect(places).to_have_text(["Nairobi", "Kisumu", "Mombasa"])
    expect(places).to_have_text(["Mombasa", "Nairobi", "Kisumu"], timeout=15_000)
    expect(atlas.page.get_by_role("button", name="Play")).to_be_visible(timeout=15_000)


def test_filters_narrow_and_stand_in_the_address(browser: Browser, address: str) -> None:
    with visiting(browser, address) as first:
        first.wait_for_map()
        first.page.get_by_role("button", name="Filter").click()
        first.page.get_by_label("Sentences with the words").fill("apartment")
        first.page.keyboard.press("Enter")
        expect(first.page.locator(".dateline-list .name")).to_have_text(["Kharkiv"])
        expect(first.page).to_have_url(address + "/?article=000_ad8bc4a68c4da5d8.txt&words=apartment")
        link = first.page.url
    with visiting(browser, address, link.removeprefix(address)) as second:
        second.wait_for_map()
        expect(second.page.locator(".dateline-list .name")).to_have_text(["Kharkiv"])


def test_a_link_opens_its_place(browser: Browser, address: str) -> None:
    with visiting(browser, address) as first:
        first.wait_for_map()
        first.page.locator(".mention", has_text="Lithuania").click()
        expect(first.page.locator(".status")).to_contain_text("Lithuania")
        first.page.wait_for_url("**place=**")
        link = first.page.url
    with visiting(browser, address, link.removeprefix(address)) as second:
        expect(second.map.locator(".place-popup h2")).to_have_text("Lithuania", timeout=30_000)
        expect(second.page.locator(".mention.current")).to_be_in_viewport()
        expect(second.page.locator(".dateline-list tr[aria-selected=true]")).to_contain_text("Lithuania")


def test_a_link_carries_article_place_and_filters_together(browser: Browser, address: str) -> None:
    with visiting(browser, address, "/?article=suez_canal.txt") as first:
        first.wait_for_map()
        first.page.get_by_role("button", name="Filter").click()
        first.page.get_by_text("Likely", exact=True).click()
        expect(first.page.get_by_role("button", name="Filter (1)")).to_be_visible()
        first.page.keyboard.press("Escape")
        first.page.locator(".dateline-list .name", has_text="Egypt").first.click()
        first.page.wait_for_url("**place=**")
        link = first.page.url
    assert {"article", "place", "sure"} <= set(parse_qs(urlsplit(link).query))
    with visiting(browser, address, link.removeprefix(address)) as second:
        expect(second.map.locator(".place-popup h2")).to_have_text("Egypt", timeout=30_000)
        expect(second.page.get_by_role("button", name="Filter (1)")).to_be_visible()
        expect(second.page.locator(".mention.current")).to_have_text(re.compile("Egypt"))
        second.page.get_by_role("button", name="Filter (1)").click()
        second.page.get_by_role("button", name="Show everything").click()
        expect(second.page.get_by_role("button", name="Filter", exact=True)).to_be_visible()
        expect(second.page).not_to_have_url(re.compile("sure="))


def test_another_article_leaves_no_place_of_the_last_one_in_the_address(visit: Visit, address: str) -> None:
    visit.page.locator(".mention", has_text="Lithuania").click()
    visit.page.wait_for_url("**place=**")
    visit.page.get_by_role("combobox", name="Article").click()
    visit.page.get_by_role("option", name=re.compile("Grounded ship")).click()  # own texts may stand first
    expect(visit.page.locator(".mention", has_text="Lithuania")).to_have_count(0)
    expect(visit.page).not_to_have_url(re.compile("place="))
