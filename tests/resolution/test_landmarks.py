"""Given mentions that the gazetteer does not know are where the place named beside them is."""

from __future__ import annotations

from geo.gazetteer import Gazetteer
from geo.model import FROM_TEXT, Document, Kind, Mention, Reading, Recognition, Resolution
from geo.resolution import Resolver
from tests.resolution.conftest import spans

TEXT = "Nurses at Qwxzl Hospital in Bellville, South Africa, met. Nairobi, Kenya, has no Qwxzl Hospital."


def resolved(resolver: Resolver, text: str, names: list[str], *, given: bool = True) -> list[Resolution]:
    recognition = Recognition(mentions=spans(text, names), given=given)
    return list(resolver.resolve(Document(id="test", text=text), (), recognition))


def test_an_unknown_hospital_is_where_the_town_beside_it_is(resolver: Resolver) -> None:
    names = ["Qwxzl Hospital", "Bellville", "South Africa", "Nairobi", "Kenya"]
    first, bellville, _, nairobi, _, second = resolved(resolver, TEXT, names)
    assert first.place
    assert bellville.place
    assert nairobi.place
    assert second.place
    assert (first.place.lat, first.place.lon) == (bellville.place.lat, bellville.place.lon)
    assert second.place.country == nairobi.place.country == "KE"
    assert (first.place.name, first.place.kind) == ("Qwxzl Hospital", Kind.FACILITY)
    assert first.place.source == FROM_TEXT
    assert first.place.geonameid is None


def test_it_says_whose_point_is_shown_and_is_less_sure_than_that_place(resolver: Resolver) -> None:
    first, bellville = resolved(resolver, TEXT, ["Qwxzl Hospital", "Bellville"])[:2]
    assert first.place
    assert "Bellville" in (first.place.note or "")
    assert "Bellville" in first.candidates[0].evidence[0].text
    assert 0 < first.score < bellville.score


def test_one_name_beside_two_towns_is_two_places(resolver: Resolver) -> None:
    names = ["Qwxzl Hospital", "Bellville", "South Africa", "Nairobi", "Kenya"]
    found = resolved(resolver, TEXT, names)
    assert found[0].place
    assert found[-1].place
    assert found[0].place.id != found[-1].place.id


def test_what_a_recogniser_guessed_stays_without_a_place_where_only_points_are_wanted(
    gazetteer: Gazetteer,
) -> None:
    exact = Resolver(gazetteer, exact=True)
    for given in (True, False):
        first = resolved(exact, TEXT, ["Qwxzl Hospital", "Bellville"], given=given)[0]
        assert (first.place, first.candidates) == (None, ())


def test_what_is_found_beside_given_mentions_is_a_landmark_and_stays_unanswered(resolver: Resolver) -> None:
    hospital, bellville = spans(TEXT, ["Qwxzl Hospital", "Bellville"])[:2]
    recognition = Recognition(mentions=(hospital,), given=True, beside=(bellville,))
    (found,) = resolver.resolve(Document(id="test", text=TEXT), (), recognition)
    assert found.place
    assert "Bellville" in (found.place.note or "")


def test_countries_are_no_landmarks(resolver: Resolver) -> None:
    text = "The Qwxzl Hospital in Kenya was closed."
    assert resolved(resolver, text, ["Qwxzl Hospital", "Kenya"])[0].place is None


def test_a_people_is_not_where_a_town_is(resolver: Resolver) -> None:
    text = "A Qwxzlian nurse left Nairobi, Kenya."
    start = text.index("Qwxzlian")
    mentions = (
        Mention(start=start, end=start + len("Qwxzlian"), reading=Reading.DEMONYM),
        *spans(text, ["Nairobi", "Kenya"]),
    )
    found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=mentions, given=True))
    assert found[0].place is None


def test_the_next_words_say_where_it_is_although_another_town_is_nearer(resolver: Resolver) -> None:
    text = "From Berlin, Qwxzl House in the northern city of Hamburg, Germany, was bought."
    house = resolved(resolver, text, ["Berlin", "Qwxzl House", "Hamburg", "Germany"])[1]
    assert house.place
    assert "Hamburg" in (house.place.note or "")


def test_an_institution_is_where_the_next_words_say_and_not_where_its_namesake_is(resolver: Resolver) -> None:
    text = "A researcher at Loyola University in Los Angeles counted ballots."
    university, town = resolved(resolver, text, ["Loyola University", "Los Angeles"])
    assert university.place
    assert town.place
    assert (university.place.lat, university.place.lon) == (town.place.lat, town.place.lon)


def test_a_town_keeps_its_place_whatever_the_next_words_name(resolver: Resolver) -> None:
    liverpool, _ = resolved(resolver, "Liverpool in Lisbon lost by three goals.", ["Liverpool", "Lisbon"])
    assert liverpool.place
    assert liverpool.place.name == "Liverpool"
    assert liverpool.place.source != FROM_TEXT
