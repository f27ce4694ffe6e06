"""Near views show the detailed world, from the page itself and in its own colours."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.serving import Visit

TILES = ".leaflet-detail-pane canvas.leaflet-tile-loaded"
SET_VIEW = """(pane, [zoom, lat, lon]) => {
    const map = Object.values(window).find((value) => value instanceof L.Map);
    map.setView([lat, lon], zoom, { animate: false });
}"""
COLOURS = """(canvas) => {
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    const seen = new Map();
    for (let i = 0; i < data.length; i += 4) {
        const key = "#" + [0, 1, 2].map((k) => data[i + k].toString(16).padStart(2, "0")).join("");
        seen.set(key, (seen.get(key) || 0) + 1);
    }
    return [...seen].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([key]) => key);
}"""


def test_a_near_view_is_drawn_from_tiles_without_a_network(seed: Visit) -> None:
    seed.map.locator(".leaflet-map-pane").evaluate(SET_VIEW, [8, 41.05, 29.0])  # land and sea
    drawn = seed.map.locator(TILES)
    expect(drawn.first).to_be_attached()
    seed.map.locator(TILES).first.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert drawn.count() >= 4
    shown = {colour for canvas in drawn.all() for colour in canvas.evaluate(COLOURS)}
    assert {"#dde6e9", "#f6f2e9"} <= shown  # the sea and the land of the light theme


def test_a_far_view_needs_no_tiles(seed: Visit) -> None:
    seed.map.locator(".leaflet-map-pane").evaluate(SET_VIEW, [8, 41.05, 29.0])
    expect(seed.map.locator(TILES).first).to_be_attached()
    seed.map.locator(".leaflet-map-pane").evaluate(SET_VIEW, [2, 30.0, 10.0])
    expect(seed.map.locator(TILES)).to_have_count(0)
