"""A reader's corrections: kept for good, taken back at will, applied to every document read later."""

from geo.corrections.model import Correction, Scope, apply, fingerprint, is_corrected
from geo.corrections.store import CorrectionStore, export_json, import_json, training_lines

__all__ = [
    "Correction",
    "CorrectionStore",
    "Scope",
    "apply",
    "export_json",
    "fingerprint",
    "import_json",
    "is_corrected",
    "training_lines",
]
