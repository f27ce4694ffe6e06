"""Each rule takes odds from the candidates that it is for, and from no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Candidate, Document, Kind, Place, Recognition
from geo.resolution import Resolver
from geo.resolution.ranker import Ranker
from geo.resolution.rules import RULES
from tests.resolution.conftest import spans

BY_NAME = {rule.name: rule for rule in RULES}


def _is_region_of(country: str) -> Callable[[Place], bool]:
    return lambda place: place.kind is Kind.REGION and place.country == country


CASES = {
    "ASKED": (
        "Shells fell on the town of Kupiansk at night.",
        ["Kupiansk"],
        lambda place: place.kind is Kind.DISTRICT,
    ),
    "QUALIFIED": ("A barn burned in China, Maine.", ["China", "Maine"], lambda place: place.country == "CN"),
    "NAMESAKE": ("Hundreds queued for bread in Homs.", ["Homs"], _is_region_of("SY")),
    "SIBLINGS": (
        "Storms are due in Georgia and Florida.",
        ["Georgia", "Florida"],
        lambda place: place.country == "GE",
    ),
    "CAPITAL": ("Moscow and Washington agreed to talk.", ["Moscow", "Washington"], _is_region_of("US")),
    "GREAT": (
        "Flights from London to Washington were late.",
        ["London", "Washington"],
        lambda place: place.kind is Kind.SETTLEMENT and place.country == "GB" and place.population < 100_000,
    ),
}
"""By rule: a text, its names, and which candidates of the first or last name lose by it."""


def losers(gazetteer: Gazetteer, rules: tuple[str, ...], name: str) -> list[Candidate]:
    text, names, loses = CASES[name]
    ranker = replace(Ranker.load(), rules=tuple(BY_NAME[each] for each in rules))
    recognition = Recognition(mentions=spans(text, names))
    found = Resolver(gazetteer, ranker, exact=True).resolve(Document(id="test", text=text), (), recognition)
    return [candidate for r in found for candidate in r.candidates if loses(candidate.place)]


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(BY_NAME)
    assert len(BY_NAME) == len(RULES)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_takes_odds_from_those_that_it_is_for(name: str, gazetteer: Gazetteer) -> None:
    free, held = losers(gazetteer, (), name), losers(gazetteer, (name,), name)
    assert free, "nobody is there to lose"
    before = sum(candidate.score for candidate in free)
    after = sum(candidate.score for candidate in held)
    assert after < before * 0.7


def test_a_region_with_many_times_its_citys_people_keeps_its_name(gazetteer: Gazetteer) -> None:
    text = "Smoke from Quebec reached the coast."
    for rules in ((), (BY_NAME["NAMESAKE"],)):
        resolver = Resolver(gazetteer, replace(Ranker.load(), rules=rules))
        (found,) = resolver.resolve(
            Document(id="test", text=text), (), Recognition(mentions=spans(text, ["Quebec"]))
        )
        scores = {c.place.kind: c.score for c in found.candidates}
        if not rules:
            free = scores[Kind.REGION]
    assert scores[Kind.REGION] == free


def test_words_that_speak_of_a_region_keep_it(gazetteer: Gazetteer) -> None:
    resolver = Resolver(gazetteer)

    def kind(text: str) -> Kind:
        mentions = spans(text, ["Mendoza"])
        (found,) = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=mentions))
        assert found.place
        return found.place.kind

    assert kind("Hail fell in Mendoza at noon.") is Kind.SETTLEMENT
    assert kind("Hail ruined vineyards across the province of Mendoza.") is Kind.REGION
