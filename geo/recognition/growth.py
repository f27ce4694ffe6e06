"""Mentions cut to the name and grown to the whole of it.

What is no part of the name goes ("southern Turkey", "Jackson counties"); a name cut short grows to the
longest that the gazetteer knows ("English" to "English Channel", "Korean" to "North Korean").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from geo.model import Mention, Name, NameKind, Reading
from geo.recognition.lexicon import NameIndex
from geo.recognition.spans import is_abbreviation
from geo.recognition.tokens import Token, find_tokens
from geo.recognition.wordlists import load_wordlists

FURTHEST = 3
"""Words by which a mention may grow on either side."""
LONGEST_TITLE = 6
"""The same before a name that another word joins to a longer one: "Democratic People's Republic of Korea"."""
_NO_GROWTH = frozenset({"state", "city"})
"""Last words that make a team, a university or a government of a place: "Georgia State"."""
_DISTRICT = re.compile(r", D(?:\.[CF]\.|[CF]\b)")
"""What a capital in a district of its own has behind it: "Washington, D.C.", "Mexico City, D.F."."""


class Growth:
    """Makes mentions whole. `people` are never grown into, ordered by offset."""

    def __init__(self, text: str, body_start: int, gazetteer: NameIndex, people: Sequence[Name]) -> None:
        self._text = text
        self._tokens = find_tokens(text, body_start, len(text))
        self._token_starts = [token.start for token in self._tokens]
        self._gazetteer = gazetteer
        self._people = people
        self._people_starts = [person.start for person in people]
        words = load_wordlists()
        self._articles, self._connectors = words.articles, words.connectors
        self._joining = words.connectors | {"s"}
        self._not_first = words.compass | words.parts | words.articles
        self._not_last = words.generic

    def cut(self, mention: Mention) -> Mention:
        """The mention without the words and the marks around it that are no part of its name.

        A name may go on in the next line only where the gazetteer knows the whole: "New\\nYork".
        """
        start, end = mention.start, mention.end
        text = self._text
        lines = text[start:end].splitlines()
        if len(lines) > 1 and not self._gazetteer.lookup(" ".join(lines)):
            end = start + len(lines[0])
        while start < end and not text[start].isalnum():
            start += 1
        while end - start > 1 and not text[end - 1].isalnum():
            if text[end - 1] == "." and is_abbreviation(text[start : end - 1]):
                break
            end -= 1
        words = text[start:end].split(" ")
        while len(words) > 1 and words[0] in self._not_first:
            start += len(words.pop(0)) + 1
        while len(words) > 1 and words[-1] in self._not_last:
            end -= len(words.pop()) + 1
        return replace(mention, start=start, end=end)

    def grown(self, mention: Mention) -> Mention:
        """The mention with the words around it that make a longer known name with it, if there are any."""
        whole = self._whole(mention)
        nearest = bisect_left(self._people_starts, whole.end) - 1
        if nearest >= 0 and self._people[nearest].end > whole.start:
            return mention
        return whole

    def _whole(self, mention: Mention) -> Mention:
        district = _DISTRICT.match(self._text, mention.end)
        if district and self._gazetteer.lookup(self._text[mention.start : district.end()]):
            return replace(mention, end=district.end())
        tokens = self._tokens
        begin = bisect_right(self._token_starts, mention.start) - 1
        begin += begin < 0 or tokens[begin].end <= mention.start
        stop = bisect_left(self._token_starts, mention.end) - 1
        if stop < begin:
            return mention
        for first in self._beginnings(tokens, begin):
            for last in self._endings(tokens, stop):
                if first == begin and last == stop:
                    return mention
                start, end = tokens[first].start, max(tokens[last].end, mention.end)
                matches = self._gazetteer.lookup(self._text[start:end])
                if not matches:
                    continue
                if matches[0].name_kind is not NameKind.DEMONYM:
                    return replace(mention, start=start, end=end, reading=_of_whole(mention), embedded=False)
                if mention.reading is Reading.DEMONYM:
                    return replace(mention, start=start, end=end)
        return mention

    def _beginnings(self, tokens: Sequence[Token], first: int) -> Sequence[int]:
        """The tokens that a grown mention may begin with, the furthest first: also past "of" and its like."""
        found = [first]
        furthest = first
        while furthest > 0 and first - furthest < self._reach(tokens, first) and tokens[furthest].joins:
            before = tokens[furthest - 1]
            if before.is_capitalised and before.text.casefold() not in self._articles:
                found.append(furthest - 1)
            elif before.text not in self._joining:
                break
            furthest -= 1
        return found[::-1]

    def _reach(self, tokens: Sequence[Token], first: int) -> int:
        """How many words further a mention may begin: official names are long."""
        of = first > 0 and tokens[first - 1].text in self._joining
        return LONGEST_TITLE if of else FURTHEST

    def _endings(self, tokens: Sequence[Token], last: int) -> Sequence[int]:
        """The tokens that it may end with, the furthest first: also past "and" and its like."""
        found = [last]
        for i in range(last + 1, min(len(tokens), last + FURTHEST + 1)):
            if not tokens[i].joins:
                break
            if tokens[i].is_capitalised:
                if tokens[i].text.casefold() in _NO_GROWTH:
                    break
                found.append(i)
            elif tokens[i].text not in self._connectors:
                break
        return found[::-1]


def _of_whole(part: Mention) -> Reading:
    """Return how the name is used that `part` belongs to: "English" Channel, "European" Union."""
    if part.reading is not Reading.DEMONYM:
        return part.reading
    return Reading.METONYMIC if part.embedded else Reading.LITERAL
