"""Who is answered: this machine without a token, whoever has the token with one, no page of another site."""

from __future__ import annotations

import pytest

from geo.errors import SettingsError
from geo.settings import Settings, load_settings
from tests.api.conftest import Client

TOKEN = "correct horse battery staple"  # noqa: S105
STRANGER = "192.0.2.7"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_this_machine_is_answered_without_a_token(client: Client) -> None:
    assert client().get("/api/health").json()["status"] == "ok"
    assert client(host="::1").get("/api/health").status_code == 200


def test_another_machine_is_not_answered_where_there_is_no_token(client: Client) -> None:
    answer = client(host=STRANGER).get("/api/health", headers=bearer(TOKEN))
    assert answer.status_code == 401
    assert "DATELINE_API_TOKEN" in answer.json()["detail"]
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("host", ["127.0.0.1", STRANGER])
def test_where_there_is_a_token_everyone_needs_it(client: Client, host: str) -> None:
    asked = client(host=host, settings={"api_token": TOKEN})
    for headers in ({}, bearer(""), bearer(TOKEN[:-1]), bearer("é" * 20), {"Authorization": TOKEN}):
        raw = {name: value.encode() for name, value in headers.items()}
        assert asked.get("/api/health", headers=raw).status_code == 401
    assert asked.get("/api/health", headers=bearer(TOKEN)).status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/health", "/api/lookup?name=Paris", "/api/openapi.json", "/api/nothing"]
)
def test_no_path_is_open_to_strangers(client: Client, path: str) -> None:
    assert client(host=STRANGER).get(path).status_code == 401


def test_a_name_that_leads_here_from_elsewhere_is_not_answered(client: Client) -> None:
    for host in ("news.example", "127.0.0.1.news.example", ""):
        assert client().get("/api/health", headers={"Host": host}).status_code == 421
    assert client().get("/api/health", headers={"Host": "localhost:8501"}).status_code == 200


def test_a_page_of_another_site_may_not_ask_unless_it_is_named(client: Client) -> None:
    origin = {"Origin": "https://news.example"}
    refused = client().get("/api/health", headers=origin)
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    assert client().get("/api/health", headers={"Origin": "http://127.0.0.1"}).status_code == 200
    named = client(settings={"api_origins": "https://news.example, https://other.example"})
    allowed = named.get("/api/health", headers=origin)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "https://news.example"
    assert named.get("/api/health", headers={"Origin": "https://third.example"}).status_code == 403


def test_a_browser_may_ask_before_it_sends_a_token(client: Client) -> None:
    named = client(settings={"api_origins": "https://news.example", "api_token": TOKEN})
    asking = {
        "Origin": "https://news.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = named.options("/api/parse", headers=asking)
    assert answer.status_code == 200
    assert "authorization" in answer.headers["access-control-allow-headers"].lower()


def test_a_token_that_is_easily_guessed_is_refused_and_none_is_ever_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert TOKEN not in repr(Settings(api_token=TOKEN))
    monkeypatch.setenv("DATELINE_API_TOKEN", "s3cret")
    load_settings.cache_clear()
    with pytest.raises(SettingsError, match="DATELINE_API_TOKEN") as caught:
        load_settings()
    load_settings.cache_clear()
    assert "s3cret" not in str(caught.value)
