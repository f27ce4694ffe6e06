"""A place that only the text knows: a mention's name at the point of a place that the text names."""

from __future__ import annotations

from dataclasses import replace

from geo.gazetteer import name_key
from geo.model import FROM_TEXT, Candidate, Evidence, Kind, Place, Resolution
from geo.resolution.toponyms import type_word


def placed_by_text(
    resolution: Resolution, name: str, near: Place, *, km: float, note: str, reason: str, score: float
) -> Resolution:
    """Return the resolution with a place of its own called `name`, within `km` kilometres of `near`.

    `note` tells a reader how it came there, `reason` the same as evidence. The runners-up stay.
    """
    kinds = type_word(name.rpartition(" ")[2]) or type_word(name.partition(" ")[0]) or {Kind.AREA}
    place = replace(
        near,
        id=f"{FROM_TEXT}:{name_key(name).replace(' ', '-')}:{near.id}",
        name=name,
        kind=min(kinds),
        population=0,
        feature=None,
        name_count=1,
        note=note,
        source=FROM_TEXT,
        approximate_km=km,
    )
    evidence = Evidence(name="near", weight=0.0, text=reason)
    chosen = Candidate(place=place, score=score, evidence=(evidence,))
    return replace(resolution, place=place, score=score, candidates=(chosen, *resolution.candidates))
