"""A page without tables does without pandas and Arrow: 0.3 s of every start and 60 MB.

Two libraries load them only to ask whether something is a table. Nothing that this page hands to either
is one.
"""

from __future__ import annotations

import importlib
import sys


def import_folium() -> None:
    """Import Folium, which takes pandas' tables where it finds pandas, as on a machine without it."""
    if "pandas" in sys.modules or "folium" in sys.modules:
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]  # makes `import pandas` an ImportError
    try:
        importlib.import_module("folium")
    finally:
        sys.modules.pop("pandas", None)


def ask_for_no_tables() -> None:
    """Let Streamlit take no argument of a component with a frame, which is the map, for a table.

    Where a later Streamlit asks elsewhere this changes nothing, and pandas is loaded again.
    """
    from streamlit.components.v1 import custom_component

    if hasattr(custom_component, "is_dataframe_like"):
        custom_component.is_dataframe_like = _is_no_table


def _is_no_table(_argument: object) -> bool:
    return False
