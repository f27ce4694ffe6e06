"""The browser, and the page served for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from geo.gazetteer import Gazetteer
from tests.browser.serving import ARGUMENTS, CHROMIUM, VIEWPORT, Visit, serving, visiting


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser. Without one the tests are skipped, but in CI they fail."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    message = "No Chromium was found: the browser tests need one (`apt-get install chromium`)."
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def address(chromium: str, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, served once for all tests, with a data folder of its own; the gazetteer is built before."""
    with serving(DATELINE_DATA_DIR=str(tmp_path_factory.mktemp("data"))) as served:
        yield served


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody whose browser has kept the page's files."""
    context = browser.new_context(viewport=VIEWPORT)
    yield context
    context.close()


@pytest.fixture
def visit(visitor: BrowserContext, address: str) -> Iterator[Visit]:
    """A fresh session on the seed, its map drawn."""
    with visiting(visitor, address) as opened:
        opened.wait_for_map()
        yield opened


@pytest.fixture(scope="module")
def seed(visitor: BrowserContext, address: str) -> Iterator[Visit]:
    """The seed's page, shared by a module's tests: none may depend on what another did."""
    with visiting(visitor, address) as opened:
        opened.wait_for_map()
        yield opened
