from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.errors import SettingsError
from geo.loopback import is_loopback
from geo.page.listening import may_listen
from geo.settings import load_settings

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - what is tested is that it is refused


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("192.0.2.7", False),
        (EVERY_ADDRESS, False),
        ("::", False),
        ("news.example", False),
    ],
)
def test_loopback_is_told_from_the_network(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize("host", ["192.0.2.7", EVERY_ADDRESS, "::", "news.example", None])
def test_others_are_served_only_where_a_setting_tells_readers_apart(
    host: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_READERS", raising=False)
    with pytest.raises(SettingsError, match=r"^Others can reach this page at .*DATELINE_READERS.*\.$"):
        may_listen(host)
    monkeypatch.setenv("DATELINE_READERS", "proxy")
    load_settings.cache_clear()
    may_listen(host)


def test_this_machine_needs_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_READERS", raising=False)
    may_listen("127.0.0.1")
    may_listen("::1")


def test_serve_refuses_a_public_address_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_READERS", raising=False)
    done = CliRunner().invoke(main, ["serve", "--host", EVERY_ADDRESS])
    assert done.exit_code == 1
    assert "DATELINE_READERS" in done.stderr
    assert "Traceback" not in done.output
    assert len(done.stderr.strip().splitlines()) == 1
