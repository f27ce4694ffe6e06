"""What the network answers for each piece, to spans of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.recognition.pieces import Ints, Pieces

Floats = npt.NDArray[np.float32]

_INITIALS = re.compile(r"(?:^|[^\w.])(?:[A-Z]\.)+[A-Z]$")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:St|Ste|Mt|Ft|Ave|Rd|Blvd|Dr|Hwy|Co|Twp|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|"
    r"Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash|W\.Va|Wis|Wisc|Wyo|Ont|"
    r"Que|Alta|Sask)$"
)


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


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span with the label that it was given, offsets into the text."""

    start: int
    end: int
    label: str
    score: float
    """Least probability, over its words, that the word belongs to a name."""
    embedded: bool = False


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

    def decode(self, pieces: Pieces, logits: Floats, text: str) -> tuple[list[TaggedSpan], list[TaggedSpan]]:
        """The mentions, labelled with their reading, and the names of every class.

        Both are ordered, and neither overlaps its like. `logits` has a row for each piece.
        """
        first = np.flatnonzero(pieces.is_first)
        if not len(first):
            return [], []
        ends = pieces.ends[np.append(first[1:], len(pieces)) - 1]
        words = _Words(pieces.starts[first], ends, text)
        split = [len(self._layout.classes), len(self._layout.classes) + len(self._layout.mentions)]
        by_class, by_mention, by_reading = np.split(logits[first], split, axis=1)
        names = list(self._names(words, by_class))
        goes_on = self._continues_place[by_class.argmax(-1)]
        return list(self._mentions(words, by_mention, by_reading, names, goes_on)), names

    def outside(self, logits: Floats) -> npt.NDArray[np.bool_]:
        """Whether a piece belongs to no name and no mention."""
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
        for begin, end in _runs(starts, labels > 0):
            score = float(1.0 - probabilities[begin:end, 0].max())
            yield TaggedSpan(*words.span(begin, end), self._kinds[labels[begin]], score)

    def _mentions(
        self,
        words: _Words,
        logits: Floats,
        by_reading: Floats,
        names: Sequence[TaggedSpan],
        goes_on: npt.NDArray[np.bool_],
    ) -> Iterator[TaggedSpan]:
        probabilities = softmax(logits)
        labels = logits.argmax(-1)
        after_mention = np.r_[0, labels[:-1]] > 0
        # "Great" and "Britain" are one mention where the head of classes sees one name.
        starts = (labels > 0) & ~(after_mention & ((labels == 2) | goes_on))
        following = iter([*names, None])
        before, name = None, next(following)
        for begin, end in _runs(starts, labels > 0):
            start, stop = words.span(begin, end)
            while name is not None and (name.end <= start or (name.start, name.end) == (start, stop)):
                before = name if name.end <= start else before
                name = next(following)
            embedded = any(_contains(n, start, stop, words.text) for n in (before, name) if n is not None)
            reading = self._layout.readings[int(by_reading[begin:end].mean(0).argmax())]
            yield TaggedSpan(start, stop, reading, float(1.0 - probabilities[begin:end, 0].max()), embedded)


def _contains(name: TaggedSpan, start: int, stop: int, text: str) -> bool:
    """Whether the mention from `start` to `stop` is part of a longer name that `name` is, or is the rest of.

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

    def __init__(self, starts: Ints, ends: Ints, text: str) -> None:
        self._starts = starts
        self._ends = ends
        self.text = text

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Where words `begin` to before `end` lie, with the stop of an abbreviation that ends them."""
        start, stop = int(self._starts[begin]), int(self._ends[end - 1])
        if end < len(self._starts) and self.text[stop : stop + 1] == ".":
            name = self.text[start:stop]
            if _INITIALS.search(name) or _ABBREVIATION.search(name):
                stop += 1
        return start, stop


def _runs(starts: npt.NDArray[np.bool_], inside: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Each run of words that begins where `starts` is true and goes on while `inside` is."""
    begins = np.flatnonzero(starts)
    stops = np.flatnonzero(starts | ~inside)
    after = np.append(stops, len(inside))
    for begin, place in zip(begins.tolist(), np.searchsorted(after, begins, "right").tolist(), strict=True):
        yield begin, int(after[place])
