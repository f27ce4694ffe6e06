"""What the words around a mention say about it: qualifiers, type words, the dateline, other names.

Everything here is read from the text and looked up; nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.languages import language
from geo.model import Document, EntityClass, Kind, Recognition
from geo.resolution import phones
from geo.resolution.candidates import KIND_CODE, CandidateSource, CandidateTable
from geo.resolution.toponyms import singular, type_word

_REACH = 60
"""Code points after a mention in which its qualifier must begin and end."""
_NEWSPAPERS = "|".join(sorted(language("en").word_list("newspapers")))
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z.'’\- ]+[A-Z.](?:,\s+[A-Z][\w. ]{1,24}?)?)"
    r"\s*(?:,\s+\w+\.?\s+\d+\s*)?(?:\([^)\n]{2,40}\)\s*)?(?:—|–|--|-|\N{REPLACEMENT CHARACTER}|:)\s"
)
_DATELINE_REACH = 400
"""A dateline begins within this many code points: after a headline and a byline at most."""
_BREAK = re.compile(r"\n+|[.?!]\s+")
_TYPE_AFTER = re.compile(r"\s+(?:(?:and|or)\s+(?:[A-Z]\w+\s+)+)?(?P<word>[A-Za-z]+)")
_TYPE_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)\s+(?:of\s+)?(?:the\s+)?$")
_CAPITALISED = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
_PAPER = re.compile(rf"\b(?:{_NEWSPAPERS})\b")
"""Words of newspapers' names that are no place's."""
_SHORTEST_ASIDE = 4
"""Letters of the shortest name that counts outside the mentions; "Of" and "Ore" are words."""
_MAX_WORDS = 3
_PROMINENT = frozenset({KIND_CODE[Kind.COUNTRY], KIND_CODE[Kind.REGION]})


def type_beside(text: str, start: int, end: int) -> str | None:
    """The word beside a mention that says a kind, in the singular: "Fayette and Bourbon counties"."""
    for found in (
        _TYPE_AFTER.match(text, end, end + _REACH),
        _TYPE_BEFORE.search(text[max(0, start - _REACH) : start]),
    ):
        if found and type_word(found["word"]):
            return singular(found["word"])
    return None


def dateline(document: Document) -> tuple[int, int] | None:
    """Return where a text says from where it was sent: "TROY, N.C. (AP) —"; within its first lines."""
    end = document.body_start + _DATELINE_REACH
    starts = [document.body_start]
    starts += [found.end() for found in _BREAK.finditer(document.text, document.body_start, end)]
    for start in starts:
        if match := _DATELINE.match(document.text, start):
            return match.span("place")
    return None


def other_names(
    document: Document, recognition: Recognition, source: CandidateSource
) -> Iterator[CandidateTable]:
    """Countries and regions named outside the mentions: the "Louisiana" of "Louisiana State Police"."""
    taken = [(m.start, m.end) for m in (*recognition.mentions, *recognition.beside)]
    taken += [(n.start, n.end) for n in recognition.names if n.entity_class is EntityClass.PERSON]
    taken.sort()
    index = 0
    for run in _CAPITALISED.finditer(document.text, document.body_start):
        start, end = run.span()
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] < end:
            continue
        yield from _containers(run[0].split(" "), source)


def home(document: Document, source: CandidateSource) -> Iterator[CandidateTable]:
    """Yield what the document's publisher is called after: the "Roanoke" of "The Roanoke Times"."""
    for run in _CAPITALISED.finditer(_PAPER.sub("|", document.source or "")):
        table = source.exact(run[0]) if len(run[0]) >= _SHORTEST_ASIDE else None
        if table is not None:
            yield table


def phoned(document: Document, source: CandidateSource) -> Iterator[CandidateTable]:
    """Yield where the telephone numbers of the document are: "(614) 889-7444" is in Ohio."""
    for name in phones.homes(document.text):
        table = source.exact(name)
        if table is not None:
            yield table


def _containers(words: list[str], source: CandidateSource) -> Iterator[CandidateTable]:
    """The longest names of countries and regions in a run of capitalised words."""
    position = 0
    while position < len(words):
        for length in range(min(_MAX_WORDS, len(words) - position), 0, -1):
            name = " ".join(words[position : position + length])
            table = source.exact(name) if len(name) >= _SHORTEST_ASIDE else None
            if table is not None and int(table.kind[0]) in _PROMINENT:
                yield table
                position += length
                break
        else:
            position += 1
