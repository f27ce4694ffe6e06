"""Places on the ground that no source knows, shown at what the text says they are in, at or near.

A street, a school or a creek bears the name of a city far away more often than not: "Cairo High School in
Georgia" is not in Egypt. Where the words ask for a kind that no candidate is of, or say that the name lies
where none of its candidates does, the mention is approximate: a ring at the place that the text names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.languages import language
from geo.model import (
    FROM_TEXT,
    Candidate,
    Document,
    Evidence,
    Kind,
    Mention,
    Place,
    Reading,
    Resolution,
    Sentence,
)
from geo.resolution.candidate_batch import EARTH_RADIUS_KM
from geo.resolution.candidates import unit_vector
from geo.resolution.from_text import placed_by_text

RADIUS_KM: dict[Kind, float] = {
    Kind.FACILITY: 10.0,
    Kind.SETTLEMENT: 15.0,
    Kind.ISLAND: 40.0,
    Kind.DISTRICT: 40.0,
    Kind.MOUNTAIN: 60.0,
    Kind.WATER: 60.0,
    Kind.REGION: 150.0,
}
"""How far such a place is from the point of what it is said to lie in, mostly at most; by that one's kind."""
_BESIDE = 2.0
"""How many times that where it is only named in the same sentence."""
_SAID_TRUST, _BESIDE_TRUST = 0.85, 0.6
"""How often the point is right, where the text says it and where it only names it beside."""
_SAID = re.compile(
    r"(?:,\s+(?:in\s+)?|\s+\(|\s+(?:in|at|near|off|outside|of|on)\s+)(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:of\s+)?"
)
"""Between a mention and the place that it is said to lie in: "the Elk River Trail near Port Orford"."""
_COMMA = re.compile(r",\s+")
_LIST = re.compile(r",?\s+(?:and|or|&)\s+[A-Z]|,\s+[A-Z][^,.]{0,25},?\s+(?:and|or)\s|;")
_IN_A_LIST = re.compile(r"[A-Z][\w'’.-]*,\s+$|[A-Z][\w'’.-]*,?\s+and\s+$")
_GOES_ON = re.compile(r"['’]s\b|\s[A-Z]|-")
_WORDS_AT = language("en").tables["locative"]["at"]
_AT = re.compile(rf"\b(?:{_WORDS_AT}|on|off|of)\s+(?:the\s+)?$", re.IGNORECASE)
_SAID_REACH = 60
_LIKELY = 0.5
"""A place less sure than this says nothing of others."""
_NEAR_KM = 100.0
"""A candidate within this of where the text says that the name lies is the one."""
_FAR_KM = 300.0
"""A feature further than this from everything else that a document names is another's namesake."""
_SURE_NAME = 0.6
"""Least probability of a mention that is shown although nothing is known under its name."""
_POINTS = (Kind.SETTLEMENT, Kind.DISTRICT, Kind.FACILITY, Kind.ISLAND)
_DIVISIONS = (Kind.REGION, Kind.DISTRICT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """What is known of a mention whose place may be none of its candidates."""

    unmet: bool = False
    """Its own words ask for a kind, and no candidate is of it."""
    places: Sequence[Place] = ()
    """What else its name may mean, the best known first."""


def approximated(
    document: Document,
    sentences: Sequence[Sentence],
    resolutions: Sequence[Resolution],
    doubts: Mapping[Mention, Doubt],
) -> tuple[Resolution, ...]:
    """The resolutions, with a place from the text where it says more than the gazetteer knows."""
    landmarks = [r for r in resolutions if r.place and r.score >= _LIKELY and r.place.kind in RADIUS_KM]
    if not landmarks:
        return tuple(resolutions)
    finder = _Finder(document, sentences, landmarks, doubts)
    return tuple(finder.placed(resolution) for resolution in resolutions)


class _Finder:
    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        landmarks: Sequence[Resolution],
        doubts: Mapping[Mention, Doubt],
    ) -> None:
        self._text = document.text
        self._sentences = sentences
        self._landmarks = landmarks
        self._doubts = doubts

    def placed(self, resolution: Resolution) -> Resolution:
        """The resolution, or what the text says of its place."""
        mention, place = resolution.mention, resolution.place
        if mention.reading is not Reading.LITERAL:
            return resolution
        doubt = self._doubts.get(mention, Doubt())
        said = self._said(resolution, strict=place is not None and not doubt.unmet)
        if said is not None:
            return self._where_it_says(resolution, doubt, said)
        if place is None or doubt.unmet:
            beside = self._beside(resolution)
            if place is None and beside is not None and self._is_on_the_ground(mention):
                return self._at(beside, resolution, _BESIDE, _BESIDE_TRUST)
            if doubt.unmet and place is not None and not self._has_company(resolution):
                if beside is None:
                    return self._nowhere(resolution)
                return self._at(beside, resolution, _BESIDE, _BESIDE_TRUST)
        return resolution

    def _said(self, resolution: Resolution, *, strict: bool) -> Resolution | None:
        """What the next words say that the mention lies in, `strict` where its own place would do as well."""
        mention, text = resolution.mention, self._text
        for landmark in self._landmarks:
            start, end = landmark.mention.start, landmark.mention.end
            if not 0 < start - mention.end <= _SAID_REACH or landmark.place == resolution.place:
                continue
            between = text[mention.end : start]
            if not _SAID.fullmatch(between):
                continue
            before = text[max(0, mention.start - 30) : mention.start]
            is_list = _LIST.match(text, end) or _IN_A_LIST.search(before)
            by_comma = _COMMA.fullmatch(between) is not None
            if by_comma and (is_list or not self._ends_there(landmark) or not _follows_at(before, landmark)):
                continue
            if strict and not (by_comma and self._could_hold(landmark, resolution)):
                continue
            return landmark
        return None

    def _ends_there(self, landmark: Resolution) -> bool:
        """Whether what is named after a comma is no part of a longer name: "California Polytechnic"."""
        return _GOES_ON.match(self._text, landmark.mention.end) is None

    def _could_hold(self, landmark: Resolution, resolution: Resolution) -> bool:
        """Whether a town or a small feature may lie in the landmark, which is the greater of the two."""
        inner, outer = resolution.place, landmark.place
        if inner is None or outer is None or inner.kind not in _POINTS:
            return False
        if outer.kind in _DIVISIONS:
            return True
        return outer.kind is Kind.SETTLEMENT and outer.population > max(_GREAT, 2 * inner.population)

    def _where_it_says(self, resolution: Resolution, doubt: Doubt, said: Resolution) -> Resolution:
        if resolution.place is not None and _holds(said, resolution.place):
            return resolution
        inside = next((place for place in doubt.places if _holds(said, place)), None)
        if inside is not None and not doubt.unmet:
            reason = Evidence(name="near", weight=0.0, text=f"the text says that it is in {_name(said)}")
            chosen = Candidate(place=inside, score=_SAID_TRUST * said.score, evidence=(reason,))
            return replace(
                resolution,
                place=inside,
                score=chosen.score,
                candidates=(chosen, *(c for c in resolution.candidates if c.place != inside)),
            )
        if inside is not None:
            said = replace(said, place=inside, candidates=(Candidate(place=inside, score=said.score),))
        return self._at(said, resolution, 1.0, _SAID_TRUST)

    def _beside(self, resolution: Resolution) -> Resolution | None:
        """The town or building that the same sentence names nearest."""
        mention = resolution.mention
        sentence = next((s for s in self._sentences if s.start <= mention.start < s.end), None)
        near = [
            other
            for other in self._landmarks
            if sentence is not None
            and sentence.start <= other.mention.start < sentence.end
            and other.mention != mention
            and other.place is not None
            and other.place.kind in _POINTS
            and other.place.id.partition(":")[0] != FROM_TEXT
        ]
        return min(near, key=lambda other: _apart(mention, other.mention), default=None)

    def _is_on_the_ground(self, mention: Mention) -> bool:
        before = self._text[max(0, mention.start - 20) : mention.start]
        return mention.score >= _SURE_NAME and not mention.embedded and _AT.search(before) is not None

    def _has_company(self, resolution: Resolution) -> bool:
        """Whether the document names something else near the place, or nothing else at all."""
        mention, place = resolution.mention, resolution.place
        others = [
            other.place
            for other in self._landmarks
            if other.place
            and other.place.kind in _POINTS
            and other.mention != mention
            and other.place != place
        ]
        return place is None or not others or any(_km(place, other) < _FAR_KM for other in others)

    def _nowhere(self, resolution: Resolution) -> Resolution:
        return replace(resolution, place=None, score=0.0)

    def _at(self, landmark: Resolution, resolution: Resolution, times: float, trust: float) -> Resolution:
        mention, near = resolution.mention, landmark.place
        if near is None:
            return resolution
        name = " ".join(self._text[mention.start : mention.end].split())
        where = "in" if times == 1.0 else "near"
        return placed_by_text(
            resolution,
            name,
            near,
            km=RADIUS_KM[near.kind] * times,
            note=f"Approximate: somewhere {where} {near.name}, from the text; not in the gazetteer.",
            reason=f"not known by name; the text puts it {where} {near.name}",
            score=trust * landmark.score,
        )


_GREAT = 100_000
"""People of a town that has suburbs of names that no gazetteer lists."""


def _holds(landmark: Resolution, place: Place) -> bool:
    """Whether a place lies in a landmark, as far as codes and points tell."""
    outer = landmark.place
    if outer is None:
        return False
    if outer.kind is Kind.REGION:
        return place.region_code == outer.region_code
    if outer.kind is Kind.DISTRICT and outer.district_code and place.district_code == outer.district_code:
        return True
    return _km(place, outer) < _NEAR_KM


def _follows_at(before: str, landmark: Resolution) -> bool:
    """Whether "Clifton, Bristol" stands after a word such as "in": a town's part always does."""
    place = landmark.place
    return (place is not None and place.kind in _DIVISIONS) or _AT.search(before) is not None


def _km(one: Place, other: Place) -> float:
    a, b = unit_vector(one.lat, one.lon), unit_vector(other.lat, other.lon)
    return EARTH_RADIUS_KM * math.acos(max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)))))


def _apart(one: Mention, other: Mention) -> int:
    return max(other.start - one.end, one.start - other.end)


def _name(landmark: Resolution) -> str:
    return landmark.place.name if landmark.place else ""


__all__ = ["RADIUS_KM", "Doubt", "approximated"]
