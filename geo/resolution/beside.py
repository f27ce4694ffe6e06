"""Where a place lies that the gazetteer does not know: with the place that the text names beside it.

"Karl Bremer Hospital in Bellville" is in Bellville, whatever the hospital is. This is for mentions that
somebody gave, which are places; a recogniser's guesses that the gazetteer does not know are none half of the
time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from geo.gazetteer import name_key
from geo.model import FROM_TEXT, Candidate, Document, Evidence, Kind, Mention, Reading, Resolution
from geo.resolution.toponyms import type_word

_TRUST = 0.65
"""How often such a mention lies within 161 km of the landmark named nearest: 68 of 98 in LGL, TR-News and
GeoWebNews."""
_LANDMARKS = (Kind.SETTLEMENT, Kind.DISTRICT, Kind.FACILITY)
"""Kinds whose points say where something beside them is."""
_LEAST = 0.5
"""A place less sure than this is no landmark."""


def placed_beside(
    document: Document, resolutions: Sequence[Resolution], none: Mapping[Mention, float]
) -> tuple[Resolution, ...]:
    """The resolutions, with a mention at the landmark named nearest where that is likelier than its place.

    `none` is how likely each mention with candidates is to mean none of them.
    """
    landmarks = [r for r in resolutions if r.place and r.place.kind in _LANDMARKS and r.score >= _LEAST]
    if not landmarks:
        return tuple(resolutions)
    placed = []
    for resolution in resolutions:
        mention = resolution.mention
        landmark = _nearest(mention, landmarks)
        score = _TRUST * none.get(mention, 1.0) * landmark.score
        if score > resolution.score and mention.reading is not Reading.DEMONYM:
            resolution = _at(landmark, document, resolution, score)
        placed.append(resolution)
    return tuple(placed)


def _nearest(mention: Mention, landmarks: Iterable[Resolution]) -> Resolution:
    """By the characters between; of two as near the one before."""

    def between(landmark: Resolution) -> int:
        return max(landmark.mention.start - mention.end, mention.start - landmark.mention.end)

    return min(landmarks, key=between)


def _at(landmark: Resolution, document: Document, resolution: Resolution, score: float) -> Resolution:
    """The mention as a place of its own, at the landmark's point."""
    name = " ".join(document.text[resolution.mention.start : resolution.mention.end].split())
    near = landmark.candidates[0].place
    kinds = type_word(name.rpartition(" ")[2]) or {Kind.AREA}
    place = replace(
        near,
        id=f"{FROM_TEXT}:{name_key(name).replace(' ', '-')}:{near.id}",
        name=name,
        kind=min(kinds),
        population=0,
        feature=None,
        name_count=1,
        note=f"Not in the gazetteer: shown at {near.name}, the place named nearest to it.",
        source=FROM_TEXT,
    )
    reason = Evidence(name="near", weight=0.0, text=f"not known by name; {near.name} is named beside it")
    chosen = Candidate(place=place, score=score, evidence=(reason,))
    return replace(resolution, place=place, score=score, candidates=(chosen, *resolution.candidates))
