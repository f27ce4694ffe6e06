"""Who is reading, and what is theirs: each reader has corrections and texts of their own.

`the_reader(settings)` is the one whose session runs; the setting `readers` says how they are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from geo.corrections import CorrectionStore
from geo.errors import ReaderUnknown
from geo.page.reader_cookie import COOKIE, is_key, new_key
from geo.reader_folders import CORRECTIONS, TEXTS, reader_folder
from geo.settings import Settings
from geo.texts import TextStore

_STATE = "reader"
_TOKEN_BYTES = 16
_USER_FIELDS = ("sub", "email", "name")
"""What Streamlit's login may know somebody by, the surest first."""


@dataclass(kw_only=True)
class Reader:
    """Somebody who reads, for as long as their session lasts."""

    settings: Settings
    known_as: str | None
    """What their folder is named after; None: one of all who share one."""
    texts: TextStore = field(init=False)
    """What they pasted and uploaded."""
    corrections: CorrectionStore = field(init=False)
    """What they put right."""

    def __post_init__(self) -> None:
        """The stores' files are opened when they are first needed."""
        folder = reader_folder(self.settings, self.known_as)
        self.texts = TextStore(folder / TEXTS, days=self.settings.texts_days)
        self.corrections = CorrectionStore(folder / CORRECTIONS)


def the_reader(settings: Settings) -> Reader:
    """The reader of this session. Raises `ReaderUnknown` where somebody must sign in, and has not."""
    known_as = _known_as(settings)
    found: Reader | None = st.session_state.get(_STATE)
    if found is None or found.known_as != known_as or found.settings != settings:
        found = st.session_state[_STATE] = Reader(settings=settings, known_as=known_as)
    return found


def ask_to_sign_in(settings: Settings) -> None:
    """The button that leads to Streamlit's login, where that is what readers are known by."""
    if settings.readers == "login":
        st.button("Sign in", on_click=st.login, key="sign-in")


def _known_as(settings: Settings) -> str | None:
    match settings.readers:
        case "one":
            return None
        case "proxy":
            return f"user:{_proxy_user(settings)}"
        case "login":
            return f"login:{_login_user()}"
        case _:
            return f"browser:{_browser_key()}"


def _browser_key() -> str:
    """The browser's cookie. A browser that takes none is known for its session alone."""
    key = st.context.cookies.get(COOKIE, "")
    if isinstance(key, str) and is_key(key):  # where there is no browser, Streamlit's AppTest has no text
        return key
    if (token := _streamlit_token()) is not None:
        return token
    own: str = st.session_state.setdefault(COOKIE, new_key())
    return own


def _streamlit_token() -> str | None:
    """What Streamlit's own cookie against forged requests holds, 128 random bits, for a page that plain
    `streamlit run` serves without our cookie. It lasts until the browser is closed."""
    sent = st.context.cookies.get(XSRF_COOKIE_NAME)
    if not isinstance(sent, str):
        return None
    token, _ = decode_xsrf_token_string(sent)
    return token.hex() if token and len(token) >= _TOKEN_BYTES else None


def _proxy_user(settings: Settings) -> str:
    user = st.context.headers.get(settings.reader_header, "").strip()
    if not user:
        raise ReaderUnknown(
            f"Nobody is signed in: the proxy in front of this page sent no {settings.reader_header}."
        )
    return user


def _login_user() -> str:
    """Return what Streamlit's login knows the reader by, with who vouches for it."""
    known = st.user.to_dict()
    if not known.get("is_logged_in"):
        raise ReaderUnknown("Sign in to read.")
    for field_ in _USER_FIELDS:
        if value := known.get(field_):
            return f"{known.get('iss', '')} {field_} {value}"
    raise ReaderUnknown("Your login gives neither a number, an address nor a name to know you by.")
