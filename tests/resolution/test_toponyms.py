"""What is looked up for the words of a mention."""

from __future__ import annotations

import pytest

from geo.model import Kind
from geo.resolution.toponyms import queries, type_word
from tests.resolution.conftest import Resolve


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turkey", "Turkey"),
        ("Turkey's", "Turkey"),
        ("the Bahamas", "Bahamas"),
        ("The Hague", "The Hague"),
        ("the  United\nStates", "United States"),
        ("“Kyiv”", "Kyiv"),
        ("Ukrainians", "Ukrainian"),
        ("Englishmen", "Englishman"),
        ("Britain-based", "Britain"),
        ("South Korea-based", "South Korea"),
        ("Anglo-French", "French"),
        ("Pointe Coupee Parish", "Pointe Coupee"),
        ("Tewksbury Twp.", "Tewksbury Township"),
        ("city of Odesa", "Odesa"),
        ("River Thames", "Thames"),
        ("southern Lebanon", "Lebanon"),
        ("Greater Toronto Area", "Toronto"),
        ("North London", "London"),
        ("Paris, Texas", "Paris"),
        ("Istanbul's Taksim Square", "Istanbul"),
        ("Calif", "Calif."),
        ("Москве", "Москва"),
        ("Анкары", "Анкара"),
        ("Санкт-Петербурге", "Санкт-Петербург"),
        ("Красноярска", "Красноярск"),
        ("Якутии", "Якутия"),
        ("Al Zulfi", "Zulfi"),
    ],
)
def test_a_mention_asks_for(text: str, name: str) -> None:
    assert name in [query.name for query in queries(text)]


def test_the_mention_as_it_stands_is_asked_for_first() -> None:
    for text in ("The Hague", "West Virginia", "Northern Ireland", "Lebanon County", "Guinea-Bissau"):
        first = next(queries(text))
        assert (first.name, first.backed_off) == (text, 0)


def test_a_type_word_in_the_mention_asks_for_its_kind() -> None:
    by_name = {query.name: query.kinds for query in queries("Pointe Coupee Parish")}
    assert by_name["Pointe Coupee"] == {Kind.DISTRICT}


def test_the_rest_of_a_mention_with_a_comma_is_its_container() -> None:
    assert next(query.container for query in queries("Paris, Texas") if query.name == "Paris") == "Texas"


def test_a_plural_counts_only_as_a_people() -> None:
    assert all(query.demonyms_only for query in queries("Georgians") if query.name == "Georgian")


@pytest.mark.parametrize("text", ["City Hall", "Convention Centre", "Farmers Service Centre", "County Court"])
def test_a_word_for_an_institution_is_no_place_inside_its_name(text: str) -> None:
    asked = {query.name for query in queries(text)}
    assert not asked & {"Hall", "Centre", "County", "Court", "Service"}


@pytest.mark.parametrize("text", ["", " ", "—", "'s", "-", ", ,"])
def test_what_is_no_name_asks_for_nothing_that_fails(text: str) -> None:
    assert all(query.name for query in queries(text))


@pytest.mark.parametrize(
    ("word", "kind"), [("Counties", Kind.DISTRICT), ("river", Kind.WATER), ("Mt.", Kind.MOUNTAIN)]
)
def test_a_type_word_says_a_kind(word: str, kind: Kind) -> None:
    assert kind in (type_word(word) or ())


def test_other_words_say_no_kind() -> None:
    assert type_word("council") is None


def test_a_postal_code_after_a_town_says_in_what_it_lies(resolve: Resolve) -> None:
    found = resolve("A barn burned in Lebanon PA on Monday.", ["Lebanon PA"])["Lebanon PA"]
    assert found.place
    assert (found.place.kind.value, found.place.region) == ("settlement", "Pennsylvania")


def test_two_capitals_that_are_no_code_say_nothing() -> None:
    assert "BBC" not in [query.container for query in queries("Lebanon BBC")]
    assert [query.container for query in queries("Lebanon PA") if query.container] == ["PA"]
