"""The address: an article is a step back, a place is not, and neither says what is not on show."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import Visit, visiting

SEED = "000_ad8bc4a68c4da5d8.txt"
TALKS = "Second round of peace talks ends with a new prisoner exchange in sight"
SHIP = "Grounded ship is free and the canal is open again"


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visitor with a history of their own."""
    with visiting(browser, address, f"/?article={SEED}") as opened:
        opened.wait_for_map()
        yield opened


def open_article(visit: Visit, title: str) -> None:
    visit.page.get_by_role("combobox", name="Article").click()
    visit.page.get_by_role("option", name=title).click()
    expect(visit.page.locator(".dateline-article h2")).to_have_text(title)


def steps(visit: Visit) -> int:
    return int(visit.page.evaluate("history.length"))


def test_choosing_places_adds_no_step_and_choosing_an_article_adds_one(visit: Visit) -> None:
    before = steps(visit)
    for name in ("Lithuania", "Crimea", "Istanbul"):
        last = visit.page.url
        visit.page.locator(".mention", has_text=name).click()
        expect(visit.page).not_to_have_url(last)
    assert steps(visit) == before
    open_article(visit, SHIP)
    visit.page.wait_for_url("**article=suez_canal.txt**")
    assert steps(visit) == before + 1


def test_back_and_forward_restore_article_and_place(visit: Visit) -> None:
    visit.page.locator(".mention", has_text="Lithuania").click()
    visit.page.wait_for_url("**place=**")
    left = visit.page.url
    open_article(visit, SHIP)
    expect(visit.page).not_to_have_url(re.compile("place="))
    visit.page.locator(".mention", has_text="Japan").click()
    visit.page.wait_for_url("**place=**")
    ahead = visit.page.url
    visit.page.go_back()
    expect(visit.page.locator(".mention.current")).to_have_text("Lithuania")
    expect(visit.map.locator(".place-popup h2")).to_have_text("Lithuania")
    expect(visit.page).to_have_url(left)
    visit.page.go_forward()
    expect(visit.page.locator(".mention.current")).to_have_text("Japan")
    expect(visit.map.locator(".place-popup h2")).to_have_text("Japan")
    expect(visit.page).to_have_url(ahead)


def test_back_returns_to_the_article_after_a_text_of_ones_own_and_forward_to_the_text(visit: Visit) -> None:
    visit.paste("A storm passed over Portugal. Lisbon lost power.")
    expect(visit.map.locator(visit.marker("Lisbon"))).to_be_visible()
    visit.page.go_back()
    expect(visit.map.locator(visit.marker("Kharkiv"))).to_be_visible()
    visit.page.go_forward()
    expect(visit.map.locator(visit.marker("Lisbon"))).to_be_visible()


def test_a_link_to_an_article_that_is_not_there_says_so(browser: Browser, address: str) -> None:
    with visiting(browser, address, "/?article=gone.txt&place=geonames:1") as opened:
        opened.wait_for_map()
        expect(opened.page.locator("[class*=st-key-say-problem]")).to_contain_text("gone.txt")
        expect(opened.page).to_have_url(f"{address}/?article={SEED}")


def test_the_title_names_what_is_read(visit: Visit) -> None:
    expect(visit.page).to_have_title(
        "Second round of peace talks ends with a new prisoner exchange in sight · Dateline"
    )
    visit.paste("A storm passed over Portugal. Lisbon lost power.")
    expect(visit.page).to_have_title("A storm passed over Portugal. Lisbon lost power. · Dateline")


def test_the_menu_offers_nothing_that_does_not_work_here(visit: Visit) -> None:
    visit.page.get_by_test_id("stMainMenu").click()
    menu = visit.page.get_by_role("menu")
    expect(menu).to_contain_text("Dark")
    shown = visit.page.get_by_test_id("stMainMenuPopover").inner_text()  # leaves out what is hidden
    assert "Print" in shown
    assert not re.search("record|made with|streamlit", shown, re.IGNORECASE)
