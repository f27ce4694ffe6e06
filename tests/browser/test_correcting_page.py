"""Asking why a place is where it is, and putting it right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.serving import OUTPUT, VIEWPORT, Visit, serving, visiting

TEXT = "The mayor of Paris spoke in Paris. A road near Berlin was closed, and the old zubrowka was cut off."


def inspector(visit: Visit) -> Locator:
    return visit.page.locator(".inspector")


def ask(visit: Visit, name: str) -> None:
    """Choose a name in the text and ask why."""
    visit.page.locator(".mention", has_text=name).first.click()
    why = visit.page.locator(".bar").get_by_role("button", name="Why here?")
    if why.get_attribute("aria-expanded") != "true":
        why.click()
    expect(inspector(visit).locator("h3")).to_contain_text(name)


def search(visit: Visit, query: str) -> Locator:
    inspector(visit).get_by_label("Search for another place").fill(query)
    inspector(visit).get_by_role("button", name="Search").click()
    return inspector(visit).locator(".found button")


def undo_all(visit: Visit) -> None:
    """Take back every correction, newest first."""
    visit.page.get_by_role("button", name="Corrections").click()
    undo = visit.page.get_by_role("button", name="Undo", exact=True)
    while undo.count():
        left = undo.count()
        undo.first.click()
        expect(undo).to_have_count(left - 1)
    visit.page.keyboard.press("Escape")


@pytest.fixture
def reading(visit: Visit) -> Iterator[Visit]:
    """The test's own text, and nothing kept when it ends."""
    visit.paste(TEXT)
    expect(visit.map.locator(visit.marker("Berlin"))).to_be_visible()
    yield visit
    undo_all(visit)


def test_why_here_gives_reasons_and_shows_the_runners_up_as_ghosts(reading: Visit) -> None:
    ask(reading, "Paris")
    expect(inspector(reading).locator(".sure").first).to_contain_text("% sure")
    assert inspector(reading).locator(".reasons li").count() >= 1
    others = inspector(reading).locator(".candidates button")
    assert others.count() >= 1
    expect(reading.map.locator("path.ghost")).to_have_count(others.count())
    reading.page.screenshot(path=OUTPUT / "why.png")
    inspector(reading).get_by_role("button", name="Close").click()
    expect(reading.map.locator("path.ghost")).to_have_count(0)


def test_a_runner_up_is_taken_with_one_click_and_undone_with_one(reading: Visit) -> None:
    ask(reading, "Paris")
    other = inspector(reading).locator(".candidates button").first
    id = other.get_attribute("data-place")
    other.click()
    marker = reading.map.locator(f'path.place[data-place="{id}"]')
    expect(marker).to_be_visible()
    expect(reading.map.locator(reading.marker("Paris"))).to_have_count(1)
    ask(reading, "Paris")
    expect(inspector(reading).locator(".sure").first).to_contain_text("Your own choice")
    inspector(reading).get_by_role("button", name="Undo").click()
    expect(inspector(reading).get_by_role("button", name="Undo")).to_have_count(0)
    expect(marker).to_have_count(0)


def test_another_place_is_found_in_the_gazetteer(reading: Visit) -> None:
    ask(reading, "Berlin")
    found = search(reading, "Bern")
    found.filter(has_text="Switzerland").first.click()
    expect(reading.map.locator(reading.marker("Bern"))).to_be_visible()
    expect(reading.map.locator(reading.marker("Berlin"))).to_have_count(0)


def test_what_is_no_place_leaves_map_and_text(reading: Visit) -> None:
    ask(reading, "Berlin")
    inspector(reading).get_by_role("button", name="Not a place").click()
    expect(reading.map.locator(reading.marker("Berlin"))).to_have_count(0)
    expect(reading.page.locator(".mention", has_text="Berlin")).to_have_count(0)
    expect(reading.page.locator(".dateline-article")).to_contain_text("A road near Berlin was closed")


def test_a_point_is_set_by_hand(reading: Visit) -> None:
    ask(reading, "Berlin")
    inspector(reading).get_by_role("button", name="Set the point on the map").click()
    expect(reading.map.locator(".pick-banner")).to_be_visible()
    reading.map.locator("#map_div").click(position={"x": 300, "y": 120})
    expect(reading.map.locator('path.place[data-place^="reader:"]')).to_be_visible()
    expect(reading.map.locator(".pick-banner")).to_have_count(0)


def test_a_correction_of_one_mention_leaves_the_other(reading: Visit) -> None:
    ask(reading, "Paris")
    inspector(reading).get_by_label("How far a correction reaches").select_option("mention")
    inspector(reading).get_by_role("button", name="Not a place").click()
    expect(reading.page.locator(".mention", has_text="Paris")).to_have_count(1)


def test_a_missed_name_is_selected_and_added(reading: Visit) -> None:
    expect(reading.page.locator(".mention", has_text="zubrowka")).to_have_count(0)
    paragraph = reading.page.locator(".run > p").first
    box = paragraph.evaluate(
        """paragraph => {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode()); ) {
                const at = node.data.indexOf("zubrowka");
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 8);
                const { x, y, width, height } = range.getBoundingClientRect();
                return { x, y, width, height };
            }
        }"""
    )
    middle = box["y"] + box["height"] / 2
    reading.page.mouse.dblclick(box["x"] + box["width"] / 2, middle)
    reading.page.get_by_role("button", name="Add “zubrowka”").click()
    expect(inspector(reading).locator("h3")).to_have_text("zubrowka")
    search(reading, "Bern").filter(has_text="Switzerland").first.click()
    expect(reading.page.locator(".mention", has_text="zubrowka")).to_have_count(1)
    expect(reading.map.locator(reading.marker("Bern"))).to_be_visible()


def test_corrections_can_be_saved_and_brought_in_again(reading: Visit, tmp_path: Path) -> None:
    ask(reading, "Berlin")
    inspector(reading).get_by_role("button", name="Not a place").click()
    expect(reading.page.locator(".mention", has_text="Berlin")).to_have_count(0)
    reading.page.get_by_role("button", name="Corrections (1)").click()
    with reading.page.expect_download() as saving:
        reading.page.get_by_role("button", name="Save as JSON").click()
    saved = tmp_path / "saved.json"
    saving.value.save_as(saved)
    assert json.loads(saved.read_text())["corrections"][0]["toponym"] == "Berlin"
    reading.page.get_by_role("button", name="Undo", exact=True).click()
    expect(reading.page.locator(".mention", has_text="Berlin")).to_have_count(1)
    reading.page.locator("input[type=file][accept*=json]").set_input_files(saved)
    expect(reading.page.locator(".mention", has_text="Berlin")).to_have_count(0)
    reading.page.keyboard.press("Escape")


def test_what_holds_always_is_applied_to_the_next_text_after_a_restart(
    browser: Browser, tmp_path: Path
) -> None:
    person = browser.new_context(viewport=VIEWPORT)
    with serving(DATELINE_DATA_DIR=str(tmp_path)) as address, visiting(person, address) as first:
        first.wait_for_map()
        first.paste(TEXT)
        ask(first, "Berlin")
        inspector(first).get_by_label("How far a correction reaches").select_option("always")
        inspector(first).get_by_role("button", name="Not a place").click()
        expect(first.page.locator(".mention", has_text="Berlin")).to_have_count(0)
    with serving(DATELINE_DATA_DIR=str(tmp_path)) as address, visiting(person, address) as second:
        second.wait_for_map()
        second.paste("In Berlin and in Nairobi it rained.")
        expect(second.page.locator(".mention")).to_have_text(["Nairobi"])
    person.close()
