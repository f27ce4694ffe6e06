"""Where a place lies that the gazetteer does not know: with the place that the text names beside it.

"Karl Bremer Hospital in Bellville" is in Bellville, whatever the hospital is. This is for mentions that
somebody gave, which are places; a recogniser's guesses that the gazetteer does not know are none half of the
time.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence

from geo.model import Document, Kind, Mention, Reading, Resolution
from geo.resolution.candidate_batch import EARTH_RADIUS_KM
from geo.resolution.candidates import unit_vector
from geo.resolution.from_text import placed_by_text

_TRUST = 0.75
"""How often such a mention lies within 161 km of the landmark named nearest: 78 of 102 in LGL, TR-News and
GeoWebNews."""
_SAID_TRUST = 0.9
"""How often where the next words say that it lies there: 22 of 24."""
_SAID = re.compile(r"(?:,\s+|\s+(?:in|at|near|outside|of)\s+)(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:of\s+)?")
"""Between a mention and the place that it is said to lie in: "Clinic 2 in the northern city of Tianjin"."""
_SAID_REACH = 60
"""Code points between the two at most."""
_NEAR_KM = 161.0
_LANDMARKS = (Kind.SETTLEMENT, Kind.DISTRICT, Kind.FACILITY)
"""Kinds whose points say where something beside them is."""
_LEAST = 0.5
"""A place less sure than this is no landmark."""


def placed_beside(
    document: Document,
    resolutions: Sequence[Resolution],
    none: Mapping[Mention, float],
    vague: Collection[Mention] = (),
    beside: Iterable[Resolution] = (),
) -> tuple[Resolution, ...]:
    """The resolutions, with a mention at the landmark named nearest where that is likelier than its place.

    `none` is how likely each mention with candidates is to mean none of them. Of those that are `vague`, an
    institution or known only by a name inside theirs, the next words know better: "Loyola University in Los
    Angeles" is not the one in Chicago. What the recogniser found `beside` them are landmarks too.
    """
    known = (*resolutions, *beside)
    certain = [r for r in known if r.place and r.place.kind in _LANDMARKS and r.score >= _LEAST]
    if not certain:
        return tuple(resolutions)
    landmarks = _Landmarks(certain)
    placed = []
    for resolution in resolutions:
        mention = resolution.mention
        landmark = landmarks.said(document, mention)
        elsewhere = landmark is not None and mention in vague and not _is_near(resolution, landmark)
        trust = _TRUST if landmark is None else _SAID_TRUST
        landmark = landmark or landmarks.nearest(mention)
        score = trust * landmark.score * (1.0 if elsewhere else none.get(mention, 1.0))
        if (elsewhere or score > resolution.score) and mention.reading is not Reading.DEMONYM:
            resolution = _at(landmark, document, resolution, score)
        placed.append(resolution)
    return tuple(placed)


class _Landmarks:
    """The landmarks of a document by where they stand, so that a mention is compared with few of them."""

    def __init__(self, landmarks: Sequence[Resolution]) -> None:
        first = {landmark.mention.start: landmark for landmark in reversed(landmarks)}
        self._landmarks = [first[start] for start in sorted(first)]
        self._starts = [landmark.mention.start for landmark in self._landmarks]
        self._ends_last: list[int] = []
        """For each landmark, which of those up to it ends last."""
        for index, landmark in enumerate(self._landmarks):
            last = self._ends_last[-1] if self._ends_last else index
            later = landmark.mention.end > self._landmarks[last].mention.end
            self._ends_last.append(index if later else last)

    def said(self, document: Document, mention: Mention) -> Resolution | None:
        """The landmark in which the next words say that the mention lies."""
        for index in range(bisect_right(self._starts, mention.end), len(self._starts)):
            start = self._starts[index]
            if start - mention.end > _SAID_REACH:
                break
            if _SAID.fullmatch(document.text, mention.end, start):
                return self._landmarks[index]
        return None

    def nearest(self, mention: Mention) -> Resolution:
        """By the characters between; of two as near the one before."""
        after = bisect_left(self._starts, mention.start)
        around = [
            *self._ends_last[max(0, after - 1) : after],
            *range(after, min(after + 1, len(self._starts))),
        ]

        def between(index: int) -> int:
            landmark = self._landmarks[index].mention
            return max(landmark.start - mention.end, mention.start - landmark.end)

        return self._landmarks[min(around, key=between)]


def _is_near(resolution: Resolution, landmark: Resolution) -> bool:
    if resolution.place is None or landmark.place is None:
        return False
    here = unit_vector(resolution.place.lat, resolution.place.lon)
    there = unit_vector(landmark.place.lat, landmark.place.lon)
    cosine = sum(a * b for a, b in zip(here, there, strict=True))
    return cosine >= math.cos(_NEAR_KM / EARTH_RADIUS_KM)


def _at(landmark: Resolution, document: Document, resolution: Resolution, score: float) -> Resolution:
    """The mention as a place of its own, at the landmark's point."""
    name = " ".join(document.text[resolution.mention.start : resolution.mention.end].split())
    near = landmark.candidates[0].place
    return placed_by_text(
        resolution,
        name,
        near,
        km=_NEAR_KM,
        note=f"Not in the gazetteer: shown at {near.name}, the place named nearest to it.",
        reason=f"not known by name; {near.name} is named beside it",
        score=score,
    )
