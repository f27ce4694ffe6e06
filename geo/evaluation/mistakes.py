"""Where a system goes wrong: which kinds it confuses, and the mentions that it puts furthest off."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from geo.evaluation.records import Answer, Gold, System, distance_km
from geo.evaluation.scoring import NEAR_KM
from geo.model import Document, Place
from geo.readers import split_sentences

UNPLACED = "unplaced"
"""Stands for the kind of what was found but not placed, or not found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """Annotated mentions of one name that a system put in the same wrong place."""

    article: str
    """Id of the first article that has it."""
    toponym: str
    sentence: str
    """Of the first."""
    meant: str
    chose: str
    km: float
    """Infinite where the system put it nowhere."""
    score: float | None
    times: int


def confusion(gold: Gold, system: System, place: Callable[[str], Place | None]) -> Counter[tuple[str, str]]:
    """Return how often an annotated kind of place was answered with which kind.

    `place` gives the place with an id; a mention whose annotated place it does not know counts under "other".
    """
    found: Counter[tuple[str, str]] = Counter()
    for id, article in gold.items():
        for mention in article.mentions:
            if mention.lat is None:
                continue
            answer = nearest_answer(mention.start, mention.end, system[id])
            meant = place(f"geonames:{mention.geonameid}") if mention.geonameid is not None else None
            kind = meant.kind.value if meant else "other"
            found[kind, answer.kind if answer and answer.lat is not None else UNPLACED] += 1
    return found


def nearest_answer(start: int, end: int, answers: tuple[Answer, ...]) -> Answer | None:
    """The answer that overlaps a span, a placed one first; None where none does."""
    over = [answer for answer in answers if answer.start < end and start < answer.end]
    return min(over, key=lambda a: (a.lat is None, abs(a.start - start) + abs(a.end - end)), default=None)


def worst(
    gold: Gold, system: System, place: Callable[[str], Place | None], limit: int = 20
) -> tuple[Mistake, ...]:
    """The most frequent mistakes, the furthest first among equals."""
    first: dict[tuple[str, str, str], Mistake] = {}
    times: Counter[tuple[str, str, str]] = Counter()
    for id, article in gold.items():
        for mention in article.mentions:
            answer = nearest_answer(mention.start, mention.end, system[id])
            placed = answer is not None and answer.lat is not None
            km = distance_km(answer, mention) if answer is not None else math.inf
            if mention.lat is None or km <= NEAR_KM:
                continue
            meant = place(f"geonames:{mention.geonameid}") if mention.geonameid is not None else None
            toponym = article.text[mention.start : mention.end]
            where = _described(meant) if meant else f"{mention.lat:.2f}, {mention.lon:.2f}"
            chose = f"{answer.name or 'a place'} ({answer.kind})" if answer and placed else "nowhere"
            key = (toponym, where, chose)
            times[key] += 1
            if key not in first:
                first[key] = Mistake(
                    article=id,
                    toponym=toponym,
                    sentence=_sentence(id, article.text, mention.start, mention.end),
                    meant=where,
                    chose=chose,
                    km=km,
                    score=answer.score if answer and placed else None,
                    times=0,
                )
    ordered = sorted(first, key=lambda key: (-times[key], -first[key].km, key))
    return tuple(replace(first[key], times=times[key]) for key in ordered[:limit])


def _described(place: Place) -> str:
    parts = [place.name, place.region if place.region != place.name else None, place.country_name]
    return ", ".join(dict.fromkeys(part for part in parts if part)) + f" ({place.kind.value})"


def _sentence(id: str, text: str, start: int, end: int) -> str:
    """The sentence around a span, on one line."""
    for sentence in split_sentences(Document(id=id, text=text)):
        if sentence.start <= start < sentence.end:
            return " ".join(text[sentence.start : max(end, sentence.end)].split())
    return text[start:end]
