"""What is taken away opens again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import OUTPUT, Visit
from tests.hostile import FLAG, PAYLOADS


def take(visit: Visit, label: str, folder: Path) -> Path:
    with visit.page.expect_download() as saving:
        visit.page.get_by_role("button", name=label, exact=True).click()
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    return path


def test_the_web_page_opens_from_disk_without_a_network(
    visit: Visit, browser: Browser, tmp_path: Path
) -> None:
    path = take(visit, "Web page", tmp_path)
    opened = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = opened.new_page()
    problems: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.locator('path.place[aria-label^="Lithuania,"]').click()
    expect(page.locator(".place-popup h2")).to_have_text("Lithuania")
    expect(page.locator(".mention.current")).to_have_text("Lithuania")
    page.locator(".mention", has_text="Crimea").click()
    expect(page.locator(".place-popup h2")).to_have_text("Crimea")
    assert page.locator(".leaflet-basemap-pane path").count() > 200
    page.screenshot(path=OUTPUT / "exported.png")
    opened.close()
    assert asked == [path.as_uri()]
    assert problems == []


def test_a_hostile_text_is_harmless_in_the_web_page(visit: Visit, browser: Browser, tmp_path: Path) -> None:
    visit.paste("\n\n".join(f"In Nairobi they wrote {payload} there" for payload in PAYLOADS.values()))
    expect(visit.map.locator(visit.marker("Nairobi"))).to_be_visible()
    path = take(visit, "Web page", tmp_path)
    opened = browser.new_context(offline=True)
    page = opened.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.locator("path.place").first.click()
    expect(page.locator(".place-popup")).to_be_visible()
    assert page.evaluate(f"typeof window.{FLAG}") == "undefined"
    assert asked == [path.as_uri()]
    opened.close()


@pytest.mark.parametrize("label", ["GeoJSON", "KML", "CSV"])
def test_a_file_is_handed_out_with_every_place(visit: Visit, tmp_path: Path, label: str) -> None:
    rows = visit.page.locator(".dateline-list tbody th")
    expect(rows.first).to_be_attached()
    names = rows.all_inner_texts()
    content = take(visit, label, tmp_path).read_text(encoding="utf-8-sig")
    assert len(names) > 5
    assert all(name in content for name in names)
    if label == "GeoJSON":
        assert len(json.loads(content)["features"]) == len(names)
    if label == "CSV":
        assert len(list(csv.reader(content.splitlines()))) > len(names)
