"""Text, map and list as one thing."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from geo.mapping import article_payload, read_script
from tests.browser.serving import OUTPUT, Visit
from tests.mapping.atlases import atlas


def current(visit: Visit) -> str:
    return visit.page.locator(".mention.current").inner_text()


def test_a_name_in_the_text_opens_its_popup_on_the_map(seed: Visit) -> None:
    seed.page.locator(".mention", has_text="Lithuania").click()
    expect(seed.map.locator(".place-popup h2")).to_have_text("Lithuania")
    expect(seed.page.locator(".status")).to_have_text("Lithuania · 1 of 1")
    seed.page.locator(".mention", has_text="Crimea").click()
    expect(seed.map.locator(".place-popup h2")).to_have_text("Crimea")
    expect(seed.map.locator(".place-popup")).to_have_count(1)


def test_a_marker_scrolls_the_text_to_its_sentences_and_marks_them(seed: Visit) -> None:
    seed.page.locator(".scroller").evaluate("scroller => { scroller.scrollTop = 0 }")
    seed.click_marker("Crimea")
    mention = seed.page.locator(".mention", has_text="Crimea")
    expect(mention).to_have_class(re.compile("current-place current$"))
    expect(mention).to_be_in_viewport()
    seed.click_marker("Kharkiv")
    expect(seed.page.locator(".mention.current-place")).to_have_text(["Kharkiv", "Kharkiv"])
    expect(seed.page.locator(".mention.current")).to_be_in_viewport()


def test_a_quote_in_the_popup_leads_to_its_own_sentence(seed: Visit) -> None:
    seed.click_marker("Kharkiv")
    seed.map.locator(".quote button").nth(1).click()
    expect(seed.page.locator(".status")).to_have_text("Kharkiv · 2 of 2")
    expect(seed.page.locator(".mention.current")).to_be_in_viewport()


def test_a_row_of_the_list_chooses_on_map_and_in_text(seed: Visit) -> None:
    seed.page.locator(".dateline-list tbody tr", has_text="Lithuania").click()
    expect(seed.map.locator(".place-popup h2")).to_have_text("Lithuania")
    assert current(seed) == "Lithuania"
    seed.click_marker("Crimea")
    selected = seed.page.locator(".dateline-list tr[aria-selected=true]")
    expect(selected).to_have_count(1)
    expect(selected).to_contain_text("Crimea")


def test_buttons_and_arrows_go_through_the_mentions_of_a_place(seed: Visit) -> None:
    seed.page.locator(".mention", has_text="Moscow").first.click()
    status = seed.page.locator(".status")
    expect(status).to_have_text("Moscow · 1 of 5")
    seed.page.get_by_role("button", name="Next mention").click()
    expect(status).to_have_text("Moscow · 2 of 5")
    seed.page.locator(".mention.current").focus()
    seed.page.keyboard.press("ArrowRight")
    expect(status).to_have_text("Moscow · 3 of 5")
    seed.page.keyboard.press("ArrowLeft")
    seed.page.keyboard.press("ArrowLeft")
    seed.page.keyboard.press("ArrowLeft")
    expect(status).to_have_text("Moscow · 5 of 5")
    expect(seed.page.locator(".mention.current")).to_be_in_viewport()


def test_escape_in_the_text_lets_go_of_the_place(seed: Visit) -> None:
    seed.page.locator(".mention", has_text="Lithuania").click()
    expect(seed.map.locator(".place-popup")).to_have_count(1)
    seed.page.locator(".mention.current").focus()
    seed.page.keyboard.press("Escape")
    expect(seed.map.locator(".place-popup")).to_have_count(0)
    expect(seed.page.locator(".mention.current-place")).to_have_count(0)


def test_a_choice_keeps_the_readers_zoom_and_brings_the_place_into_view(visit: Visit) -> None:
    frame = next(f for f in visit.page.frames if "streamlit_folium" in f.url)
    frame.evaluate("() => { window.map.setView([55, 100], 6, {animate: false}) }")
    visit.page.locator(".mention", has_text="Istanbul").click()
    expect(visit.map.locator(".place-popup h2")).to_have_text("Istanbul")
    expect(visit.map.locator(visit.marker("Istanbul"))).to_be_in_viewport()
    assert frame.evaluate("() => window.map.getZoom()") == 6
    visit.page.screenshot(path=OUTPUT / "linked.png")


def test_a_popup_opens_where_there_is_room_and_the_map_stays_where_it_is(visit: Visit) -> None:
    frame = next(f for f in visit.page.frames if "streamlit_folium" in f.url)
    centre = "() => [window.map.getCenter().lat, window.map.getCenter().lng, window.map.getZoom()]"
    before = frame.evaluate(centre)
    room = visit.page.locator("iframe").bounding_box()
    assert room is not None
    for name in ("Lithuania", "Crimea", "Istanbul", "Moscow"):
        visit.click_marker(name)
        box = visit.map.locator(".leaflet-popup-content-wrapper").bounding_box()
        assert box is not None
        assert room["x"] <= box["x"]
        assert box["x"] + box["width"] <= room["x"] + room["width"]
        assert room["y"] <= box["y"]
        assert box["y"] + box["height"] <= room["y"] + room["height"]
        assert frame.evaluate(centre) == before, name


def test_places_are_named_beside_their_markers_and_no_country_twice(visit: Visit) -> None:
    names = visit.map.locator(".place-name").all_inner_texts()
    assert {"Kharkiv", "Lithuania", "Moscow", "Ukraine"} <= set(names)
    assert set(names).isdisjoint(visit.map.locator(".country-name").all_inner_texts())
    visit.map.get_by_role("button", name="Who is meant").click()
    expect(visit.map.locator(".place-name", has_text="Moscow")).to_have_count(0)
    visit.map.get_by_role("button", name="Who is meant").click()


def test_a_place_at_the_end_of_a_long_text_is_brought_into_view(visit: Visit) -> None:
    filler = "Nothing more was known on that day, and nobody asked.\n\n" * 700
    visit.upload(("long.txt", f"It rained in Nairobi.\n\n{filler}Schools in Mombasa opened again.".encode()))
    expect(visit.map.locator(visit.marker("Mombasa"))).to_be_visible(timeout=30_000)
    visit.page.locator(".dateline-list tbody tr", has_text="Mombasa").click()
    expect(visit.page.locator(".mention.current")).to_have_text("Mombasa")
    expect(visit.page.locator(".mention.current")).to_be_in_viewport()
    expect(visit.page.locator("iframe")).to_be_in_viewport(ratio=0.5)  # the map was above the list
    visit.page.get_by_role("button", name="Next mention").click()
    expect(visit.page.locator(".run > p")).to_have_count(702)  # all of it is there to be found


def test_nationalities_are_off_until_asked_for_and_the_legend_is_the_switch(visit: Visit) -> None:
    turkey = visit.map.locator(visit.marker("Turkey"))
    expect(turkey).to_have_count(0)
    nationalities = visit.map.get_by_role("button", name="Nationalities")
    expect(nationalities).to_have_attribute("aria-pressed", "false")
    nationalities.click()
    expect(turkey).to_be_visible()
    nationalities.click()
    expect(turkey).to_have_count(0)
    visit.page.locator(".mention", has_text="Turkish").first.click()  # chosen, it shows all the same
    expect(turkey).to_be_visible()
    expect(visit.map.locator(".place-popup h2")).to_have_text("Turkey")


def test_a_region_with_an_outline_is_an_area(seed: Visit) -> None:
    seed.page.locator(".mention", has_text="Crimea").click()
    crimea = seed.map.locator(".leaflet-areas-pane path.area[stroke-width='1.5']")  # the chosen one
    expect(crimea).to_have_count(1)
    box, frame = crimea.bounding_box(), seed.page.locator("iframe").bounding_box()
    assert box is not None
    assert frame is not None
    assert 5 < box["width"] < frame["width"] / 4


def test_a_country_is_an_area_with_the_same_popup(seed: Visit) -> None:
    seed.page.locator(".mention", has_text="Crimea").click()
    area = seed.map.locator("path.area")
    assert area.count() >= 3
    seed.map.locator(".leaflet-areas-pane path.area").first.dispatch_event("click")
    expect(seed.map.locator(".place-popup header p").first).to_contain_text("country")


def test_a_text_tells_map_and_list_which_place_is_chosen_whichever_comes_first(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content=read_script("article.js"))
    drawn = atlas("Kharkiv was hit. Ukraine mourned.")
    chosen = drawn.places[0].place.id
    said = page.evaluate(
        """([payload, selected]) => {
            const said = [];
            let hear = null;
            const listen = (listener) => (hear = listener);
            const bus = { send: (message) => said.push(message), listen, close() {} };
            datelineArticle(document.body, payload, bus, { selected });
            hear({ type: "listed" });
            return said;
        }""",
        [article_payload(drawn), chosen],
    )
    context.close()
    assert said == [
        {"type": "select", "place": chosen, "document": 0, "mention": 0, "from": "text"},
        {"type": "written"},
        {"type": "chosen", "place": chosen},
    ]
