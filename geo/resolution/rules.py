"""Penalties by rule, beside what the ranker's networks learnt.

The annotated articles are few, and most are of small American papers. Each rule here sets right what these
teach wrong to everyone else, in log odds, and says where it holds. `python -m training.ranker.ablation`
measures what each gains and costs; the table stands in the ranker's model card.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.model import Kind
from geo.resolution.candidate_batch import CandidateBatch, Flags
from geo.resolution.candidates import KIND_CODE, NOWHERE, Floats, Ints
from geo.resolution.features import COLUMN


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What a rule sees of a document."""

    matrix: Floats
    batch: CandidateBatch
    probability: Floats | None = None
    """Of each candidate as the pass before understood the document; None in the first pass."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Log odds that some candidates lose."""

    name: str
    penalty: float
    applies: Callable[[Evidence], Flags]
    """The candidates that it is for."""
    measured: str
    """What it sets right, and what was seen without it."""
    in_document: bool = False
    """It needs to know what the document's other names likely mean."""


def penalty(rules: Sequence[Rule], evidence: Evidence) -> Floats:
    """Log odds that candidates lose by the rules that hold in this pass."""
    loss = np.zeros(len(evidence.matrix))
    for rule in rules:
        if not rule.in_document or evidence.probability is not None:
            loss += rule.penalty * rule.applies(evidence)
    return loss


_TIMES_ITS_CITY = 0.9
"""log10 of how many times: eight. Quebec, Oaxaca and Veracruz have more."""
_SOME_SIBLINGS = 2
_GREAT_CITY = 5.7
"""log10 of the people of a great city that is no country's capital: 500,000."""
_CONCEIVABLE = 0.1
"""Least probability of the city by what is known so far: Aleppo was once called Berea."""
_TOWN_OF_CITY = 1.3
_TOWN_OF_CAPITAL = 0.7
"""log10 of how many times fewer people such a town has than the city: twenty; than a capital: five."""
_SOME_NEIGHBOURS = 2.2
"""Names that lie in the town's region, counted by how likely, from which it is left to the networks."""
_NAMED = 0.3
"""`country_named` and its like from which what a town lies in is likely named."""
_IS_NAMED = [COLUMN["country_named"], COLUMN["region_named"], COLUMN["district_named"]]
_ASK_FOR_A_REGION = [COLUMN[name] for name in ("asked_kind", "width_words", "qualifies_others")]
_CAPITAL_SEAT = 3.0
"""What `seat` is for a country's capital."""


# Each rule first looks whether a document has anything for it: most have not.


def _of_another_kind(evidence: Evidence) -> Flags:
    """The places that `ASKED` is for."""
    return np.asarray(evidence.matrix[:, COLUMN["asked_kind"]] == -1.0)


def _elsewhere(evidence: Evidence) -> Flags:
    """The places that `QUALIFIED` is for."""
    matrix, batch = evidence.matrix, evidence.batch
    inside = matrix[:, COLUMN["qualifier_after"]]
    says = inside > 0
    if not says.any():
        return np.asarray(says)
    said = np.logical_or.reduceat(says, batch.starts[:-1])[batch.cluster]
    return np.asarray(said & ~says & (matrix[:, COLUMN["qualifier_listed"]] == 0))


def _after_its_city(evidence: Evidence) -> Flags:
    """The regions that `NAMESAKE` is for."""
    matrix = evidence.matrix
    region = (matrix[:, COLUMN["is_region"]] * matrix[:, COLUMN["has_namesake"]]) > 0
    if not region.any():
        return np.asarray(region)
    asked = (matrix[:, _ASK_FOR_A_REGION] > 0).any(axis=1)
    return np.asarray(region & ~asked & (matrix[:, COLUMN["times_namesake"]] < _TIMES_ITS_CITY))


def _among_regions(evidence: Evidence) -> Flags:
    """The countries that `SIBLINGS` is for; what a name likely means is taken to be its best known place."""
    batch = evidence.batch
    is_country, is_region = (batch.kind == KIND_CODE[kind] for kind in (Kind.COUNTRY, Kind.REGION))
    either = is_country & np.logical_or.reduceat(is_region, batch.starts[:-1])[batch.cluster]
    if not either.any():
        return np.asarray(either)
    siblings = _others(batch.country, batch, of=Kind.REGION)
    enough = np.clip(len(batch.clusters) - 1, 1, _SOME_SIBLINGS)
    among = is_region & (batch.country != NOWHERE) & (siblings >= enough)
    alone = _others(batch.country, batch) == 0
    return np.asarray(either & alone & np.logical_or.reduceat(among, batch.starts[:-1])[batch.cluster])


def _called_as_the_capital(evidence: Evidence) -> Flags:
    """The regions that `CAPITAL` is for; other names are taken for their best known places."""
    matrix, batch = evidence.matrix, evidence.batch
    is_capital = matrix[:, COLUMN["seat"]] == _CAPITAL_SEAT
    ruled = np.maximum.reduceat(np.where(is_capital, batch.country, NOWHERE), batch.starts[:-1])
    of_capital = (batch.country == ruled[batch.cluster]) & (batch.country != NOWHERE)
    of_capital &= batch.kind == KIND_CODE[Kind.REGION]
    if not of_capital.any():
        return np.asarray(of_capital)
    alone = _others(batch.region, batch) + _others(batch.country, batch, of=Kind.REGION) == 0
    unasked = _unqualified(matrix) & (matrix[:, COLUMN["asked_kind"]] <= 0)
    return np.asarray(of_capital & alone & unasked)


def _towns_of_a_city(evidence: Evidence) -> Flags:
    """The towns that `GREAT` is for, the document's other names being known."""
    matrix, batch = evidence.matrix, evidence.batch
    probability = evidence.probability
    if probability is None:
        return np.zeros(len(matrix), dtype=bool)
    starts, people = batch.starts[:-1], matrix[:, COLUMN["population"]]
    is_town = matrix[:, COLUMN["is_settlement"]] > 0
    is_capital = matrix[:, COLUMN["seat"]] == _CAPITAL_SEAT
    great = is_capital | is_town & (people >= _GREAT_CITY)
    if not great.any():
        return np.asarray(great)
    meant = probability > _CONCEIVABLE
    city = np.maximum.reduceat(np.where(is_town & meant, people, 0.0), starts)[batch.cluster]
    capital = np.maximum.reduceat(np.where(is_capital & meant, people, 0.0), starts)[batch.cluster]
    lesser = (city >= _GREAT_CITY) & (people < city - _TOWN_OF_CITY) | (people < capital - _TOWN_OF_CAPITAL)
    is_home = is_capital & (matrix[:, COLUMN["country_named"]] > _NAMED)
    if is_home.any():
        lesser |= np.logical_or.reduceat(is_home, starts)[batch.cluster] & ~is_capital
    found = is_town & lesser
    rows = np.flatnonzero(found)
    if not len(rows):
        return np.asarray(found)
    some = matrix[rows]
    others = 2.0 ** some[:, COLUMN["other_names"]] - 1.0
    few = (others > 0) & (some[:, COLUMN["region_covers"]] * others < _SOME_NEIGHBOURS)
    asked = (some[:, COLUMN["asked_kind"]] > 0) | ~_unqualified(some)
    asked |= some[:, _IS_NAMED].max(axis=1) > _NAMED
    sent = (some[:, COLUMN["dateline_region"]] > 0) | (some[:, COLUMN["is_dateline"]] > 0)
    found[rows] = few & ~asked & ~sent
    return np.asarray(found)


def _others(code: Ints, batch: CandidateBatch, of: Kind | None = None) -> Ints:
    """Return how many other names, of a kind or of any, are best known as a place with each candidate's
    code."""
    first = batch.starts[:-1]
    counted = np.ones(len(first), dtype=bool) if of is None else batch.kind[first] == KIND_CODE[of]
    best = code[first]
    counts = np.bincount(best[counted] + 1, minlength=int(code.max()) + 2)
    itself = (code == best[batch.cluster]) & counted[batch.cluster]
    return np.asarray(counts[code + 1] - itself)


def _unqualified(matrix: Floats) -> Flags:
    """The candidates that no word beside the name says to lie where they do."""
    return np.asarray(
        (matrix[:, COLUMN["qualifier_after"]] <= 0) & (matrix[:, COLUMN["qualifier_before"]] <= 0)
    )


RULES = (
    Rule(
        name="ASKED",
        penalty=2.0,
        applies=_of_another_kind,
        measured="A place loses where the words beside the name ask for another kind, and there is one of "
        'it: "the town of Kupiansk", "Fayette and Bourbon counties".',
    ),
    Rule(
        name="QUALIFIED",
        penalty=4.0,
        applies=_elsewhere,
        measured="A place loses where the words beside the name say in what it lies, another place of that "
        'name lies there and this one does not: "China, Maine". Nothing where the words go on as '
        "a list does.",
    ),
    Rule(
        name="NAMESAKE",
        penalty=3.5,
        applies=_after_its_city,
        measured="A region loses to the city in it that is called so, where no word asks for the region "
        "and it has less than eight times the city's people: Homs, New York and Mendoza are "
        "cities, Quebec may be either.",
    ),
    Rule(
        name="SIBLINGS",
        penalty=2.0,
        applies=_among_regions,
        measured="A country loses to a region of its name that stands among regions of its own country, "
        'two or nothing else, where no other name is of the country: "Georgia and Florida".',
    ),
    Rule(
        name="CAPITAL",
        penalty=2.5,
        applies=_called_as_the_capital,
        measured="A region loses to its country's capital by that name, where no word asks for it and no "
        'other name is of the region or of another one beside it: "Moscow and Washington agreed".',
    ),
    Rule(
        name="GREAT",
        penalty=2.5,
        applies=_towns_of_a_city,
        measured="A town loses to a great city of its name, a capital where its country is named, where "
        "nothing that the town lies in is named, hardly another name is of its region, and no "
        "word or dateline says so.",
        in_document=True,
    ),
)
"""All rules, each with a test of its name in `tests/resolution/test_rules.py`."""
