"""Which documents and mentions are shown. The choices are part of the page's address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from geo.atlases import sentence_of
from geo.mapping.payload import heading
from geo.mapping.wording import LIKELY, SURE
from geo.model import Kind, ParsedDocument, Reading, Resolution

_READINGS = {
    Reading.LITERAL.value: "Where it happens",
    Reading.METONYMIC.value: "Who is meant",
    Reading.DEMONYM.value: "Nationalities",
}
_CHOICES = ("words", "kind", "country", "reading", "document")
"""The keys under which the session keeps them, beside `sure`."""
_SURENESS = {"any": ("Any", 0.0), "likely": ("Likely", LIKELY), "sure": ("Sure", SURE)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What a reader wants to see. Empty choices leave everything."""

    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    least_score: float = 0.0
    documents: frozenset[str] = frozenset()
    """Ids."""
    words: str = ""
    """Sentences that hold these words, in any case."""
    since: date | None = None
    until: date | None = None
    """The last day that counts. Documents without a date are left out where either is given."""

    def count(self) -> int:
        """Return how many choices are made."""
        chosen = (self.kinds, self.countries, self.readings, self.documents, self.words, self.least_score)
        return sum(bool(choice) for choice in chosen)

    def choices(self) -> str:
        """What is chosen in the panel, as a key: the map frames what passes, but not anew for each day."""
        sets = (self.kinds, self.countries, self.readings, self.documents)
        return repr(([sorted(chosen) for chosen in sets], self.words, self.least_score))

    def chooses_mentions(self) -> bool:
        """Whether mentions are left out of documents that are shown."""
        return bool(self.kinds or self.countries or self.readings or self.words or self.least_score)


def narrowed(parsed: Iterable[ParsedDocument], filters: Filters) -> list[ParsedDocument]:
    """The documents that are wanted, with the mentions that are."""
    return [
        replace(each, resolutions=tuple(r for r in each.resolutions if _wanted(each, r, filters)))
        for each in parsed
        if _in_time(each, filters) and (not filters.documents or each.document.id in filters.documents)
    ]


def _in_time(parsed: ParsedDocument, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return True
    day = parsed.document.date
    if day is None:
        return False
    return (filters.since is None or filters.since <= day) and (filters.until is None or day <= filters.until)


def _wanted(parsed: ParsedDocument, resolution: Resolution, filters: Filters) -> bool:
    place = resolution.place
    if place is None:
        return not filters.count()
    if filters.words:
        sentence = sentence_of(parsed.sentences, resolution.mention)
        if filters.words.casefold() not in parsed.document.text[sentence.start : sentence.end].casefold():
            return False
    return (
        (not filters.kinds or place.kind.value in filters.kinds)
        and (not filters.countries or (place.country_name or "") in filters.countries)
        and (not filters.readings or resolution.mention.reading.value in filters.readings)
        and resolution.score >= filters.least_score
    )


def filter_panel(parsed: Sequence[ParsedDocument]) -> Filters:
    """The panel of filters over these documents."""
    places = [r.place for each in parsed for r in each.resolutions if r.place]
    kinds = Counter(place.kind.value for place in places)
    countries = Counter(place.country_name for place in places if place.country_name)
    titles = {each.document.id: heading(each.document) for each in parsed}
    with st.popover(_label(), type="tertiary", key="filter"):
        words = st.text_input("Sentences with the words", key="words", bind="query-params")
        _forget("kind", kinds)
        chosen_kinds = st.multiselect(
            "Kinds of place",
            [kind.value for kind in Kind if kind.value in kinds],
            key="kind",
            bind="query-params",
            placeholder="All",
        )
        _forget("country", countries)
        chosen_countries = st.multiselect(
            "Countries",
            [name for name, _ in countries.most_common()],
            key="country",
            bind="query-params",
            placeholder="All",
        )
        readings = st.multiselect(
            "What the name stands for",
            list(_READINGS),
            format_func=_READINGS.__getitem__,
            key="reading",
            bind="query-params",
            placeholder="All",
        )
        sureness = st.segmented_control(
            "How sure",
            list(_SURENESS),
            default="any",
            format_func=lambda step: _SURENESS[step][0],
            key="sure",
            bind="query-params",
        )
        chosen_documents: list[str] = []
        if len(parsed) > 1:
            _forget("document", titles)
            chosen_documents = st.multiselect(
                "Documents",
                list(titles),
                format_func=titles.__getitem__,
                key="document",
                bind="query-params",
                placeholder="All",
            )
        if _made():
            st.button("Show everything", on_click=_clear)
    return Filters(
        kinds=frozenset(chosen_kinds),
        countries=frozenset(chosen_countries),
        readings=frozenset(readings),
        least_score=_SURENESS[sureness or "any"][1],
        documents=frozenset(chosen_documents),
        words=words.strip(),
    )


def _made() -> int:
    """Return how many of the panel's choices are made."""
    made = sum(bool(_choice(key)) for key in _CHOICES)
    return made + (_choice("sure") not in (None, "any", _SURENESS["any"][0]))


def _choice(key: str) -> Any:
    """A choice as it stands; before the panel is first drawn, as the link has it."""
    return st.session_state[key] if key in st.session_state else st.query_params.get(key)


def _label() -> str:
    made = _made()
    return f"Filter ({made})" if made else "Filter"


def _clear() -> None:
    """Take every choice back."""
    st.session_state["words"] = ""
    st.session_state["sure"] = "any"
    for key in _CHOICES[1:]:
        st.session_state[key] = []


def _forget(key: str, options: Iterable[str]) -> None:
    """Drop choices that the documents on show do not offer."""
    if chosen := st.session_state.get(key):
        offered = set(options)
        st.session_state[key] = [choice for choice in chosen if choice in offered]
