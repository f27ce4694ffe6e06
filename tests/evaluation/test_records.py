"""Annotated articles and answers, read from lines of JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import UnreadableDocument
from geo.evaluation import read_gold, read_system

GOLD = (
    '{"id": "a", "text": "Kyiv fell.", "mentions": [{"start": 0, "end": 4, "text": "Kyiv", "lat": 50.45,'
    ' "lon": 30.52, "geonameid": 703448, "type": null}]}\n\n'
    '{"id": "b", "text": "Nowhere.", "mentions": [{"start": 0, "end": 7, "lat": null, "lon": null}]}\n'
)
SYSTEM = (
    '{"id": "a", "mentions": [{"start": 0, "end": 4, "score": 0.9, "place": {"lat": 50.0, "lon": 30.0,'
    ' "geonameid": null, "name": "Kyiv", "kind": "settlement"}}, {"start": 5, "end": 9, "place": null}]}\n'
)


def test_gold_is_read(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(GOLD, encoding="utf-8")
    gold = read_gold(tmp_path / "gold.jsonl")
    assert list(gold) == ["a", "b"]
    assert gold["a"].mentions[0].geonameid == 703448
    assert gold["b"].mentions[0].lat is None


def test_answers_are_read(tmp_path: Path) -> None:
    (tmp_path / "system.jsonl").write_text(SYSTEM, encoding="utf-8")
    placed, unplaced = read_system(tmp_path / "system.jsonl")["a"]
    assert (placed.lat, placed.kind, placed.score) == (50.0, "settlement", 0.9)
    assert unplaced.lat is None


@pytest.mark.parametrize(
    "line", ["not JSON", "[]", "17", '{"id": "a"}', '{"id": "a", "text": "x", "mentions": [{"start": 0}]}']
)
def test_a_line_that_is_no_article_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(GOLD + line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=r"^Line 4 of .*gold\.jsonl"):
        read_gold(tmp_path / "gold.jsonl")


def test_a_file_that_is_not_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        read_gold(tmp_path / "gold.jsonl")
