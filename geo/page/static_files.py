"""The page's files on the shortest way to the browser: the map's out of the package, Streamlit's by name.

The map's scripts, Leaflet and the world are sent from memory, so that an installed package needs no folder
to serve them from.

Streamlit hands each of its hundred scripts through threads of its own. While the libraries load beside
it (`warm_up.py`), every change of thread waits for the interpreter's lock, and a first visit waits for
little else. Here they are read and sent where the request comes in.
"""

from __future__ import annotations

import ipaddress
import mimetypes
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.mapping import asset_file, asset_names, read_asset

_FRONTEND = Path(streamlit.__file__).parent / "static"
_KINDS = ("js", "css", "media")
_FILE = re.compile(rf"(?<!/app)/static/((?:{'|'.join(_KINDS)})/[^/]+)$")
"""The end of an address, below any base path; `/app/static/` is the app's own folder."""
_OWN = re.compile(r"/app/static/vendor/([^?]+)$")
"""The end of an address of one of the map's files, as `geo.mapping.assets` writes it."""
_FOREVER = "public, max-age=31536000, immutable"
"""Their names hold a hash of their content."""
_READ_IN_PARTS = ("dateline/world.pmtiles",)
"""Files too large to send or to keep in memory whole: the browser asks for ranges of bytes."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
"""Said here because some machines have odd ideas of them, and a browser runs no script of another type."""
_FIRST = ("Html", "Selectbox", "Button", "ComponentInstance", "BidiComponent", "DownloadButton")
"""Elements of the page whose scripts Streamlit loads only when the first of their kind arrives."""
_IMPORTED = re.compile(r"""(?:from|import)\s*"\./([\w.-]+\.js)\"""")
_NAMED = re.compile(r"""static/js/([\w.-]+\.js)\"""")
_IMPORTS_END = 20_000
"""Characters of a script within which its imports stand."""


@cache
def _files() -> Mapping[str, Path]:
    """Streamlit's files whose names hold a hash, by their path below `/static/`."""
    folders = {kind: _FRONTEND / "static" / kind for kind in _KINDS}
    return {f"{kind}/{file.name}": file for kind, folder in folders.items() for file in folder.glob("*.*")}


@cache
def early_hints() -> str:
    """The `Link` header that names the scripts of the page's first elements.

    Without it the browser asks for them one after another as elements arrive. A script that Streamlit
    calls differently some day is left out, and loaded when its element arrives.
    """
    named = set(_NAMED.findall((_FRONTEND / "index.html").read_text(encoding="utf-8")))
    first = [Path(path).name for path in _files() if re.match(rf"js/(?:{'|'.join(_FIRST)})\.", path)]
    soon = sorted(set(_with_imports(first)) - named)
    return ", ".join(f"<./static/js/{name}>; rel=modulepreload; fetchpriority=low" for name in soon)


def _with_imports(names: list[str]) -> Iterator[str]:
    """Scripts with all that they import."""
    met = set()
    while names:
        name = names.pop()
        file = _files().get(f"js/{name}")
        if name in met or file is None:
            continue
        met.add(name)
        with file.open(encoding="utf-8") as script:
            names += _IMPORTED.findall(script.read(_IMPORTS_END))
        yield name


@cache
def _own_file(name: str) -> bytes | None:
    """One of the map's files; None where there is none of that name."""
    return read_asset(name) if name in asset_names() else None


class Delivery:
    """ASGI middleware that answers for the map's and Streamlit's files and quickens what it hands on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one of the files, or hand the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif own := _own_asked(scope):
            await own(scope, receive, send)
        elif file := _asked(scope):
            await _answer(file)(scope, receive, send)
        else:
            await self._app(_unpacked(scope), receive, _hinting(send) if _is_page(scope) else send)


def _own_asked(scope: Scope) -> Response | None:
    """The answer with one of the map's files. How long it may be kept is the policy's to say."""
    found = _OWN.search(scope["path"]) if scope["method"] in ("GET", "HEAD") else None
    if found and found[1] in _READ_IN_PARTS:
        return FileResponse(str(asset_file(found[1])), media_type="application/octet-stream")
    content = _own_file(found[1]) if found else None
    if found is None or content is None:
        return None
    return Response(content, media_type=_type(found[1]))


def _asked(scope: Scope) -> Path | None:
    """The file that is asked for as a whole."""
    found = _FILE.search(scope["path"]) if scope["method"] == "GET" else None
    if found is None or "range" in Headers(scope=scope):
        return None
    return _files().get(found[1])


def _answer(file: Path) -> Response:
    headers = {"Cache-Control": _FOREVER}
    return Response(file.read_bytes(), media_type=_type(file.name), headers=headers)


def _type(name: str) -> str | None:
    return _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0]


def _unpacked(scope: Scope) -> Scope:
    """For a browser on this machine, the request without its wish for packed answers: packing the world
    map takes longer than sending it."""
    try:
        here = ipaddress.ip_address(scope["client"][0]).is_loopback
    except (KeyError, TypeError, ValueError):  # a server that does not tell, or a socket without an address
        here = False
    if not here:
        return scope
    return {
        **scope,
        "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"],
    }


def _is_page(scope: Scope) -> bool:
    return (
        scope["method"] == "GET" and bool(scope["path"].endswith("/")) and "/component/" not in scope["path"]
    )


def _hinting(send: Send) -> Send:
    async def send_with_hints(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers["Link"] = early_hints()
        await send(message)

    return send_with_hints
