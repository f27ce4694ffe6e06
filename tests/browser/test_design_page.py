"""Both themes and a phone: everything is there, and nothing sticks out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.serving import OUTPUT, visiting

WIDTHS = {1440: 900, 1024: 768, 844: 900, 720: 1000, 390: 844}


def luminance(colour: str) -> float:
    """Of `rgb(r, g, b)`, 0 to 1."""
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def style(element: Locator, name: str) -> str:
    value: str = element.evaluate(f"node => getComputedStyle(node)['{name}']")
    return value


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_text_and_map_fit_the_window_and_share_the_theme(
    browser: Browser, address: str, width: int, theme: str
) -> None:
    window = {"width": width, "height": WIDTHS[width]}
    with visiting(browser, address, viewport=window, color_scheme=theme) as visit:
        visit.wait_for_map()
        for name in ("Istanbul", "Moscow", "Lithuania", "Kharkiv"):  # the first view fits the frame as it is
            expect(visit.map.locator(visit.marker(name))).to_be_in_viewport(ratio=1)
        visit.page.locator(".mention", has_text="Lithuania").click()
        if width > 900:
            chosen = visit.map.locator(".leaflet-popup-content-wrapper")
            expect(chosen.locator("h2")).to_have_text("Lithuania")
        else:  # there is no room for a popup
            chosen = visit.page.locator(".dateline-article .top")
            expect(chosen.locator(".status")).to_have_text("Lithuania · 1 of 1")
            expect(visit.map.locator(".leaflet-popup")).to_have_count(0)
        visit.page.screenshot(path=OUTPUT / f"page-{width}-{theme}.png")
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("iframe", ".dateline-article", ".dateline-list"):
            box = visit.page.locator(part).first.bounding_box()
            assert box is not None, part
            assert box["x"] >= 0, part
            assert box["x"] + box["width"] <= width, part
        page = luminance(style(visit.page.locator("[data-testid=stApp]"), "backgroundColor"))
        sea = luminance(style(visit.map.locator(".leaflet-container"), "backgroundColor"))
        popup = luminance(style(chosen, "backgroundColor"))
        for paper in (page, sea, popup):
            assert paper > 0.8 if theme == "light" else paper < 0.2


def test_every_control_says_what_it_is(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        visit.wait_for_map()
        for root in (visit.page, visit.map):
            for button in root.locator("button:visible, [role=button]:visible").all():
                named = button.evaluate(
                    "node => (node.getAttribute('aria-label') || node.textContent || node.title).trim()"
                )
                assert named, button.evaluate("node => node.outerHTML")


def test_the_first_thing_to_focus_in_the_text_is_a_mention_and_tab_passes_the_rest(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address) as visit:
        visit.wait_for_map()
        stops = visit.page.locator(".mention[tabindex='0']")
        expect(stops).to_have_count(1)
