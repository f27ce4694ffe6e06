"""Setting a point by hand: it moves what the banner names, and nothing once the reader has left it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Visit
from tests.browser.test_correcting_page import ask, inspector, undo_all

OURS = 'path.place[data-place^="reader:"]'
TEXT = "A bridge fell in Kharkiv. Rain in Berlin.\n\nNobody in Kharkiv was hurt, and Berlin helped."


@pytest.fixture
def picking(visit: Visit) -> Iterator[Visit]:
    """Somebody who is to click where Kharkiv is."""
    visit.paste(TEXT)
    expect(visit.map.locator(visit.marker("Berlin"))).to_be_visible(timeout=30_000)
    ask(visit, "Kharkiv")
    inspector(visit).get_by_role("button", name="Set the point on the map").click()
    expect(visit.map.locator(".pick-banner")).to_contain_text("Click where “Kharkiv” is")
    yield visit
    undo_all(visit)


def click_the_map(visit: Visit) -> None:
    visit.map.locator("#map_div").click(position={"x": 250, "y": 420})


def expect_left(visit: Visit) -> None:
    """The banner is gone, and a click on the map moves nothing."""
    expect(visit.map.locator(".pick-banner")).to_have_count(0)
    click_the_map(visit)
    visit.page.locator(".mention", has_text="Berlin").last.click()
    expect(visit.page.locator(".status")).to_have_text("Berlin · 2 of 2")
    expect(visit.page.get_by_role("button", name="Corrections", exact=True)).to_be_visible()
    expect(visit.map.locator(OURS)).to_have_count(0)


def test_the_cross_ends_it(picking: Visit) -> None:
    inspector(picking).get_by_role("button", name="Close").click()
    picking.page.locator(".mention", has_text="Berlin").first.click()
    expect_left(picking)


def test_another_choice_ends_it(picking: Visit) -> None:
    picking.page.locator(".mention", has_text="Berlin").first.click()
    expect_left(picking)


def test_escape_in_the_text_ends_it_and_leaves_the_question_open(picking: Visit) -> None:
    picking.page.locator(".mention.current").focus()
    picking.page.keyboard.press("Escape")
    expect(picking.map.locator(".pick-banner")).to_have_count(0)
    expect(inspector(picking).locator("h3")).to_contain_text("Kharkiv")
    expect_left(picking)


def test_escape_anywhere_on_the_page_ends_it(picking: Visit) -> None:
    picking.page.evaluate("document.activeElement.blur()")
    picking.page.keyboard.press("Escape")
    expect_left(picking)


def test_escape_on_the_map_ends_it(picking: Visit) -> None:
    picking.map.locator("#map_div").focus()
    picking.page.keyboard.press("Escape")
    expect_left(picking)


def test_a_new_text_ends_it(picking: Visit) -> None:
    picking.paste("The harbour of Mombasa was closed.")
    expect(picking.map.locator(picking.marker("Mombasa"))).to_be_visible()
    expect(picking.map.locator(".pick-banner")).to_have_count(0)
    click_the_map(picking)
    expect(picking.map.locator(OURS)).to_have_count(0)


def test_the_point_is_that_of_the_name_on_the_banner(picking: Visit) -> None:
    click_the_map(picking)
    expect(picking.map.locator(OURS)).to_have_attribute("aria-label", "Kharkiv, city in Ukraine, named twice")
    expect(picking.map.locator(".pick-banner")).to_have_count(0)
    expect(picking.page.locator(".mention:focus")).to_have_text("Kharkiv")
