from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.page.security import SecurityHeaders, frame_policy, page_policy

TILES = "https://tiles.example/{z}/{x}/{y}.png"
FRAME = "/component/streamlit_folium.st_folium/index.html"


def answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


def client(tiles_url: str | None = TILES) -> TestClient:
    app = Starlette(
        routes=[Route("/{path:path}", answer)],
        middleware=[Middleware(SecurityHeaders, tiles_url=lambda: tiles_url)],
    )
    return TestClient(app)


def policy(path: str, cookie: str = "", tiles_url: str | None = TILES) -> dict[str, str]:
    header = client(tiles_url).get(path, headers={"cookie": cookie}).headers["content-security-policy"]
    return dict(directive.split(" ", 1) for directive in header.split("; "))


def test_the_page_runs_only_its_own_scripts() -> None:
    scripts = policy("/")["script-src"]
    assert "unsafe" not in scripts
    assert "http" not in scripts
    assert "'sha256-" in scripts


def test_the_page_may_never_load_tiles() -> None:
    assert "tiles.example" not in policy("/", "dateline_tiles=on")["img-src"]


def test_the_frame_may_load_tiles_only_after_the_reader_wished_it() -> None:
    assert "tiles.example" not in policy(FRAME)["img-src"]
    assert "tiles.example" not in policy(FRAME, "dateline_tiles=off")["img-src"]
    assert "https://tiles.example" in policy(FRAME, "other=1; dateline_tiles=on")["img-src"]


def test_the_wish_opens_nothing_but_images() -> None:
    wished = policy(FRAME, "dateline_tiles=on")
    assert [name for name, value in wished.items() if "tiles.example" in value] == ["img-src"]


def test_where_no_tiles_are_set_up_a_wish_changes_nothing() -> None:
    assert policy(FRAME, "dateline_tiles=on", tiles_url=None) == policy(FRAME)


def test_the_frame_is_asked_for_anew_because_its_policy_changes() -> None:
    assert client().get(FRAME).headers["cache-control"] == "no-store"


def test_a_file_with_its_content_in_its_address_is_kept() -> None:
    answered = client().get("/app/static/vendor/dateline/map.js?v=abc")
    assert "immutable" in answered.headers["cache-control"]
    assert "immutable" not in client().get("/app/static/vendor/dateline/map.js").headers.get(
        "cache-control", ""
    )


def test_no_policy_lets_anything_be_sent_elsewhere() -> None:
    for header in (page_policy(), frame_policy(TILES)):
        directives = dict(directive.split(" ", 1) for directive in header.split("; "))
        assert directives["connect-src"] == "'self'"
        assert directives["form-action"] == "'self'"
        assert directives["object-src"] == "'none'"
        assert directives["default-src"] == "'self'"
