"""What must hold of every document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.model import Document, Mention, Name, Recognition
from geo.model import EntityClass as Entity
from geo.resolution import Resolver
from tests.resolution.conftest import Resolve, spans

NAMES = ["Kharkiv", "Ukraine", "Paris", "Texas", "Lebanon", "Springfield", "Georgia", "London", "Ontario"]
DOCUMENTS = [
    "Kharkiv was hit again, Ukraine said.",
    "Paris, Texas, and Springfield sent help.",
    "Lebanon's border was closed.",
    "London and Springfield, Ontario, are an hour apart.",
    "Georgia votes on Tuesday. Springfield does not.",
    "A storm hit Georgia and Texas.",
]


def read(resolver: Resolver, text: str) -> tuple[object, ...]:
    return resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=spans(text, NAMES)))


def test_the_order_of_documents_changes_nothing(gazetteer: Gazetteer) -> None:
    first, second = Resolver(gazetteer), Resolver(gazetteer)
    forwards = {text: read(first, text) for text in DOCUMENTS}
    assert {text: read(second, text) for text in reversed(DOCUMENTS)} == forwards


def test_reading_a_document_again_says_the_same_to_the_last_digit(resolver: Resolver) -> None:
    assert [read(resolver, text) for text in DOCUMENTS] == [read(resolver, text) for text in DOCUMENTS]


@pytest.mark.parametrize(
    "sentence", ["The committee adjourned for lunch.", "It was raining, and nobody came."]
)
@pytest.mark.parametrize("text", DOCUMENTS)
def test_a_sentence_without_places_changes_no_place_and_no_score(
    text: str, sentence: str, resolver: Resolver
) -> None:
    def said(text: str) -> list[tuple[object, float]]:
        found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=spans(text, NAMES)))
        return [(resolution.place, resolution.score) for resolution in found]

    assert said(f"{text} {sentence}") == said(text)
    assert said(f"{sentence} {text}") == said(text)


MOVING = (
    "{country} mourned on Sunday. The president of {country} spoke in {name}. People across {country} "
    "stayed at home, and schools in {name} were closed, {country}'s ministry said."
)


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Valencia", {"Spain": "ES", "Venezuela": "VE"}),
        ("Tripoli", {"Lebanon": "LB", "Libya": "LY"}),
        ("Granada", {"Spain": "ES", "Nicaragua": "NI"}),
        ("Córdoba", {"Spain": "ES", "Argentina": "AR"}),
        ("Hyderabad", {"India": "IN", "Pakistan": "PK"}),
        ("Mérida", {"Mexico": "MX", "Spain": "ES", "Venezuela": "VE"}),
        ("Kingston", {"Jamaica": "JM", "Canada": "CA"}),
        ("Guadalajara", {"Mexico": "MX", "Spain": "ES"}),
        ("Cartagena", {"Colombia": "CO", "Spain": "ES"}),
    ],
)
def test_renaming_the_country_of_an_article_moves_its_ambiguous_town(
    name: str, countries: dict[str, str], resolve: Resolve
) -> None:
    for country, code in countries.items():
        place = resolve(MOVING.format(country=country, name=name), [name, country])[name].place
        assert place is not None
        assert place.country == code


def test_one_sense_a_document_unless_a_qualifier_says_otherwise(resolver: Resolver) -> None:
    text = "Paris, Texas, has a tower. Paris is proud of it. Those in Paris, France, laugh."
    mentions = spans(text, ["Paris"])
    found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=mentions))
    assert [r.place.country if r.place else None for r in found][0::2] == ["US", "FR"]
    text = "Paris, Texas, has a tower. Paris is proud of it."
    found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=spans(text, ["Paris"])))
    assert [r.place.country if r.place else None for r in found] == ["US", "US"]


def test_a_name_that_the_gazetteer_does_not_know_has_no_place_and_no_candidates(resolve: Resolve) -> None:
    found = resolve("The envoy went to Qwxzlburgh on Monday.", ["Qwxzlburgh"])["Qwxzlburgh"]
    assert (found.place, found.score, found.candidates, found.failure) == (None, 0.0, (), None)


def test_the_names_of_people_are_no_evidence(resolver: Resolver) -> None:
    text = "Jordan Smith spoke in Amman yesterday, and Georgia Brown listened to Jordan Smith in Amman."
    mentions = spans(text, ["Amman"])
    people = tuple(
        Name(start=m.start, end=m.end, entity_class=Entity.PERSON)
        for m in spans(text, ["Jordan Smith", "Georgia Brown"])
    )
    document = Document(id="test", text=text)
    with_people = resolver.resolve(document, (), Recognition(mentions=mentions, names=people))
    without = resolver.resolve(document, (), Recognition(mentions=mentions))
    told = [evidence.text for evidence in with_people[0].candidates[0].evidence]
    assert not any("Jordan" in text for text in told)
    assert any("Jordan" in evidence.text for evidence in without[0].candidates[0].evidence)


def test_candidates_are_ordered_and_their_scores_are_probabilities(resolver: Resolver) -> None:
    for text in DOCUMENTS:
        for resolution in resolver.resolve(
            Document(id="test", text=text), (), Recognition(mentions=spans(text, NAMES))
        ):
            scores = [candidate.score for candidate in resolution.candidates]
            assert 0 < len(scores) <= 5
            assert scores == sorted(scores, reverse=True)
            assert all(0.0 <= score <= 1.0 for score in scores)
            assert sum(scores) <= 1.0 + 1e-9
            if resolution.place is not None:
                assert resolution.place == resolution.candidates[0].place
                assert resolution.score == scores[0]


def test_every_candidate_has_a_reason_and_the_weightiest_comes_first(resolve: Resolve) -> None:
    text = "Ukraine said that Kharkiv and Paris were far apart, as Springfield, Ontario, is from London."
    for resolution in resolve(text, NAMES).values():
        for candidate in resolution.candidates:
            weights = [abs(evidence.weight) for evidence in candidate.evidence]
            assert weights
            assert weights == sorted(weights, reverse=True)


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=60), data=st.data())
def test_any_text_with_any_spans_has_one_resolution_a_mention(
    resolver: Resolver, text: str, data: st.DataObject
) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    mentions = tuple(Mention(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=mentions))
    assert tuple(resolution.mention for resolution in found) == mentions


def test_a_document_of_thousands_of_names_is_read_in_bounded_memory(resolver: Resolver) -> None:
    text = "\n".join(DOCUMENTS * 300)
    mentions = spans(text, NAMES)
    assert len(mentions) > 2000
    found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=mentions))
    assert len(found) == len(mentions)
