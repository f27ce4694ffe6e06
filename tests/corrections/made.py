"""Corrections for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geo.corrections import Correction, Scope, fingerprint
from geo.model import Document, Kind
from tests.mapping.atlases import KHARKIV

REGION = replace(KHARKIV, id="geonames:706482", kind=Kind.REGION, feature="ADM1")
TEXT = "Kharkiv was hit. Ukraine mourned. Kharkiv slept."


def correction(**changes: Any) -> Correction:
    """The first Kharkiv of `TEXT` is the region."""
    made = Correction(
        toponym="Kharkiv",
        place=REGION,
        scope=Scope.MENTION,
        document=fingerprint(Document(id="a", text=TEXT)),
        start=0,
        context="Kharkiv was hit.",
    )
    return replace(made, **changes)
