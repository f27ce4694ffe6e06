"""What there is to read: the seeds, and what the reader pasted or uploaded in this session."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from geo.errors import DatelineError, UnreadableDocument
from geo.mapping.payload import heading
from geo.model import Document, ParsedDocument
from geo.reading import read_bytes, read_file, read_text

MOST_CHARACTERS = 1_000_000
"""The longest text that the page reads: a thick book. The command line reads longer ones."""
_OWN = "own_documents"
_OPEN_NEXT = "open_next"
_TIMES = "times_brought"


@st.cache_data(show_spinner=False)
def read_seeds(folder: Path) -> tuple[list[Document], list[str]]:
    """The seeds' documents by name, and a sentence for each file that could not be read."""
    documents, problems = [], []
    for path in sorted(folder.glob("*.txt")):
        try:
            documents.append(read_file(path))
        except DatelineError as error:
            problems.append(str(error))
    return documents, problems


def own_documents() -> list[Document]:
    """What the reader brought in this session, the latest first."""
    documents: list[Document] = st.session_state.setdefault(_OWN, [])
    return documents


def title(document: Document) -> str:
    """What the chooser calls a document."""
    return heading(ParsedDocument(document=document, sentences=(), resolutions=()))


def choose(seeds: Sequence[Document]) -> Document | None:
    """The chooser. A link's `?article=` opens that seed; None where there is nothing to read."""
    documents = {document.id: document for document in [*own_documents(), *seeds]}
    if not documents:
        return None
    wanted = st.session_state.pop(_OPEN_NEXT, None)
    if wanted is None and "article" not in st.session_state:
        wanted = st.query_params.get("article")
    if wanted in documents:
        st.session_state["article"] = wanted
    elif st.session_state.get("article") not in documents:
        st.session_state["article"] = next(iter(documents))
    chosen: str = st.selectbox(
        "Article",
        list(documents),
        key="article",
        format_func=lambda id: title(documents[id]),
        label_visibility="collapsed",
    )
    if chosen in {document.id for document in seeds}:
        st.query_params["article"] = chosen
    else:
        st.query_params.clear()
    return documents[chosen]


def bring() -> str | None:
    """The panel for the reader's own text, pasted or in text files; what was wrong with it, in a sentence."""
    times = st.session_state.setdefault(_TIMES, 0)  # a new key closes and clears the panel
    with (
        st.popover("Read your own", icon=":material/add:", key=f"own-{times}"),
        st.form(f"own-form-{times}", border=False),
    ):
        text = st.text_area("Paste a text", height=180, placeholder="An article, a report, a page …")
        files = st.file_uploader("or choose text files", type=["txt"], accept_multiple_files=True)
        if not st.form_submit_button("Read", type="primary"):
            return None
    try:
        brought = [_checked(read_bytes(file.getvalue(), id=file.name)) for file in files]
        if text.strip() or not files:
            brought.append(_checked(read_text(text, id=_pasted_id(text), name="The text")))
    except DatelineError as error:
        return str(error)
    _keep(brought)
    st.rerun()
    return None


def _keep(brought: Sequence[Document]) -> None:
    """Put documents first, and open the first of them next. The same text again takes its old one's place."""
    new = {document.id for document in brought}
    st.session_state[_OWN] = [*brought, *(d for d in own_documents() if d.id not in new)]
    st.session_state[_OPEN_NEXT] = brought[0].id
    st.session_state[_TIMES] += 1


def _pasted_id(text: str) -> str:
    return "pasted-" + hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _checked(document: Document) -> Document:
    if len(document.text) > MOST_CHARACTERS:
        raise UnreadableDocument(
            f"This text has {len(document.text):,} characters and the page reads up to {MOST_CHARACTERS:,}; "
            "the command line reads longer ones: dateline parse FILE."
        )
    return document
