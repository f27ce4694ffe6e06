"""On a phone: the map stays above, the text is the page's own scroll, a chosen place comes up from below."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, expect

from tests.browser.serving import OUTPUT, Visit, visiting
from tests.browser.test_correcting_page import undo_all

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LYING = {"viewport": {"width": 844, "height": 390}, "has_touch": True, "is_mobile": True}
FINGER = 44
TEXT = "The mayor of Paris spoke in Paris. A road near Berlin was closed, and the old zubrowka was cut off."


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address, **PHONE) as opened:
        opened.wait_for_map()
        yield opened


@pytest.fixture
def reading(phone: Visit) -> Iterator[Visit]:
    """A text of the reader's own, and no correction left behind."""
    phone.paste(TEXT)
    expect(phone.map.locator(phone.marker("Berlin"))).to_be_visible(timeout=30_000)
    yield phone
    undo_all(phone)


def box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found is not None
    return found


def sheet(visit: Visit) -> Locator:
    return visit.page.locator(".dateline-article .top")


def scrolled(visit: Visit) -> float:
    top: float = visit.page.get_by_test_id("stMain").evaluate("node => node.scrollTop")
    return top


def at_rest(visit: Visit) -> float:
    """Where the page stands once the last swipe has run out."""
    return float(
        visit.page.get_by_test_id("stMain").evaluate(
            """async (node) => {
                for (let last = -1; last !== node.scrollTop; ) {
                    last = node.scrollTop;
                    await new Promise((done) => setTimeout(done, 200));
                }
                return node.scrollTop;
            }"""
        )
    )


def swipe(visit: Visit, x: float, y: float, by: float) -> None:
    """A finger moves up by so many pixels."""
    session = visit.context.new_cdp_session(visit.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x, y))
    for step in range(1, 11):
        touch("touchMove", (x, y - by * step / 10))
    touch("touchEnd")
    session.detach()
    visit.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_a_swipe_on_the_text_moves_the_page_and_the_map_stays(phone: Visit) -> None:
    swipe(phone, 195, 700, 500)
    assert scrolled(phone) > 300
    frame = box(phone.page.locator("iframe"))
    assert frame["y"] == pytest.approx(0, abs=2)
    assert frame["height"] < 844 / 2
    expect(phone.map.locator(phone.marker("Kharkiv"))).to_be_in_viewport()
    reached = scrolled(phone)
    for _ in range(20):
        swipe(phone, 195, 780, 700)
        if scrolled(phone) == reached:
            break
        reached = scrolled(phone)
    expect(phone.page.get_by_role("button", name="GeoJSON")).to_be_in_viewport()


def test_a_swipe_on_the_map_moves_the_map_alone(phone: Visit) -> None:
    swipe(phone, 195, 700, 500)
    before = at_rest(phone)
    frame = next(f for f in phone.page.frames if "streamlit_folium" in f.url)
    centre = frame.evaluate("() => window.map.getCenter().lat")
    swipe(phone, 195, 250, 120)
    assert scrolled(phone) == before
    assert frame.evaluate("() => window.map.getCenter().lat") != centre


def test_a_chosen_place_is_a_sheet_from_below_and_its_mention_stays_in_view(phone: Visit) -> None:
    expect(sheet(phone)).to_be_hidden()
    phone.page.locator(".mention", has_text="Kharkiv").first.tap()
    expect(sheet(phone).locator(".status")).to_have_text("Kharkiv · 1 of 2")
    expect(sheet(phone).locator(".what")).to_have_text("city in Ukraine")
    expect(sheet(phone).locator(".quote")).to_have_count(2)
    expect(phone.map.locator(".leaflet-popup")).to_have_count(0)
    up, frame = box(sheet(phone)), box(phone.page.locator("iframe"))
    assert up["y"] + up["height"] == pytest.approx(844, abs=1)
    mention = box(phone.page.locator(".mention.current"))
    assert frame["y"] + frame["height"] <= mention["y"]
    assert mention["y"] + mention["height"] <= up["y"]
    phone.page.screenshot(path=OUTPUT / "phone.png")
    sheet(phone).get_by_role("button", name="Next mention").tap()
    expect(sheet(phone).locator(".status")).to_have_text("Kharkiv · 2 of 2")
    expect(sheet(phone).locator(".quote.current")).to_contain_text("One missile landed")
    sheet(phone).get_by_role("button", name="Let go of this place").tap()
    expect(sheet(phone)).to_be_hidden()
    expect(phone.page.locator(".mention.current-place")).to_have_count(0)


@pytest.mark.parametrize(("right", "down"), [(19, 0), (0, -19), (-13, 13)])
def test_a_finger_beside_a_marker_finds_it(phone: Visit, right: int, down: int) -> None:
    marker = box(phone.map.locator(phone.marker("Lithuania")))
    middle = marker["x"] + marker["width"] / 2, marker["y"] + marker["height"] / 2
    assert marker["width"] < 30
    phone.page.touchscreen.tap(middle[0] + right, middle[1] + down)
    expect(sheet(phone).locator(".status")).to_have_text("Lithuania · 1 of 1")


def test_what_is_pressed_in_the_sheet_is_as_large_as_a_finger(phone: Visit) -> None:
    phone.page.locator(".mention", has_text="Kharkiv").first.tap()
    expect(sheet(phone).locator(".status")).to_have_text("Kharkiv · 1 of 2")
    sheet(phone).get_by_role("button", name="Why here?").tap()
    expect(sheet(phone).locator(".inspector h3")).to_contain_text("Kharkiv")
    pressed = sheet(phone).locator("button:visible, select:visible, input:visible").all()
    assert len(pressed) > 8
    for each in pressed:
        size = box(each)
        assert size["height"] >= FINGER, each.evaluate("node => node.outerHTML")
        assert size["width"] >= FINGER, each.evaluate("node => node.outerHTML")


def test_why_here_and_setting_a_point_work_by_touch(reading: Visit) -> None:
    reading.page.locator(".mention", has_text="Berlin").tap()
    sheet(reading).get_by_role("button", name="Why here?").tap()
    expect(sheet(reading).locator(".reasons li").first).to_be_visible()
    mention, up = box(reading.page.locator(".mention.current")), box(sheet(reading))
    assert mention["y"] + mention["height"] <= up["y"]
    sheet(reading).get_by_role("button", name="Set the point on the map").tap()
    banner = reading.map.locator(".pick-banner")
    expect(banner).to_contain_text("“Berlin”")
    expect(banner).to_be_in_viewport(ratio=1)
    reading.map.locator("#map_div").tap(position={"x": 120, "y": 200})
    expect(reading.map.locator('path.place[data-place^="reader:"]')).to_be_visible()
    expect(banner).to_have_count(0)


def test_a_missed_name_is_selected_by_touch_and_added(reading: Visit) -> None:
    add = sheet(reading).get_by_role("button", name="Add “zubrowka”")
    expect(add).to_be_hidden()
    reading.page.locator(".run > p").first.evaluate(  # what a long press leaves behind
        """paragraph => {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode()); ) {
                const at = node.data.indexOf("zubrowka");
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 8);
            }
        }"""
    )
    add.tap()
    expect(sheet(reading).locator(".inspector h3")).to_have_text("zubrowka")
    sheet(reading).get_by_label("Search for another place").fill("Bern")
    sheet(reading).get_by_role("button", name="Search").tap()
    sheet(reading).locator(".found button").filter(has_text="Switzerland").first.tap()
    expect(reading.page.locator(".mention", has_text="zubrowka")).to_have_count(1)
    expect(reading.map.locator(reading.marker("Bern"))).to_be_visible()


def test_on_a_phone_that_lies_the_text_scrolls_beside_the_map(browser: Browser, address: str) -> None:
    with visiting(browser, address, **LYING) as phone:
        phone.wait_for_map()
        swipe(phone, 700, 330, 300)
        assert scrolled(phone) > 150
        frame = box(phone.page.locator("iframe"))
        assert frame["y"] == pytest.approx(0, abs=2)
        assert frame["y"] + frame["height"] <= 390
        phone.page.locator(".mention", has_text="Kharkiv").first.tap()
        expect(sheet(phone).locator(".status")).to_have_text("Kharkiv · 1 of 2")
        mention, up = box(phone.page.locator(".mention.current")), box(sheet(phone))
        assert mention["y"] >= 0
        assert mention["y"] + mention["height"] <= up["y"]
