from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.page.reader_cookie import COOKIE, ReaderCookie, is_key, new_key


def answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


def cookie_set(path: str = "/", *, base: str = "http://testserver", **headers: str) -> str | None:
    """What an answer sets."""
    routes = [Route("/{path:path}", answer, methods=["GET", "POST"])]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(ReaderCookie)]), base_url=base)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=sent).headers.get("set-cookie")


def key(cookie: str | None) -> str:
    assert cookie is not None
    name, _, value = cookie.partition(";")[0].partition("=")
    assert name == COOKIE
    return value


def test_each_browser_gets_a_key_of_its_own_that_nobody_can_guess() -> None:
    keys = {key(cookie_set()) for _ in range(100)}
    assert len(keys) == 100
    assert all(is_key(each) and len(each) == 43 for each in keys)  # 256 bits


def test_no_script_reads_it_no_other_site_sends_it_and_it_lasts() -> None:
    cookie = cookie_set()
    assert cookie is not None
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= attributes
    assert any(part.startswith("max-age=") and int(part[8:]) > 300 * 24 * 3600 for part in attributes)
    assert "secure" not in attributes


def test_over_tls_it_stays_on_tls() -> None:
    assert "Secure" in (cookie_set(base="https://testserver") or "")
    assert "Secure" in (cookie_set(x_forwarded_proto="https") or "")


def test_a_browser_that_has_one_keeps_it_whatever_else_it_sends() -> None:
    own = new_key()
    assert key(cookie_set(cookie=f"{COOKIE}={own}")) == own
    assert key(cookie_set(cookie=f'other={{"a":1}}; {COOKIE}={own}; x="y; z"')) == own


@pytest.mark.parametrize("value", ["", "guessed", "../../etc/passwd", "a" * 44, "." * 43, "a" * 42 + "%"])
def test_what_is_no_key_is_replaced(value: str) -> None:
    assert not is_key(value)
    given = key(cookie_set(cookie=f"{COOKIE}={value}"))
    assert is_key(given)
    assert given != value


@pytest.mark.parametrize("path", ["/static/js/index.js", "/_stcore/health", "/component/x.y/"])
def test_only_the_page_sets_it(path: str) -> None:
    assert cookie_set(path) is None
