from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model import Kind, ParsedDocument, Reading, Resolution
from geo.page.filters import Filters, narrowed
from tests.mapping.atlases import KHARKIV, UKRAINE, parsed

TEXT = "Kharkiv was hit. Ukraine mourned. Kharkiv slept."


def document(id: str = "a", day: date | None = None) -> ParsedDocument:
    read = parsed(
        TEXT, {"Kharkiv": KHARKIV, "Ukraine": UKRAINE}, id=id, readings={"Ukraine": Reading.METONYMIC}
    )
    return replace(read, document=replace(read.document, date=day))


def names(*documents: ParsedDocument, **filters: object) -> list[str]:
    shown = narrowed(documents or [document()], Filters(**filters))  # type: ignore[arg-type]
    return [r.place.name for each in shown for r in each.resolutions if r.place]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({}, ["Kharkiv", "Ukraine", "Kharkiv"]),
        ({"kinds": frozenset({Kind.COUNTRY.value})}, ["Ukraine"]),
        ({"countries": frozenset({"Ukraine"})}, ["Kharkiv", "Ukraine", "Kharkiv"]),
        ({"countries": frozenset({"France"})}, []),
        ({"readings": frozenset({"metonymic"})}, ["Ukraine"]),
        ({"least_score": 0.95}, []),
        ({"words": "SLEPT"}, ["Kharkiv"]),
        ({"words": "hit", "kinds": frozenset({"country"})}, []),
    ],
)
def test_a_filter_leaves_the_mentions_that_pass(filters: dict[str, object], left: list[str]) -> None:
    assert names(**filters) == left


def test_documents_are_chosen_by_id_and_day() -> None:
    early, late, undated = document("a", date(2025, 1, 1)), document("b", date(2025, 2, 1)), document("c")
    shown = narrowed([early, late, undated], Filters(documents=frozenset({"b", "c"})))
    assert [each.document.id for each in shown] == ["b", "c"]
    shown = narrowed([early, late, undated], Filters(until=date(2025, 1, 15)))
    assert [each.document.id for each in shown] == ["a"]
    shown = narrowed([early, late], Filters(since=date(2025, 2, 1), until=date(2025, 2, 1)))
    assert [each.document.id for each in shown] == ["b"]


def test_a_name_without_a_place_is_hidden_by_any_filter() -> None:
    read = document()
    unknown = replace(
        read, resolutions=tuple(Resolution(mention=r.mention, place=None) for r in read.resolutions)
    )
    assert len(narrowed([unknown], Filters())[0].resolutions) == 3
    assert narrowed([unknown], Filters(words="hit"))[0].resolutions == ()


def test_the_choices_that_are_made_are_counted() -> None:
    assert Filters().count() == 0
    assert Filters(words="x", kinds=frozenset({"country"})).count() == 2
