"""How shown candidates stand to the places that a document's other names mean."""

from __future__ import annotations

import numpy as np
import pytest

from geo.gazetteer import Gazetteer
from geo.model import Mention
from geo.resolution import relations as module
from geo.resolution.candidate_batch import CandidateBatch, MentionCluster, stack
from geo.resolution.candidates import CandidateSource
from geo.resolution.relations import Relation, relations

NAMES = ("Kharkiv", "Lviv", "Leeds", "Bradford", "Ukraine", "Ukrainians")


@pytest.fixture(scope="module")
def batch(gazetteer: Gazetteer) -> CandidateBatch:
    source = CandidateSource(gazetteer)
    tables = [source.table(name) for name in NAMES]
    return stack(
        [MentionCluster(table=table, mentions=[Mention(start=0, end=5)]) for table in tables if table]
    )


def related(batch: CandidateBatch, chosen: tuple[str, ...]) -> dict[str, Relation]:
    """The relation of each name's most important candidate to those of the `chosen` names."""
    first = dict(zip(NAMES, batch.starts.tolist(), strict=False))
    rows, others = (np.array([first[name] for name in names], dtype=np.int64) for names in (NAMES, chosen))
    return dict(zip(NAMES, relations(batch, rows, others), strict=True))


def test_other_names_in_the_same_country_are_counted_and_the_name_itself_is_not(
    batch: CandidateBatch,
) -> None:
    found = related(batch, NAMES)
    assert found["Leeds"].in_country == 1  # Bradford
    assert found["Kharkiv"].in_country == 3  # Lviv, Ukraine and its people
    assert found["Kharkiv"].in_region == 0


def test_the_nearest_is_another_names_place_with_a_point_that_means_something(batch: CandidateBatch) -> None:
    found = related(batch, NAMES)
    assert found["Leeds"].nearest == batch.starts[NAMES.index("Bradford")]
    assert found["Leeds"].km == pytest.approx(13, abs=3)
    assert found["Ukraine"].nearest in batch.starts[[0, 1]]
    assert related(batch, ("Ukraine",))["Leeds"].nearest is None


def test_one_place_by_two_names_is_told(batch: CandidateBatch) -> None:
    found = related(batch, NAMES)
    assert found["Ukrainians"].namesake == batch.starts[NAMES.index("Ukraine")]
    assert found["Leeds"].namesake is None


def test_where_no_name_is_understood_there_is_nothing_to_relate_to(batch: CandidateBatch) -> None:
    assert set(related(batch, ()).values()) == {Relation(0, 0, None, None, 0.0)}


def test_a_document_too_long_to_compare_at_once_is_compared_in_parts(
    batch: CandidateBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = related(batch, NAMES)
    monkeypatch.setattr(module, "_COMPARED_AT_ONCE", len(NAMES) + 1)
    assert related(batch, NAMES) == at_once
