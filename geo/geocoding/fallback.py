"""What the gazetteer lacks is asked of a service: one question per name, a bounded time per document."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geo.errors import DatelineError
from geo.geocoding.base import Geocodes, RateLimited
from geo.geocoding.geocode_cache import normalised
from geo.geocoding.places import place_of
from geo.geocoding.turns import in_words
from geo.model import FROM_TEXT, Candidate, Document, Evidence, Kind, Place, Reading, Resolution

SECONDS_A_DOCUMENT = 30.0
"""After this much waiting for answers the rest of a document's names is not asked for."""
FAILURES_IN_A_ROW = 3
"""Failures one after another after which a service counts as down."""
DOWN_FOR = 60.0
"""Seconds in which a service that counts as down is not asked again."""

TRUST = 0.7
"""Probability that a service's places of a name hold the one that is meant at all. Not measured: a
trial would need the network. It keeps these places below what the gazetteer is sure of."""
NEXT_ANSWER = 0.5
"""Each answer weighs so much of the one before it: services rank by importance."""
FACILITY = 0.3
"""Shops and buildings are often called like the villages that news names."""
SAME_COUNTRY = 4.0
"""A place in the country that the document names most weighs this many times as much."""


class Outcome(StrEnum):
    """How a question ended. Four different values: an outage is not "no such place"."""

    FOUND = "found"
    NOTHING = "no such place"
    FAILED = "failed"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What came of one name."""

    outcome: Outcome
    places: tuple[Place, ...] = ()
    """Best first, as the service ranks them."""
    reason: str | None = None
    """Why there is no answer, where it failed or was not asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _LeftAlone:
    """Until when a service is not asked, by the clock, and what it did."""

    until: float
    because: str


class FallbackGeocoding:
    """Completes resolutions with the places of a geocoding service."""

    def __init__(
        self, geocoder: Geocodes, service: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`service` names the one that answers; `clock` gives seconds."""
        self._geocoder = geocoder
        self._service = service
        self._clock = clock
        self._lock = threading.Lock()  # readers of one server share this, each in a thread
        self._failures = 0
        self._left_alone = _LeftAlone(until=-float("inf"), because="")

    def complete(
        self,
        document: Document,
        resolutions: Sequence[Resolution],
    ) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
        """Return the resolutions, with a place or a failure for those without a candidate; and what to tell.

        Demonyms are not asked for: a service looks for streets of that name.
        """
        countries = Counter(r.place.country for r in resolutions if r.place and r.place.country)
        started, replies = self._clock(), dict[str, Reply]()
        completed = []
        for resolution in resolutions:
            mention = resolution.mention
            if _is_unknown(resolution) and mention.reading != Reading.DEMONYM:
                name = document.text[mention.start : mention.end]
                key = normalised(name)
                if key not in replies:
                    replies[key] = self._reply(name, out_of_time=self._clock() - started > SECONDS_A_DOCUMENT)
                resolution = self._resolved(resolution, replies[key], countries)
            completed.append(resolution)
        return tuple(completed), self._notices(replies.values())

    def _reply(self, name: str, *, out_of_time: bool) -> Reply:
        with self._lock:
            left_alone = self._left_alone
        if self._clock() < left_alone.until:
            reason = f"{self._service} was not asked again: {left_alone.because}."
            return Reply(outcome=Outcome.NOT_ASKED, reason=reason)
        if out_of_time:
            reason = f"{self._service} was not asked: the document's other names had taken too long."
            return Reply(outcome=Outcome.NOT_ASKED, reason=reason)
        try:
            found = self._geocoder.geocode(name, exactly_one=False)
        except RateLimited as refusal:
            pause = refusal.retry_after
            said = "is limiting requests" if pause is None else f"asked for {in_words(pause)} of rest"
            self._leave_alone(DOWN_FOR if pause is None else min(pause, DOWN_FOR), f"it {said}")
            return Reply(outcome=Outcome.FAILED, reason=str(refusal))
        except DatelineError as error:
            self._count_failure()
            return Reply(outcome=Outcome.FAILED, reason=str(error))
        with self._lock:
            self._failures = 0
        if not found:
            return Reply(outcome=Outcome.NOTHING)
        places = {place.id: place for place in (place_of(location, self._service) for location in found)}
        return Reply(outcome=Outcome.FOUND, places=tuple(places.values()))

    def _count_failure(self) -> None:
        with self._lock:
            self._failures += 1
            down = self._failures >= FAILURES_IN_A_ROW
            if down:
                self._failures = 0
        if down:
            self._leave_alone(DOWN_FOR, f"it failed {FAILURES_IN_A_ROW} times in a row")

    def _leave_alone(self, seconds: float, because: str) -> None:
        with self._lock:
            self._left_alone = _LeftAlone(until=self._clock() + seconds, because=because)

    def _resolved(self, resolution: Resolution, reply: Reply, countries: Counter[str]) -> Resolution:
        if reply.outcome is not Outcome.FOUND:
            return replace(resolution, failure=reply.reason)
        candidates = self._candidates(reply.places, countries)
        best = candidates[0]
        return replace(resolution, place=best.place, score=best.score, candidates=candidates)

    def _candidates(self, places: Sequence[Place], countries: Counter[str]) -> tuple[Candidate, ...]:
        most_named = max(countries.values(), default=0)
        weighed: list[tuple[float, Place, tuple[Evidence, ...]]] = []
        for rank, place in enumerate(places):
            evidence = [self._rank_evidence(rank)]
            times = countries[place.country] if place.country else 0
            if times:
                weight = 1 + (SAME_COUNTRY - 1) * times / most_named
                text = f"in {place.country_name or place.country}, where the article names other places"
                evidence.append(Evidence(name="country_named", weight=weight, text=text))
            if place.kind is Kind.FACILITY:
                evidence.append(Evidence(name="kind", weight=FACILITY, text="a building or site"))
            product = 1.0
            for reason in evidence:
                product *= reason.weight
            weighed.append((product, place, tuple(evidence)))
        total = sum(weight for weight, _, _ in weighed)
        weighed.sort(key=lambda entry: -entry[0])
        return tuple(
            Candidate(place=place, score=TRUST * weight / total, evidence=evidence)
            for weight, place, evidence in weighed
        )

    def _rank_evidence(self, rank: int) -> Evidence:
        text = f"{self._service}'s {'first' if rank == 0 else 'further'} answer; the gazetteer has none"
        return Evidence(name="service_rank", weight=NEXT_ANSWER**rank, text=text)

    def _notices(self, replies: Iterable[Reply]) -> tuple[str, ...]:
        """One sentence per reason. It holds no names: they are strangers' text."""
        reasons = Counter(reply.reason for reply in replies if reply.reason)
        return tuple(
            f"{'A name stays' if count == 1 else f'{count} names stay'} unplaced because {reason}"
            for reason, count in reasons.items()
        )


def _is_unknown(resolution: Resolution) -> bool:
    """Return whether the gazetteer has no place of that name; one that only the text knows may still be
    found."""
    return all(candidate.place.source == FROM_TEXT for candidate in resolution.candidates)
