"""Text to word pieces, and pieces to the windows that the tagger reads.

Used by the tagger and by its training, so that both see the same input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from geo.recognition.skipping import in_depth

WINDOW = 126
"""Pieces that the network reads at once, without the two that mark the start and the end."""
OVERLAP = 32
"""Pieces that two windows of one long sentence share."""

UNKNOWN = "[UNK]"
"""The piece that stands for what the vocabulary cannot spell."""

Ints = npt.NDArray[np.int64]


class Case(IntEnum):
    """How a piece is written. The network's own vocabulary is lower-cased."""

    NONE = 0
    """No letters: punctuation, symbols."""
    LOWER = 1
    TITLE = 2
    UPPER = 3
    SINGLE = 4
    """One capital letter alone: "A", and the letters of "U.S."."""
    MIXED = 5
    DIGITS = 6
    CONTINUED_LOWER = 7
    """A piece inside a word."""
    CONTINUED_UPPER = 8


def case_of(word: str, *, continued: bool) -> Case:
    """Return how `word`, the text of one piece, is written."""
    if continued:
        return Case.CONTINUED_UPPER if any(c.isupper() for c in word) else Case.CONTINUED_LOWER
    if word.islower():
        return Case.LOWER
    if word.isupper():
        return Case.UPPER if len(word) > 1 else Case.SINGLE
    if word.istitle():
        return Case.TITLE
    if any(c.isdigit() for c in word):
        return Case.DIGITS
    return Case.MIXED if any(c.isalpha() for c in word) else Case.NONE


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a stretch of text, as columns of equal length."""

    ids: Ints
    cases: Ints
    starts: Ints
    """Offsets into the text that was split, code points."""
    ends: Ints
    is_first: npt.NDArray[np.bool_]
    """Whether the piece begins a word; a word is what lies between white space and punctuation."""
    in_depth: npt.NDArray[np.bool_]
    """Whether the network reads the piece to its last layer, see `geo.recognition.skipping.in_depth`."""

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, start: int, end: int) -> Pieces:
        """The pieces from `start` to before `end`."""
        cut = slice(start, end)
        return Pieces(
            self.ids[cut],
            self.cases[cut],
            self.starts[cut],
            self.ends[cut],
            self.is_first[cut],
            self.in_depth[cut],
        )

    def shifted(self, by: int) -> Pieces:
        """The same pieces in a text that has `by` characters before."""
        return replace(self, starts=self.starts + by, ends=self.ends + by)

    @staticmethod
    def joined(parts: Sequence[Pieces]) -> Pieces:
        """The pieces of all `parts`, in order."""
        if not parts:
            empty = np.zeros(0, dtype=np.int64)
            none = np.zeros(0, dtype=np.bool_)
            return Pieces(empty, empty, empty, empty, none, none)
        return Pieces(
            np.concatenate([p.ids for p in parts]),
            np.concatenate([p.cases for p in parts]),
            np.concatenate([p.starts for p in parts]),
            np.concatenate([p.ends for p in parts]),
            np.concatenate([p.is_first for p in parts]),
            np.concatenate([p.in_depth for p in parts]),
        )


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which a Python string may hold and the tokenizer does not take."""


class Splitter(Protocol):
    """Splits text into pieces."""

    start_id: int
    end_id: int

    def split(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text, offsets counted from the text's own start."""
        ...


class PieceSplitter:
    """Splits text into the pieces of a vocabulary, lower-cased and without accents."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.start_id = ids["[CLS]"]
        self.end_id = ids["[SEP]"]
        self.unknown_id = ids[UNKNOWN]
        self._tokenizer = Tokenizer(WordPiece(ids, unk_token=UNKNOWN, max_input_chars_per_word=100))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()

    def split(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text, offsets counted from the text's own start."""
        whole = [_LONE_SURROGATE.sub("\ufffd", text) for text in texts]
        encodings = self._tokenizer.encode_batch(whole, add_special_tokens=False)
        return [self._columns(text, e) for text, e in zip(texts, encodings, strict=True)]

    @staticmethod
    def _columns(text: str, encoding: object) -> Pieces:
        offsets: list[tuple[int, int]] = encoding.offsets  # type: ignore[attr-defined]
        words: list[int] = encoding.word_ids  # type: ignore[attr-defined]
        is_first = [i == 0 or word != words[i - 1] for i, word in enumerate(words)]
        cases = [
            case_of(text[start:end], continued=not first)
            for (start, end), first in zip(offsets, is_first, strict=True)
        ]
        spans = np.array(offsets, dtype=np.int64).reshape(-1, 2)
        return Pieces(
            np.array(encoding.ids, dtype=np.int64),  # type: ignore[attr-defined]
            np.array(cases, dtype=np.int64),
            spans[:, 0],
            spans[:, 1],
            np.array(is_first, dtype=np.bool_),
            in_depth(text)[spans[:, 0]],
        )


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads at once, and the part of it whose answer is used, in pieces."""

    start: int
    end: int
    used_start: int
    used_end: int


def windows(lengths: Sequence[int], size: int = WINDOW, overlap: int = OVERLAP) -> Iterator[Window]:
    """Cut a run of sentences of `lengths` pieces into windows of at most `size` pieces.

    A window ends where a sentence does. A sentence longer than `size` gets windows that share
    `overlap` pieces with their neighbours, so that no name is lost at a cut: each window answers
    for its half of what is shared. The used parts follow one another without a gap.
    """
    start = used = end = 0
    for length in lengths:
        if end > start and end + length - start > size:
            yield Window(start, end, used, end)
            start = used = end
        end += length
        while end - start > size:
            following = start + size - overlap
            cut = following + overlap // 2
            yield Window(start, start + size, used, cut)
            start, used = following, cut
    if end > used:
        yield Window(start, end, used, end)
