"""What a tagger says of a text: spans with labels, and which of them may be mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.model import EntityClass, Mention, Name, Reading

Floats = npt.NDArray[np.float32]

_CLASSES = {
    "GROUP": EntityClass.GROUP,
    "ORG": EntityClass.ORGANISATION,
    "PER": EntityClass.PERSON,
    "OTHER": EntityClass.OTHER,
}


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span with the label that it was given, offsets into the text."""

    start: int
    end: int
    label: str
    score: float
    """Least probability, over its words, that the word belongs to a name."""
    embedded: bool = False

    def as_mention(self) -> Mention:
        """The mention that a span labelled with a reading is."""
        return Mention(
            start=self.start,
            end=self.end,
            reading=Reading(self.label),
            score=self.score,
            embedded=self.embedded,
        )

    def as_name(self) -> Name | None:
        """Return what a span labelled with a class names, unless it names a place."""
        if self.label not in _CLASSES:
            return None
        return Name(start=self.start, end=self.end, entity_class=_CLASSES[self.label])


OPINION = (
    "least",
    "mean",
    "most",
    "begins",
    "PLACE",
    "GROUP",
    "ORG",
    "PER",
    "OTHER",
    "no name",
    "literal",
    "metonymic",
    "demonym",
)
"""What the network thinks of a proposal, probabilities: that its words belong to a mention (of the word
least, on average and most likely to), that its first word begins one; averaged over its words, the class of
name and the reading."""


@dataclass(frozen=True, slots=True)
class SpanProposal:
    """A stretch of text that may be a mention."""

    span: TaggedSpan
    opinion: Floats
    """A number for each of `OPINION`."""
    doubtful: bool
    """Whether the network takes it for no mention."""


@dataclass(frozen=True, slots=True)
class SpanProposals:
    """What a tagger found in a document, before anything else is asked."""

    spans: tuple[SpanProposal, ...]
    """Ordered, none overlapping."""
    names: tuple[Name, ...]
    """People, organisations and others, also where a proposal stands."""

    def names_beside(self, mentions: Sequence[Mention]) -> tuple[Name, ...]:
        """The names that are not `mentions` themselves; a place inside a longer name leaves that a name."""
        bounded = [m for m in mentions if not m.embedded]
        starts, ends = np.array([m.start for m in bounded]), np.array([m.end for m in bounded])
        return tuple(n for n in self.names if not ((starts < n.end) & (ends > n.start)).any())
