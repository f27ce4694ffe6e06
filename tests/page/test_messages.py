"""What the text panel tells the server."""

from __future__ import annotations

import logging
import re
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from geo.corrections import Scope
from geo.mapping import read_source
from geo.page.messages import (
    About,
    Add,
    Chosen,
    Correct,
    Search,
    SetPoint,
    Undo,
    read_act,
    read_chosen,
    read_span,
)

SPAN = {"document": 0, "start": 4, "end": 11}


def test_what_fits_is_read() -> None:
    assert read_act({"type": "undo", "correction": 3}) == Undo(type="undo", correction=3)
    assert read_act({"type": "search", "text": "Bern"}) == Search(type="search", text="Bern")
    assert read_act({"type": "add", **SPAN}) == Add(type="add", **SPAN)
    assert read_act({"type": "correct", **SPAN, "place": None, "scope": "always"}) == Correct(
        type="correct", **SPAN, place=None, scope=Scope.ALWAYS
    )
    point = {"type": "set", **SPAN, "lat": 50, "lon": 36.2, "scope": "mention"}
    assert read_act(point) == SetPoint(type="set", **SPAN, lat=50.0, lon=36.2, scope=Scope.MENTION)
    chosen = {"place": None, "document": None, "mention": None, "why": False}
    assert read_chosen(chosen) == Chosen(**chosen)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "undo",
        {},
        {"type": "dance"},
        {"type": "undo", "correction": -1},
        {"type": "undo", "correction": "all of them"},
        {"type": "undo", "correction": 1, "more": 2},
        {"type": "search", "text": "x" * 201},
        {"type": "add", "document": 0, "start": 4},
        {"type": "add", **SPAN, "start": -4},
        {"type": "correct", **SPAN, "place": 7, "scope": "document"},
        {"type": "correct", **SPAN, "place": None, "scope": "everywhere"},
        {"type": "set", **SPAN, "lat": 91, "lon": 0, "scope": "mention"},
        {"type": "set", **SPAN, "lat": float("nan"), "lon": 0, "scope": "mention"},
    ],
)
def test_what_does_not_fit_is_dropped_and_logged(value: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert read_act(value) is None
    assert "does not fit" in caplog.text


def test_a_choice_that_does_not_fit_is_dropped() -> None:
    assert read_chosen({"place": "a", "document": 0.5, "mention": 0, "why": True}) is None
    assert read_chosen({"place": "a"}) is None


def test_a_span_of_days_is_read_and_anything_else_is_the_whole() -> None:
    assert read_span({"days": ["2025-01-02", "2025-03-04"]}) == (date(2025, 1, 2), date(2025, 3, 4))
    assert read_span({"days": None}) is None
    assert read_span({"days": ["soon", "later"]}) is None
    assert read_span({"days": ["2025-01-02"]}) is None


def test_the_panel_declares_the_same_fields() -> None:
    source = read_source("types.d.ts")
    declared = re.findall(r'\{ type: "(\w+)"(?:; ([^}]*))? \}( & Span)?', source)
    span = {field.name for field in fields(About)}
    panel = {
        kind: {"type", *re.findall(r"(\w+):", rest), *(span if about else ())}
        for kind, rest, about in declared
    }
    server = {
        kind: {field.name for field in fields(act)}
        for kind, act in (
            ("correct", Correct),
            ("set", SetPoint),
            ("add", Add),
            ("search", Search),
            ("undo", Undo),
        )
    }
    assert panel == server
    [chosen] = re.findall(r"interface Chosen \{(.*?)\}", source, re.DOTALL)
    assert set(re.findall(r"(\w+):", chosen)) == {field.name for field in fields(Chosen)}
