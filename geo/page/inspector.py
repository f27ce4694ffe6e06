"""Why a mention means its place, what else it could mean, and putting it right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from geo import parser_cache
from geo.atlases import sentence_of
from geo.corrections import Correction, CorrectionSet, fingerprint
from geo.errors import CorrectionsUnreadable
from geo.mapping import describe
from geo.mapping.payload import Utf16
from geo.model import Candidate, Kind, Mention, ParsedDocument, Place, Reading, Resolution
from geo.page.address import asked_place, write_place
from geo.page.messages import About, Act, Add, Correct, Search, SetPoint, Undo, read_act, read_chosen
from geo.page.panels import ARTICLE
from geo.page.reader import Reader
from geo.pipeline import Geoparser
from geo.settings import Settings

_STATE = "inspector"
_SHOWN = "inspector_shown"
NOT_KEPT = "correction_not_kept"
"""Why the reader's last correction could not be kept; told once."""
RUNNERS_UP = 5
FOUND = 8
"""How many places a search shows."""


@dataclass(kw_only=True)
class State:
    """What a session looks at."""

    place: str | None = None
    document: int | None = None
    mention: int | None = None
    asking: bool = False
    added: Mention | None = None
    """A name that the reader selected and that has no place yet."""
    query: str | None = None


def state() -> State:
    """This session's."""
    found: State = st.session_state.setdefault(_STATE, State())
    return found


def keep_in_step(documents: str, version: str, places: Collection[str], *, complete: bool) -> None:
    """Forget what was asked of what is shown no more, and a place that what is on show does not name.

    `documents` tells the documents from others, `version` what is shown of them from what was, `places` are
    the ids on the map. Other documents open with the place that the address names; while they are read, not
    `complete`, a place may still come.
    """
    before = st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = (documents, version)
    place = state().place if before and before[0] == documents else asked_place()
    if place not in places and complete:
        place = None
    if before != (documents, version) or place != state().place:
        st.session_state[_STATE] = State(place=place)
        write_place(place)


def chosen_place() -> str | None:
    """The id of the place that the reader chose, or the link that brought them."""
    return state().place


def corrections(reader: Reader) -> CorrectionSet:
    """What the reader corrected so far; nothing while that cannot be read, which the page says elsewhere."""
    try:
        return reader.corrections.current()
    except CorrectionsUnreadable:
        return CorrectionSet()


class Inspector:
    """Answers the text panel: what was chosen, asked and corrected."""

    def __init__(
        self,
        parsed: Sequence[ParsedDocument],
        settings: Settings,
        reader: Reader,
        parser: Geoparser | None,
    ) -> None:
        """Without a `parser`, while the list of places is being built, nothing can be asked."""
        self._parsed = parsed
        self._settings = settings
        self._reader = reader
        self._parser = parser

    def on_chosen(self) -> None:
        """The reader chose a place, or none, on the map, in the text or in the list."""
        chosen = read_chosen(st.session_state[ARTICLE].get("chosen"))
        if chosen is None:
            return
        st.session_state[_STATE] = State(
            place=chosen.place, document=chosen.document, mention=chosen.mention, asking=chosen.why
        )
        write_place(chosen.place)

    def on_act(self) -> None:
        """The reader puts a place right, searches for one, or adds a name that was missed."""
        try:
            self._act(read_act(st.session_state[ARTICLE].get("act")))
        except CorrectionsUnreadable as error:
            st.session_state[NOT_KEPT] = str(error)

    def _act(self, act: Act | None) -> None:
        match act:
            case Undo(correction=number):
                self._reader.corrections.remove(number)
            case Search(text=query):
                state().query = query
            case Add() as act:
                self._add(act)
            case Correct() | SetPoint() as act:
                self._correct(act)

    def _add(self, act: Add) -> None:
        if (mention := self._mention(act)) is not None:
            st.session_state[_STATE] = State(document=act.document, asking=True, added=mention)

    def _mention(self, about: About) -> Mention | None:
        """A stretch of a document that is shown, as a mention; None where there is no such stretch."""
        if about.document >= len(self._parsed):
            return None
        text = self._parsed[about.document].document.text
        utf16 = Utf16(text)
        start, end = utf16.back(about.start), utf16.back(about.end)
        return Mention(start=start, end=end, reading=Reading.LITERAL) if start < end <= len(text) else None

    def _resolution(self, about: About) -> tuple[ParsedDocument, Resolution] | None:
        """The document and the resolution that an act is about, whatever is chosen by now."""
        mention = self._mention(about)
        if mention is None or self._parser is None:
            return None
        parsed = self._parsed[about.document]
        for resolution in parsed.resolutions:
            if (resolution.mention.start, resolution.mention.end) == (mention.start, mention.end):
                return parsed, resolution
        return parsed, self._parser.resolve(parsed, [mention])[0]

    def _asked(self) -> tuple[ParsedDocument, Resolution] | None:
        """The document and the resolution that the panel asks about."""
        now = state()
        if self._parser is None or now.document is None or now.document >= len(self._parsed):
            return None
        parsed = self._parsed[now.document]
        if now.added is not None:
            return parsed, self._parser.resolve(parsed, [now.added])[0]
        if now.mention is None or now.mention >= len(parsed.resolutions):
            return None
        return parsed, parsed.resolutions[now.mention]

    def _correct(self, act: Correct | SetPoint) -> None:
        asked = self._resolution(act)
        if asked is None:
            return
        parsed, resolution = asked
        document, mention = parsed.document, resolution.mention
        toponym = document.text[mention.start : mention.end]
        place = None
        if isinstance(act, SetPoint):
            place = self._set_by_hand(act, toponym, resolution)
        elif act.place is not None:
            place = self._place(act.place, resolution)
            if place is None:
                return
        sentence = sentence_of(parsed.sentences, mention)
        before = resolution.place
        self._reader.corrections.add(
            Correction(
                toponym=toponym,
                place=place,
                scope=act.scope,
                document=fingerprint(document),
                start=mention.start,
                added=state().added is not None or (before is None and place is not None),
                context=document.text[sentence.start : sentence.end],
                context_start=mention.start - sentence.start,
            )
        )
        st.session_state[_STATE] = State(place=place.id if place else None)

    def _place(self, id: str, resolution: Resolution) -> Place | None:
        for candidate in resolution.candidates:
            if candidate.place.id == id:
                return candidate.place
        return parser_cache.gazetteer(self._settings).place(id)

    @staticmethod
    def _set_by_hand(point: SetPoint, toponym: str, resolution: Resolution) -> Place:
        """The place itself moved to the reader's point, or a new one where there was none."""
        lat, lon = round(point.lat, 5), round(point.lon, 5)
        id = f"reader:{lat},{lon}"
        if resolution.place:
            place = resolution.place
            return replace(place, id=id, lat=lat, lon=lon, source="reader", approximate_km=None)
        return Place(id=id, name=toponym, kind=Kind.AREA, lat=lat, lon=lon, source="reader")

    def shown(self) -> dict[str, Any] | None:
        """Return what the panel shows of "Why here?"; None while nothing is asked."""
        now = state()
        asked = self._asked() if now.asking else None
        if asked is None:
            return None
        parsed, resolution = asked
        text = parsed.document.text[resolution.mention.start : resolution.mention.end]
        utf16 = Utf16(parsed.document.text)
        about = {
            "document": now.document,
            "start": utf16(resolution.mention.start),
            "end": utf16(resolution.mention.end),
        }
        chosen = None if now.added else resolution.place
        own = next((c for c in resolution.candidates if chosen and c.place.id == chosen.id), None)
        if own is None and chosen is not None:
            own = Candidate(place=chosen, score=resolution.score)
        others = [c for c in resolution.candidates if c is not own][:RUNNERS_UP]
        results = None
        if now.query:
            found = parser_cache.gazetteer(self._settings).search(now.query, FOUND)
            results = [_record(Candidate(place=place, score=0.0)) | {"score": None} for place in found]
        return {
            "about": about,
            "toponym": text,
            "place": _record(own) if own else None,
            "own": chosen is not None and resolution.corrected_by is not None,
            "correction": resolution.corrected_by if chosen is not None else None,
            "others": [_record(candidate) for candidate in others],
            "query": now.query,
            "results": results,
        }


def _record(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "id": place.id,
        "name": place.name,
        "what": describe(place),
        "where": place.region if place.region and place.region != place.name else "",
        "lat": place.lat,
        "lon": place.lon,
        "score": candidate.score,
        "reasons": [evidence.text for evidence in candidate.evidence],
    }


__all__ = [
    "Inspector",
    "chosen_place",
    "corrections",
    "keep_in_step",
    "state",
]
