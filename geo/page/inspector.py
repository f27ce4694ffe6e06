"""Why a mention means its place, what else it could mean, and putting it right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from geo.atlas import sentence_of
from geo.corrections import Correction, Scope, apply, fingerprint, is_corrected
from geo.corrections.model import EVIDENCE
from geo.errors import CorrectionsUnreadable
from geo.gazetteer import Gazetteer, ensure
from geo.mapping import describe
from geo.mapping.payload import Utf16
from geo.model import Candidate, Document, Kind, Mention, ParsedDocument, Place, Reading, Resolution
from geo.page.address import asked_place, write_place
from geo.page.panels import ARTICLE
from geo.page.reader import Reader
from geo.pipeline import Geoparser
from geo.settings import Settings

_STATE = "inspector"
_SHOWN = "inspector_shown"
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


def keep_in_step(documents: str, version: str, places: Collection[str]) -> None:
    """Forget what was asked of what is shown no more, and a place that what is on show does not name.

    `documents` tells the documents from others, `version` what is shown of them from what was, `places` are
    the ids on the map. Other documents open with the place that the address names.
    """
    before = st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = (documents, version)
    if before == (documents, version):
        return
    place = state().place if before and before[0] == documents else asked_place()
    st.session_state[_STATE] = State(place=place if place in places else None)
    write_place(state().place)


def chosen_place() -> str | None:
    """The id of the place that the reader chose, or the link that brought them."""
    return state().place


@st.cache_resource(show_spinner=False)
def gazetteer(_settings: Settings) -> Gazetteer:
    """The gazetteer that searches ask."""
    return ensure(_settings)


def corrections(reader: Reader) -> tuple[Correction, ...]:
    """What the reader corrected so far; nothing while that cannot be read, which the page says elsewhere."""
    try:
        return reader.corrections.all()
    except CorrectionsUnreadable:
        return ()


def corrected(parsed: ParsedDocument, made: Sequence[Correction], parser: Geoparser) -> ParsedDocument:
    """A document as its readers corrected it."""

    def resolve(document: Document, mentions: Sequence[Mention]) -> Sequence[Resolution]:
        return parser.parse(document, mentions).resolutions

    return apply(parsed, made, resolve)


class Inspector:
    """Answers the text panel: what was chosen, asked and corrected."""

    def __init__(
        self, parsed: Sequence[ParsedDocument], settings: Settings, reader: Reader, parser: Geoparser
    ) -> None:
        self._parsed = parsed
        self._settings = settings
        self._reader = reader
        self._parser = parser

    def on_chosen(self) -> None:
        """The reader chose a place, or none, on the map, in the text or in the list."""
        choice = st.session_state[ARTICLE].get("chosen") or {}
        st.session_state[_STATE] = State(
            place=choice.get("place"),
            document=choice.get("document"),
            mention=choice.get("mention"),
            asking=bool(choice.get("why")),
        )
        write_place(choice.get("place"))

    def on_act(self) -> None:
        """The reader puts a place right, searches for one, or adds a name that was missed."""
        act = st.session_state[ARTICLE].get("act") or {}
        now = state()
        if "undo" in act:
            self._reader.corrections.remove(int(act["undo"]))
        elif "search" in act:
            now.query = str(act["search"])
        elif "add" in act:
            self._add(*act["add"])
        elif "correct" in act or "set" in act:
            self._correct(act)

    def _add(self, document: int, start: int, end: int) -> None:
        utf16 = Utf16(self._parsed[document].document.text)
        mention = Mention(start=utf16.back(start), end=utf16.back(end), reading=Reading.LITERAL)
        st.session_state[_STATE] = State(document=document, asking=True, added=mention)

    def _asked(self) -> tuple[ParsedDocument, Resolution] | None:
        """The document and the resolution that the panel asks about."""
        now = state()
        if now.document is None or now.document >= len(self._parsed):
            return None
        parsed = self._parsed[now.document]
        if now.added is not None:
            return parsed, self._parser.parse(parsed.document, [now.added]).resolutions[0]
        if now.mention is None or now.mention >= len(parsed.resolutions):
            return None
        return parsed, parsed.resolutions[now.mention]

    def _correct(self, act: dict[str, Any]) -> None:
        asked = self._asked()
        if asked is None:
            return
        parsed, resolution = asked
        document, mention = parsed.document, resolution.mention
        toponym = document.text[mention.start : mention.end]
        place = self._set_by_hand(act["set"], toponym, resolution) if "set" in act else None
        if act.get("correct"):
            place = self._place(act["correct"], resolution)
            if place is None:
                return
        sentence = sentence_of(parsed.sentences, mention)
        before = resolution.place
        self._reader.corrections.add(
            Correction(
                toponym=toponym,
                place=place,
                scope=Scope(act.get("scope", Scope.DOCUMENT)),
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
        return gazetteer(self._settings).place(id)

    @staticmethod
    def _set_by_hand(point: dict[str, float], toponym: str, resolution: Resolution) -> Place:
        """The place itself moved to the reader's point, or a new one where there was none."""
        lat, lon = round(float(point["lat"]), 5), round(float(point["lon"]), 5)
        id = f"reader:{lat},{lon}"
        if resolution.place:
            return replace(resolution.place, id=id, lat=lat, lon=lon, source="reader")
        return Place(id=id, name=toponym, kind=Kind.AREA, lat=lat, lon=lon, source="reader")

    def shown(self) -> dict[str, Any] | None:
        """What the panel shows of "Why here?"; None while nothing is asked."""
        now = state()
        asked = self._asked() if now.asking else None
        if asked is None:
            return None
        parsed, resolution = asked
        text = parsed.document.text[resolution.mention.start : resolution.mention.end]
        chosen = None if now.added else resolution.place
        own = next((c for c in resolution.candidates if chosen and c.place.id == chosen.id), None)
        if own is None and chosen is not None:
            own = Candidate(place=chosen, score=resolution.score)
        others = [c for c in resolution.candidates if c is not own][:RUNNERS_UP]
        results = None
        if now.query:
            found = gazetteer(self._settings).search(now.query, FOUND)
            results = [_record(Candidate(place=place, score=0.0)) | {"score": None} for place in found]
        return {
            "toponym": text,
            "place": _record(own) if own else None,
            "own": chosen is not None and is_corrected(resolution),
            "correction": self._correction_of(parsed, resolution) if chosen is not None else None,
            "others": [_record(candidate) for candidate in others],
            "query": now.query,
            "results": results,
        }

    def _correction_of(self, parsed: ParsedDocument, resolution: Resolution) -> int | None:
        """The number of the latest correction that made this resolution what it is."""
        if not is_corrected(resolution) or resolution.place is None:
            return None
        text = parsed.document.text[resolution.mention.start : resolution.mention.end]
        for correction in reversed(corrections(self._reader)):
            same = correction.place is not None and correction.place.id == resolution.place.id
            if same and correction.toponym == text:
                return correction.id
        return None


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
        "reasons": [evidence.text for evidence in candidate.evidence if evidence.name != EVIDENCE],
    }


__all__ = [
    "Inspector",
    "chosen_place",
    "corrected",
    "corrections",
    "gazetteer",
    "keep_in_step",
    "state",
]
