"""The tagger's opinion and the gazetteer's word, added."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from geo.gazetteer.forms import country_of_people, dictionary_forms
from geo.model import Document, Kind, NamedPlace, NameKind, Place, Reading
from geo.recognition.proposals import SpanProposal
from geo.recognition.weighed_tagger import WeighedTagger
from tests.recognition.proposing import Proposes, proposal


class Names:
    """A gazetteer of the names that it is given."""

    longest_name = 3

    def __init__(self, *names: str) -> None:
        self._names = {name.casefold() for name in names}

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        if name.casefold() not in self._names:
            return ()
        place = Place(id=name, name=name, kind=Kind.SETTLEMENT, lat=0.0, lon=0.0, population=100_000)
        return (NamedPlace(place=place, name_kind=NameKind.OFFICIAL, importance=5.0),)

    def lookup_bent(self, name: str, languages: Sequence[str]) -> tuple[NamedPlace, ...]:
        forms = (form for code in languages for form in dictionary_forms(name, code))
        return next((places for form in forms if (places := self.lookup(form))), ())

    def lookup_people(self, name: str, languages: Sequence[str]) -> tuple[NamedPlace, ...]:
        return self.lookup("somewhere") if any(country_of_people(name, code) for code in languages) else ()


def found(
    text: str, proposals: Sequence[SpanProposal], *known: str, languages: Sequence[str] = ()
) -> list[str]:
    tagger = WeighedTagger(Proposes(proposals), Names(*known))
    mentions = tagger.recognise(Document(id="t", text=text), (), languages).mentions
    return [text[m.start : m.end] for m in mentions]


def test_the_gazetteers_word_decides_what_the_tagger_is_unsure_of() -> None:
    text = "Samochód w Kutnie i w Plamie."
    unsure = [proposal(text, "Kutnie", 0.4), proposal(text, "Plamie", 0.4)]
    assert found(text, unsure, "Kutnie") == ["Kutnie"]


def test_a_name_in_another_case_is_a_known_one() -> None:
    text = "Wypadek w Kutnie."
    assert found(text, [proposal(text, "Kutnie", 0.4)], "kutno", languages=["pl"]) == ["Kutnie"]
    assert found(text, [proposal(text, "Kutnie", 0.4)], "kutno") == []


def test_what_the_tagger_is_sure_of_needs_no_gazetteer() -> None:
    text = "Bitwa pod Plamą."
    assert found(text, [proposal(text, "Plamą", 0.99)]) == ["Plamą"]


def test_an_adjective_of_a_country_counts_as_known() -> None:
    text = "Ein norwegischer Dampfer."
    unsure = [proposal(text, "norwegischer", 0.4, Reading.DEMONYM)]
    assert found(text, unsure, "somewhere", languages=["de"]) == ["norwegischer"]
    assert found(text, unsure) == []


def test_two_names_that_no_space_parts_are_two_mentions() -> None:
    text = "安徽宿州昨夜下雨。"
    assert found(text, [proposal(text, "安徽宿州")], "安徽", "宿州", languages=["zh"]) == ["安徽", "宿州"]
    assert found(text, [proposal(text, "安徽宿州")], "安徽宿州", languages=["zh"]) == ["安徽宿州"]


def test_two_names_side_by_side_are_two_mentions_if_both_are_known() -> None:
    text = "Στην Αλεξάνδρεια Ημαθίας βρέχει."
    both = [proposal(text, "Αλεξάνδρεια Ημαθίας")]
    assert found(text, both, "Αλεξάνδρεια", "Ημαθίας") == ["Αλεξάνδρεια", "Ημαθίας"]
    assert found(text, both, "Αλεξάνδρεια") == ["Αλεξάνδρεια Ημαθίας"]


@pytest.mark.parametrize(
    ("text", "whole", "known", "parts"),
    [
        ("وصل إلى جزيرة لوزون أمس", "جزيرة لوزون", ["لوزون"], ["لوزون"]),
        ("कल गोबिंद झील में", "गोबिंद झील", ["गोबिंद"], ["गोबिंद"]),
        ("어제 강원 고성군에", "강원 고성군", ["고성군"], ["강원", "고성군"]),
    ],
)
def test_the_word_for_what_a_place_is_comes_off_where_there_are_no_capitals(
    text: str, whole: str, known: list[str], parts: list[str]
) -> None:
    assert found(text, [proposal(text, whole)], *known) == parts


def test_mentions_do_not_overlap() -> None:
    text = "In Neu Ulm und Ulm."
    overlapping = [proposal(text, "Neu Ulm"), proposal(text, "Ulm")]
    assert found(text, overlapping, "Neu Ulm", "Ulm") == ["Neu Ulm"]
