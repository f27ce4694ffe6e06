from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from geo.mapping import BrowserView, inert_json, map_payload
from geo.mapping.folium_map import base_map, places_layer
from tests.hostile import PAYLOADS, every_payload
from tests.mapping.atlases import atlas


def value_of(expression: str) -> Any:
    """What a browser reads: the JSON inside the string literal inside `JSON.parse(…)`."""
    literal = re.fullmatch(r"JSON\.parse\((.*)\)", expression, re.DOTALL)
    assert literal, expression
    return json.loads(json.loads(literal[1]))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_payload_survives_word_for_word_and_holds_nothing_that_acts(payload: str) -> None:
    expression = inert_json({"text": payload})
    assert value_of(expression) == {"text": payload}
    inside = expression.removeprefix("JSON.parse(")
    assert not re.search(r"[<>&{}%#$`'_]", inside)
    assert expression.isascii()


@given(st.text())
def test_any_text_comes_back_and_means_nothing_to_jinja(text: str) -> None:
    expression = inert_json([text])
    assert value_of(expression) == [text]
    assert Template(expression).render() == expression


def test_a_lone_surrogate_is_carried() -> None:
    assert value_of(inert_json("\ud800")) == "\ud800"


def test_what_streamlit_folium_sends_is_the_payload_untouched(tmp_path: Path) -> None:
    from streamlit_folium import _get_feature_group_string

    marker = tmp_path / "had"
    text = "\n\n".join(f"Kharkiv heard {payload} today." for payload in every_payload(marker).values())
    hostile = atlas(text, title=next(iter(PAYLOADS.values())))
    figure = base_map()
    figure.render()
    layer = places_layer(BrowserView(hostile), channel="c", documents="d", frame="f")
    script = _get_feature_group_string(layer, figure)
    payload, options = re.findall(r'JSON\.parse\("(?:[^"\\]|\\.)*"\)', script)
    sent = value_of(payload)
    assert sent == map_payload(hostile)
    ids = {"channel": "c", "documents": "d", "frame": "f"}
    assert value_of(options) == ids | {"asks": False, "grows": False}
    assert all(payload.split()[0] in "".join(sent["sentences"]) for payload in PAYLOADS.values())
    assert not marker.exists()


def test_the_map_asks_no_other_host() -> None:
    figure = base_map(tiles=None)
    links = [url for child in figure._children.values() for _, url in getattr(child, "default_js", [])]
    links += [url for child in figure._children.values() for _, url in getattr(child, "default_css", [])]
    assert links
    assert all(url.startswith("../../app/static/") for url in links)
    assert figure.default_js == figure.default_css == []
