"""Document -> Sentences. Home of sentencex, which knows the abbreviations of many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from geo.model import Document, Sentence

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]|\Z")
_FIRST_WORD = re.compile(r"\s*\S*")
_TRIMMED = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")

_WRAPPED_WIDTHS = range(40, 121)
"""Widths in characters that text is hard-wrapped to. Longer lines are whole paragraphs, shorter ones a
list or verse."""
_INITIALS_GO_ON = re.compile(r"(?<=\b\w\.)(?=[^\W\d_]\.)")
"""Between two initials, where sentencex sees an end when a hyphen is before them: "the DPRK-U.S. summit"."""
_SAMPLE = 4_000
"""Characters from which the script is told."""
_STRETCH = 20_000
"""Characters that sentencex is given at once: it pairs quotation marks, so that prose needs long ones."""
_MARKS = re.compile(r"(?>[\w\s]*[^\w\s]){800}")
"""… and no more signs than prose of that length has: it takes the square of their number."""

Span = tuple[int, int]


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences from `document.body_start` on, in order, none overlapping, none empty.

    A blank line ends a sentence with or without a full stop, and so does a line break that was not
    made to fit the line's width: headlines and lists have no full stops.
    """
    return tuple(_sentences(document.text, document.body_start))


def _sentences(text: str, start: int) -> Iterator[Sentence]:
    # sentencex takes UTF-8, which has no halves of surrogate pairs; one for one, so no offset moves.
    text = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
    language = _language(text[start : start + _SAMPLE])
    for paragraph in _paragraphs(text, start):
        for block_start, block_end in _unwrapped(text, paragraph):
            begun = block_start
            for end in _ends(text, block_start, block_end, language):
                if trimmed := _TRIMMED.search(text, begun, end):
                    yield Sentence(start=trimmed.start(), end=trimmed.end())
                begun = end


def _ends(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where sentences end, found in stretches: sentencex takes the square of what it is given.

    A stretch's last sentence may go on behind it, and begins the next one. A sentence of a whole stretch is
    cut at white space, or anywhere where it has none.
    """
    while (stretch := _stretch(text, start, end)) < end:
        *whole, _ = _ends_in(text, start, stretch, language)
        if not whole:
            space = max(text.rfind(sign, start, stretch) for sign in " \n")
            whole = [space + 1 if space > start else stretch]
        yield from whole
        start = whole[-1]
    yield from _ends_in(text, start, end, language)


def _stretch(text: str, start: int, end: int) -> int:
    end = min(end, start + _STRETCH)
    dense = _MARKS.match(text, start, end)
    return dense.end() if dense else end


def _ends_in(text: str, start: int, end: int, language: str) -> Iterator[int]:
    from sentencex import get_sentence_boundaries

    for found in get_sentence_boundaries(language, text[start:end]):
        place = start + found["end_index"]
        if place < end and not _INITIALS_GO_ON.match(text, place):
            yield place
    yield end


def _language(sample: str) -> str:
    """Whose abbreviations to expect. The full stops of every script are known whatever this says."""
    return "ru" if len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample)) else "en"


def _paragraphs(text: str, start: int) -> Iterator[list[Span]]:
    """Runs of lines with no blank line between them."""
    lines: list[Span] = []
    for line_end in _LINE_END.finditer(text, start):
        line = (start, line_end.start())
        start = line_end.end()
        if text[slice(*line)].strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines of a paragraph, joined wherever the next one's first word would not have fitted."""
    width = max(end - start for start, end in lines)
    block_start = lines[0][0]
    for (start, end), (next_start, next_end) in pairwise(lines):
        word = _FIRST_WORD.match(text, next_start, next_end)
        needed = end - start + 1 + (len(word[0]) if word else 0)
        if width not in _WRAPPED_WIDTHS or needed <= width:
            yield block_start, end
            block_start = next_start
    yield block_start, lines[-1][1]
