from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geo.corrections import (
    Correction,
    CorrectionStore,
    Scope,
    apply,
    export_json,
    fingerprint,
    import_json,
    is_corrected,
    training_lines,
)
from geo.errors import CorrectionsUnreadable
from geo.model import Document, Kind, Place, Resolution
from tests.mapping.atlases import KHARKIV, UKRAINE, parsed

REGION = replace(KHARKIV, id="geonames:706482", kind=Kind.REGION, feature="ADM1")
TEXT = "Kharkiv was hit. Ukraine mourned. Kharkiv slept."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorrectionStore]:
    opened = CorrectionStore(tmp_path / "data" / "corrections.sqlite")
    yield opened
    opened.close()


def correction(**changes: object) -> Correction:
    made = Correction(
        toponym="Kharkiv",
        place=REGION,
        scope=Scope.MENTION,
        document=fingerprint(Document(id="a", text=TEXT)),
        start=0,
        context="Kharkiv was hit.",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def places(*corrections: Correction, text: str = TEXT) -> list[str]:
    """The ids of what a text's mentions mean after correction."""
    read = parsed(text, {"Kharkiv": KHARKIV, "Ukraine": UKRAINE})
    return [r.place.id if r.place else "" for r in apply(read, corrections).resolutions]


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
    always = correction(scope=Scope.ALWAYS, place=UKRAINE, id=3)
    first, second = correction(id=1), correction(id=2, place=None)
    assert places(always, first) == [REGION.id, UKRAINE.id, UKRAINE.id]
    assert places(first, second) == [UKRAINE.id, KHARKIV.id]


def test_a_corrected_place_is_shown_as_the_readers_own_and_keeps_the_runners_up() -> None:
    from geo.model import Candidate

    read = parsed(TEXT, {"Kharkiv": KHARKIV})
    read = replace(
        read,
        resolutions=tuple(
            replace(r, candidates=(Candidate(place=KHARKIV, score=0.7), Candidate(place=REGION, score=0.3)))
            for r in read.resolutions
        ),
    )
    first, second = apply(read, [correction()]).resolutions
    assert is_corrected(first)
    assert not is_corrected(second)
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

    def resolve(document: Document, mentions: list) -> list[Resolution]:  # type: ignore[type-arg]
        asked.extend(document.text[m.start : m.end] for m in mentions)
        return [Resolution(mention=m, place=KHARKIV, score=0.5) for m in mentions]

    (resolution,) = apply(parsed(text, {}), [added], resolve).resolutions  # type: ignore[arg-type]
    assert asked == ["Donbas"]
    assert resolution.place == UKRAINE


def test_without_corrections_a_document_stays_the_same_object() -> None:
    read = parsed(TEXT, {"Kharkiv": KHARKIV})
    assert apply(read, []) is read


def test_what_is_kept_comes_back_in_order_after_a_restart(store: CorrectionStore, tmp_path: Path) -> None:
    first = store.add(correction())
    second = store.add(correction(place=None, scope=Scope.ALWAYS))
    store.close()
    again = CorrectionStore(tmp_path / "data" / "corrections.sqlite")
    assert again.all() == (first, second)
    assert first.id is not None
    again.close()


def test_a_correction_can_be_taken_back(store: CorrectionStore) -> None:
    kept = store.add(correction())
    assert kept.id is not None
    assert store.remove(kept.id)
    assert store.all() == ()
    assert not store.remove(kept.id)


def test_several_processes_keep_theirs(store: CorrectionStore, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from geo.corrections import *\n"
        "store = CorrectionStore(Path(sys.argv[1])); made = import_json(Path(sys.argv[2]).read_text())\n"
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
    assert import_json(export_json(made)) == made
    assert [replace(kept, id=None) for kept in store.add_all(import_json(export_json(made)))] == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        "null",
        '{"format": "other", "version": 1, "corrections": []}',
        '{"format": "dateline-corrections", "version": 1, "corrections": [{}]}',
        '{"format": "dateline-corrections", "version": 1, "corrections": 5}',
        "[" * 100_000,
        export_json([correction()]).replace("49.98081", "4998"),
        export_json([correction()]).replace('"mention"', '"whenever"'),
        export_json([correction()]).replace('"Kharkiv"', "7"),
    ],
)
def test_a_file_that_is_no_export_is_a_sentence(text: str) -> None:
    with pytest.raises(CorrectionsUnreadable, match=r"^This is no file of corrections: .*\.$"):
        import_json(text)


def test_a_damaged_store_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "corrections.sqlite"
    path.write_bytes(b"what a person made " * 100)
    with pytest.raises(CorrectionsUnreadable, match="cannot be opened"):
        CorrectionStore(path)
    assert path.read_bytes() == b"what a person made " * 100


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
