"""Colours, sizes and typefaces: every palette comes from `geo/browser/tokens.json`.

The page's style sheets get them as CSS variables, the map's scripts as a module, Streamlit's own widgets
through `.streamlit/config.toml`, whose theme a test compares with `theme_toml`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from geo.mapping.sources import read_source

_THEME = {
    "primaryColor": "accent",
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "raised",
    "textColor": "ink",
    "borderColor": "rule",
    "linkColor": "accent",
}
"""Streamlit's names of colours and ours."""


@cache
def tokens() -> dict[str, dict[str, str]]:
    """Everything in the file: `light` and `dark` by colour, `sizes`, `fonts` and `media`."""
    read: dict[str, Any] = json.loads(read_source("tokens.json"))
    return read


def token_css(selector: str) -> str:
    """Rules that set every token as a variable: sizes and typefaces everywhere, and on the elements of
    `selector` the colours, which follow their `color-scheme`."""
    known = tokens()
    colours = {name: f"light-dark({value}, {known['dark'][name]})" for name, value in known["light"].items()}
    return _rule(":root", known["sizes"] | known["fonts"]) + _rule(selector, colours)


def _rule(selector: str, variables: dict[str, str]) -> str:
    lines = "".join(f"  --{name}: {value};\n" for name, value in variables.items())
    return f"{selector} {{\n{lines}}}\n"


def read_style(name: str) -> str:
    """A style sheet whose `@media (--phone)` says what the tokens call a phone."""

    def query(found: re.Match[str]) -> str:
        return tokens()["media"][found[1]]

    return re.sub(r"\(--([\w-]+)\)(?=[^{};]*\{)", query, read_source(name))


def icon() -> str:
    """The page's icon, in the light palette: a browser's tab has no theme to follow."""
    return re.sub(r"var\(--([\w-]+)\)", lambda found: tokens()["light"][found[1]], read_source("icon.svg"))


def theme_toml() -> str:
    """The theme's colours as `.streamlit/config.toml` has them."""
    parts = []
    for theme in ("light", "dark"):
        lines = (f'{name} = "{tokens()[theme][ours]}"\n' for name, ours in _THEME.items())
        parts.append(f"[theme.{theme}]\n{''.join(lines)}")
    return "\n".join(parts)
