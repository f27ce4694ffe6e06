"""Start this Python with the packages that this process has, and no code of the current folder."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def search_path() -> list[str]:
    """Return where this process looks for packages, without the current folder: a stranger's files may lie
    there."""
    here = None
    with suppress(OSError):  # it has been deleted
        here = Path.cwd()
    known = [path for path in sys.path if Path(path).is_absolute() and Path(path) != here]
    return list(dict.fromkeys([str(_PACKAGE), *known]))


def command(code: str, argument: str = "") -> list[str]:
    """Return the command that runs `code`, which finds `argument` as `sys.argv[1]`."""
    boot = f"import sys; sys.path[:] = sys.argv[2:]; {code}"
    return [sys.executable, "-I", "-c", boot, argument, *search_path()]
