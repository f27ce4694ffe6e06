"""Chooses a place for every mention of a document, and says why."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import Document, Kind, Mention, Recognition, Resolution, Sentence
from geo.resolution.candidate_batch import stack
from geo.resolution.candidates import Lookup
from geo.resolution.dialect import american
from geo.resolution.grouping import Grouper
from geo.resolution.landmarks import placed_beside
from geo.resolution.ranker import Ranker
from geo.resolution.reasons import Teller
from geo.resolution.toponyms import INSIDE

_NONE_LEAD = 0.5
"""A mention stays unplaced when "none of these" leads the best candidate by at least this much."""


class Resolver:
    """Resolves mentions against a gazetteer. Deterministic; safe to share between threads."""

    def __init__(self, gazetteer: Lookup, ranker: Ranker | None = None) -> None:
        """With the shipped ranker where none is given. Raises `ModelMissing` where that cannot be read."""
        self._grouper = Grouper(gazetteer)
        self._ranker = ranker or Ranker.load()

    def resolve(
        self,
        document: Document,
        sentences: Sequence[Sentence],  # noqa: ARG002  (the protocol's; another resolver may need them)
        recognition: Recognition,
    ) -> tuple[Resolution, ...]:
        """One resolution a mention, in order; its place is None where no candidate is likely."""
        clusters = self._grouper.clusters(document, recognition)
        if not any(cluster.mentions for cluster in clusters):
            return tuple(Resolution(mention=m, place=None) for m in recognition.mentions)
        stacked = stack(clusters, american(document.text))
        ranking = self._ranker.rank(stacked)
        decided: dict[Mention, Resolution] = {}
        none: dict[Mention, float] = {}
        vague: set[Mention] = set()
        teller = Teller(stacked, ranking, self._ranker)
        for index, cluster in enumerate(clusters):
            if not cluster.mentions:
                continue
            candidates = teller.candidates(index)
            best = candidates[0]
            unknown = ranking.none[index] > best.score + _NONE_LEAD
            if cluster.table.query.backed_off == INSIDE or best.place.kind is Kind.FACILITY:
                vague.update(cluster.mentions)
            for mention in cluster.mentions:
                none[mention] = float(ranking.none[index])
                decided[mention] = Resolution(
                    mention=mention,
                    place=None if unknown else best.place,
                    score=0.0 if unknown else best.score,
                    candidates=candidates,
                )
        found = tuple(decided.get(m) or Resolution(mention=m, place=None) for m in recognition.mentions)
        return placed_beside(document, found, none, vague) if recognition.given else found
