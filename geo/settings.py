"""Every setting, its default and its meaning. Environment variables named DATELINE_… override them.

`DATELINE_GEOCODER=nominatim dateline parse article.txt` asks the public Nominatim for what the
gazetteer does not know; without it nothing of a text leaves the machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from geo.errors import SettingsError

_PREFIX = "DATELINE_"
_PROJECT = Path(__file__).resolve().parent.parent
SHORTEST_TOKEN = 16
"""Characters of a token that nobody guesses."""
_IN_CHECKOUT = (_PROJECT / "pyproject.toml").is_file() and (_PROJECT / "seeds").is_dir()
_SHIPPED = {"seeds": "seeds", ".streamlit": "streamlit"}
"""Folders that lie beside the package in a checkout, and what `setup.py` calls them inside a wheel."""


def shipped(folder: str) -> Path:
    """A folder of the project that comes with every installation: `seeds`, `.streamlit`."""
    return _PROJECT / folder if _IN_CHECKOUT else Path(__file__).parent / _SHIPPED[folder]


def _default_cache() -> Path:
    """`cache/` of the checkout, or the user's cache folder where the package is installed alone."""
    return _PROJECT / "cache" if _IN_CHECKOUT else Path(platformdirs.user_cache_dir("dateline"))


class Settings(BaseSettings):
    """What a user can choose."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid")

    cache_dir: Path = Field(default_factory=_default_cache)
    """Where the gazetteer's index and services' answers are kept."""
    geocoder: str | None = None
    """A geopy service by geopy's own name (`nominatim`, `photon`, `geonames`, …), or a geocoder that another
    package brings, asked for what the gazetteer does not know. None: nothing is asked."""
    geocoder_options: dict[str, Any] = Field(default_factory=dict)
    """Its arguments, as JSON: `{"domain": "nominatim.example.org"}`."""
    geocoder_timeout: float = Field(default=5.0, gt=0)
    """Seconds to wait for a service's answer."""
    exact: bool = False
    """Whether names that only the text can place (a school "in Spokane") are left out instead of shown near
    where it says."""
    language: str = "en"
    """Language in which a service is asked to name places (ISO 639-1)."""
    data_dir: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("dateline")))
    """Where readers' corrections and texts are kept. Nothing can make them again: it is no cache."""
    readers: Literal["browser", "login", "proxy", "one"] | None = None
    """How the page tells its readers apart, each of whom has corrections and texts of their own: by a cookie
    of their `browser`, by Streamlit's `login`, by a header that a `proxy` sets; `one`: all are one reader.
    None: by browser, and the page is served to this machine only."""
    reader_header: str = Field(default="X-Forwarded-User", min_length=1)
    """The header in which the proxy names who is signed in."""
    texts_days: int = Field(default=30, ge=1)
    """Days that a text which a reader brought is kept after they last opened it."""
    texts_mb: int = Field(default=1000, ge=1)
    """Megabytes that all readers' texts may take; beyond it the longest unopened go first."""
    seeds_dir: Path = Field(default_factory=lambda: shipped("seeds"))
    """The articles that the page opens with: its text files, by name."""
    api_token: SecretStr | None = None
    """What a request to the HTTP API must carry. None: only this machine is answered."""
    api_origins: str = ""
    """Origins whose pages may call the HTTP API from a browser, separated by commas: `https://news.example`.
    `*`: any. Empty: none."""
    tiles_url: str = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    """Street map tiles, which the reader can switch on. Empty: no such switch."""
    tiles_attribution: str = "© OpenStreetMap contributors"
    """What the map says while it shows them."""

    @field_validator("api_token")
    @classmethod
    def _is_a_secret(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and len(token.get_secret_value()) < SHORTEST_TOKEN:
            raise ValueError(f"a token has at least {SHORTEST_TOKEN} characters")
        return token

    def allowed_origins(self) -> tuple[str, ...]:
        """Return the origins whose pages may call the HTTP API."""
        return tuple(origin.strip() for origin in self.api_origins.split(",") if origin.strip())


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """The settings of this process. Raises `SettingsError` naming the variable that is off."""
    _refuse_unknown(name for name in os.environ if name.upper().startswith(_PREFIX))
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(
            f"DATELINE_{'_'.join(str(part) for part in issue['loc']).upper()}: {issue['msg']}"
            for issue in error.errors()
        )
        raise SettingsError(f"A setting cannot be used: {problems}") from error


def _refuse_unknown(names: Iterable[str]) -> None:
    """Raise `SettingsError` for a variable that means nothing: it was surely meant to be one that does."""
    known = [field.upper() for field in Settings.model_fields]
    for name in names:
        meant = name.upper().removeprefix(_PREFIX)
        if meant not in known:
            close = get_close_matches(meant, known, n=1)
            hint = f"; did you mean {_PREFIX}{close[0]}?" if close else "."
            raise SettingsError(f"{name} is no setting of Dateline{hint}")
