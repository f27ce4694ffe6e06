"""`GET /api/lookup` and `GET /api/health`."""

from __future__ import annotations

import pytest

from geo import __version__
from geo.gazetteer import Gazetteer
from tests.api.conftest import Client


def test_the_places_of_a_name_come_most_important_first(client: Client, gazetteer: Gazetteer) -> None:
    answer = client().get("/api/lookup", params={"name": "Springfield", "limit": 3}).json()
    expected = gazetteer.lookup("Springfield")
    assert answer["count"] == len(expected)
    assert [place["id"] for place in answer["places"]] == [named.place.id for named in expected[:3]]
    assert answer["places"][0]["name_kind"] == "official"


def test_names_of_every_script_are_looked_up(client: Client, gazetteer: Gazetteer) -> None:
    answer = client().get("/api/lookup", params={"name": "Харків"}).json()
    assert answer["places"][0]["name"] == "Kharkiv"


def test_a_name_that_nothing_has_is_an_empty_list(client: Client, gazetteer: Gazetteer) -> None:
    answer = client().get("/api/lookup", params={"name": "Xyzzyplugh"})
    assert (answer.status_code, answer.json()["places"]) == (200, [])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "name"),
        ("name=", "name"),
        ("name=%20", "name"),
        ("name=" + "a" * 201, "name"),
        ("name=Paris&limit=0", "limit"),
        ("name=Paris&limit=many", "limit"),
        ("name=Paris&limit=" + "9" * 5000, "limit"),
        ("name=Paris&page=2", "page"),
    ],
)
def test_a_parameter_that_is_off_is_named(client: Client, query: str, field: str) -> None:
    answer = client().get(f"/api/lookup?{query}")
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_health_says_whether_the_first_answer_will_be_quick(client: Client, gazetteer: Gazetteer) -> None:
    asked = client()
    assert asked.get("/api/health").json() == {"status": "ok", "version": __version__, "ready": False}
    asked.post("/api/parse", json={"id": "a", "text": "Kharkiv"})
    assert asked.get("/api/health").json()["ready"] is True
