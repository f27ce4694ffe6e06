"""The page: choose or bring a text, read it beside its map."""

from __future__ import annotations

import streamlit as st
from streamlit import config
from streamlit.delta_generator import DeltaGenerator

from geo.errors import DatelineError, ReaderUnknown
from geo.page import library
from geo.page.about import about, footer
from geo.page.atlas_view import reading_room
from geo.page.corrections_panel import kept
from geo.page.layout import slots
from geo.page.listening import may_listen
from geo.page.notices import say
from geo.page.reader import Reader, ask_to_sign_in, the_reader
from geo.page.style import entitle, set_up, wordmark
from geo.settings import Settings, load_settings


def masthead(
    settings: Settings, reader: Reader, notices: DeltaGenerator
) -> tuple[library.Entry | None, DeltaGenerator]:
    """The page's name, what is read and the ways to change that; the choice, and room for the filters."""
    wordmark()
    seeds, problems = library.read_seeds(settings.seeds_dir)
    chosen, told = library.choose(seeds, reader)
    problems = [*problems, *told]
    library.bring(reader)
    filter_slot = st.container(key="filters", width="content")
    problems += kept(reader)
    if st.button("About", type="tertiary"):
        about()
    with notices:
        for problem in problems:
            say(problem, "problem")
    return chosen, filter_slot


def main() -> None:
    """Draw the page; what goes wrong is a sentence on it."""
    set_up()
    page = slots()
    with page.footer:
        footer()
    try:
        settings = load_settings()
        with page.masthead:
            may_listen(config.get_option("server.address"))
            reader = the_reader(settings)
            chosen, filter_slot = masthead(settings, reader, page.notices)
        if chosen and chosen.documents:
            entitle(chosen.title)
            reading_room(chosen.documents, settings, reader, page, filter_slot)
        elif not chosen:
            with page.notices:
                say("There is nothing to read yet: paste a text or choose a file above.", "empty")
    except ReaderUnknown as error:
        with page.notices:
            say(str(error), "problem")
            ask_to_sign_in(settings)
    except DatelineError as error:
        with page.notices:
            say(str(error), "problem")
