"""The page on paper, in the system's own colours, without motion, and as axe reads it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.browser.serving import Visit, visiting
from tests.browser.test_moving_page import map_frame

SENTENCE = "One missile landed near an apartment building"


def style(of: Locator, name: str) -> str:
    value: str = of.evaluate(f"node => getComputedStyle(node)['{name}']")
    return value


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page and in its frames: rule and element."""
    for frame in page.frames:
        frame.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_page_a_popup_and_why_here(
    browser: Browser, address: str, theme: str
) -> None:
    with visiting(browser, address, color_scheme=theme) as visit:
        visit.wait_for_map()
        assert violations(visit.page) == []
        visit.page.locator(".mention", has_text="Kharkiv").first.click()
        visit.page.locator(".bar").get_by_role("button", name="Why here?").click()
        expect(visit.page.locator(".inspector h3")).to_contain_text("Kharkiv")
        assert violations(visit.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_a_phone(browser: Browser, address: str, theme: str) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with visiting(browser, address, color_scheme=theme, **phone) as visit:
        visit.wait_for_map()
        visit.page.locator(".mention", has_text="Kharkiv").first.tap()
        expect(visit.page.locator(".dateline-article .top .quote").first).to_be_visible()
        assert violations(visit.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_print_is_a_clean_sheet_of_map_places_and_quotes(
    browser: Browser, address: str, theme: str, tmp_path: Path
) -> None:
    with visiting(browser, address, color_scheme=theme) as visit:
        visit.wait_for_map()
        visit.page.emulate_media(media="print")
        places = visit.page.locator(".print h3")
        expect(places.first).to_have_text("Ukraine")
        assert {"Kharkiv", "Lithuania", "Crimea"} <= set(places.all_inner_texts())
        kharkiv = visit.page.locator(".print section", has=visit.page.locator("h3", has_text="Kharkiv"))
        expect(kharkiv.locator(".quote")).to_have_count(2)
        expect(visit.page.locator("iframe")).to_be_visible()
        for gone in (".scroller", ".bar", ".st-key-article", ".dateline-list", ".st-key-take-away"):
            expect(visit.page.locator(gone).first).to_be_hidden()
        expect(visit.map.locator(".leaflet-control-zoom")).to_be_hidden()
        ink = re.findall(r"\d+", style(places.first, "color"))
        assert max(int(part) for part in ink[:3]) < 80  # dark on paper, whatever the screen's theme
        sheets = PdfReader(io.BytesIO(visit.page.pdf(format="A4")))
        text = "\n".join(page.extract_text() for page in sheets.pages)
        assert len(sheets.pages) <= 4
        assert text.count(SENTENCE) == 1
        assert "Read your own" not in text
        assert "Confidence" not in text
        visit.page.emulate_media(media="screen")
        expect(visit.page.locator(".print")).to_have_count(0)
        expect(visit.page.locator(".scroller")).to_be_visible()


def test_forced_colours_keep_every_mark(browser: Browser, address: str) -> None:
    with visiting(browser, address, forced_colors="active") as visit:
        visit.wait_for_map()
        mentions = visit.page.locator(".mention")
        assert style(mentions.and_(visit.page.locator(".literal")).first, "borderBottomStyle") == "solid"
        assert style(mentions.and_(visit.page.locator(".metonymic")).first, "borderTopStyle") == "solid"
        assert style(mentions.and_(visit.page.locator(".demonym")).first, "borderBottomStyle") == "dotted"
        plain = style(mentions.first, "backgroundColor")
        mentions.filter(has_text="Kharkiv").first.click()
        expect(visit.page.locator(".mention.current")).to_have_text("Kharkiv")
        chosen = style(visit.page.locator(".mention.current"), "backgroundColor")
        others = style(visit.page.locator(".mention.current-place:not(.current)").first, "backgroundColor")
        assert len({plain, chosen, others}) == 3
        filled = style(visit.map.locator(".legend .literal .sign"), "backgroundColor")
        hollow = style(visit.map.locator(".legend .metonymic .sign"), "backgroundColor")
        assert filled != hollow
        names = visit.page.locator(".dateline-list .name")
        sign = "node => getComputedStyle(node, '::before').backgroundColor"
        filled = names.and_(visit.page.locator(".literal")).first.evaluate(sign)
        hollow = names.and_(visit.page.locator(".metonymic")).first.evaluate(sign)
        assert filled != hollow


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_reduced_motion_stops_what_the_map_moves_by_itself(browser: Browser, address: str, wish: str) -> None:
    with visiting(browser, address, reduced_motion=wish) as visit:
        visit.wait_for_map()
        moving = map_frame(visit).evaluate(
            """() => new Promise(done => {
                const pane = map.getPane("mapPane");
                map.once("zoomanim", () => done(true));
                map.once("zoomend", () => done(false));
                map.setZoom(map.getZoom() + 1);
            })"""
        )
        assert moving == (wish == "no-preference")


def test_the_frame_of_the_map_has_a_name_and_may_be_zoomed(visit: Visit) -> None:
    expect(visit.page.locator("iframe")).to_have_attribute("title", "Map of the places")
    viewports = visit.map.locator("meta[name=viewport]").evaluate_all("all => all.map(each => each.content)")
    assert viewports
    assert not any("user-scalable" in each or "maximum-scale" in each for each in viewports)


def test_a_filter_narrows_the_text_and_frames_what_passes(visit: Visit) -> None:
    paragraphs = visit.page.locator(".run > p")
    whole = paragraphs.count()
    assert whole > 20
    zoom = map_frame(visit).evaluate("() => map.getZoom()")
    visit.page.get_by_role("button", name="Filter").click()
    visit.page.get_by_label("Sentences with the words").fill("apartment")
    visit.page.keyboard.press("Enter")
    expect(paragraphs).to_have_count(1)
    expect(paragraphs).to_contain_text(SENTENCE)
    folds = visit.page.locator(".fold")
    expect(folds.first).to_have_text(re.compile(r"^… \d+ paragraphs left out by the filter$"))
    expect(visit.map.locator(visit.marker("Kharkiv"))).to_be_in_viewport()
    assert map_frame(visit).evaluate("() => map.getZoom()") > zoom
    folds.first.click()
    expect(paragraphs.nth(2)).to_be_visible()
    visit.page.get_by_role("button", name="Filter (1)").click()
    visit.page.get_by_role("button", name="Show everything").click()
    expect(paragraphs).to_have_count(whole)
    expect(folds).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("وصل الرئيس إلى القاهرة اليوم والتقى وزير الخارجية في مقر الحكومة، ثم سافر إلى دمشق.", "ar"),
        ("ראש הממשלה הגיע לירושלים היום ונפגש עם שר החוץ בלשכתו, ואחר כך נסע לחיפה.", "he"),
    ],
)
def test_a_text_that_runs_from_the_right_is_set_so_in_text_and_quotes(
    visit: Visit, text: str, lang: str
) -> None:
    visit.paste(text)
    section = visit.page.locator(".dateline-article section")
    expect(section).to_have_attribute("dir", "rtl", timeout=30_000)
    expect(section).to_have_attribute("lang", lang)
    assert style(section.locator("p").last, "direction") == "rtl"
    visit.page.locator(".mention[role=button]").first.click()
    quote = visit.map.locator(".place-popup .quote").first
    expect(quote).to_have_attribute("dir", "rtl")
    expect(quote).to_have_attribute("lang", lang)
    heading = visit.map.locator(".place-popup h2")
    assert style(heading, "direction") == "ltr"
