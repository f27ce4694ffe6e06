"""From the evidence on candidates to probabilities: three small learned networks, one a pass.

The first sees a name, its neighbours in the text and the gazetteer. The second also sees the document's
other names as the first understood them, the third as the second did. Each gives every candidate, and
"none of these", a score; a softmax over a name's candidates makes probabilities of them. `training.ranker`
makes the file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import numpy as np

from geo.errors import ModelMissing
from geo.model import Kind
from geo.resolution import company, features
from geo.resolution.candidates import KIND_CODE, NOWHERE, Floats, Ints
from geo.resolution.features import COLUMN, NAMES
from geo.resolution.stack import Flags, Stack

MODEL = Path(__file__).parent / "data" / "ranker.npz"
PASSES = 3
_ROWS_AT_ONCE = 256
"""The linear algebra library would share a larger product among threads, which costs more than it spares:
they wait for one another in a busy loop, and other documents have work for every core."""
SHADOW = 2.5
"""Log odds that a small place loses to the country or region whose name it bears, where no word beside the
name speaks for it. The networks learnt from papers of such towns; most readers' articles mean the state."""
QUALIFIED = 4.0
"""Log odds that a place loses where the words after the name say in what it lies, another place of that name
lies there and this one does not: "China, Maine". Nothing where the words go on as a list does."""
ASKED = 2.0
"""Log odds that a place loses where the words beside the name ask for another kind, and there is one: "the
town of Kupiansk", "Fayette and Bourbon counties"."""
NAMESAKE = 2.0
"""Log odds that a region loses to the city in it by a name that it is not shown under, where no word asks for
the region: Kiev, Wien and Leningrad are cities. Not where the region has many times the city's people."""
_TIMES_ITS_CITY = 1.7
"""log10 of how many times: fifty, as in the imagined documents."""
SIBLINGS = 2.0
"""Log odds that a country loses to a region of its name that stands among regions of its own country, two or
nothing else, where no other name is of the country: "Georgia and Florida", "Namur, Liège and Luxembourg"."""
_SOME_SIBLINGS = 2
CAPITAL = 2.5
"""Log odds that a region loses to its country's capital by that name, where no word asks for it and no other
name is of the region or of another one beside it: "Moscow and Washington agreed" is not of the state."""
GREAT = 2.5
"""Log odds that a town loses to a great city of its name where nothing that it lies in is named, hardly
another name is of its region, and no word or dateline says so: one place that happens to lie near it is not
enough to make Cologne the one in Lombardy beside Turin, or Washington the one in England beside London. A
capital is great to all others where its country is named: Hamilton beside Bermuda."""
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
_CAPITAL_SEAT = 3.0
"""What `seat` is for a country's capital."""
_SMALLER = -2.0
"""log10 of how many times less prominent such a place is."""


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer and a direct path: small enough to evaluate a document in a few products."""

    hidden: Floats
    """A column a feature, a row a hidden unit's weights: features x units."""
    bias: Floats
    out: Floats
    direct: Floats
    """A weight a feature."""

    def scores(self, matrix: Floats) -> Floats:
        """Of each row of evidence, its log odds up to a constant of the group."""
        scores = matrix @ self.direct
        for start in range(0, len(matrix), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            scores[rows] += np.maximum(matrix[rows] @ self.hidden + self.bias, 0.0) @ self.out
        return np.asarray(scores)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the ranker thinks of a document's candidates."""

    matrix: Floats
    """The evidence, a row a candidate."""
    probability: Floats
    """Of each candidate, that the name means it."""
    none: Floats
    """Of each group, that it means none of its candidates."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Probabilities of candidates. Read-only, safe to share between threads."""

    networks: Sequence[Network]
    neutral: Floats
    """Evidence that says nothing: the average candidate's prominence and distance to the document's other
    places, and no word of it."""
    slope: float
    shift: float
    """Calibration: log odds are `slope` times the networks' plus `shift`."""

    @classmethod
    def load(cls, path: Path = MODEL) -> Self:
        """The shipped ranker. Raises `ModelMissing` where its file is missing, damaged or outdated."""
        try:
            with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as stored:
                arrays = dict(stored)
        except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise ModelMissing(f"The ranker's file {path} cannot be read: {error}.") from error
        try:
            if arrays["names"].tolist() != list(NAMES):
                raise ModelMissing(f"The ranker's file {path} was made for other evidence.")
            networks = [
                Network(*(arrays[f"{part}_{number}"] for part in ("hidden", "bias", "out", "direct")))
                for number in range(PASSES)
            ]
            slope, shift = arrays["calibration"].tolist()
            return cls(networks=networks, neutral=arrays["neutral"], slope=slope, shift=shift)
        except (KeyError, ValueError) as error:
            raise ModelMissing(f"The ranker's file {path} is not whole: {error}.") from error

    def save(self, path: Path) -> None:
        """Write the file that `load` reads."""
        arrays: dict[str, Any] = {"names": np.array(NAMES), "neutral": self.neutral}
        arrays["calibration"] = np.array([self.slope, self.shift])
        for number, network in enumerate(self.networks):
            for part in ("hidden", "bias", "out", "direct"):
                arrays[f"{part}_{number}"] = getattr(network, part)
        np.savez_compressed(path, **arrays)

    def rank(self, groups: Stack) -> Ranking:
        """Weigh every candidate of a document."""
        matrix = features.own(groups)
        loss = handicap(matrix, groups)
        probability, none = choose(self.networks[0], matrix, groups, loss)
        for network in self.networks[1:]:
            company.put_together(matrix, groups, probability)
            in_company = handicap_in_company(matrix, groups, probability)
            probability, none = choose(network, matrix, groups, loss + in_company)
        return Ranking(matrix=matrix, probability=self.calibrated(probability, groups), none=none)

    def weights(self, rows: Floats, columns: Sequence[Sequence[int]]) -> Floats:
        """What each set of columns adds to each row's log odds, compared with neutral evidence."""
        network = self.networks[-1]
        changed = np.repeat(rows[None], len(columns), axis=0)
        for number, some in enumerate(columns):
            changed[number][:, some] = self.neutral[some]
        without = network.scores(changed.reshape(-1, rows.shape[1])).reshape(len(columns), -1)
        return (network.scores(rows) - without).T * self.slope

    def calibrated(self, probability: Floats, groups: Stack) -> Floats:
        """Each group's best candidate as often right as it says, and the others sharing what that leaves."""
        starts = groups.starts[:-1]
        best = np.maximum.reduceat(probability, starts)
        odds = np.log(np.clip(best, 1e-9, 1 - 1e-9) / np.clip(1 - best, 1e-9, 1 - 1e-9))
        sure = 1 / (1 + np.exp(-self.slope * odds - self.shift))
        left = np.minimum(1.0, (1 - sure) / np.clip(1 - best, 1e-9, None))
        at_top = probability == best[groups.group]
        return np.asarray(np.where(at_top, sure[groups.group], probability * left[groups.group]))


def handicap(matrix: Floats, groups: Stack) -> Floats:
    """Log odds that candidates lose by rule."""
    inside = matrix[:, COLUMN["qualifier_after"]]
    said = np.maximum.reduceat(inside, groups.starts[:-1])[groups.group]
    elsewhere = (said > 0) & (inside <= 0) & (matrix[:, COLUMN["qualifier_listed"]] == 0)
    other_kind = matrix[:, COLUMN["asked_kind"]] == -1.0
    loss = SHADOW * _in_shadow(matrix) + QUALIFIED * elsewhere + ASKED * other_kind
    loss += NAMESAKE * _after_its_city(matrix, groups) + SIBLINGS * _among_regions(groups)
    return np.asarray(loss + CAPITAL * _called_as_the_capital(matrix, groups))


def handicap_in_company(matrix: Floats, groups: Stack, probability: Floats) -> Floats:
    """Log odds that they lose by rule besides, once the names are understood as `probability` says."""
    return np.asarray(GREAT * _town_of_a_city(matrix, groups, probability))


def _after_its_city(matrix: Floats, groups: Stack) -> Flags:
    """The regions that `NAMESAKE` is for."""
    population = matrix[:, COLUMN["population"]]
    people = np.where(matrix[:, COLUMN["is_namesake"]] > 0, population, -np.inf)
    city = np.maximum.reduceat(people, groups.starts[:-1])[groups.group]
    region = (matrix[:, COLUMN["is_region"]] * matrix[:, COLUMN["has_namesake"]]) > 0
    unasked = (matrix[:, COLUMN["asked_kind"]] <= 0) & (matrix[:, COLUMN["shown_name"]] == 0)
    return np.asarray(region & unasked & (population - city < _TIMES_ITS_CITY))


def _among_regions(groups: Stack) -> Flags:
    """The countries that `SIBLINGS` is for; what a name likely means is taken to be its best known place."""
    is_region = groups.kind == KIND_CODE[Kind.REGION]
    siblings = _others(groups.country, groups, of=Kind.REGION)
    enough = np.clip(len(groups.groups) - 1, 1, _SOME_SIBLINGS)
    among = is_region & (groups.country != NOWHERE) & (siblings >= enough)
    alone = _others(groups.country, groups) == 0
    is_country = groups.kind == KIND_CODE[Kind.COUNTRY]
    return np.asarray(is_country & alone & np.logical_or.reduceat(among, groups.starts[:-1])[groups.group])


def _called_as_the_capital(matrix: Floats, groups: Stack) -> Flags:
    """The regions that `CAPITAL` is for; other names are taken for their best known places."""
    is_capital = matrix[:, COLUMN["seat"]] == _CAPITAL_SEAT
    ruled = np.maximum.reduceat(np.where(is_capital, groups.country, NOWHERE), groups.starts[:-1])
    of_capital = (groups.country == ruled[groups.group]) & (groups.country != NOWHERE)
    alone = _others(groups.region, groups) + _others(groups.country, groups, of=Kind.REGION) == 0
    is_region = groups.kind == KIND_CODE[Kind.REGION]
    unasked = _unqualified(matrix) & (matrix[:, COLUMN["asked_kind"]] <= 0)
    return np.asarray(is_region & of_capital & alone & unasked)


def _town_of_a_city(matrix: Floats, groups: Stack, probability: Floats) -> Flags:
    """The towns that `GREAT` is for, the document's other names being known."""
    starts, people = groups.starts[:-1], matrix[:, COLUMN["population"]]
    is_town = matrix[:, COLUMN["is_settlement"]] > 0
    is_capital = matrix[:, COLUMN["seat"]] == _CAPITAL_SEAT
    meant = probability > _CONCEIVABLE
    city = np.maximum.reduceat(np.where(is_town & meant, people, 0.0), starts)[groups.group]
    capital = np.maximum.reduceat(np.where(is_capital & meant, people, 0.0), starts)[groups.group]
    lesser = (city >= _GREAT_CITY) & (people < city - _TOWN_OF_CITY) | (people < capital - _TOWN_OF_CAPITAL)
    is_home = is_capital & (matrix[:, COLUMN["country_named"]] > _NAMED)
    if is_home.any():
        lesser |= np.logical_or.reduceat(is_home, starts)[groups.group] & ~is_capital
    found = is_town & lesser
    rows = np.flatnonzero(found)
    some = matrix[rows]
    others = 2.0 ** some[:, COLUMN["other_names"]] - 1.0
    few = (others > 0) & (some[:, COLUMN["region_covers"]] * others < _SOME_NEIGHBOURS)
    asked = (some[:, COLUMN["asked_kind"]] > 0) | ~_unqualified(some)
    asked |= some[:, _IS_NAMED].max(axis=1) > _NAMED
    sent = (some[:, COLUMN["dateline_region"]] > 0) | (some[:, COLUMN["is_dateline"]] > 0)
    found[rows] = few & ~asked & ~sent
    return np.asarray(found)


def _others(code: Ints, groups: Stack, of: Kind | None = None) -> Ints:
    """How many other names, of a kind or of any, are best known as a place with each candidate's code."""
    first = groups.starts[:-1]
    counted = np.ones(len(first), dtype=bool) if of is None else groups.kind[first] == KIND_CODE[of]
    best = code[first]
    counts = np.bincount(best[counted] + 1, minlength=int(code.max()) + 2)
    itself = (code == best[groups.group]) & counted[groups.group]
    return np.asarray(counts[code + 1] - itself)


def _unqualified(matrix: Floats) -> Flags:
    """The candidates that no word beside the name says to lie where they do."""
    return np.asarray(
        (matrix[:, COLUMN["qualifier_after"]] <= 0) & (matrix[:, COLUMN["qualifier_before"]] <= 0)
    )


def _in_shadow(matrix: Floats) -> Floats:
    """1 for the places that `SHADOW` is for: California in Maryland, Atlantic in Iowa."""
    unasked = _unqualified(matrix) & (matrix[:, COLUMN["asked_kind"]] <= 0)
    small = matrix[:, COLUMN["prominence_lead"]] < _SMALLER
    return np.asarray(matrix[:, COLUMN["overshadowed"]] * small * unasked)


def choose(
    network: Network, matrix: Floats, groups: Stack, loss: Floats | float = 0.0
) -> tuple[Floats, Floats]:
    """Probability of every candidate within its group, and of each group's "none of these"."""
    starts = groups.starts[:-1]
    score = network.scores(matrix) - loss
    nobody = network.scores(none_of_these(matrix, groups))
    top = np.maximum(np.maximum.reduceat(score, starts), nobody)
    odds, none_odds = np.exp(score - top[groups.group]), np.exp(nobody - top)
    total = np.add.reduceat(odds, starts) + none_odds
    return np.asarray(odds / total[groups.group]), np.asarray(none_odds / total)


def none_of_these(matrix: Floats, groups: Stack) -> Floats:
    """The evidence on "none of these", a row a group: the best of its candidates in every column."""
    best = np.maximum.reduceat(matrix, groups.starts[:-1], axis=0)
    best[:, COLUMN["none_of_these"]] = 1.0
    return np.asarray(best)
