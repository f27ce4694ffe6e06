"""The reasons that a reader is told."""

from __future__ import annotations

import pytest

from tests.resolution.conftest import Resolve

TOLD = [
    ("Ouagadougou was calm.", "Ouagadougou", "the only place of this name"),
    ("Fire broke out in Birmingham.", "Birmingham", "largest of 8 places of this name"),
    ("The council of Paris, Texas, met.", "Paris;Texas", "followed by 'Texas'"),
    ("The Syrian city of Homs was quiet.", "Homs;Syrian", "preceded by 'Syrian'"),
    ("Kharkiv was hit, Ukraine said.", "Kharkiv;Ukraine", "named with Ukraine once"),
    ("Kharkiv was hit, Ukraine said. Ukraine replied.", "Kharkiv;Ukraine", "named with Ukraine twice"),
    ("Kharkiv was hit. " + "Ukraine replied. " * 14, "Kharkiv;Ukraine", "named with Ukraine 14 times"),
    ("Baton Rouge is in Louisiana.", "Baton Rouge;Louisiana", "named with Louisiana once"),
    ("Trains run from Cork to Galway.", "Cork;Galway", "named with another place in Ireland"),
    ("Police in Fayette and Bourbon counties met.", "Fayette", "the words beside it ask for a district"),
    ("Trains run from Leeds to Bradford.", "Leeds;Bradford", "13 km from Bradford, named too"),
    (
        "Envoys flew from Reykjavik to Nairobi.",
        "Nairobi;Reykjavik",
        "no other place in the article within 500 km",
    ),
    ("A Turkish envoy left.", "Turkish", "the word for what is of Turkey"),
    ("Ukrainians left. Ukraine stayed.", "Ukrainians;Ukraine", "also named as 'Ukraine'"),
    (
        "TROY, N.C. (AP) — Police in Asheboro said so.",
        "Asheboro;TROY;N.C.",
        "in the region of the dateline, 'TROY'",
    ),
    (
        "The sheriff's deputies closed downtown Athens. The county's superintendent spoke to freshmen.",
        "Athens",
        "the article is written in American English",
    ),
]


@pytest.mark.parametrize(("text", "names", "reason"), TOLD, ids=[reason for _, _, reason in TOLD])
def test_a_reader_is_told(text: str, names: str, reason: str, resolve: Resolve) -> None:
    name = names.split(";")[0]
    candidates = resolve(text, names.split(";"))[name].candidates
    told = [evidence.text for candidate in candidates for evidence in candidate.evidence]
    assert reason in told


def test_a_place_outside_its_qualifier_is_told_so_and_it_speaks_against_it(resolve: Resolve) -> None:
    found = resolve("The council of Paris, Texas, met.", ["Paris", "Texas"])["Paris"]
    france = next(c for c in found.candidates if c.place.country == "FR")
    against = [e for e in france.evidence if e.name == "qualifier_after"]
    assert all(e.weight < 0 and e.text == "followed by 'Texas', where this is not" for e in against)
    weights = {e.name: e.weight for e in found.candidates[0].evidence}
    assert weights["qualifier_after"] > 0.5
    assert weights["qualifier_after"] + weights["region_named"] > 2.0  # what "Texas" says of it


def test_reasons_weigh_what_they_change(resolve: Resolve) -> None:
    def score(text: str) -> float:
        found = resolve(text, ["Valencia", "Venezuela"])["Valencia"]
        return next(c.score for c in found.candidates if c.place.country == "VE")

    plain, named, qualified = (
        score("Schools in Valencia closed."),
        score("Schools in Valencia closed. Venezuela mourned."),
        score("Schools in Valencia, Venezuela, closed."),
    )
    assert plain < named < qualified


def test_a_reason_is_named_after_one_rule_and_told_once(resolve: Resolve) -> None:
    text = "Ukraine said that Kharkiv and Odesa were hit; Odesa, Ukraine, is a port."
    for resolution in resolve(text, ["Ukraine", "Kharkiv", "Odesa"]).values():
        for candidate in resolution.candidates:
            texts = [evidence.text for evidence in candidate.evidence]
            assert len(texts) == len(set(texts))
