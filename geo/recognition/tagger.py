"""The trained tagger for English.

One network reads a text once and answers three things for each word: which class of name it belongs
to, whether it is part of a mention of a place, and how that mention is used. The model is one file
that carries its own vocabulary; `training/tagger` made it.

Its lower layers read every piece, the upper ones only those that may be part of a name and their neighbours,
in the light of all: two pieces of five, so that a text takes three quarters of the time.

Windows go through the network one at a time, unpadded, on as many threads as there are processors
for them. The eight-bit arithmetic scales its numbers by the largest in each call, so that windows
read together would change one another's answers; alone they do not, and padding costs nothing.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np

from geo.errors import ModelMissing
from geo.model import Document, Name, Recognition, Sentence
from geo.recognition.pieces import Ints, Pieces, PieceSplitter, Splitter, Window, windows
from geo.recognition.proposals import Floats, SpanProposal, SpanProposals
from geo.recognition.sessions import open_session
from geo.recognition.skipping import is_nameless
from geo.recognition.spans import Decoder, Layout

DEFAULT_MODEL = Path(__file__).parent / "data" / "tagger.onnx"
FORMAT = "2"
"""The model file's own version number that this code reads."""
BLOCK = 20_000
"""Characters that are split into pieces at once."""
WINDOWS_AT_ONCE = 16
"""Windows whose answers are decoded together, while the next ones are read."""

Stretch = tuple[int, int, bool]
"""Offsets of a part of the text, and whether a sentence begins there."""


class Tagger:
    """Finds places, people and organisations in English text. Safe to share between threads."""

    _format = FORMAT
    _default = DEFAULT_MODEL

    def __init__(self, session: Any, splitter: Splitter, layout: Layout, threads: int) -> None:
        self._session = session
        self._splitter = splitter
        self._decoder = Decoder(layout)
        self._outside = layout.outside
        self._pool = ThreadPoolExecutor(threads)

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int | None = None) -> Self:
        """Open the model file, by default the one that ships. `threads` read windows side by side, all
        documents' together, by default one a processor, at most four.

        Raises `ModelMissing`, which names the file, where it is missing, damaged or of another version.
        """
        path = path or cls._default
        session, metadata = open_session(path, "tagger")
        try:
            if (found := metadata["format"]) != cls._format:
                raise ModelMissing(f"The tagger's model file {path} has format {found}, not {cls._format}.")
            layout = Layout(*(tuple(json.loads(metadata[h])) for h in ("classes", "mentions", "readings")))
            splitter = cls._splitter_of(metadata)
        except (KeyError, ValueError) as error:
            raise ModelMissing(f"The tagger's model file {path} is damaged or no model.") from error
        return cls(session, splitter, layout, threads or min(4, os.cpu_count() or 1))

    def close(self) -> None:
        """End the threads. Windows that are being read are read to their end."""
        self._pool.shutdown()

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """Mentions and other names of `document`; see `geo.recognition.Recogniser`."""
        found = self.propose(document, sentences)
        mentions = tuple(s.span.as_mention() for s in found.spans if not s.doubtful)
        return Recognition(mentions=mentions, names=found.names_beside(mentions))

    def propose(self, document: Document, sentences: Sequence[Sentence]) -> SpanProposals:
        """The mentions and what comes close to one, with what the network thinks of each, and the names."""
        stretches = [s for s in _stretches(document, sentences) if not self._skips(document.text, s[0], s[1])]
        pieces, lengths = self._pieces(document.text, stretches)
        proposals: list[SpanProposal] = []
        names: list[Name] = []
        for run, logits in self._answers(pieces, lengths):
            found, found_names = self._decoder.propose(run, logits, document.text)
            proposals += found
            names += (name for span in found_names if (name := span.as_name()))
        return SpanProposals(tuple(proposals), tuple(names))

    def answer(self, text: str) -> tuple[Pieces, Floats]:
        """The network's answer to each piece of `text`, read as one sentence."""
        document = Document(id="", text=text)
        answers = list(self._answers(*self._pieces(text, list(_stretches(document, ())))))
        runs = [run for run, _ in answers]
        return Pieces.joined(runs), np.concatenate([logits for _, logits in answers])

    def _pieces(self, text: str, stretches: Sequence[Stretch]) -> tuple[Pieces, list[int]]:
        """The pieces of the stretches, and how many each sentence has."""
        parts: list[Pieces] = []
        lengths: list[int] = []
        for block in _blocks(stretches):
            found = self._splitter.split([text[start:end] for start, end, _ in block])
            for (start, _, begins_sentence), piece_columns in zip(block, found, strict=True):
                parts.append(piece_columns.shifted(start))
                if begins_sentence or not lengths:
                    lengths.append(len(piece_columns))
                else:
                    lengths[-1] += len(piece_columns)
        return Pieces.joined(parts), lengths

    def _answers(self, pieces: Pieces, lengths: Sequence[int]) -> Iterator[tuple[Pieces, Floats]]:
        """Runs of pieces with the network's answer; no name goes on from one run to the next."""
        begin = 0
        held: list[Floats] = []
        for answers, ends_sentence in self._read_ahead(pieces, lengths):
            logits = np.concatenate([*held, *answers])
            size = len(logits)
            run = pieces.part(begin, begin + size)
            if not ends_sentence:
                between_names = np.flatnonzero(self._decoder.outside(logits) & run.is_first)
                size = int(between_names[-1]) if len(between_names) else 0
            if size:
                yield run.part(0, size), logits[:size]
            begin += size
            held = [logits[size:]]

    def _read_ahead(self, pieces: Pieces, lengths: Sequence[int]) -> Iterator[tuple[list[Floats], bool]]:
        """The answers of each group of windows, the next group being read meanwhile."""
        ahead: deque[tuple[list[Future[Floats]], bool]] = deque()
        for group, ends_sentence in _groups(windows(lengths)):
            ahead.append(([self._pool.submit(self._used, pieces, w) for w in group], ends_sentence))
            if len(ahead) > 1:
                futures, ended = ahead.popleft()
                yield [future.result() for future in futures], ended
        for futures, ended in ahead:
            yield [future.result() for future in futures], ended

    def _used(self, pieces: Pieces, window: Window) -> Floats:
        """The network's answer to the part of `window` that is used."""
        answer = self._run(pieces.part(window.start, window.end))
        return answer[window.used_start - window.start : window.used_end - window.start]

    def _run(self, window: Pieces) -> Floats:
        """The network's answer to each piece of `window`; those not read in depth are outside of names."""
        answer = np.tile(self._outside, (len(window), 1))
        if window.in_depth.any():
            places, logits = self._read(window)
            answer[places] = logits
        return answer

    def _read(self, window: Pieces) -> tuple[Ints, Floats]:
        """Which pieces of `window` the network reads in depth, and its answer to each."""
        ids = self._ids(window)
        cases = np.zeros_like(ids)
        cases[0, 1:-1] = window.cases
        deep = np.flatnonzero(window.in_depth)
        rest = np.concatenate([[0], np.flatnonzero(~window.in_depth) + 1, [len(window) + 1]])
        inputs = {"ids": ids, "cases": cases, "deep": deep + 1, "rest": rest}
        return deep, self._session.run(["logits"], inputs)[0][0]

    def _ids(self, window: Pieces) -> Ints:
        """The pieces of `window` between those that mark the start and the end."""
        ids = np.empty((1, len(window) + 2), dtype=np.int64)
        ids[0, 0], ids[0, -1] = self._splitter.start_id, self._splitter.end_id
        ids[0, 1:-1] = window.ids
        return ids

    @staticmethod
    def _splitter_of(metadata: Mapping[str, str]) -> Splitter:
        """The splitter that the model file describes."""
        return PieceSplitter(metadata["vocabulary"].split("\n"))

    @staticmethod
    def _skips(text: str, start: int, end: int) -> bool:
        """Whether no name can stand in that sentence."""
        return is_nameless(text, start, end)


def _stretches(document: Document, sentences: Sequence[Sentence]) -> Iterator[Stretch]:
    """The body in stretches of at most `BLOCK` characters.

    Every character of the body is in one stretch, also what lies between the sentences.
    """
    starts = [document.body_start, *(s.start for s in sentences if s.start > document.body_start)]
    for start, end in pairwise([*starts, len(document.text)]):
        begins = True
        while end - start > BLOCK:
            # White space is no part of a piece, so that a cut there changes none.
            space = max(document.text.rfind(mark, start, start + BLOCK) for mark in " \n\t")
            cut = space if space > start else start + BLOCK
            yield start, cut, begins
            start, begins = cut, False
        if end > start:
            yield start, end, begins


def _blocks(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches put together up to `BLOCK` characters."""
    block: list[Stretch] = []
    for stretch in stretches:
        if block and stretch[1] - block[0][0] > BLOCK:
            yield block
            block = []
        block.append(stretch)
    if block:
        yield block


def _groups(stream: Iterator[Window]) -> Iterator[tuple[list[Window], bool]]:
    """`WINDOWS_AT_ONCE` windows at a time, and whether the last one ends with a sentence."""
    group: list[Window] = []
    for window in stream:
        if len(group) >= WINDOWS_AT_ONCE:
            yield group, window.start >= group[-1].end
            group = []
        group.append(window)
    if group:
        yield group, True
