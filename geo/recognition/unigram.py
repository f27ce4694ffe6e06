"""Text to the pieces of the tagger for every language: XLM-R's, the likeliest of all ways to cut a text.

Used by that tagger and by its training, so that both see the same input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Nmt, Replace
from tokenizers.normalizers import Sequence as NormalizerSequence
from tokenizers.pre_tokenizers import Metaspace, Split
from tokenizers.pre_tokenizers import Sequence as PreTokenizerSequence

from geo.recognition.pieces import Pieces

START, END, UNKNOWN = "<s>", "</s>", "<unk>"
SPACE = "\u2581"
"""What stands for white space in a piece."""
_MARK = Regex(rf"{SPACE}?[\p{{P}}\p{{S}}&&[^{SPACE}]]")
"""One mark of punctuation, which is a word of its own, with the space before it."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which a Python string may hold and the tokenizer does not take."""
_UNDIVIDED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
    "\U00020000-\U0003ffff]"
)
"""Letters of the scripts in which a word may begin or end at any piece: those without spaces, and Korean,
which glues particles onto names."""


class UnigramSplitter:
    """Splits text into the pieces of a vocabulary with their scores. Offsets are of the text as it was."""

    def __init__(self, vocabulary: Sequence[str], scores: Sequence[float]) -> None:
        ids = {piece: i for i, piece in enumerate(vocabulary[:8])}
        self.start_id = ids[START]
        self.end_id = ids[END]
        self.unknown_id = ids[UNKNOWN]
        self._space_id = list(vocabulary).index(SPACE)
        pieces = list(zip(vocabulary, map(float, scores), strict=True))
        self._tokenizer = Tokenizer(Unigram(pieces, unk_id=self.unknown_id))
        self._tokenizer.normalizer = NormalizerSequence([Nmt(), NFKC(), Replace(Regex(" {2,}"), " ")])
        self._tokenizer.pre_tokenizer = PreTokenizerSequence(
            [Metaspace(prepend_scheme="always", split=True), Split(_MARK, "isolated")]
        )

    def split(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text, offsets counted from the text's own start."""
        whole = [_LONE_SURROGATE.sub("\ufffd", text) for text in texts]
        encodings = self._tokenizer.encode_batch(whole, add_special_tokens=False)
        return [self._columns(text, e) for text, e in zip(texts, encodings, strict=True)]

    def _columns(self, text: str, encoding: object) -> Pieces:
        ids: list[int] = encoding.ids  # type: ignore[attr-defined]
        offsets: list[tuple[int, int]] = encoding.offsets  # type: ignore[attr-defined]
        words: list[int] = encoding.word_ids  # type: ignore[attr-defined]
        is_first = []
        starts, ends = [], []
        before = -1
        if ids and ids[0] == self._space_id and not text[0].isspace():
            offsets[0] = (0, 0)  # of the space that every text is given at its start
        following = [*words[1:], -1][: len(words)]
        for (start, end), word, after in zip(offsets, words, following, strict=True):
            trimmed = start
            while trimmed < end and text[trimmed].isspace():
                trimmed += 1
            first = word != before
            before = word
            if trimmed < end:
                first = first or _UNDIVIDED.match(text, trimmed) is not None
            elif word != after or _UNDIVIDED.match(text, end):
                # White space alone, or before a word that may begin at any of its pieces: no part of a name.
                first, trimmed, end = False, start, start
            starts.append(trimmed)
            ends.append(end)
            is_first.append(first)
        columns = np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
        return Pieces(
            np.array(ids, dtype=np.int64),
            np.zeros(len(starts), dtype=np.int64),
            *columns,
            np.array(is_first, dtype=np.bool_),
            np.ones(len(starts), dtype=np.bool_),
        )
