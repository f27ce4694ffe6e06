"""Persons that a lexicon can see: a title or a usual given name, and what follows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from geo.model import EntityClass, Name
from geo.recognition.tokens import Token
from geo.recognition.wordlists import WordLists

_LONGEST = 4
"""Words of a person's name."""


class People:
    """The persons of one document. A surname that was seen with a given name is known from then on."""

    def __init__(self, words: WordLists, names_place: Callable[[str], bool]) -> None:
        self._words = words
        self._names_place = names_place
        self._surnames: set[str] = set()
        self.names: list[Name] = []
        """Ordered by offset, as long as sentences are added in order."""

    def add(self, tokens: Sequence[Token]) -> None:
        """Finds the persons of one sentence."""
        position = 0
        while position < len(tokens):
            end = self._end_of_person(tokens, position)
            if end is None:
                position += 1
                continue
            start = position + self._is_title(tokens[position])
            self.names.append(
                Name(start=tokens[start].start, end=tokens[end - 1].end, entity_class=EntityClass.PERSON)
            )
            if end - start > 1:
                self._surnames.add(tokens[end - 1].text)
            position = end

    def cover(self, start: int, end: int, text: str) -> bool:
        """Return whether `text`, at these offsets, is a person or part of one."""
        before = bisect_right(self.names, start, key=lambda name: name.start) - 1
        return text in self._surnames or (before >= 0 and start < self.names[before].end and end > 0)

    def _end_of_person(self, tokens: Sequence[Token], position: int) -> int | None:
        """The token after the person that begins at `position`, or None where none does."""
        titled = self._is_title(tokens[position])
        start = position + titled
        if start == len(tokens) or not tokens[start].is_capitalised:
            return None
        word = tokens[start].text.casefold()
        ambiguous = word in self._words.place_given_names
        given = word in self._words.given_names or ambiguous
        if not (titled or given) or (titled and self._names_place(tokens[start].text) and not given):
            return None
        end = start + 1
        while end < len(tokens) and end - start < _LONGEST and self._continues(tokens[end]):
            end += 1
        if ambiguous and not titled and end - start > 1 and self._names_place(tokens[start + 1].text):
            return None
        return end if end - start >= (1 if titled else 2) else None

    def _continues(self, token: Token) -> bool:
        return (
            token.is_capitalised
            and token.gap in (" ", ". ", "-", "\u00a0")
            and token.text.casefold() not in self._words.after_place
        )

    def _is_title(self, token: Token) -> bool:
        return token.is_capitalised and token.text.casefold() in self._words.titles
