"""One line of JSON a document, in the documents' order: what programs read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from geo.export.base import Format, text_writer
from geo.export.records import place_record, score
from geo.focus import Focus, focus
from geo.model import Candidate, Evidence, ParsedDocument, Resolution

SHOWN_CANDIDATES = 5


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write each document's line as soon as it is there, so that a reader of a pipe need not wait."""
    for parsed in documents:
        out.write(json.dumps(record(parsed), ensure_ascii=False, allow_nan=False) + "\n")
        out.flush()


def record(parsed: ParsedDocument) -> dict[str, Any]:
    """The document's line. `notices` and `failure` are there only where something went wrong, `corrected`
    only where the reader's word decided."""
    line: dict[str, Any] = {
        "id": parsed.document.id,
        "mentions": [_mention(r, parsed.document.text) for r in parsed.resolutions],
    }
    line["focus"] = _focus(focus([parsed]))
    if parsed.notices:
        line["notices"] = list(parsed.notices)
    return line


def _focus(found: Focus) -> dict[str, Any]:
    lists = {"countries": found.countries, "regions": found.regions, "places": found.places}
    return {
        name: [{"id": s.id, "name": s.name, "country": s.country, "weight": score(s.weight)} for s in shares]
        for name, shares in lists.items()
    }


def _mention(resolution: Resolution, text: str) -> dict[str, Any]:
    mention = resolution.mention
    found: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "reading": mention.reading.value,
        "score": score(resolution.score),
        "place": place_record(resolution.place) if resolution.place else None,
        "candidates": [_candidate(c) for c in resolution.candidates[:SHOWN_CANDIDATES]],
    }
    if resolution.failure:
        found["failure"] = resolution.failure
    if resolution.corrected_by is not None:
        found["corrected"] = True
    return found


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return place_record(candidate.place) | {
        "score": score(candidate.score),
        "evidence": [_evidence(e) for e in candidate.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"name": evidence.name, "weight": score(evidence.weight), "text": evidence.text}


FORMAT = Format(
    name="jsonl",
    suffixes=(".jsonl", ".ndjson"),
    label="JSON lines",
    media_type="application/x-ndjson",
    hint="For programs: one line per document, with candidates and reasons",
    write=text_writer(write),
    offered=False,
)
