"""What somebody gives as mentions is placed in time that grows with its length, whatever it is."""

from __future__ import annotations

import time

import pytest

from geo.gazetteer import Gazetteer
from geo.gazetteer.within import places_within
from geo.model import Mention
from geo.pipeline import default_geoparser
from geo.readers import read_text
from geo.resolution.toponyms import queries
from geo.settings import load_settings


@pytest.mark.parametrize("word", ["ab ", "Paris ", "A, ", "St. ", "of ", "Of Town ", "North "])
def test_a_mention_of_any_length_asks_for_as_many_names_as_it_has_words(
    word: str, gazetteer: Gazetteer
) -> None:
    for length in (1_000, 4_000):
        text = (word * length)[:length]
        asked = [query.name for query in queries(text)]
        assert len(asked) <= 14 * len(text.split()) + 20
        within: list[str] = []

        def lookup(name: str, within: list[str] = within) -> tuple[()]:
            within.append(name)
            return ()

        assert places_within(text, lookup) == ()
        assert len(within) <= 14 * len(text.split()) + 20


def test_a_part_of_a_longer_name_is_found_as_before(gazetteer: Gazetteer) -> None:
    found = places_within("Second Regional Xyzzy Hospital of Lviv", gazetteer.lookup)
    assert found[0].place.name == "Lviv"


@pytest.mark.parametrize(
    ("word", "gap"),
    [("Paris", ""), ("Paris", " "), ("Oslo", " and "), ("North Oslo", " in "), ("Xyzzy", ", ")],
)
def test_many_mentions_side_by_side_take_time_that_grows_with_their_number(word: str, gap: str) -> None:
    parser = default_geoparser(load_settings())

    def seconds(number: int) -> float:
        step = len(word + gap)
        mentions = [Mention(start=n * step, end=n * step + len(word)) for n in range(number)]
        document = read_text((word + gap) * number + " Rome.")
        started = time.process_time()
        assert len(parser.parse(document, mentions).resolutions) == number
        return time.process_time() - started

    seconds(100)
    assert seconds(8_000) < 16 * 3 * max(seconds(500), 0.02)
