"""Street tiles: off until wished, from one host only, and the vector map stays when they fail."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.serving import Visit, visiting

TILE_HOST = "https://tile.openstreetmap.org/"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visitor of their own: the wish for tiles is kept in a cookie."""
    with visiting(browser, address) as opened:
        opened.may_ask = TILE_HOST
        opened.wait_for_map()
        yield opened


def switch(visit: Visit) -> None:
    visit.map.get_by_role("button", name="Streets").click()


def test_tiles_come_when_they_are_wished_and_go_again(visit: Visit) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png")

    visit.context.route(f"{TILE_HOST}**", answer)
    expect(visit.map.locator("img.leaflet-tile")).to_have_count(0)
    assert visit.outside == []
    switch(visit)
    expect(visit.map.locator("img.leaflet-tile-loaded").first).to_be_visible()
    expect(visit.map.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
    assert asked
    visit.wait_for_map()
    visit.click_marker("Lithuania")
    expect(visit.map.locator(".place-popup h2")).to_have_text("Lithuania")
    seen = len(asked)
    switch(visit)
    visit.wait_for_map()
    expect(visit.map.locator("img.leaflet-tile")).to_have_count(0)
    assert len(asked) == seen


def test_the_vector_map_stays_when_tiles_fail(visit: Visit) -> None:
    visit.tolerated = "Failed to load resource"
    visit.context.route(f"{TILE_HOST}**", lambda route: route.abort())
    with visit.context.expect_event("requestfailed"):
        switch(visit)
    visit.wait_for_map()
    expect(visit.map.locator(".street-note")).to_have_text(
        "tile.openstreetmap.org cannot be reached from here. The map stays without streets."
    )
    assert visit.map.locator(".leaflet-basemap-pane path").count() > 200
    expect(visit.map.locator(".country-name span").first).to_be_visible()
