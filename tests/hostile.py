"""Texts that try to run, to fetch or to break, on the server or in the browser."""

from __future__ import annotations

from pathlib import Path

FLAG = "dateline_was_had"
"""The variable that a payload sets on the top window when it runs."""
TRACKER = "tracker.example"
"""The host that a payload asks when it is rendered."""

_RUN = f"window.top.{FLAG}=1"

PAYLOADS = {
    "script": f"<script>{_RUN}</script>",
    "closing script": f"</script><script>{_RUN}</script>",
    "image with a handler": f'<img src=x onerror="{_RUN}">',
    "image from elsewhere": f'<img src="http://{TRACKER}/a.png">',
    "svg": f"<svg/onload={_RUN}>",
    "template literal": f"${{{_RUN}}}",
    "backtick": f"`;{_RUN};`",
    "backslashes and backtick": f"\\\\`;{_RUN};//",
    "end of a string": f"\");{_RUN};//');{_RUN};//",
    "path with escapes": "C:\\new\\u003cb",
    "expression": "{{ 'x' }}",
    "statement": "{% include 'x' %}",
    "open statement": "{% raw",
    "open comment": "{# never closed",
    "markdown image": f"![a](http://{TRACKER}/b.png)",
    "markdown link": "[a](javascript:alert(1)) <http://tracker.example/c>",
    "directives": ":red[loud] :material/home: $x^2$",
    "names of the map's own variables": "map_div feature_group_0 alert(coords); drawnItems",
    "line separators": "a\u2028b\u2029c",
    "right to left": "\u202eevil\u202c عربى",
    "emoji": "👩‍👩‍👧 🇺🇦",
    "entities": "&lt;b&gt; &#60;",
}


def shell(marker: Path) -> str:
    """A Jinja expression that makes a file where it is rendered as a template."""
    return "{{ cycler.__init__.__globals__.os.system('touch " + str(marker) + "') }}"


def every_payload(marker: Path) -> dict[str, str]:
    """All of them; `marker` is the file that must not appear."""
    return {**PAYLOADS, "shell command": shell(marker)}
