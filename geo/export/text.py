"""Text for a person at a terminal: each document's places with the sentences that name them."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import TextIO

from geo.atlases import make_atlas
from geo.export.base import Format, text_writer
from geo.export.terminal import safe
from geo.mapping.wording import describe, times
from geo.model import ParsedDocument, PlaceOnMap, Quote, Reading

SHOWN_QUOTES = 3
"""Sentences shown of a place; the rest are counted."""
_SUREST = 0.99
"""Shown of a probability at most: nothing that is read in a text is certain."""
_NARROWEST, _WIDEST = 40, 100
"""Columns that the text is fitted to, whatever the terminal says."""


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write the documents one after another with a blank line between them."""
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    separator = ""
    for parsed in documents:
        out.write(separator + "\n".join(_document(parsed, width)) + "\n")
        out.flush()
        separator = "\n"


def _document(parsed: ParsedDocument, width: int) -> Iterator[str]:
    document = parsed.document
    named = [document.title or document.id, document.date and document.date.isoformat(), document.source]
    yield safe(" · ".join(str(part) for part in named if part))
    for notice in parsed.notices:
        yield safe(f"  ! {notice}")
    places = make_atlas([parsed]).places
    if not places:
        yield "  No places found."
    for place in places:
        yield ""
        yield _heading(place)
        for quote in place.quotes[:SHOWN_QUOTES]:
            lines = textwrap.wrap(_quoted(quote, document.text), width - 4)
            yield from (f"    {line}" for line in lines)
        if len(place.quotes) > SHOWN_QUOTES:
            yield f"    and {len(place.quotes) - SHOWN_QUOTES} more"
    if unplaced := _unplaced(parsed):
        yield ""
        yield safe(f"  Not placed: {', '.join(unplaced)}")


def _heading(on_map: PlaceOnMap) -> str:
    place = on_map.place
    facts = [
        describe(place),
        f"named {times(on_map.mention_count)}",
        f"{min(on_map.score, _SUREST):.0%} sure",
    ]
    return safe(f"  {place.name} ({', '.join(facts)}), {place.lat:.4f} {place.lon:.4f}")


def _quoted(quote: Quote, text: str) -> str:
    """The sentence with its toponyms marked, and what they stand for where that is no place."""
    pieces, position = [], quote.sentence.start
    for resolution in quote.resolutions:
        mention = resolution.mention
        if mention.start < position:  # given mentions may overlap; the text is quoted once
            continue
        reading = "" if mention.reading is Reading.LITERAL else f" ({mention.reading})"
        pieces += [text[position : mention.start], f"[{text[mention.start : mention.end]}]{reading}"]
        position = mention.end
    return safe("".join(pieces) + text[position : quote.sentence.end])


def _unplaced(parsed: ParsedDocument) -> list[str]:
    """Names without a place, each once, in the text's order."""
    text = parsed.document.text
    return list(
        dict.fromkeys(text[r.mention.start : r.mention.end] for r in parsed.resolutions if r.place is None)
    )


FORMAT = Format(
    name="text",
    suffixes=(".txt",),
    label="Text",
    media_type="text/plain",
    hint="For a person at a terminal",
    write=text_writer(write),
    offered=False,
)
