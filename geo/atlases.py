"""Resolutions -> places with the sentences that name them, over one or many documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from geo.model import Atlas, Mention, ParsedDocument, Place, PlaceOnMap, Quote, Resolution, Sentence


def make_atlas(parsed: Sequence[ParsedDocument]) -> Atlas:
    """The places that the documents name, the most named first.

    A quote is found again by its document's id, so documents that share one are numbered: "a", "a (2)".
    """
    parsed = _numbered(parsed)
    places: dict[str, Place] = {}
    quotes: dict[str, list[Quote]] = {}
    for document in parsed:
        for place, quote in _quotes(document):
            places.setdefault(place.id, place)
            quotes.setdefault(place.id, []).append(quote)
    on_map = [PlaceOnMap(place=places[id], quotes=tuple(found)) for id, found in quotes.items()]
    on_map.sort(key=lambda p: (-p.mention_count, p.place.name, p.place.id))
    return Atlas(documents=parsed, places=tuple(on_map))


def _numbered(parsed: Sequence[ParsedDocument]) -> tuple[ParsedDocument, ...]:
    taken = {document.document.id for document in parsed}
    seen: dict[str, int] = {}
    distinct = []
    for document in parsed:
        id = own = document.document.id
        seen[own] = seen.get(own, 0) + 1
        while seen[own] > 1 and id in taken:
            id = f"{own} ({seen[own]})"
            seen[own] += id in taken
        if id != own:
            taken.add(id)
            document = replace(document, document=replace(document.document, id=id))
        distinct.append(document)
    return tuple(distinct)


def _quotes(parsed: ParsedDocument) -> Iterator[tuple[Place, Quote]]:
    """A quote for each place and sentence that names it, in the text's order."""
    named: dict[tuple[str, Sentence], list[Resolution]] = {}
    for resolution in parsed.resolutions:
        if resolution.place is not None:
            sentence = sentence_of(parsed.sentences, resolution.mention)
            named.setdefault((resolution.place.id, sentence), []).append(resolution)
    for (_, sentence), resolutions in named.items():
        place = resolutions[0].place
        if place is not None:
            yield (
                place,
                Quote(document_id=parsed.document.id, sentence=sentence, resolutions=tuple(resolutions)),
            )


def sentence_of(sentences: Sequence[Sentence], mention: Mention) -> Sentence:
    """The span that quotes a mention: its sentence, several where it crosses their bounds, or the mention
    itself where no sentence holds it."""
    first = bisect_right(sentences, mention.start, key=attrgetter("end"))
    last = bisect_left(sentences, mention.end, key=attrgetter("start")) - 1
    if first > last:
        return Sentence(start=mention.start, end=mention.end)
    if first == last:
        found = sentences[first]
        if found.start <= mention.start and mention.end <= found.end:
            return found
    return Sentence(
        start=min(sentences[first].start, mention.start), end=max(sentences[last].end, mention.end)
    )
