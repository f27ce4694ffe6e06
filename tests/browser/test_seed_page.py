"""The seed article on the real page, with the network cut."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import OUTPUT, Visit, visiting

QUOTED = {
    "Kharkiv": [
        "Two ballistic missiles struck a residential neighborhood in the northeastern Ukrainian city of "
        "Kharkiv on Monday morning, including one that hit near a school, the city's mayor said.",
        "One missile landed near an apartment building, while the second struck a road near the school, "
        "Kharkiv Mayor Ihor Terekhov said in a statement, and published a photo of a wide crater.",
    ],
    "Istanbul": [
        "The last round of Russia-Ukraine talks in Istanbul on May 16 yielded the biggest prisoner swap of "
        "the war, with each side freeing 1,000 prisoners, but no sign of peace or a cease-fire, as they "
        "merely stated their opening negotiating positions, which were far apart.",
    ],
    "Crimea": [
        "Russian air defenses downed 162 Ukrainian drones over eight Russian regions overnight, as well as "
        "over the annexed Ukrainian peninsula of Crimea, Russia's Defense Ministry said Monday.",
    ],
    "Lithuania": [
        "Ukraine's President Volodymyr Zelenskyy, speaking in Lithuania, later said the two sides were "
        "preparing a new exchange of prisoners of war.",
    ],
}


@pytest.mark.parametrize("name", QUOTED)
def test_a_click_on_a_marker_quotes_every_sentence_that_names_the_place(seed: Visit, name: str) -> None:
    seed.click_marker(name)
    popup = seed.map.locator(".place-popup")
    expect(popup.locator("h2")).to_have_text(name)
    expect(popup.locator(".quote")).to_have_text(QUOTED[name])
    assert popup.locator("mark").all_inner_texts() == [name] * len(QUOTED[name])
    seed.page.screenshot(path=OUTPUT / f"seed-{name.lower()}.png")


def test_a_popup_says_what_the_place_is_and_how_often_it_is_named(seed: Visit) -> None:
    seed.click_marker("Kharkiv")
    expect(seed.map.locator(".place-popup header p").first).to_have_text("city in Ukraine · named twice")
    seed.click_marker("Lithuania")
    expect(seed.map.locator(".place-popup header p").first).to_have_text("country · named once")
    seed.click_marker("Crimea")
    expect(seed.map.locator(".place-popup header p").first).to_have_text("region of Ukraine · named once")


def test_each_place_has_one_marker_and_the_story_starts_in_view(browser: Browser, address: str) -> None:
    with visiting(browser, address) as fresh:
        fresh.wait_for_map()
        labels = [m.get_attribute("aria-label") or "" for m in fresh.map.locator("path.place").all()]
        names = [label.partition(",")[0] for label in labels]
        assert {*QUOTED, "Russia", "Ukraine", "Kyiv", "Moscow"} <= set(names)
        assert len(names) == len(set(names))
        frame = fresh.page.locator("iframe").bounding_box()
        legend = fresh.map.locator(".legend").bounding_box()
        assert frame is not None
        assert legend is not None
        for marker in fresh.map.locator("path.place").all():
            if (marker.get_attribute("aria-label") or "").startswith("Russia,"):
                continue  # its point lies in Siberia; Moscow stands for it
            box = marker.bounding_box()
            assert box is not None
            assert frame["x"] <= box["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"]
            assert frame["y"] <= box["y"]
            assert box["y"] + box["height"] <= frame["y"] + frame["height"]
            assert box["x"] > legend["x"] + legend["width"] or box["y"] + box["height"] < legend["y"]


def test_what_is_named_more_often_is_larger(seed: Visit) -> None:
    def width(name: str) -> float:
        box = seed.map.locator(seed.marker(name)).bounding_box()
        assert box is not None
        return box["width"]

    assert width("Ukraine") > width("Kharkiv") > width("Istanbul")


def test_hovering_shows_the_name(seed: Visit) -> None:
    seed.page.keyboard.press("Escape")
    seed.map.locator(seed.marker("Istanbul")).hover()
    expect(seed.map.locator(".leaflet-tooltip")).to_have_text("Istanbul")


def test_a_place_named_often_shows_a_few_quotes_and_the_rest_by_scrolling(seed: Visit) -> None:
    seed.click_marker("Ukraine")
    quotes = seed.map.locator(".place-popup .quote")
    total = int(re.findall(r"named (\d+) times", seed.map.locator(".place-popup header").inner_text())[0])
    first = quotes.count()
    assert 1 < first < total
    seed.map.locator(".quotes").evaluate("list => { list.scrollTop = list.scrollHeight }")
    expect(quotes.nth(first)).to_be_attached()
    marks = seed.map.locator(".place-popup mark")
    expect(marks).to_have_count(total)


def test_a_marker_is_reached_and_opened_by_keyboard(seed: Visit) -> None:
    seed.map.locator(seed.marker("Lithuania")).focus()
    seed.page.keyboard.press("Enter")
    expect(seed.map.locator(".place-popup h2")).to_have_text("Lithuania")
    expect(seed.map.locator(".quotes")).to_be_focused()
    seed.page.keyboard.press("Escape")
    expect(seed.map.locator(".place-popup")).to_have_count(0)
    expect(seed.map.locator(seed.marker("Lithuania"))).to_be_focused()


def test_the_list_names_every_place_with_its_mentions(seed: Visit) -> None:
    rows = seed.page.locator(".dateline-list tbody tr")
    hidden = seed.map.locator(".legend [aria-pressed=false] .count").all_inner_texts()
    expect(rows).to_have_count(seed.map.locator("path.place").count() + sum(map(int, hidden)))
    kharkiv = rows.filter(has_text="Kharkiv").locator("th, td").all_inner_texts()
    assert kharkiv[:4] == ["Kharkiv", "city", "Ukraine", "2"]
    assert kharkiv[4].endswith("%")


def test_the_date_heads_the_article_and_is_no_prose(seed: Visit) -> None:
    article = seed.page.locator(".dateline-article")
    expect(article.locator(".dateline")).to_have_text("2 June 2025")
    expect(article.locator(".run > p").first).to_have_text(re.compile("^The second round"))


def test_countries_are_named_on_the_map_and_it_carries_no_flag(seed: Visit) -> None:
    names = seed.map.locator(".country-name").all_inner_texts()
    assert {"Kazakhstan", "China"} <= set(names)
    credit = seed.map.locator(".leaflet-control-attribution")
    expect(credit).to_contain_text("Natural Earth")
    assert credit.locator("svg").count() == 0


def test_moving_the_map_says_nothing_to_the_server(visit: Visit) -> None:
    running = visit.page.locator("[data-testid=stApp]")
    expect(running).to_have_attribute("data-test-script-state", "notRunning")
    before = visit.sent
    frame = next(f for f in visit.page.frames if "streamlit_folium" in f.url)
    frame.evaluate("() => { window.map.setZoom(5, {animate: false}) }")
    box = visit.page.locator("iframe").bounding_box()
    assert box is not None
    visit.page.mouse.move(box["x"] + 200, box["y"] + 300)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + 260, box["y"] + 340, steps=4)
    visit.page.mouse.up()
    frame.evaluate("() => { window.map.setZoom(3, {animate: false}) }")
    visit.page.locator(".mention", has_text="Lithuania").click()
    visit.page.wait_for_url("**place=**")  # the server has heard of this, and answered
    assert visit.sent == before + 1
