"""The API's description as OpenAPI 3.1, from the formats and kinds that there are."""

from __future__ import annotations

from typing import Any

from geo import __version__
from geo.api.limits import MOST_BYTES, MOST_SECONDS
from geo.api.problems import MEDIA_TYPE
from geo.export import formats
from geo.model import Kind, NameKind, Reading

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _object(required: Schema, optional: Schema | None = None) -> Schema:
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def _of(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _choice(names: type[Kind] | type[NameKind] | type[Reading]) -> Schema:
    return {"type": "string", "enum": [name.value for name in names]}


_PLACE: Schema = {
    "id": {"type": "string", "description": "Stable across builds, such as `geonames:706483`"},
    "geonameid": _or_null({"type": "integer"}),
    "name": _TEXT,
    "kind": _choice(Kind),
    "country": _or_null({"type": "string", "description": "ISO 3166-1 alpha-2"}),
    "region": _or_null(_TEXT),
    "lat": {"type": "number", "minimum": -90, "maximum": 90},
    "lon": {"type": "number", "minimum": -180, "maximum": 180},
    "population": _COUNT,
    "source": _TEXT,
}
_SPAN: Schema = {
    "start": {"type": "integer", "minimum": 0, "description": "Offset in Unicode code points"},
    "end": {"type": "integer", "minimum": 1, "description": "Exclusive"},
}
_SHARES = _list(_object({"id": _TEXT, "name": _TEXT, "country": _or_null(_TEXT), "weight": _SHARE}))


def _schemas() -> Schema:
    return {
        "Document": _object(
            {"id": _TEXT, "text": _TEXT},
            {
                "title": _or_null(_TEXT),
                "date": _or_null({"type": "string", "description": "Such as 2025-06-02"}),
                "source": _or_null(_TEXT),
                "mentions": _or_null(_list(_object(_SPAN, {"reading": _choice(Reading)}))),
            },
        ),
        "Parsed": _object(
            {
                "id": _TEXT,
                "mentions": _list(_of("Mention")),
                "focus": _object({"countries": _SHARES, "regions": _SHARES, "places": _SHARES}),
            },
            {"notices": _list(_TEXT)},
        ),
        "Mention": _object(
            {
                **_SPAN,
                "text": _TEXT,
                "reading": _choice(Reading),
                "score": _SHARE,
                "place": _or_null(_of("Place")),
                "candidates": _list(_of("Candidate")),
            },
            {"failure": _TEXT},
        ),
        "Place": _object(_PLACE),
        "Candidate": _object({**_PLACE, "score": _SHARE, "evidence": _list(_of("Evidence"))}),
        "Evidence": _object({"name": _TEXT, "weight": _NUMBER, "text": _TEXT}),
        "NamedPlace": _object({**_PLACE, "name_kind": _choice(NameKind), "importance": _NUMBER}),
        "Lookup": _object({"name": _TEXT, "count": _COUNT, "places": _list(_of("NamedPlace"))}),
        "Health": _object({"status": {"const": "ok"}, "version": _TEXT, "ready": {"type": "boolean"}}),
        "Problem": _object(
            {"title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
            {
                "field": {"type": "string", "description": "The key or parameter that is off"},
                "line": {"type": "integer", "description": "Where in JSON Lines it stands, from 1"},
            },
        ),
    }


_PROBLEMS = {
    401: "A token is needed, or none is set and the request comes from another machine",
    403: "A page of another site asks",
    408: f"The body did not arrive within {MOST_SECONDS:g} s",
    413: f"The body is larger than {MOST_BYTES / 1e6:g} MB",
    415: "The body is packed",
    421: "Without a token: a host other than this machine's own names",
    422: "What was sent cannot be read; `field` and `line` say where",
    429: "As many requests wait as can; `Retry-After` says when to try again",
    501: "The format needs libraries that are not installed",
    503: "The list of places or a model is missing",
    504: f"Reading took longer than {MOST_SECONDS:g} s",
}
_ALWAYS = (401, 403, 421, 422)


def _answers(description: str, content: Schema, *problems: int) -> Schema:
    answers: Schema = {"200": {"description": description, "content": content}}
    for status in sorted({*_ALWAYS, *problems}):
        answer: Schema = {
            "description": _PROBLEMS[status],
            "content": {MEDIA_TYPE: {"schema": _of("Problem")}},
        }
        if status == 429:
            answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}}
        answers[str(status)] = answer
    return answers


def _json(name: str) -> Schema:
    return {"application/json": {"schema": _of(name)}}


def _query(name: str, description: str, schema: Schema, *, required: bool = False) -> Schema:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": required,
        "schema": schema,
    }


def _parse() -> Schema:
    every = formats()
    content = _json("Parsed") | {each.media_type: {} for each in every}
    return {
        "operationId": "parse",
        "summary": "Find and place the names in one document, or in one document per line",
        "parameters": [
            _query(
                "format",
                "; ".join(f"{each.name}: {each.hint}" for each in every),
                {"type": "string", "enum": [each.name for each in every], "default": "jsonl"},
            )
        ],
        "requestBody": {
            "required": True,
            "content": _json("Document") | {"application/x-ndjson": {"schema": _of("Document")}},
        },
        "responses": _answers(
            "The places, in the format that was asked for", content, 408, 413, 415, 429, 501, 503, 504
        ),
    }


def _lookup() -> Schema:
    return {
        "operationId": "lookup",
        "summary": "List the places of a name, the most important first",
        "parameters": [
            _query("name", "The name", {"type": "string", "minLength": 1, "maxLength": 200}, required=True),
            _query(
                "limit",
                "At most so many places",
                {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
            ),
        ],
        "responses": _answers("The places; none where the name is not known", _json("Lookup"), 503),
    }


def openapi() -> Schema:
    """Return the description of every route."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "description": "Reads news and says where it happened, without a network.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api"}],
        "security": [{}, {"token": []}],
        "paths": {
            "/parse": {"post": _parse()},
            "/lookup": {"get": _lookup()},
            "/health": {
                "get": {
                    "operationId": "health",
                    "summary": "Say that the server answers, and whether its models are loaded",
                    "responses": _answers("The server answers", _json("Health")),
                }
            },
            "/openapi.json": {
                "get": {
                    "operationId": "openapi",
                    "summary": "This description",
                    "responses": _answers(
                        "OpenAPI 3.1", {"application/vnd.oai.openapi+json": {"schema": {"type": "object"}}}
                    ),
                }
            },
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "DATELINE_API_TOKEN, where the server has one",
                }
            },
        },
    }
