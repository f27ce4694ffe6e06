"""What every recogniser does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from geo.model import Document, Mention, Recognition, Sentence


class Recogniser(Protocol):
    """Finds the names in a document."""

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """The mentions of places, and the other names, of `document` from `body_start` on.

        Mentions do not overlap, are ordered, are never empty and never reach outside the text.
        """
        ...


def around_given(mentions: Sequence[Mention], found: Recognition) -> Recognition:
    """The mentions that somebody gave, with what was `found` in the same document beside them."""
    given = sorted(mentions, key=lambda mention: mention.start)
    ends = list(accumulate((mention.end for mention in given), max))
    starts = [mention.start for mention in given]

    def stands_apart(mention: Mention) -> bool:
        before = bisect_left(starts, mention.end)  # those that begin before it ends
        return before == 0 or ends[before - 1] <= mention.start

    beside = tuple(mention for mention in found.mentions if stands_apart(mention))
    return Recognition(
        mentions=tuple(mentions), names=found.names, given=True, beside=beside, languages=found.languages
    )
