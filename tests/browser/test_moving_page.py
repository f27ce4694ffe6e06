"""The view moves only where it must, and nothing is lost to a page that is scrolled."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.serving import Visit, visiting
from tests.browser.test_correcting_page import inspector

CENTRE = "() => [window.map.getCenter().lat, window.map.getCenter().lng, window.map.getZoom()]"


def map_frame(visit: Visit) -> Frame:
    return next(frame for frame in visit.page.frames if "streamlit_folium" in frame.url)


def scroll_top(visit: Visit) -> float:
    top: float = visit.page.get_by_test_id("stMain").evaluate("node => node.scrollTop")
    return top


@pytest.mark.parametrize("scrolled", [150, 250])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_the_first_click_on_a_partly_scrolled_map_opens_its_popup(
    browser: Browser, address: str, size: tuple[int, int], scrolled: int
) -> None:
    window = {"width": size[0], "height": size[1]}
    with visiting(browser, address, viewport=window) as visit:
        visit.wait_for_map()
        visit.page.get_by_test_id("stMain").evaluate(f"node => {{ node.scrollTop = {scrolled} }}")
        before = scroll_top(visit)
        assert before > 100
        box = visit.map.locator(visit.marker("Crimea")).bounding_box()
        assert box is not None
        visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(visit.map.locator(".place-popup h2")).to_have_text("Crimea")
        assert scroll_top(visit) == before


def test_the_popup_follows_from_quote_to_quote_and_the_map_stays(visit: Visit) -> None:
    visit.page.locator(".mention", has_text="Ukraine").first.click()
    popup = visit.map.locator(".place-popup")
    expect(popup.locator("h2")).to_have_text("Ukraine")
    expect(popup.locator(".quote.current")).to_have_count(1)
    before = map_frame(visit).evaluate(CENTRE)
    for _ in range(6):
        visit.page.get_by_role("button", name="Next mention").click()
    expect(visit.page.locator(".status")).to_have_text(re.compile(r"^Ukraine · 7 of \d+$"))
    sentence = visit.page.locator(".mention.current").evaluate("node => node.closest('p').textContent")
    current = popup.locator(".quote.current")
    expect(current).to_have_count(1)
    assert (current.text_content() or "") in sentence
    quotes, item = popup.locator(".quotes").bounding_box(), current.bounding_box()
    assert quotes is not None
    assert item is not None
    assert quotes["y"] <= item["y"] + 1
    assert item["y"] + item["height"] <= quotes["y"] + quotes["height"] + 1
    assert map_frame(visit).evaluate(CENTRE) == before


def test_a_place_at_the_other_end_of_the_world_is_announced(visit: Visit) -> None:
    visit.paste("Rain in Nairobi. The storm reached Wellington, and Mombasa too.")
    expect(visit.map.locator(visit.marker("Mombasa"))).to_be_visible()
    map_frame(visit).evaluate("() => { window.map.setView([-1, 37], 7, {animate: false}) }")
    visit.page.locator(".mention", has_text="Mombasa").click()
    expect(visit.map.locator(".place-popup h2")).to_have_text("Mombasa")
    expect(visit.map.locator(".saying")).to_have_text("")
    visit.page.locator(".mention", has_text="Wellington").click()
    expect(visit.map.locator(".saying")).to_contain_text("The map has moved to Wellington, ")
    expect(visit.map.locator(".saying")).to_have_attribute("role", "status")
    expect(visit.map.locator(visit.marker("Wellington"))).to_be_in_viewport()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)])
def test_why_here_keeps_sentence_and_popup_in_view_and_labels_the_runners_up(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    window = {"width": size[0], "height": size[1]}
    with visiting(browser, address, viewport=window) as visit:
        visit.wait_for_map()
        visit.paste("A fire broke out in Paris.\n\n" + "Nobody knew why.\n\n" * 60 + "Paris slept.")
        expect(visit.map.locator(visit.marker("Paris"))).to_be_visible()
        visit.page.locator(".mention", has_text="Paris").last.click()
        ask_again = visit.page.locator(".bar").get_by_role("button", name="Why here?")
        ask_again.click()
        expect(inspector(visit).locator("h3")).to_contain_text("Paris")
        ghosts = visit.map.locator("path.ghost")
        expect(ghosts.first).to_be_attached()
        expect(visit.map.locator(".ghost-name")).to_have_count(ghosts.count())
        for ghost in ghosts.all():
            expect(ghost).to_be_in_viewport()
        expect(visit.map.locator(".leaflet-popup-close-button")).to_be_in_viewport(ratio=1)
        room = visit.page.locator("iframe").bounding_box()
        popup = visit.map.locator(".leaflet-popup-content-wrapper").bounding_box()
        assert room is not None
        assert popup is not None
        assert room["y"] <= popup["y"]
        assert popup["y"] + popup["height"] <= room["y"] + room["height"]
        shown = visit.page.locator(".scroller").bounding_box()
        asked = visit.page.locator(".mention.current").bounding_box()
        assert shown is not None
        assert asked is not None
        assert shown["y"] <= asked["y"]
        assert asked["y"] + asked["height"] <= shown["y"] + shown["height"]


def test_a_new_text_opens_on_itself(visit: Visit) -> None:
    visit.page.locator(".mention", has_text="Moscow").first.click()
    expect(visit.map.locator(".place-popup h2")).to_have_text("Moscow")
    visit.page.wait_for_url("**place=**")
    visit.paste("Rain in Nairobi.\n\n" + "Nobody knew why.\n\n" * 60 + "Talks were held in Moscow.")
    expect(visit.map.locator(visit.marker("Nairobi"))).to_be_visible()
    expect(visit.map.locator(".place-popup")).to_have_count(0)
    expect(visit.page.locator(".mention.current-place")).to_have_count(0)
    expect(visit.page.locator(".mention").first).to_be_in_viewport()
    expect(visit.page).not_to_have_url(re.compile("place="))


def test_escape_closes_a_popup_however_it_was_opened(visit: Visit) -> None:
    popup = visit.map.locator(".place-popup")
    visit.click_marker("Crimea")  # by mouse, on the map
    expect(popup).to_have_count(1)
    visit.page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(visit.map.locator(visit.marker("Crimea"))).to_be_focused()
    row = visit.page.locator(".dateline-list tbody button", has_text="Lithuania")
    row.focus()
    visit.page.keyboard.press("Enter")
    expect(popup.locator("h2")).to_have_text("Lithuania")
    visit.page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(row).to_be_focused()


def test_markers_out_of_view_are_no_tab_stops(visit: Visit) -> None:
    expect(visit.map.locator(visit.marker("Lithuania"))).to_have_attribute("tabindex", "0")
    map_frame(visit).evaluate("() => { window.map.setView([41, 29], 8, {animate: false}) }")
    expect(visit.map.locator(visit.marker("Lithuania"))).to_have_attribute("tabindex", "-1")
    expect(visit.map.locator(visit.marker("Istanbul"))).to_have_attribute("tabindex", "0")


REMEMBER_CHANNELS = """
    const Channel = BroadcastChannel;
    window.BroadcastChannel = class extends Channel {
        constructor(name) { super(name); top.channel = name; }
    };
"""
MISFITS = [
    {"type": "select", "place": 7, "from": "text"},
    {"type": "select", "place": "x", "from": "nowhere"},
    {"type": "ghosts", "places": [{"id": 1}]},
    {"type": "pick"},
    {"type": "picked", "lat": "north", "lon": 0},
    {"type": "constructor"},
    "select",
    None,
]


def test_a_message_that_does_not_fit_is_dropped_and_logged(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(REMEMBER_CHANNELS)
    with visiting(context, address) as visit:
        visit.wait_for_map()
        visit.page.locator(".mention", has_text="Crimea").click()
        expect(visit.map.locator(".place-popup h2")).to_have_text("Crimea")
        warned: list[str] = []
        visit.page.on("console", lambda line: warned.append(line.text) if line.type == "warning" else None)
        send = "messages => messages.forEach(each => new BroadcastChannel(channel).postMessage(each))"
        visit.page.evaluate(send, MISFITS)
        visit.page.locator(".mention", has_text="Lithuania").click()
        expect(visit.map.locator(".place-popup h2")).to_have_text("Lithuania")
        expect(visit.map.locator(".pick-banner")).to_have_count(0)
        expect(visit.map.locator("path.ghost")).to_have_count(0)
        dropped = [line for line in warned if "was dropped, because it does not fit" in line]
        assert len(dropped) >= len(MISFITS)
    context.close()
