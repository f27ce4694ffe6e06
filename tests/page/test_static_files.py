from __future__ import annotations

import re
from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.mapping import read_asset
from geo.page.static_files import Delivery, early_hints

FRONTEND = Path(streamlit.__file__).parent / "static"
SCRIPT = next(iter(sorted((FRONTEND / "static" / "js").glob("index.*.js"))))


def handed_on(request: Request) -> Response:
    if request.url.path.endswith("/"):
        return HTMLResponse("<p>page</p>")
    return PlainTextResponse(f"handed on, packed as {request.headers.get('accept-encoding', 'nothing')}")


def client(host: str = "127.0.0.1") -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", handed_on)], middleware=[Middleware(Delivery)])
    return TestClient(app, client=(host, 50_000))


def test_streamlits_own_files_are_sent_whole_and_may_be_kept_for_ever() -> None:
    for base in ("", "/newsroom"):
        answered = client().get(f"{base}/static/js/{SCRIPT.name}")
        assert answered.content == SCRIPT.read_bytes()
        assert answered.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answered.headers["cache-control"]


def test_everything_else_is_handed_on() -> None:
    for path in (
        "/static/js/there-is-none.js",
        "/static/js/..%2f..%2findex.html",
        "/static/js/../../../config.py",
        f"/app/static/js/{SCRIPT.name}",
        "/_stcore/health",
    ):
        assert client().get(path).text.startswith("handed on")


def test_a_part_of_a_file_is_streamlits_business() -> None:
    answered = client().get(f"/static/js/{SCRIPT.name}", headers={"Range": "bytes=0-9"})
    assert answered.text.startswith("handed on")


def test_nothing_is_packed_for_a_browser_on_this_machine() -> None:
    packed = {"Accept-Encoding": "gzip"}
    assert client("127.0.0.1").get("/app/static/world.json", headers=packed).text.endswith("nothing")
    assert client("::1").get("/app/static/world.json", headers=packed).text.endswith("nothing")
    assert client("192.0.2.7").get("/app/static/world.json", headers=packed).text.endswith("gzip")
    assert client("testclient").get("/app/static/world.json", headers=packed).text.endswith("gzip")


def test_the_page_names_the_scripts_of_its_first_elements_with_all_that_they_import() -> None:
    link = client().get("/").headers["link"]
    hinted = re.findall(r"<\./static/js/([^>]+)>; rel=modulepreload", link)
    elements = {name.split(".")[0] for name in hinted}
    assert {"Html", "Selectbox", "ComponentInstance", "BidiComponent"} <= elements
    page = (FRONTEND / "index.html").read_text(encoding="utf-8")
    for name in hinted:
        assert name not in page  # which names its own
        source = (FRONTEND / "static" / "js" / name).read_text(encoding="utf-8")
        for imported in re.findall(r'from"\./([^"]+)"', source):
            assert imported in hinted or imported in page, f"{name} imports {imported}"


def test_only_pages_carry_hints() -> None:
    assert early_hints()
    assert "link" not in client().get("/_stcore/health").headers
    assert "link" not in client().get(f"/static/js/{SCRIPT.name}").headers


def test_the_maps_files_come_out_of_the_package_with_their_types() -> None:
    for name, kind in {
        "leaflet/leaflet.js": "text/javascript",
        "dateline/map.css": "text/css",
        "dateline/world.json": "application/json",
        "leaflet/images/layers.png": "image/png",
    }.items():
        answered = client().get(f"/newsroom/app/static/vendor/{name}?v=1")
        assert answered.content == read_asset(name)
        assert answered.headers["content-type"].startswith(kind)


def test_no_other_file_of_the_package_is_sent() -> None:
    for name in ("dateline/icon.svg", "dateline/../model.py", "leaflet/../__init__.py"):
        assert client().get(f"/app/static/vendor/{name}").text.startswith("handed on")


def test_the_world_is_sent_in_the_parts_that_a_browser_asks_for() -> None:
    address = "/newsroom/app/static/vendor/dateline/world.pmtiles?v=1"
    answered = client().get(address, headers={"Range": "bytes=0-6"})
    assert answered.status_code == 206
    assert answered.content == b"PMTiles"
    assert answered.headers["content-range"].startswith("bytes 0-6/")
    assert client().get(address, headers={"Range": "bytes=99999999999-"}).status_code == 416
