"""Strangers' text on its way into a script: inert for Python's templates, for HTML and for JavaScript."""

from __future__ import annotations

import json
from typing import Any

_ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&{}%#$`'_"}
"""What could end a script, open a Jinja expression or a template literal, or look like one of Folium's
variable names (`map_1f…`), which streamlit-folium rewrites inside scripts."""


def inert_json(value: Any) -> str:
    """A JavaScript expression that evaluates to `value`.

    The JSON is a string literal given to `JSON.parse`, so everything in it, structure included, can be
    written with `\\u` escapes: branca compiles each rendered script as a Jinja template on the server,
    and escaping for HTML does not stop that.
    """
    literal = json.dumps(json.dumps(value, separators=(",", ":"), allow_nan=False))
    for sign, escaped in _ESCAPED.items():  # several times faster than `str.translate` on megabytes
        literal = literal.replace(sign, escaped)
    return f"JSON.parse({literal})"
