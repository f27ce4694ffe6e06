"""What a name is said to lie in."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, Recognition
from geo.resolution import Resolver
from geo.resolution.candidates import CandidateSource
from geo.resolution.qualifiers import qualifiers
from tests.resolution.conftest import Resolve, spans


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Lubao in the province of Pampanga, Philippines, grew.", "Lubao", ["Pampanga", "Philippines"]),
        ("Victoria (see map) is the capital of British Columbia, Canada.", "Victoria", ["British Columbia"]),
        ("Sylvia is a town in Reno County, Kansas, named so in 1886.", "Sylvia", ["Reno County", "Kansas"]),
        ("Perth, in Scotland, is older.", "Perth", ["Scotland"]),
        ("A man from Lebanon PA was hurt.", "Lebanon", ["PA"]),
        ("The WHO said Lebanon UK ties are good.", "Lebanon", []),
        ("Paris is where he met Ann.", "Paris", []),
    ],
)
def test_names_beside_a_name_say_in_what_it_lies(
    text: str, name: str, expected: list[str], gazetteer: Gazetteer
) -> None:
    start = text.index(name)
    found = qualifiers(text, start, start + len(name), CandidateSource(gazetteer))
    assert [q.text for q in found][: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_two_places_of_one_name_in_a_sentence_are_told_apart(resolver: Resolver) -> None:
    text = "She flew from Paris, Texas, to Paris, and later worked at the French embassy. France, Texas."
    found = resolver.resolve(
        Document(id="test", text=text),
        (),
        Recognition(mentions=spans(text, ["Paris", "Texas", "French", "France"])),
    )
    first, _, second = [r.place for r in found[:3]]
    assert first is not None
    assert second is not None
    assert (first.country, second.country) == ("US", "FR")


def test_a_name_that_is_qualified_once_means_that_place_in_later_sentences(resolve: Resolve) -> None:
    text = "The mill in Paris, Texas, burned. Paris has two mills."
    found = resolve(text, ["Paris", "Texas"])
    assert found["Paris"].place
    assert found["Paris"].place.country == "US"


def test_two_qualified_places_of_one_name_are_no_list(resolver: Resolver) -> None:
    text = "San José, Costa Rica, and San Jose, California, traded gifts."
    mentions = spans(text, ["San José", "Costa Rica", "San Jose", "California"])
    found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=mentions))
    assert [r.place.country for r in found if r.place] == ["CR", "CR", "US", "US"]
