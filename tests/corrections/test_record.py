"""What does not fit a correction's record is set aside and named, wherever it comes from."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corrections import Correction, CorrectionStore, export_json, import_json
from geo.corrections.record import (
    MOST_CONTEXT,
    CorrectionRecord,
    PlaceRecord,
    checked,
    from_record,
    to_record,
)
from geo.corrections.store import digest_of
from geo.errors import CorrectionsUnreadable
from geo.model import Place, Reading
from geo.storage import open_store
from tests.corrections.made import correction

WRONG: dict[str, dict[str, Any]] = {
    "place.lat": {"place": {"lat": 4998}},
    "place.lat NaN": {"place": {"lat": math.nan}},
    "place.lon": {"place": {"lon": math.inf}},
    "place.lon of text": {"place": {"lon": "36"}},
    "place.population": {"place": {"population": "many"}},
    "place.population below none": {"place": {"population": -1}},
    "place.kind": {"place": {"kind": "volcano"}},
    "place.name": {"place": {"name": ""}},
    "place.id": {"place": {"id": None}},
    "place": {"place": "Kharkiv"},
    "toponym": {"toponym": ""},
    "toponym of spaces": {"toponym": "   "},
    "toponym of a number": {"toponym": 7},
    "toponym without end": {"toponym": "x" * 10_000},
    "scope": {"scope": "whenever"},
    "start": {"start": -1},
    "start of a fraction": {"start": 0.5},
    "added": {"added": "yes"},
    "reading": {"reading": "ironic"},
    "context_start": {"context_start": 10**30},
}


def wrong(changes: dict[str, Any]) -> dict[str, Any]:
    """A record with something changed in it."""
    record = to_record(correction())
    for name, value in changes.items():
        record[name] = record[name] | value if isinstance(value, dict) else value
    return record


@pytest.mark.parametrize("name", WRONG)
def test_what_is_off_is_named(name: str) -> None:
    with pytest.raises(CorrectionsUnreadable, match=rf"^{name.split()[0]}: "):
        from_record(wrong(WRONG[name]))


@pytest.mark.parametrize("record", [None, 7, "text", [], {}, [[]]])
def test_what_is_no_record_at_all_is_an_error(record: Any) -> None:
    with pytest.raises(CorrectionsUnreadable):
        from_record(record)


def test_a_newer_versions_fields_are_left_aside() -> None:
    newer = wrong({"mood": "sure", "place": {"elevation": 113}})
    assert from_record(newer) == correction()


def test_the_records_have_every_field_of_what_they_hold() -> None:
    assert set(PlaceRecord.model_fields) == {field.name for field in fields(Place)}
    assert set(CorrectionRecord.model_fields) == {field.name for field in fields(Correction)} - {"id"}


def test_an_older_versions_record_is_read() -> None:
    older = to_record(correction())
    for name in ("reading", "replaces", "added", "context", "context_start"):
        del older[name]
    assert from_record(older) == correction(context="")


def test_every_field_comes_back() -> None:
    made = correction(
        added=True, replaces="Khar", reading=Reading.DEMONYM, context="In Kharkiv.", context_start=3
    )
    assert from_record(json.loads(json.dumps(to_record(made)))) == made
    assert from_record(to_record(replace(made, place=None))) == replace(made, place=None)


def test_a_long_context_is_shortened_around_the_name() -> None:
    context = "x" * 50_000 + "Kharkiv" + "y" * 50_000
    kept = checked(correction(context=context, context_start=50_000))
    assert len(kept.context) == MOST_CONTEXT
    assert kept.context[kept.context_start :].startswith("Kharkiv")


def test_half_a_surrogate_pair_in_the_context_is_no_obstacle() -> None:
    kept = checked(correction(context="\ud83c Kharkiv", context_start=2))
    assert kept.context[kept.context_start :] == "Kharkiv"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from([*to_record(correction()), *(to_record(correction())["place"])]), inner
            )
        ),
        max_leaves=20,
    )
)
def test_any_record_gives_a_correction_or_a_sentence(record: Any) -> None:
    with contextlib.suppress(CorrectionsUnreadable):
        assert isinstance(from_record(record), Correction)


@pytest.mark.parametrize("name", WRONG)
def test_an_import_takes_what_fits_and_names_the_rest(name: str) -> None:
    content = json.loads(export_json([correction(), correction(), correction()]))
    content["corrections"][1] = wrong(WRONG[name])
    fitting, (problem,) = import_json(json.dumps(content))
    assert fitting == [correction(), correction()]
    assert problem.startswith(f"Correction 2 of the file is left out: {name.split()[0]}: ")


def test_many_that_do_not_fit_are_counted() -> None:
    content = json.loads(export_json([correction()] * 100))
    content["corrections"] = [{}] * 100
    fitting, problems = import_json(json.dumps(content))
    assert fitting == []
    assert len(problems) == 6
    assert problems[-1].startswith("95 more")


BAD: dict[str, Callable[[], Any]] = {
    "NaN": lambda: correction(place=replace(correction().place, lat=math.nan)),  # type: ignore[type-var]
    "infinite": lambda: correction(place=replace(correction().place, lon=-math.inf)),  # type: ignore[type-var]
    "off the Earth": lambda: correction(place=replace(correction().place, lat=1e6)),  # type: ignore[type-var]
    "no name": lambda: correction(toponym=""),
}


@pytest.mark.parametrize("made", BAD.values(), ids=BAD)
def test_what_does_not_fit_is_never_kept(tmp_path: Path, made: Callable[[], Any]) -> None:
    store = CorrectionStore(tmp_path / "corrections.sqlite")
    with pytest.raises(CorrectionsUnreadable, match=r"^This correction cannot be kept: .*\.$"):
        store.add_all([correction(), made()])
    assert store.all() == ()
    store.close()


@pytest.mark.parametrize("name", WRONG)
def test_a_kept_row_that_does_not_fit_is_left_out_and_named_and_stays_in_the_file(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "corrections.sqlite"
    store = CorrectionStore(path)
    store.add(correction())
    record = json.dumps(wrong(WRONG[name]))
    other = open_store(path)
    with other:
        other.execute("INSERT INTO correction (record, digest) VALUES (?, ?)", (record, digest_of(record)))
        other.execute("INSERT INTO correction (record) VALUES ('not JSON')")
        other.execute("INSERT INTO correction (record) VALUES (x'00ff')")
    assert [replace(each, id=None) for each in store.all()] == [correction()]
    first, *others = store.notices
    assert first.startswith(f"Correction 2 is left out: {name.split()[0]}: ")
    assert len(others) == 2
    assert other.execute("SELECT count(*) FROM correction").fetchone() == (4,)
    other.close()
    store.close()
