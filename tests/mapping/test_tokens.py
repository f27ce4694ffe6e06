from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

from geo.mapping import icon, read_style, token_css
from geo.mapping.sources import DATA
from geo.mapping.tokens import theme_toml, tokens

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)")
FOLDER = Path(str(DATA))
OWN = [
    file
    for file in sorted(FOLDER.rglob("*"))
    if file.suffix in (".css", ".js", ".svg") and "vendor" not in file.parts
]


@pytest.mark.parametrize("file", OWN, ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_file_has_a_colour_of_its_own(file: Path) -> None:
    assert COLOUR.findall(re.sub(r"#map_div|#article", "", file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("file", [file for file in OWN if file.suffix != ".js"], ids=lambda file: file.name)
def test_every_variable_is_a_token_or_set_by_a_sheet(file: Path) -> None:
    sheets = "\n".join(each.read_text(encoding="utf-8") for each in FOLDER.rglob("*.css"))
    scripts = "\n".join(each.read_text(encoding="utf-8") for each in FOLDER.rglob("*.js"))
    known = {name for part in ("light", "sizes", "fonts") for name in tokens()[part]}
    known |= set(re.findall(r"(?<![\w(])--([\w-]+):", sheets))
    known |= set(re.findall(r"setProperty\(\"--([\w-]+)\"", scripts))
    used = set(re.findall(r"var\(--([\w-]+)", file.read_text(encoding="utf-8")))
    assert used <= known


def test_streamlit_draws_its_widgets_in_the_same_colours() -> None:
    written = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    wanted = tomllib.loads(theme_toml())["theme"]
    assert {theme: written[theme] for theme in wanted} == wanted


def test_both_themes_know_the_same_colours() -> None:
    assert list(tokens()["light"]) == list(tokens()["dark"])
    assert f"--accent: light-dark({tokens()['light']['accent']}, {tokens()['dark']['accent']});" in token_css(
        ":root"
    )


def test_a_sheet_asks_for_a_phone_by_name() -> None:
    assert "@media (--" not in "".join(read_style(file.name) for file in FOLDER.glob("*.css"))
    assert f"@media {tokens()['media']['phone']} {{" in read_style("page.css")


def test_the_icon_has_colours_and_no_variables() -> None:
    assert "var(" not in icon()
    assert tokens()["light"]["accent"] in icon()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


GROUNDS = {
    "ink": ("paper", "raised", "land", "sea", "mark"),
    "soft": ("paper", "raised", "land"),
    "accent": ("paper", "raised"),
    "name": ("land", "sea"),
    "on-accent": ("accent",),
}
"""What is written in a colour, and on which grounds."""


@pytest.mark.parametrize(
    ("theme", "text", "ground"),
    [
        (theme, text, ground)
        for theme, (text, grounds) in product(("light", "dark"), GROUNDS.items())
        for ground in grounds
    ],
)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    assert contrast(tokens()[theme][text], tokens()[theme][ground]) >= 4.5


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.css")), ids=lambda file: file.name)
def test_every_rule_of_a_sheet_is_closed(file: Path) -> None:
    depth = 0
    for line in re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL).splitlines():
        depth += line.count("{") - line.count("}")
        assert 0 <= depth <= 2, line
        assert depth == 0 or line.startswith(("  ", "@")) or line.endswith(("{", ",")), line
    assert depth == 0
