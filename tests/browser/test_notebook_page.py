"""An atlas in a notebook's cell, in a page of another origin that allows it nothing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

import geo
from geo.gazetteer import Gazetteer


def test_a_notebooks_cell_shows_the_map_without_a_network(
    browser: Browser, gazetteer: Gazetteer, seed_path: Path
) -> None:
    shown = geo.atlas(map(geo.parse, geo.read(seed_path)))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(f"<!doctype html><p>In [1]:</p>{shown._repr_html_()}")  # type: ignore[attr-defined]
    frame = page.frame_locator("iframe")
    frame.locator('path.place[aria-label^="Kharkiv,"]').click()
    expect(frame.locator(".place-popup h2")).to_have_text("Kharkiv")
    page.close()
    assert [url for url in asked if not url.startswith(("about:", "data:", "blob:"))] == []
    assert errors == []
