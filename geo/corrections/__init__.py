"""A reader's corrections: kept for good, taken back at will, applied to every document read later."""

from geo.corrections.choosing import corrections_of
from geo.corrections.correcting import CorrectionSet
from geo.corrections.exchange import export_json, import_json, training_lines
from geo.corrections.model import Correction, Scope, fingerprint
from geo.corrections.store import CorrectionStore

__all__ = [
    "Correction",
    "CorrectionSet",
    "CorrectionStore",
    "Scope",
    "corrections_of",
    "export_json",
    "fingerprint",
    "import_json",
    "training_lines",
]
