"""Chooses a place for every mention of a document, and says why."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import Document, Kind, Mention, Recognition, Resolution, Sentence
from geo.resolution.approximate import Doubt, approximated
from geo.resolution.candidate_batch import MentionCluster, stack
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

    def __init__(self, gazetteer: Lookup, ranker: Ranker | None = None, *, exact: bool = False) -> None:
        """With the shipped ranker where none is given. Raises `ModelMissing` where that cannot be read.

        `exact` leaves out what the gazetteer does not know, instead of showing it near where the text says.
        """
        self._exact = exact
        self._grouper = Grouper(gazetteer)
        self._ranker = ranker or Ranker.load()

    def resolve(
        self,
        document: Document,
        sentences: Sequence[Sentence],
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
        doubts: dict[Mention, Doubt] = {}
        teller = Teller(stacked, ranking, self._ranker)
        for index, cluster in enumerate(clusters):
            if not cluster.mentions:
                continue
            candidates = teller.candidates(index)
            best = candidates[0]
            unknown = ranking.none[index] > best.score + _NONE_LEAD
            if cluster.table.query.backed_off == INSIDE or best.place.kind is Kind.FACILITY:
                vague.update(cluster.mentions)
            doubt = _doubt(cluster)
            for mention in cluster.mentions:
                doubts[mention] = doubt
                none[mention] = float(ranking.none[index])
                decided[mention] = Resolution(
                    mention=mention,
                    place=None if unknown else best.place,
                    score=0.0 if unknown else best.score,
                    candidates=candidates,
                )
        found = tuple(decided.get(m) or Resolution(mention=m, place=None) for m in recognition.mentions)
        if self._exact:
            return found
        if not recognition.given:
            return approximated(document, sentences, found, doubts)
        beside = [decided[m] for m in recognition.beside if m in decided]
        return placed_beside(document, found, none, vague, beside)


def _doubt(cluster: MentionCluster) -> Doubt:
    """What else a name may mean, and whether its own words ask for a kind that none of these is."""
    table = cluster.table
    kinds = table.query.kinds if table.query.backed_off else None
    unmet = kinds is not None and not any(named.place.kind in kinds for named in table.places)
    return Doubt(unmet=unmet, places=[named.place for named in table.places])
