"""A served page, and visits to it whose every request beyond it is refused and remembered."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

ROOT = Path(__file__).resolve().parent.parent.parent
OUTPUT = ROOT / "tests" / "output"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the network is cut
]
VIEWPORT = {"width": 1440, "height": 900}
SERVE = [sys.executable, "-m", "geo", "serve"]
START_SECONDS = 60
"""How long a server may take until it answers."""
MAP_MS = 90_000
"""How long the first map may take: the gazetteer may have to be built before."""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    command: Sequence[str] = SERVE, *, port_option: str = "--port", cwd: Path = ROOT, **environment: str
) -> Iterator[str]:
    """The page as `make app` serves it, or as `command` does, on a free port; its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with (OUTPUT / f"server-{port}.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, f"{port_option}={port}"],
            cwd=cwd,
            env={**os.environ, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(server, address)
            yield address
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _wait_until_healthy(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with status {server.returncode}; see {OUTPUT}.")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)  # between two looks, not instead of one
    raise RuntimeError(f"The server did not answer within {START_SECONDS} s; see {OUTPUT}.")


@dataclass
class Visit:
    """An open page, what it asked for outside, and what went wrong in it."""

    page: Page
    context: BrowserContext
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    tolerated: str | None = None
    """Errors that begin so are what the test provokes."""
    sent: int = 0
    """Messages that the page sent to its server."""
    may_ask: str | None = None
    """Addresses that begin so may be asked."""

    @property
    def map(self) -> FrameLocator:
        """The map's frame."""
        return self.page.frame_locator('iframe[src*="streamlit_folium"]')

    def wait_for_map(self) -> None:
        """Until basemap and markers are drawn."""
        self.map.locator("#map_div[data-basemap=drawn][data-places]").wait_for(timeout=MAP_MS)

    def marker(self, name: str, what: str = "") -> str:
        """The selector of a place's marker by what it is called for a screen reader."""
        return f'path.place[aria-label^="{name}, {what}"]'

    def click_marker(self, name: str, what: str = "") -> None:
        """Click a place's marker; a popup that may lie over it is closed before."""
        close = self.map.locator(".leaflet-popup-close-button")
        if close.count():
            close.click()
            self.map.locator(".leaflet-popup").wait_for(state="detached")
        self.map.locator(self.marker(name, what)).click()

    def count_sent(self) -> None:
        """One more message went to the server."""
        self.sent += 1

    def paste(self, text: str) -> None:
        """Bring a text of one's own."""
        self.page.get_by_role("button", name="Read your own").click()
        self.page.get_by_label("Paste a text").fill(text)
        self.page.get_by_role("button", name="Read", exact=True).click()

    def upload(self, *files: tuple[str, bytes]) -> None:
        """Bring files of one's own."""
        self.page.get_by_role("button", name="Read your own").click()
        self.page.locator("[data-testid=stForm] input[type=file]:not([webkitdirectory])").set_input_files(
            [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files]
        )
        expect(self.page.get_by_test_id("stFileChipName")).to_have_count(len(files))
        self.page.get_by_role("button", name="Read", exact=True).click()


def is_outside(url: str, address: str) -> bool:
    """Whether a request leaves the served page."""
    return not url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))


@contextmanager
def visiting(
    browser: Browser | BrowserContext, address: str, path: str = "/", **context: object
) -> Iterator[Visit]:
    """Open the page; nothing may have asked outside or failed when it closes.

    A browser makes a visitor who has never been there; a context lends its cache to the next one.
    """
    if isinstance(browser, Browser):
        opened = browser.new_context(**{"viewport": VIEWPORT, **context})  # type: ignore[arg-type]
    else:
        opened = browser
    opened.set_default_timeout(10_000)
    visit = Visit(page=opened.new_page(), context=opened)
    visit.page.on(
        "request",
        lambda request: visit.outside.append(request.url) if is_outside(request.url, address) else None,
    )
    visit.page.on("websocket", lambda socket: socket.on("framesent", lambda _: visit.count_sent()))
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on(
        "console",
        lambda message: visit.errors.append(message.text) if message.type == "error" else None,
    )
    try:
        visit.page.goto(address + path)
        yield visit
    finally:
        visit.page.close()
        if opened is not browser:
            opened.close()
    if visit.may_ask:
        visit.outside = [url for url in visit.outside if not url.startswith(visit.may_ask)]
    assert visit.outside == []
    assert [e for e in visit.errors if not (visit.tolerated and e.startswith(visit.tolerated))] == []
