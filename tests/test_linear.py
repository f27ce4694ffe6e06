"""Time grows with a text's length and no faster, whatever the text is: no paste holds everybody up."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest

from geo.atlases import make_atlas
from geo.export import writer
from geo.focus import focus
from geo.mapping.payload import article_payload, list_payload, map_payload
from geo.model import Document
from geo.pipeline import Geoparser, default_geoparser
from geo.readers import read_bytes, read_text, split_sentences
from geo.settings import load_settings
from tests.hostile_texts import HOSTILE_PIECES, repeated

SLACK = 3
"""By how much more than its length a text's time may grow: the machine is not still."""
LEAST = 0.03
"""Seconds below which a measurement says little."""


def assert_linear(run: Callable[[int], object], small: int, large: int) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        run(length)
        return time.process_time() - started

    run(100)
    before = min(seconds(small) for _ in range(2))
    assert seconds(large) < SLACK * large / small * max(before, LEAST)


WORST = ("ends and quotes", "ends and brackets", "initials", "white space")
"""The pieces that sentences are slowest with."""


@pytest.mark.parametrize("name", HOSTILE_PIECES)
def test_sentences(name: str) -> None:
    most = 1_000_000 if name in WORST else 100_000
    assert_linear(lambda length: split_sentences(read_text(repeated(name, length))), 10_000, most)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
@pytest.mark.parametrize("name", ["Russian", "ends and quotes", "white space"])
def test_decoding(name: str, encoding: str) -> None:
    def run(length: int) -> Document:
        return read_bytes(repeated(name, length).encode(encoding, "replace"), id="a")

    assert_linear(run, 10_000, 1_000_000)


@pytest.fixture(scope="module")
def parser() -> Geoparser:
    return default_geoparser(load_settings())


@pytest.mark.parametrize("name", HOSTILE_PIECES)
def test_all_stages_from_text_to_the_map(name: str, parser: Geoparser) -> None:
    def run(length: int) -> None:
        parsed = parser.parse(read_text(repeated(name, length)))
        focus([parsed])
        atlas = make_atlas([parsed])
        for payload in (map_payload, article_payload, list_payload):
            payload(atlas)
        for format in ("jsonl", "csv", "text", "geojson", "kml", "tei", "atom", "html"):
            writer(format)([parsed], io.BytesIO())

    assert_linear(run, 3_000, 30_000)


@pytest.mark.parametrize("gap", [1_999, 20_001, 39_999])
def test_a_sentence_is_cut_where_it_ends_wherever_a_stretch_does(gap: int) -> None:
    sentence = "Rain fell in Oslo on Monday, said Dr. Berg of the U.S. office (in Kyiv)."
    text = " ".join([sentence] * 600)
    text = text[:gap] + " \u201cQuoted. In full.\u201d " + text[gap:]
    spans = split_sentences(read_text(text))
    assert "".join(text[s.start : s.end] for s in spans).replace(" ", "") == text.replace(" ", "")
    lengths = [span.end - span.start for span in spans]
    assert max(lengths) < 300
    assert lengths.count(len(sentence)) >= 597


def test_a_text_without_an_end_is_cut_at_white_space() -> None:
    words = "word " * 20_000
    spans = split_sentences(read_text(words))
    assert 2 < len(spans) < 20
    assert all(words[s.start : s.end].split(" ") == ["word"] * ((s.end - s.start + 1) // 5) for s in spans)
