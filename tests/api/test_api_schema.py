"""The description says what the routes are and what they answer."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from geo.api.application import LONGEST_NAME, MOST_PLACES, Api
from geo.api.limits import Queue
from geo.api.schema import openapi
from geo.export import format_names
from geo.gazetteer import Gazetteer
from geo.settings import Settings
from tests.api.conftest import Client
from tests.hostile import PAYLOADS


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return openapi()


def check(description: dict[str, Any], name: str, value: Any) -> None:
    """Compare a value with one of the description's schemas."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


def test_it_is_valid_openapi(description: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(description).validate()


def test_it_has_every_route_and_every_route_has_it(description: dict[str, Any]) -> None:
    described = {
        (path, method.upper()) for path, methods in description["paths"].items() for method in methods
    }
    routes = {
        (route.path, method)
        for route in Api(Settings(), Queue(), 1.0).routes()
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert described == routes


def test_its_parameters_are_those_that_are_taken(description: dict[str, Any], client: Client) -> None:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            refusal = client().request(method, f"/api{path}?nonsense=1").json()["detail"]
            taken = re.sub(r".*takes ", "", refusal).rstrip(".").split(" and ")
            named = [parameter["name"] for parameter in operation.get("parameters", [])]
            assert taken == (named or ["none"])


def test_its_limits_and_formats_are_those_of_the_code(description: dict[str, Any]) -> None:
    (format,) = description["paths"]["/parse"]["post"]["parameters"]
    assert format["schema"]["enum"] == list(format_names())
    name, limit = description["paths"]["/lookup"]["get"]["parameters"]
    assert name["schema"]["maxLength"] == LONGEST_NAME
    assert limit["schema"]["maximum"] == MOST_PLACES


@pytest.mark.parametrize("text", ["The talks in Kharkiv, Ukraine, ended.", "", *PAYLOADS.values()])
def test_an_answer_is_as_described(
    description: dict[str, Any], client: Client, gazetteer: Gazetteer, text: str
) -> None:
    document = {"id": "a", "text": text}
    check(description, "Document", document)
    answer = client().post("/api/parse", json=document)
    assert answer.status_code == 200, answer.text
    check(description, "Parsed", answer.json())


def test_lookup_health_and_problems_are_as_described(
    description: dict[str, Any], client: Client, gazetteer: Gazetteer
) -> None:
    check(description, "Lookup", client().get("/api/lookup?name=Springfield").json())
    check(description, "Health", client().get("/api/health").json())
    check(description, "Problem", client().get("/api/lookup").json())
    check(description, "Problem", client().post("/api/parse", json={"id": "a"}).json())


def test_it_is_served(description: dict[str, Any], client: Client) -> None:
    assert client().get("/api/openapi.json").json() == description
