from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from geo.corrections import (
    Correction,
    CorrectionSet,
    CorrectionStore,
    Scope,
    export_json,
    fingerprint,
    import_json,
    training_lines,
)
from geo.errors import CorrectionsUnreadable
from geo.model import Candidate, Document, Evidence, Kind, Mention, Place, Reading, Resolution
from tests.corrections.made import REGION, TEXT, correction
from tests.mapping.atlases import KHARKIV, UKRAINE, parsed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorrectionStore]:
    opened = CorrectionStore(tmp_path / "data" / "corrections.sqlite")
    yield opened
    opened.close()


def places(*corrections: Correction, text: str = TEXT) -> list[str]:
    """The ids of what a text's mentions mean after correction."""
    read = parsed(text, {"Kharkiv": KHARKIV, "Ukraine": UKRAINE})
    return [r.place.id if r.place else "" for r in CorrectionSet(corrections).correct(read).resolutions]


def test_a_correction_of_a_mention_changes_that_mention_alone() -> None:
    assert places(correction()) == [REGION.id, UKRAINE.id, KHARKIV.id]


def test_a_correction_of_a_document_changes_every_occurrence_in_it() -> None:
    assert places(correction(scope=Scope.DOCUMENT)) == [REGION.id, UKRAINE.id, REGION.id]
    assert places(correction(scope=Scope.DOCUMENT), text="Kharkiv elsewhere.") == [KHARKIV.id]


def test_a_correction_for_always_reaches_other_documents() -> None:
    assert places(correction(scope=Scope.ALWAYS), text="Kharkiv elsewhere.") == [REGION.id]


def test_what_is_no_place_is_gone() -> None:
    assert places(correction(place=None, scope=Scope.DOCUMENT)) == [UKRAINE.id]


def test_the_nearer_scope_wins_and_then_the_later() -> None:
    always = correction(scope=Scope.ALWAYS, place=UKRAINE)
    first, second = correction(), correction(place=None)
    assert places(first, always) == [REGION.id, UKRAINE.id, UKRAINE.id]
    assert places(first, second) == [UKRAINE.id, KHARKIV.id]
    assert places(second, first) == [REGION.id, UKRAINE.id, KHARKIV.id]


def test_a_corrected_place_is_shown_as_the_readers_own_and_keeps_the_runners_up() -> None:
    reason = Evidence(name="country_named", weight=1.0, text="Ukraine is named")
    read = parsed(TEXT, {"Kharkiv": KHARKIV})
    read = replace(
        read,
        resolutions=tuple(
            replace(
                r,
                candidates=(
                    Candidate(place=KHARKIV, score=0.7),
                    Candidate(place=REGION, score=0.3, evidence=(reason,)),
                ),
            )
            for r in read.resolutions
        ),
    )
    first, second = CorrectionSet([correction(id=7)]).correct(read).resolutions
    assert first.corrected_by == 7
    assert second.corrected_by is None
    assert first.candidates[0].evidence == (reason,)
    assert first.score == 1.0
    assert [c.place.id for c in first.candidates] == [REGION.id, KHARKIV.id]


def test_a_missed_name_is_added_where_the_reader_saw_it() -> None:
    text = "The Donbas burns. Donbas and Donbassky."
    added = correction(
        toponym="Donbas",
        place=replace(UKRAINE, id="x:donbas", name="Donbas", kind=Kind.AREA),
        added=True,
        document=fingerprint(Document(id="a", text=text)),
        start=4,
    )
    assert places(added, text=text) == ["x:donbas"]
    assert places(replace(added, scope=Scope.DOCUMENT), text=text) == ["x:donbas", "x:donbas"]
    assert places(replace(added, scope=Scope.ALWAYS), text="In Donbas.") == ["x:donbas"]


def test_an_added_name_never_overlaps_one_that_was_found() -> None:
    added = correction(toponym="Kharkiv was", place=UKRAINE, added=True)
    assert places(added) == [KHARKIV.id, UKRAINE.id, KHARKIV.id]


def test_runners_up_of_an_added_name_come_from_the_resolver() -> None:
    text = "The Donbas burns."
    added = correction(
        toponym="Donbas",
        place=UKRAINE,
        added=True,
        document=fingerprint(Document(id="a", text=text)),
        start=4,
    )
    asked = []

    def resolve(mentions: Sequence[Mention]) -> list[Resolution]:
        asked.extend(text[m.start : m.end] for m in mentions)
        likely = (Candidate(place=KHARKIV, score=0.5),)
        return [Resolution(mention=m, place=KHARKIV, score=0.5, candidates=likely) for m in mentions]

    (resolution,) = CorrectionSet([added]).correct(parsed(text, {}), resolve).resolutions
    assert asked == ["Donbas"]
    assert resolution.place == UKRAINE
    assert [c.place for c in resolution.candidates] == [UKRAINE, KHARKIV]


def test_without_corrections_a_document_stays_the_same_object() -> None:
    read = parsed(TEXT, {"Kharkiv": KHARKIV})
    assert CorrectionSet().correct(read) is read
    assert CorrectionSet([correction(document="another")]).correct(read) is read


def test_the_readers_bounds_take_the_place_of_the_machines() -> None:
    text = "New York slept. York woke. New York woke."
    york = replace(KHARKIV, id="x:york", name="York")
    new_york = replace(KHARKIV, id="x:new-york", name="New York")
    read = parsed(text, {"York": york})
    wider = correction(
        toponym="New York",
        place=new_york,
        scope=Scope.DOCUMENT,
        added=True,
        replaces="York",
        document=fingerprint(read.document),
    )
    found = CorrectionSet([wider]).correct(read).resolutions
    assert [text[r.mention.start : r.mention.end] for r in found] == ["New York", "York", "New York"]
    assert [r.place.id for r in found if r.place] == ["x:new-york", "x:york", "x:new-york"]
    without = CorrectionSet([replace(wider, replaces="")]).correct(read).resolutions
    assert [text[r.mention.start : r.mention.end] for r in without] == ["York"] * 3


def test_the_readers_reading_holds() -> None:
    read = parsed(TEXT, {"Kharkiv": KHARKIV})
    said = correction(reading=Reading.METONYMIC, place=KHARKIV)
    first, second = CorrectionSet([said]).correct(read).resolutions
    assert first.mention.reading is Reading.METONYMIC
    assert second.mention.reading is Reading.LITERAL


def test_thousands_of_corrections_and_mentions_take_no_time_by_their_product() -> None:
    names = [f"Name{n}" for n in range(3000)]
    text = " ".join(names)
    read = parsed(text, dict.fromkeys(names, KHARKIV))
    made = [correction(toponym=name, scope=Scope.ALWAYS, document="", added=True) for name in names]
    started = time.process_time()
    found = CorrectionSet(made).correct(read).resolutions
    assert {r.place.id for r in found if r.place} == {REGION.id}
    assert time.process_time() - started < 5


def test_what_is_kept_comes_back_in_order_after_a_restart(store: CorrectionStore, tmp_path: Path) -> None:
    first = store.add(correction())
    second = store.add(correction(place=None, scope=Scope.ALWAYS))
    store.close()
    again = CorrectionStore(tmp_path / "data" / "corrections.sqlite")
    assert again.all() == (first, second)
    assert first.id is not None
    again.close()


def test_no_file_is_made_before_a_correction_is(store: CorrectionStore, tmp_path: Path) -> None:
    assert store.all() == ()
    assert not store.remove(1)
    assert not (tmp_path / "data").exists()


def test_what_another_process_keeps_is_seen_and_what_is_unchanged_is_not_read_again(
    store: CorrectionStore, tmp_path: Path
) -> None:
    store.add(correction())
    known = store.current()
    assert store.current() is known
    other = CorrectionStore(tmp_path / "data" / "corrections.sqlite")
    other.add(correction(place=None))
    other.close()
    assert len(store.current()) == 2


def test_nobody_else_can_read_them(store: CorrectionStore, tmp_path: Path) -> None:
    store.add(correction())
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    for file in (tmp_path / "data").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file.name


def test_each_is_written_through_to_the_disk(store: CorrectionStore) -> None:
    store.add(correction())
    assert store._opened().execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_correction_can_be_taken_back(store: CorrectionStore) -> None:
    kept = store.add(correction())
    assert kept.id is not None
    assert store.remove(kept.id)
    assert store.all() == ()
    assert not store.remove(kept.id)


def test_several_processes_keep_theirs(store: CorrectionStore, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from geo.corrections import *\n"
        "store = CorrectionStore(Path(sys.argv[1])); made, _ = import_json(Path(sys.argv[2]).read_text())\n"
        "for _ in range(20): store.add(made[0])"
    )
    exported = tmp_path / "one.json"
    exported.write_text(export_json([correction()]))
    command = [sys.executable, "-c", script, str(tmp_path / "data" / "corrections.sqlite"), str(exported)]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert len(store.all()) == 60


def test_what_is_exported_can_be_imported(store: CorrectionStore) -> None:
    made = [correction(), correction(place=None, added=True, scope=Scope.ALWAYS, toponym="Čırağan 🎈")]
    assert import_json(export_json(made)) == (made, [])
    assert [replace(kept, id=None) for kept in store.add_all(import_json(export_json(made))[0])] == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        "null",
        '{"format": "other", "version": 1, "corrections": []}',
        '{"format": "dateline-corrections", "version": 1, "corrections": 5}',
        '{"format": "dateline-corrections", "corrections": []}',
        '{"format": "dateline-corrections", "version": 2, "corrections": []}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_export_is_a_sentence(text: str) -> None:
    with pytest.raises(CorrectionsUnreadable, match=r"^This is no file of corrections: .*\.$"):
        import_json(text)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    store = CorrectionStore(tmp_path / "data" / "corrections.sqlite")
    with pytest.raises(CorrectionsUnreadable, match=r"cannot be opened: .*\.$"):
        store.add(correction())


def test_training_data_gives_the_sentence_the_span_and_the_gold_place() -> None:
    lines = training_lines(
        [
            correction(context="In Kharkiv they slept.", context_start=3),
            correction(place=None, context="Kharkiv was hit.", context_start=0),
            correction(context=""),
        ]
    )
    gold, none = (json.loads(line) for line in lines.splitlines())
    (mention,) = gold["mentions"]
    assert gold["text"][mention["start"] : mention["end"]] == "Kharkiv"
    assert mention["geonameid"] == 706482
    assert mention["is_place"]
    assert none["mentions"][0]["is_place"] is False


def test_a_place_set_by_hand_has_no_geonameid() -> None:
    place = Place(id="reader:50.1,36.2", name="Kharkiv", kind=Kind.AREA, lat=50.1, lon=36.2, source="reader")
    (line,) = training_lines([correction(place=place)]).splitlines()
    assert json.loads(line)["mentions"][0]["geonameid"] is None
