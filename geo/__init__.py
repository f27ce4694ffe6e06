"""Dateline: the places that a text names, found, placed and shown.

    import geo

    parsed = geo.parse("The talks in Kharkiv ended.")

Every name in `__all__` is public and stable: it changes its meaning with a new major version alone, after a
version that warns. Whatever is not there may change with any version. `docs/python.md` shows them all.

Importing this package opens no file, no socket and no model; each name is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.errors import DatelineError as DatelineError
    from geo.model import Atlas as Atlas
    from geo.model import Candidate as Candidate
    from geo.model import Document as Document
    from geo.model import Evidence as Evidence
    from geo.model import Kind as Kind
    from geo.model import Mention as Mention
    from geo.model import NamedPlace as NamedPlace
    from geo.model import ParsedDocument as ParsedDocument
    from geo.model import Place as Place
    from geo.model import Reading as Reading
    from geo.model import Resolution as Resolution
    from geo.pipeline import Geoparser as Geoparser
    from geo.python.documents import read as read
    from geo.python.notebook import atlas as atlas
    from geo.python.parsing import lookup as lookup
    from geo.python.parsing import parse as parse
    from geo.python.results import records as records
    from geo.python.results import write as write
    from geo.settings import Settings as Settings

__version__ = "0.2.0"

_HOMES = {
    "Atlas": "geo.model",
    "Candidate": "geo.model",
    "DatelineError": "geo.errors",
    "Document": "geo.model",
    "Evidence": "geo.model",
    "Geoparser": "geo.pipeline",
    "Kind": "geo.model",
    "Mention": "geo.model",
    "NamedPlace": "geo.model",
    "ParsedDocument": "geo.model",
    "Place": "geo.model",
    "Reading": "geo.model",
    "Resolution": "geo.model",
    "Settings": "geo.settings",
    "atlas": "geo.python.notebook",
    "lookup": "geo.python.parsing",
    "parse": "geo.python.parsing",
    "read": "geo.python.documents",
    "records": "geo.python.results",
    "write": "geo.python.results",
}
"""Each public name and the module that it is loaded from."""
__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Name what is public."""
    return sorted(__all__)
