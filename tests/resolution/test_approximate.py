"""What no source knows is shown at what the text says it is in, and never at a namesake far away."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.model import FROM_TEXT, Document, Kind, Place, Reading, Recognition, Resolution
from geo.readers import split_sentences
from geo.resolution import Resolver
from tests.resolution.conftest import spans


def resolved(resolver: Resolver, text: str, names: list[str]) -> dict[str, Resolution]:
    document = Document(id="test", text=text)
    found = resolver.resolve(document, split_sentences(document), Recognition(mentions=spans(text, names)))
    return {text[r.mention.start : r.mention.end]: r for r in found}


def place(found: dict[str, Resolution], name: str) -> Place:
    chosen = found[name].place
    assert chosen is not None
    return chosen


def test_an_unknown_lake_is_where_the_next_words_say(resolver: Resolver) -> None:
    text = "Two canoes sank on Lisbon Lake, near Duluth, Minnesota."
    found = resolved(resolver, text, ["Lisbon Lake", "Duluth", "Minnesota"])
    lake, town = place(found, "Lisbon Lake"), place(found, "Duluth")
    assert (lake.lat, lake.lon, lake.country) == (town.lat, town.lon, "US")
    assert (lake.kind, lake.source) == (Kind.WATER, FROM_TEXT)
    assert lake.approximate_km
    assert "Duluth" in (lake.note or "")
    assert found["Lisbon Lake"].score < found["Duluth"].score


def test_a_part_of_a_town_is_in_it_and_not_at_its_namesake(resolver: Resolver) -> None:
    text = "A shop was robbed in Harpurhey, Manchester, and one in Clifton, Bristol. England shrugged."
    found = resolved(resolver, text, ["Harpurhey", "Manchester", "Clifton", "Bristol", "England"])
    for part, town in (("Harpurhey", "Manchester"), ("Clifton", "Bristol")):
        assert place(found, part).country == place(found, town).country == "GB"
        assert abs(place(found, part).lat - place(found, town).lat) < 0.3


def test_a_list_of_towns_says_nothing_of_what_lies_in_what(resolver: Resolver) -> None:
    text = "Offices opened in Cairo, Lagos and Nairobi."
    found = resolved(resolver, text, ["Cairo", "Lagos", "Nairobi"])
    assert place(found, "Cairo").country == "EG"
    assert all(place(found, name).approximate_km is None for name in found)


def test_a_place_that_lies_where_the_text_says_stays_what_it_is(resolver: Resolver) -> None:
    text = "The fire in Troy, Michigan, was out by noon."
    found = resolved(resolver, text, ["Troy", "Michigan"])
    assert place(found, "Troy").approximate_km is None
    assert place(found, "Troy").region == "Michigan"


def test_without_anything_beside_it_an_unknown_name_has_no_place(resolver: Resolver) -> None:
    text = "The ferry to Qwxzl Island was late."
    assert resolved(resolver, text, ["Qwxzl Island"])["Qwxzl Island"].place is None


def test_who_wants_points_alone_gets_none_of_these(gazetteer: Gazetteer) -> None:
    text = "Two canoes sank on Qwxzl Lake, near Duluth, Minnesota."
    found = resolved(Resolver(gazetteer, exact=True), text, ["Qwxzl Lake", "Duluth", "Minnesota"])
    assert found["Qwxzl Lake"].place is None
    assert place(found, "Duluth").name == "Duluth"


@pytest.mark.parametrize("reading", [Reading.METONYMIC, Reading.DEMONYM])
def test_who_acts_is_not_somewhere_on_the_ground(resolver: Resolver, reading: Reading) -> None:
    text = "Qwxzl Park, Bristol, said so in Bristol."
    document = Document(id="test", text=text)
    first, *others = spans(text, ["Qwxzl Park", "Bristol"])
    mentions = (
        type(first)(start=first.start, end=first.end, reading=reading),
        *others,
    )
    found = resolver.resolve(document, split_sentences(document), Recognition(mentions=mentions))
    assert found[0].place is None
