"""`POST /api/parse`."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.corrections import CorrectionStore, Scope
from geo.export import format_names, format_of
from geo.gazetteer import Gazetteer
from geo.model import Document
from geo.pipeline import default_geoparser
from geo.reader_folders import CORRECTIONS, reader_folder
from geo.settings import Settings, load_settings
from tests.api.conftest import Client
from tests.corrections.made import correction
from tests.mapping.atlases import KHARKIV

LVIV = replace(KHARKIV, id="geonames:702550", name="Lviv", lat=49.84, lon=24.02)
TALKS = {"id": "talks", "text": "The talks in Kharkiv ended. Kiev was silent."}
TOWN = {"id": "town", "text": "A fire broke out in Paris, Texas.", "date": "2025-06-02"}


def lines(*documents: dict[str, Any]) -> str:
    return "".join(json.dumps(document) + "\n" for document in documents)


def test_a_document_gets_the_command_lines_own_line(client: Client, gazetteer: Gazetteer) -> None:
    answer = client().post("/api/parse", json=TALKS)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    out = io.BytesIO()
    parser = default_geoparser(load_settings())
    format_of("jsonl").write([parser.parse(Document(**TALKS))], out)
    assert answer.content == out.getvalue()
    assert [m["place"]["name"] for m in answer.json()["mentions"]] == ["Kharkiv", "Kyiv"]


def test_json_lines_are_answered_in_order_a_line_each(client: Client, gazetteer: Gazetteer) -> None:
    body = lines(TALKS, TOWN, TALKS | {"id": "again"})
    answer = client().post("/api/parse", content=body, headers={"Content-Type": "application/x-ndjson"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == ["talks", "town", "again"]


def test_curls_own_content_type_is_looked_at(client: Client, gazetteer: Gazetteer) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    several = client().post("/api/parse", content=lines(TALKS, TOWN), headers=form)
    assert len(several.text.splitlines()) == 2
    pretty = client().post("/api/parse", content=json.dumps(TALKS, indent=2), headers=form)
    assert pretty.json()["id"] == "talks"


def test_given_mentions_are_the_only_ones_placed(client: Client, gazetteer: Gazetteer) -> None:
    answer = client().post("/api/parse", json=TALKS | {"mentions": [{"start": 13, "end": 20}]})
    assert [m["text"] for m in answer.json()["mentions"]] == ["Kharkiv"]


@pytest.mark.parametrize("name", format_names())
def test_every_format_is_written_and_is_no_page_of_this_address(
    client: Client, gazetteer: Gazetteer, name: str
) -> None:
    answer = client().post(f"/api/parse?format={name}", json=TALKS)
    assert answer.status_code == 200, answer.text
    assert answer.content
    if name != "jsonl":
        assert answer.headers["content-type"].startswith(format_of(name).media_type)
        assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"id": "a"}, "text"),
        ({"text": "Kharkiv"}, "id"),
        ({"id": 7, "text": "Kharkiv"}, "id"),
        ({"id": "a", "text": ["Kharkiv"]}, "text"),
        ({"id": "a", "text": "Kharkiv", "date": "soon"}, "date"),
        ({"id": "a", "text": "Kharkiv", "mentions": 3}, "mentions"),
        ({"id": "a", "text": "Kharkiv", "mentions": [{"start": 0, "end": 99}]}, "mentions"),
    ],
)
def test_what_is_wrong_with_a_document_is_named(client: Client, document: dict[str, Any], field: str) -> None:
    answer = client().post("/api/parse", json=document)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["field"] == field
    assert "line" not in answer.json()


def test_the_line_that_is_wrong_is_named_and_nothing_is_half_answered(client: Client) -> None:
    answer = client().post("/api/parse", content=lines(TALKS, {"id": "b"}))
    assert (answer.status_code, answer.json()["line"], answer.json()["field"]) == (422, 2, "text")


@pytest.mark.parametrize("body", ["", " \n ", "Kharkiv slept.", '{"id": ', "[1, 2]", "[" * 100_000, "\xff"])
def test_a_body_that_is_no_document_is_said_to_be_none(client: Client, body: str) -> None:
    answer = client().post("/api/parse", content=body.encode("latin-1"))
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")


def test_an_unknown_format_and_an_unknown_parameter_are_named(client: Client) -> None:
    wrong = client().post("/api/parse?format=shapefile", json=TALKS)
    assert (wrong.status_code, wrong.json()["field"]) == (422, "format")
    assert "geojson" in wrong.json()["detail"]
    slip = client().post("/api/parse?fromat=kml", json=TALKS)
    assert (slip.status_code, slip.json()["field"]) == (422, "fromat")


def test_what_is_not_there_is_a_problem_too_and_no_page(client: Client) -> None:
    missing = client().get("/api/prase")
    assert (missing.status_code, missing.json()["status"]) == (404, 404)
    method = client().get("/api/parse")
    assert (method.status_code, method.headers["allow"]) == (405, "POST")
    assert method.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("token", "corrected"), [(None, True), ("a token of sixteen letters", False)])
def test_this_machines_reader_is_heard_and_no_reader_speaks_for_another(
    client: Client, gazetteer: Gazetteer, tmp_path: Path, token: str | None, corrected: bool
) -> None:
    store = CorrectionStore(reader_folder(Settings(data_dir=tmp_path), "browser:a") / CORRECTIONS)
    store.add(correction(toponym="Kiev", place=LVIV, scope=Scope.ALWAYS))
    store.close()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    settings = {"data_dir": tmp_path, "api_token": token}
    answer = client(settings=settings).post("/api/parse", json=TALKS, headers=headers)
    assert answer.status_code == 200, answer.text
    named = {mention["text"]: mention for mention in answer.json()["mentions"]}
    assert named["Kiev"]["place"]["name"] == ("Lviv" if corrected else "Kyiv")
    assert ("corrected" in named["Kiev"]) is corrected
    assert "corrected" not in named["Kharkiv"]
