from __future__ import annotations

import pytest
from streamlit import config

from geo.page.server import streamlit_settings
from geo.settings import load_settings


def test_the_settings_are_the_files_and_every_one_is_streamlits() -> None:
    settings = streamlit_settings("127.0.0.1", 8600)
    assert set(settings) <= set(config._config_options_template)
    assert settings["browser.gatherUsageStats"] is False
    assert settings["theme.light.primaryColor"].startswith("#")
    assert (settings["server.address"], settings["server.port"]) == ("127.0.0.1", 8600)


def test_only_names_of_this_machine_are_answered_to_unless_the_network_is_served() -> None:
    assert "127.0.0.1" in streamlit_settings("127.0.0.1", None)["server.allowedHosts"]
    assert streamlit_settings("192.0.2.7", None)["server.allowedHosts"] == []
    assert "server.port" not in streamlit_settings("127.0.0.1", None)


@pytest.mark.parametrize("readers", ["proxy", "login"])
def test_behind_a_proxy_it_answers_to_whatever_name_that_passes_on(
    monkeypatch: pytest.MonkeyPatch, readers: str
) -> None:
    monkeypatch.setenv("DATELINE_READERS", readers)
    load_settings.cache_clear()
    assert streamlit_settings("127.0.0.1", None)["server.allowedHosts"] == []
    monkeypatch.setenv("DATELINE_READERS", "one")
    load_settings.cache_clear()
    assert streamlit_settings("127.0.0.1", None)["server.allowedHosts"] != []
    load_settings.cache_clear()
