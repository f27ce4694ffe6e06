"""The reader's corrections in one place: taken back, handed out, brought in."""

from __future__ import annotations

import streamlit as st

from geo.corrections import Correction, CorrectionStore, Scope, export_json, import_json, training_lines
from geo.errors import CorrectionsUnreadable
from geo.mapping import describe
from geo.page.inspector import NOT_KEPT
from geo.page.reader import Reader

_REACH = {
    Scope.MENTION: "one mention",
    Scope.DOCUMENT: "in one text",
    Scope.ALWAYS: "always",
}
_TIMES = "times_imported"
_LEFT_OUT = "corrections_left_out"
"""What did not fit in the file that was brought in last; told once."""


def kept(reader: Reader) -> list[str]:
    """The panel of corrections; what was wrong with them or with an import, in sentences."""
    problems: list[str] = st.session_state.pop(_LEFT_OUT, [])
    if not_kept := st.session_state.pop(NOT_KEPT, None):
        problems.append(not_kept)
    store = reader.corrections
    try:
        corrections = store.all()
    except CorrectionsUnreadable as error:
        return [*problems, f"{error} The page goes on without them."]
    problems += store.notices
    times = st.session_state.setdefault(_TIMES, 0)
    label = f"Corrections ({len(corrections)})" if corrections else "Corrections"
    with st.popover(label, type="tertiary", key="corrections"):
        if not corrections:
            st.caption("Choose a place, ask “Why here?” and put it right: what you decide is kept here.")
        for correction in reversed(corrections):
            _row(store, correction)
        if corrections:
            with st.container(horizontal=True):
                st.download_button(
                    "Save as JSON",
                    lambda: export_json(corrections),
                    "dateline-corrections.json",
                    "application/json",
                    on_click="ignore",
                )
                st.download_button(
                    "Save for training",
                    lambda: training_lines(corrections),
                    "dateline-corrections.jsonl",
                    "application/x-ndjson",
                    on_click="ignore",
                )
        file = st.file_uploader("Bring in a file of corrections", type=["json"], key=f"import-{times}")
    if file is None:
        return problems
    try:
        fitting, left_out = import_json(file.getvalue().decode("utf-8", "replace"))
        store.add_all(fitting)
    except CorrectionsUnreadable as error:
        return [*problems, str(error)]
    st.session_state[_LEFT_OUT] = left_out
    st.session_state[_TIMES] += 1
    st.rerun()
    return []


def _row(store: CorrectionStore, correction: Correction) -> None:
    means = "not a place"
    if correction.place:
        means = f"{correction.place.name}, {describe(correction.place)}"
        if correction.place.source == "reader":
            means += f" at {correction.place.lat:.2f}, {correction.place.lon:.2f}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{correction.toponym}: {means} ({_REACH[correction.scope]})")
        if correction.id is not None:
            st.button("Undo", key=f"undo-{correction.id}", on_click=_undo, args=(store, correction.id))


def _undo(store: CorrectionStore, id: int) -> None:
    try:
        store.remove(id)
    except CorrectionsUnreadable as error:
        st.session_state[NOT_KEPT] = str(error)
