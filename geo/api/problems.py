"""What goes wrong, as an answer that a program can act on: RFC 9457's `application/problem+json`."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.errors import DatelineError, GazetteerMissing, MissingExtra, ModelMissing, UnreadableDocument

MEDIA_TYPE = "application/problem+json"
_STATUS: Mapping[type[DatelineError], int] = {
    UnreadableDocument: 422,
    MissingExtra: 501,
    GazetteerMissing: 503,
    ModelMissing: 503,
}
"""The status of an error that reaches a request; of any other, 500."""


class Problem(Exception):
    """An answer that ends a request."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        field: str | None = None,
        line: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`field` names the key or the parameter that is off, `line` where in JSON Lines it stands."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.field = field
        self.line = line
        self.headers = headers

    def response(self) -> Response:
        """Return the answer."""
        content: dict[str, Any] = {
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        content |= {"field": self.field} if self.field is not None else {}
        content |= {"line": self.line} if self.line is not None else {}
        return JSONResponse(content, self.status, headers=self.headers, media_type=MEDIA_TYPE)


def problem_of(error: DatelineError, *, line: int | None = None) -> Problem:
    """Return what a caller is told of an error of ours."""
    status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)
    field = error.field if isinstance(error, UnreadableDocument) else None
    return Problem(status, str(error), field=field, line=line)


def _told(_: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)  # noqa: S101 - Starlette hands over what is registered
    return problem.response()


def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)  # noqa: S101 - likewise
    return problem_of(error).response()


def _starlettes(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - likewise
    details = {
        404: f"There is nothing at {request.url.path}.",
        405: f"{request.url.path} does not take {request.method}.",
    }
    detail = details.get(error.status_code, error.detail)
    return Problem(error.status_code, detail, headers=error.headers).response()


def _unexpected(_: Request, __: Exception) -> Response:  # the server logs it
    return Problem(500, "Something went wrong that should not; the server's log says what.").response()


HANDLERS = {Problem: _told, DatelineError: _ours, HTTPException: _starlettes, Exception: _unexpected}
"""For Starlette's `exception_handlers`."""
