"""The other ways to the same page: out of the built wheel, and as plain Streamlit opens it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from geo.gazetteer import Gazetteer
from geo.settings import load_settings
from tests.browser.serving import serving, visiting
from tests.install.wheels import environment


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`dateline` in an environment of the wheel and what its extra for the page declares."""
    return environment(tmp_path_factory.mktemp("app") / "venv", wheel, "app").with_name("dateline")


def test_the_installed_page_opens_a_seed_and_shows_where_kharkiv_is(
    installed: Path, browser: Browser, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    folders = {
        "DATELINE_CACHE_DIR": str(load_settings().cache_dir),
        "DATELINE_DATA_DIR": str(tmp_path / "data"),
        "PYTHONPATH": "",
    }
    with (
        serving([str(installed), "serve"], cwd=tmp_path, **folders) as address,
        visiting(browser, address) as visit,
    ):
        visit.wait_for_map()
        expect(visit.page).to_have_title(re.compile("Dateline"))
        visit.click_marker("Kharkiv")
        expect(visit.map.locator(".place-popup h2")).to_have_text("Kharkiv")
        said = visit.page.request.post(f"{address}/api/parse", data={"id": "a", "text": "In Kharkiv."})
        assert said.json()["mentions"][0]["place"]["name"] == "Kharkiv"
        answer = visit.page.request.get(address)
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_plain_streamlit_opens_the_same_page_and_keeps_each_readers_texts(
    browser: Browser, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    with (
        serving(command, port_option="--server.port", DATELINE_DATA_DIR=str(tmp_path)) as address,
        visiting(browser, address) as visit,
    ):
        visit.wait_for_map()
        visit.click_marker("Kharkiv")
        expect(visit.map.locator(".place-popup h2")).to_have_text("Kharkiv")
        visit.paste("The summit opened in Nairobi.")
        expect(visit.page.locator(".mention", has_text="Nairobi")).to_have_count(1, timeout=30_000)
        visit.page.reload()
        expect(visit.page.locator(".mention", has_text="Nairobi")).to_have_count(1, timeout=30_000)
        with visiting(browser, address, visit.page.url.removeprefix(address)) as stranger:
            stranger.wait_for_map()
            expect(stranger.page.locator(".mention", has_text="Nairobi")).to_have_count(0)
