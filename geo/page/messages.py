"""What text panel and timeline tell the server, checked: one that does not fit is dropped and logged.

The panel's side is in `geo/browser/types.d.ts`; `tests/page/test_messages.py` compares the two.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from geo.corrections import Scope

_LOG = logging.getLogger(__name__)
_STRICT = ConfigDict(extra="forbid")

Number = Annotated[int, Field(ge=0)]
Id = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Chosen:
    """A place that the reader chose, and the mention; all None where they let go of one."""

    place: Id | None
    document: Number | None
    mention: Number | None
    why: bool
    """Whether "Why here?" is asked."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class About:
    """A stretch of a document's text, in UTF-16 units."""

    document: Number
    start: Number
    end: Number


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Correct(About):
    """The mention means this place, or none."""

    type: Literal["correct"]
    place: Id | None
    scope: Scope


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class SetPoint(About):
    """The mention's place is at this point."""

    type: Literal["set"]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    scope: Scope


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Add(About):
    """The words are a name that was missed."""

    type: Literal["add"]


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Search:
    """Another place is looked for by name."""

    type: Literal["search"]
    text: Annotated[str, Field(max_length=200)]


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Undo:
    """A correction is taken back."""

    type: Literal["undo"]
    correction: Number


Act = Correct | SetPoint | Add | Search | Undo
_ACT: TypeAdapter[Act] = TypeAdapter(Annotated[Act, Field(discriminator="type")])
_CHOSEN: TypeAdapter[Chosen] = TypeAdapter(Chosen)
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class _Span:
    """The first and the last day that are on show; None for all."""

    days: tuple[date, date] | None


_SPAN: TypeAdapter[_Span] = TypeAdapter(_Span)


def read_span(value: Any) -> tuple[date, date] | None:
    """Return the days that the timeline shows; None for all of them, and where it does not fit."""
    span = _read(_SPAN, value)
    return span.days if span else None


def read_act(value: Any) -> Act | None:
    """Return what the reader decided; None where it does not fit."""
    return _read(_ACT, value)


def read_chosen(value: Any) -> Chosen | None:
    """Return what the reader chose; None where it does not fit."""
    return _read(_CHOSEN, value)


def _read(adapter: TypeAdapter[_T], value: Any) -> _T | None:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        fields = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        _LOG.warning("A message of the page was dropped, because it does not fit: %s", fields)
        return None
