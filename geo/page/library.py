"""What there is to read: the seeds, and what the reader brought."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.errors import DatelineError, TextsUnreadable, UnreadableDocument
from geo.mapping.payload import heading
from geo.model import Document
from geo.page import own_texts
from geo.page.address import asked_article, write_article
from geo.page.notices import say
from geo.page.reader import Reader
from geo.readers import MAX_BYTES, Item, labels, read_file, read_items, read_text, read_url, suffixes
from geo.texts import Collection

MOST_CHARACTERS = 1_000_000
"""The longest text that the page reads: a thick book. The command line reads longer ones."""
MOST_DOCUMENTS = 300
"""Documents of one feed, archive or choice of files; the rest is said to be left out."""
MOST_PROBLEMS = 5
"""At most this many files that could not be read are named."""
NOTHING = "There is nothing to read in what you chose."
NOT_THERE = "There is no article “{}” here. Another one is open instead."
NO_TEXT = "There is no text to read yet: paste one, choose a file or give an address."
ALL = "all"
"""The id of the entry that opens every seed at once."""
_OPEN_NEXT = "open_next"
_TIMES = "times_brought"
_TOLD = "told_of_entry"
"""What could not be read or found when an entry was opened, said for as long as it is open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that the chooser offers: a document, or several that make one atlas."""

    id: str
    title: str
    documents: tuple[Document, ...] = ()
    """Of what the reader brought only once it is chosen."""
    own: bool = False
    """Whether the reader brought it, and may have it forgotten."""


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


def entries(seeds: Sequence[Document], own: Sequence[Collection]) -> list[Entry]:
    """Everything that can be chosen: the reader's own first, then the seeds, then all seeds together."""
    offered = [
        *(Entry(id=each.id, title=each.title, own=True) for each in own),
        *(Entry(id=seed.id, title=title(seed), documents=(seed,)) for seed in seeds),
    ]
    if len(seeds) > 1:
        together = Entry(id=ALL, title=f"All {len(seeds)} articles", documents=tuple(seeds))
        offered.append(together)
    return offered


def title(document: Document) -> str:
    """Return what the chooser calls a document."""
    return heading(document)


def choose(seeds: Sequence[Document], reader: Reader) -> tuple[Entry | None, list[str]]:
    """The chooser: what is chosen, None where there is nothing to read, and what is to be said of that.

    The address names the choice, so that a link, a reload and a step back open it. Without one the first
    seed opens.
    """
    own, problems = own_texts.own_collections(reader)
    offered = {entry.id: entry for entry in entries(seeds, own)}
    if not offered:
        return None, problems
    asked = asked_article()
    wanted = st.session_state.pop(_OPEN_NEXT, None) or asked
    if wanted in offered:
        st.session_state["article"] = wanted
    elif st.session_state.get("article") not in offered:
        st.session_state["article"] = next((id for id in offered if not offered[id].own), next(iter(offered)))
    chosen: str = st.selectbox(
        "Article",
        list(offered),
        key="article",
        format_func=lambda id: offered[id].title,
        label_visibility="collapsed",
    )
    write_article(chosen)
    if asked is not None and asked not in offered:
        st.session_state[_TOLD] = (chosen, [NOT_THERE.format(asked)])
    about, told = st.session_state.get(_TOLD, (chosen, []))
    problems += told if about == chosen else []
    return _opened(offered[chosen], reader, problems), problems


def _opened(entry: Entry, reader: Reader, problems: list[str]) -> Entry:
    """The entry with its documents; the reader's own with the way to have it forgotten."""
    if not entry.own:
        own_texts.close_own()
        return entry
    st.button(
        "Forget it",
        type="tertiary",
        key="forget",
        help="Removes this text from what is kept for you here.",
        on_click=_forget,
        args=(entry.id, reader),
    )
    try:
        documents = own_texts.open_own(reader, entry.id)
    except TextsUnreadable as error:
        problems.append(str(error))
        return entry
    if not documents:
        problems.append(NOT_THERE.format(entry.title))
    return replace(entry, documents=documents)


def _forget(id: str, reader: Reader) -> None:
    try:
        own_texts.forget(reader, id)
    except TextsUnreadable as error:
        st.session_state[_TOLD] = (id, [str(error)])


def bring(reader: Reader) -> None:
    """The panel for the reader's own texts, files and addresses. What can be read is opened; where nothing
    can, the panel says why."""
    times = st.session_state.setdefault(_TIMES, 0)  # a new key closes and clears the panel
    panel = st.popover("Read your own", icon=":material/add:", key=f"own-{times}")
    with panel, st.form(f"own-form-{times}", border=False):
        text = st.text_area("Paste a text", height=130, placeholder="An article, a report, a page …")
        kinds = [suffix.removeprefix(".") for suffix in suffixes()]
        with st.container(key="brought", horizontal=True):
            files = st.file_uploader("or choose files", accept_multiple_files=True)
            with st.container(key="folder"):
                folder = st.file_uploader("or a whole folder", type=kinds, accept_multiple_files="directory")
        st.caption(f"{readable()}, up to {MAX_BYTES // 1_000_000} MB each")
        address = st.text_input(
            "or give an address",
            placeholder="https://…",
            help="A page, a feed or a file. It is fetched when you press Read, and only then.",
        ).strip()
        if not st.form_submit_button("Read"):
            return
    documents: list[Document] = []
    problems: list[str] = []
    with panel, st.spinner("Reading …"):
        for file in [*files, *_in_order(folder)]:
            _collect(read_items(file.getvalue(), name=file.name), documents, problems)
        try:
            if address:
                _collect(read_url(address), documents, problems)
            if text.strip():
                documents.append(_checked(read_text(text, id=_pasted_id(text), name="The text")))
        except DatelineError as error:
            problems.append(str(error))
    if documents:
        _free([*files, *folder])
        id, unkept = own_texts.keep(reader, _title_of(documents), documents)
        st.session_state[_OPEN_NEXT] = id
        st.session_state[_TOLD] = (id, [*unkept, *_told(problems)])
        st.session_state[_TIMES] += 1
        st.rerun()
    with panel:
        if not (files or folder or address or text.strip()):
            problems.append(NO_TEXT)
        elif files or folder:
            problems.append(f"What can be read: {readable()}.")
        for problem in _told(problems) or [NOTHING]:
            say(problem, "problem")


def _free(files: Sequence[UploadedFile]) -> None:
    """Let go of what was uploaded: its texts are kept, and Streamlit would hold it as long as the session."""
    context = get_script_run_ctx()
    held = context.uploaded_file_mgr if context else None
    if context and isinstance(held, MemoryUploadedFileManager):
        for file in files:
            held.remove_file(context.session_id, file.file_id)


def readable() -> str:
    """The kinds of files that can be read, in words."""
    kinds = labels()
    return kinds[:1].upper() + kinds[1:]


def _told(problems: list[str]) -> list[str]:
    """The first few problems, and how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    if more <= 1:
        return problems
    return [*problems[:MOST_PROBLEMS], f"{more:,} more could not be read."]


def _in_order(folder: Sequence[UploadedFile]) -> list[UploadedFile]:
    """The files of a folder by name, which is their path in it, without those that are hidden.

    What is of another kind has not been sent: the browser leaves it out, and says so beside the folder.
    """
    visible = (file for file in folder if not any(part.startswith(".") for part in file.name.split("/")))
    return sorted(visible, key=lambda file: file.name)


def _collect(items: Iterable[Item], documents: list[Document], problems: list[str]) -> None:
    """The documents of one file or address; one that cannot be read loses no other."""
    items = iter(items)
    for item in islice(items, MOST_DOCUMENTS):
        try:
            documents.append(_checked(item.read().document))
        except DatelineError as error:
            problems.append(str(error))
    if next(items, None) is not None:
        problems.append(f"Only the first {MOST_DOCUMENTS} documents were read; the command line reads more.")


def _title_of(documents: Sequence[Document]) -> str:
    """Return what the chooser calls documents that were brought together."""
    name = title(documents[0])
    return name if len(documents) == 1 else f"{len(documents):,} documents: {name}"


def _pasted_id(text: str) -> str:
    return "pasted-" + hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _checked(document: Document) -> Document:
    if len(document.text) > MOST_CHARACTERS:
        raise UnreadableDocument(
            f"This text has {len(document.text):,} characters and the page reads up to {MOST_CHARACTERS:,}; "
            "the command line reads longer ones: dateline parse FILE."
        )
    return document
