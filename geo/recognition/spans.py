"""What the network answers for each piece, to spans of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.recognition.locative import LOCATED, after_locatives
from geo.recognition.pieces import Ints, Pieces
from geo.recognition.proposals import OPINION, Floats, SpanProposal, TaggedSpan

_INITIALS = re.compile(r"(?:^|[^\w.])(?:[A-Z]\.)+[A-Z]$")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:St|Ste|Mt|Ft|Ave|Rd|Blvd|Dr|Hwy|Co|Twp|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|"
    r"Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash|W\.Va|Wis|Wisc|Wyo|Ont|"
    r"Que|Alta|Sask)$"
)

SURELY = 12.0
"""Log odds, about, of what nobody doubts."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of the network's answer belong to which head."""

    classes: tuple[str, ...]
    mentions: tuple[str, ...]
    readings: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns in all."""
        return len(self.classes) + len(self.mentions) + len(self.readings)

    @property
    def outside(self) -> Floats:
        """The answer to a piece that is surely part of no name and no mention; each reading is as likely."""
        row = np.zeros(self.width, dtype=np.float32)
        row[[0, len(self.classes)]] = SURELY
        return row


def is_abbreviation(name: str) -> bool:
    """Return whether `name`, without a full stop at its end, is written with one: "U.S", "St", "Calif"."""
    return bool(_INITIALS.search(name) or _ABBREVIATION.search(name))


LEAN = 3.0
"""Log odds by which "no mention" is held back to see what else the network thought of."""


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = powers / powers.sum(-1, keepdims=True)
    return result


class Decoder:
    """Reads the spans out of the network's answer to a run of pieces."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._kinds = [label.partition("-")[2] for label in layout.classes]
        self._begins = np.array([label.startswith("B") for label in layout.classes])
        kinds = sorted(set(self._kinds))
        self._kind_ids = np.array([kinds.index(kind) for kind in self._kinds])
        self._continues_place = np.array([label in ("I-PLACE", "I-GROUP") for label in layout.classes])
        order = [*OPINION[4:9], ""]
        self._class_columns = np.eye(len(order), dtype=np.float32)[[order.index(k) for k in self._kinds]]

    def decode(self, pieces: Pieces, logits: Floats, text: str) -> tuple[list[TaggedSpan], list[TaggedSpan]]:
        """The mentions, labelled with their reading, and the names of every class.

        Both are ordered, and neither overlaps its like. `logits` has a row for each piece.
        """
        heads = self._heads(pieces, logits, text)
        if heads is None:
            return [], []
        names = list(self._names(heads.words, heads.by_class))
        return list(self._mentions(heads, heads.by_mention, names)), names

    def propose(
        self, pieces: Pieces, logits: Floats, text: str
    ) -> tuple[list[SpanProposal], list[TaggedSpan]]:
        """The mentions and what comes close to one, with the network's opinion of each; and the names.

        Both are ordered, and neither overlaps its like.
        """
        heads = self._heads(pieces, logits, text)
        if heads is None:
            return [], []
        words, names = heads.words, list(self._names(heads.words, heads.by_class))
        sure = list(self._mentions(heads, heads.by_mention, names))
        leaning = heads.by_mention.copy()
        leaning[:, 0] -= LEAN
        doubtful = list(words.beside(self._mentions(heads, leaning, names), sure))
        doubtful += words.beside(self._other_names(heads, names), [*sure, *doubtful])
        doubtful += words.beside(self._capitals(heads), [*sure, *doubtful, *names])
        left = {m.start for m in doubtful}
        found = sorted([*sure, *doubtful], key=lambda m: m.start)
        opinions = self._opinions(heads, found)
        return [SpanProposal(m, o, m.start in left) for m, o in zip(found, opinions, strict=True)], names

    def readings(
        self, pieces: Pieces, logits: Floats, text: str, spans: Iterable[tuple[int, int]]
    ) -> list[str]:
        """Return how each name from a start to an end is used, whether it would be found or not."""
        heads = self._heads(pieces, logits, text)
        if heads is None:
            return [self._layout.readings[0] for _ in spans]
        within = (heads.words.within(start, end) for start, end in spans)
        sums = (heads.located[words.start : words.stop].sum(axis=0) for words in within)
        return [self._layout.readings[int(each.argmax())] for each in sums]

    def _other_names(self, heads: _Heads, names: Sequence[TaggedSpan]) -> Iterator[TaggedSpan]:
        """Names of every class, in case one that is taken for a person's is a capital that acts."""
        inside = 1.0 - softmax(heads.by_mention)[:, 0]
        for name in names:
            words = heads.words.within(name.start, name.end)
            reading = heads.located[words.start : words.stop].sum(axis=0).argmax()
            score = float(inside[words.start : words.stop].min())
            yield TaggedSpan(name.start, name.end, self._layout.readings[int(reading)], score)

    def _capitals(self, heads: _Heads) -> Iterator[TaggedSpan]:
        """Every word with a capital, in case the network has never met the name."""
        inside = (1.0 - softmax(heads.by_mention)[:, 0]).tolist()
        readings = heads.located.argmax(-1).tolist()
        for word in heads.words.capitalised():
            start, end = heads.words.span(word, word + 1)
            yield TaggedSpan(start, end, self._layout.readings[readings[word]], inside[word])

    def _heads(self, pieces: Pieces, logits: Floats, text: str) -> _Heads | None:
        """The answer to each word, or None where there is no word."""
        first = np.flatnonzero(pieces.is_first)
        if not len(first):
            return None
        ends = pieces.ends[np.append(first[1:], len(pieces)) - 1]
        split = [len(self._layout.classes), len(self._layout.classes) + len(self._layout.mentions)]
        words = _Words(pieces.starts[first].tolist(), ends.tolist(), text)
        by_class, by_mention, by_reading = np.split(logits[first], split, axis=1)
        located = by_reading.copy()
        located[words.located(), self._layout.readings.index("metonymic")] -= LOCATED
        return _Heads(words, by_class, by_mention, by_reading, located)

    def _opinions(self, heads: _Heads, found: Sequence[TaggedSpan]) -> Floats:
        """A row of `OPINION` for each span."""
        within = [heads.words.within(span.start, span.end) for span in found]
        begins = np.array([words.start for words in within], dtype=np.int64)
        ends = np.array([words.stop for words in within], dtype=np.int64)
        by_mention = softmax(heads.by_mention)
        inside = 1.0 - by_mention[:, 0]
        averaged = np.column_stack(
            [inside, softmax(heads.by_class) @ self._class_columns, softmax(heads.by_reading)]
        )
        mean = _over(np.add, averaged, begins, ends) / (ends - begins)[:, None]
        least, most = (_over(extreme, inside, begins, ends) for extreme in (np.minimum, np.maximum))
        return np.column_stack([least, mean[:, 0], most, by_mention[begins, 1], mean[:, 1:]]).astype(
            np.float32
        )

    def outside(self, logits: Floats) -> npt.NDArray[np.bool_]:
        """Return whether a piece belongs to no name and no mention."""
        classes, mentions = len(self._layout.classes), len(self._layout.mentions)
        no_name = logits[:, :classes].argmax(-1) == 0
        no_mention = logits[:, classes : classes + mentions].argmax(-1) == 0
        outside: npt.NDArray[np.bool_] = no_name & no_mention
        return outside

    def _names(self, words: _Words, logits: Floats) -> Iterator[TaggedSpan]:
        probabilities = softmax(logits)
        labels = probabilities.argmax(-1)
        kinds = self._kind_ids[labels]
        starts = (labels > 0) & (self._begins[labels] | (kinds != np.r_[-1, kinds[:-1]]))
        begins, ends = _runs(starts, labels > 0)
        scores = 1.0 - _over(np.maximum, probabilities[:, 0], begins, ends)
        columns = (c.tolist() for c in (begins, ends, labels[begins], scores))
        for begin, end, label, score in zip(*columns, strict=True):
            yield TaggedSpan(*words.span(begin, end), self._kinds[label], score)

    def _mentions(self, heads: _Heads, logits: Floats, names: Sequence[TaggedSpan]) -> Iterator[TaggedSpan]:
        words, goes_on = heads.words, self._continues_place[heads.by_class.argmax(-1)]
        probabilities = softmax(heads.by_mention)
        labels = logits.argmax(-1)
        after_mention = np.r_[0, labels[:-1]] > 0
        # "Great" and "Britain" are one mention where the head of classes sees one name.
        starts = (labels > 0) & ~(after_mention & ((labels == 2) | goes_on))
        begins, ends = _runs(starts, labels > 0)
        scores = 1.0 - _over(np.maximum, probabilities[:, 0], begins, ends)
        readings = _over(np.add, heads.located, begins, ends).argmax(-1)
        following = iter([*names, None])
        before, name = None, next(following)
        columns = (c.tolist() for c in (begins, ends, readings, scores))
        for begin, end, reading, score in zip(*columns, strict=True):
            start, stop = words.span(begin, end)
            while name is not None and (name.end <= start or (name.start, name.end) == (start, stop)):
                before = name if name.end <= start else before
                name = next(following)
            embedded = any(_contains(n, start, stop, words.text) for n in (before, name) if n is not None)
            yield TaggedSpan(start, stop, self._layout.readings[reading], score, embedded)


def _contains(name: TaggedSpan, start: int, stop: int, text: str) -> bool:
    """Return whether the mention from `start` to `stop` is part of a longer name that `name` is, or is the
    rest of.

    The corpus of the classes leaves places out of organisations' names: it has "Highway Patrol" in
    "Florida Highway Patrol", and "Bank of" in "Bank of China".
    """
    if name.label in ("PLACE", "GROUP"):
        return False
    if name.start <= start and stop <= name.end:
        return stop - start < name.end - name.start
    if name.label != "ORG":
        return False
    if name.start >= stop:
        return text[stop : name.start] == " " and text[name.start].isupper()
    return name.end < start and text[name.end - 3 : start] == " of "


class _Words:
    """The words of a run of pieces: stretches without white space or punctuation inside."""

    def __init__(self, starts: list[int], ends: list[int], text: str) -> None:
        self._starts = starts
        self._ends = ends
        self.text = text

    def within(self, start: int, end: int) -> range:
        """Return which words lie from `start` to `end`."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def beside(self, spans: Iterable[TaggedSpan], taken: Sequence[TaggedSpan]) -> Iterator[TaggedSpan]:
        """The `spans` that share no word with any of `taken`."""
        words = {word for span in taken for word in self.within(span.start, span.end)}
        return (span for span in spans if words.isdisjoint(self.within(span.start, span.end)))

    def capitalised(self) -> list[int]:
        """Return which words begin with a capital letter."""
        return [i for i, start in enumerate(self._starts) if self.text[start].isupper()]

    def located(self) -> list[int]:
        """Return which words are places if they are names, by what stands before them."""
        after = after_locatives(self.text, self._starts[0], self._ends[-1])
        return [i for i, start in enumerate(self._starts) if start in after] if after else []

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return where words `begin` to before `end` lie, with the stop of an abbreviation that ends them."""
        start, stop = self._starts[begin], self._ends[end - 1]
        if end < len(self._starts) and self.text[stop : stop + 1] == ".":
            stop += is_abbreviation(self.text[start:stop])
        return start, stop


@dataclass(frozen=True, slots=True)
class _Heads:
    """The network's answers to the words of a run, by head."""

    words: _Words
    by_class: Floats
    by_mention: Floats
    by_reading: Floats
    located: Floats
    """Reading logits after the locative correction; these choose the label."""


def _runs(starts: npt.NDArray[np.bool_], inside: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return where runs of words begin and end: each begins where `starts` is true, goes on while `inside`
    is."""
    begins = np.flatnonzero(starts)
    after = np.append(np.flatnonzero(starts | ~inside), len(inside))
    return begins, after[np.searchsorted(after, begins, "right")]


def _over(ufunc: np.ufunc, rows: Floats, begins: Ints, ends: Ints) -> Floats:
    """`ufunc` over the rows of each stretch; none is empty."""
    bounds = np.column_stack([begins, ends]).ravel()
    one_more = np.concatenate([rows, rows[-1:]])  # for a stretch that ends with the last row
    return np.asarray(ufunc.reduceat(one_more, bounds, axis=0)[::2])
