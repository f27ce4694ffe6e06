"""The recipes of docs/extending.md as packages, written and installed word for word."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "extending.md"


def install(section: str, folder: Path) -> None:
    """Write a section's modules into `folder`, and what an installer makes of its entry points.

    A block that begins with a comment like `# hills.py` is that file; one that begins with
    `[project.entry-points…]` belongs to pyproject.toml. `folder` is to be put on the path of Python.
    """
    text = DOCUMENT.read_text(encoding="utf-8")
    (body,) = re.findall(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    groups: dict[str, dict[str, str]] = {}
    for block in re.findall(r"(?:^    .*\n|^\n(?=\n*    ))+", body, re.MULTILINE):
        code = textwrap.dedent(block).strip() + "\n"
        if named := re.match(r"# (\w+\.py)\n", code):
            (folder / named[1]).write_text(code, encoding="utf-8")
        elif code.startswith("[project.entry-points"):
            groups |= tomllib.loads(code)["project"]["entry-points"]
    assert groups, f"{section} names no entry point"
    info = folder / "recipe-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: recipe\nVersion: 1.0\n", encoding="utf-8")
    lines = [
        line
        for group, names in groups.items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in names.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
