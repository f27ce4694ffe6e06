"""The API's routes and what stands before them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from geo import __version__, parser_cache
from geo.api import limits
from geo.api.access import Access
from geo.api.parsing import JSON, answer, read_lines
from geo.api.problems import HANDLERS, Problem
from geo.api.schema import openapi
from geo.corrections import corrections_of
from geo.errors import UnknownFormat
from geo.export import Format, format_of
from geo.export.records import named_place_record
from geo.settings import Settings, load_settings

PATH = "/api"
MOST_PLACES = 100
"""Of one name, in one answer."""
LONGEST_NAME = 200
"""Characters of a name that is looked up."""


class Api:
    """The endpoints, over one process's geoparser."""

    def __init__(self, settings: Settings, queue: limits.Queue, seconds: float) -> None:
        self._settings = settings
        self._queue = queue
        self._seconds = seconds

    async def parse(self, request: Request) -> Response:
        """Find and place the names of the documents in the body."""
        _only(request, "format")
        format = _format(request.query_params.get("format", "jsonl"))
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        arrived = False
        with self._queue.place() as work:
            try:
                async with asyncio.timeout(self._seconds) as deadline:
                    body = await limits.read_body(request)
                    arrived = True
                    content, single = await work.run(partial(self._read, body, media_type, format, work))
            except TimeoutError as error:
                if not deadline.expired():
                    raise
                raise self._late(arrived=arrived) from error
        if format.name == "jsonl":
            return Response(content, media_type=JSON if single else format.media_type)
        file = f'attachment; filename="dateline{format.suffixes[0]}"'  # never a page of this address
        return Response(content, media_type=format.media_type, headers={"Content-Disposition": file})

    def _late(self, *, arrived: bool) -> Problem:
        if not arrived:
            return Problem(408, f"The body did not arrive within {self._seconds:g} s.")
        return Problem(504, f"Reading took longer than {self._seconds:g} s; send fewer or shorter documents.")

    def _read(self, body: bytes, media_type: str, format: Format, work: limits.Work) -> tuple[bytes, bool]:
        """Return the answer to a body, and whether that was one JSON object."""
        lines, single = read_lines(body, media_type)
        parser = parser_cache.geoparser(self._settings)
        # With a token, others than this machine's reader may ask: a reader's own corrections are not theirs.
        others = self._settings.api_token is not None
        made, _ = corrections_of(self._settings, shared_alone=others)
        return answer(parser, lines, format, work.abandoned, made), single

    async def lookup(self, request: Request) -> Response:
        """Answer with the places that the gazetteer knows by a name."""
        _only(request, "name", "limit")
        name = request.query_params.get("name", "").strip()
        if not name:
            raise Problem(422, "The name to look up is missing: ?name=Springfield.", field="name")
        if len(name) > LONGEST_NAME:
            raise Problem(422, f"No name is longer than {LONGEST_NAME} characters.", field="name")
        given = request.query_params.get("limit", "20")
        limit = int(given) if given.isdecimal() and len(given) < 4 else 0
        if not 1 <= limit <= MOST_PLACES:
            raise Problem(422, f"The limit is a whole number from 1 to {MOST_PLACES}.", field="limit")
        found = await asyncio.to_thread(self._look_up, name)
        places = [named_place_record(named) for named in found[:limit]]
        return JSONResponse({"name": name, "count": len(found), "places": places})

    def _look_up(self, name: str) -> Any:
        return parser_cache.gazetteer(self._settings).lookup(name)

    async def health(self, request: Request) -> Response:
        """Say that the server answers, and whether what it reads with is loaded."""
        _only(request)
        ready = parser_cache.is_built(self._settings)
        return JSONResponse({"status": "ok", "version": __version__, "ready": ready})

    async def openapi(self, request: Request) -> Response:
        """Answer with this API's own description."""
        _only(request)
        return JSONResponse(openapi(), media_type="application/vnd.oai.openapi+json")

    def routes(self) -> list[Route]:
        """Return the routes below `PATH`."""
        return [
            Route("/parse", self.parse, methods=["POST"]),
            Route("/lookup", self.lookup, methods=["GET"]),
            Route("/health", self.health, methods=["GET"]),
            Route("/openapi.json", self.openapi, methods=["GET"]),
        ]


def _only(request: Request, *known: str) -> None:
    """Refuse a parameter that is none: a slip of the pen would pass in silence."""
    for name in request.query_params:
        if name not in known:
            takes = f"takes {' and '.join(known)}" if known else "takes none"
            raise Problem(422, f"There is no parameter {name!r}; {request.url.path} {takes}.", field=name)


def _format(name: str) -> Format:
    try:
        return format_of(name)
    except UnknownFormat as error:
        raise Problem(422, str(error), field="format") from error


def api_of(
    settings: Settings, *, queue: limits.Queue | None = None, seconds: float = limits.MOST_SECONDS
) -> Starlette:
    """Return the API with these settings, to be mounted at `PATH`."""
    origins = settings.allowed_origins()
    token = settings.api_token.get_secret_value() if settings.api_token else None
    middleware = [Middleware(Access, token=token, origins=origins)]
    if origins:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )
        middleware.insert(0, cors)
    routes = Api(settings, queue or limits.Queue(), seconds).routes()
    handlers: Any = HANDLERS
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)


def make_api(build: Callable[[], ASGIApp] = lambda: api_of(load_settings())) -> ASGIApp:
    """Return the API, made when it is first asked for: settings are slow to import, and a page needs none."""
    made: list[ASGIApp] = []

    async def api(scope: Scope, receive: Receive, send: Send) -> None:
        if not made:
            made.append(build())
        await made[0](scope, receive, send)

    return api
