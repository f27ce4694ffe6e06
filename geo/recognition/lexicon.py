"""The lexicon recogniser: the longest names of the gazetteer in the text, in any language.

It knows no grammar. What makes it usable is what it leaves out: people, companies, words that begin
sentences, short names. English has a trained tagger; this is for every other language, and for a
machine where the tagger's file is missing. Every mention is read as literal or as a demonym.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from geo.model import Document, Kind, Mention, NamedPlace, NameKind, Reading, Recognition, Sentence
from geo.recognition import scripts
from geo.recognition.people import People
from geo.recognition.tokens import Token, find_tokens
from geo.recognition.wordlists import load_wordlists

LONE_NAME_POPULATION = 5_000
"""A settlement smaller than this is not taken for a name that stands alone in a text: GeoNames has
hamlets by the name of most words. This bound and the next two were chosen by reading the mistakes
on news of our own."""
SENTENCE_START_POPULATION = 50_000
"""The same where every word is capitalised: the start of a sentence."""
SHORT_NAME_POPULATION = 100_000
"""The same for names of up to `SHORT_NAME_LETTERS` letters ("Ulm", "Van")."""
SHORT_NAME_LETTERS = 3
_APOSTROPHES = ("'", "’", "ʼ")
"""Marks inside a word: "Куп'янськ", "Xi'an"."""
_SPELLED_OUT = (Kind.DISTRICT, Kind.FACILITY)
"""Kinds whose one-word names are mostly words: they count with a qualifier ("Texas" in "Polk, Texas")."""


class NameIndex(Protocol):
    """What the recogniser asks of a gazetteer."""

    @property
    def longest_name(self) -> int:
        """Words of the longest name."""
        ...

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of this name, most important first."""
        ...


class LexiconRecogniser:
    """Finds names that a gazetteer knows."""

    def __init__(self, gazetteer: NameIndex) -> None:
        self._gazetteer = gazetteer

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """Mentions and persons of `document`; see `geo.recognition.Recogniser`."""
        scan = _Scan(document, sentences, self._gazetteer)
        return Recognition(mentions=tuple(scan.mentions()), names=tuple(scan.people.names))


class _Scan:
    """One document being read: what is learned in one sentence holds in all."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], gazetteer: NameIndex) -> None:
        self._text = document.text
        self._gazetteer = gazetteer
        self._words = load_wordlists()
        starts = ((max(s.start, document.body_start), s.end) for s in sentences)
        self._sentences = [find_tokens(self._text, start, end) for start, end in starts]
        self._lower_words = {t.text for tokens in self._sentences for t in tokens if t.text.islower()}
        self.people = People(self._words, self._names_prominent_place)
        for tokens in self._sentences:
            self.people.add(tokens)

    def mentions(self) -> Iterator[Mention]:
        for tokens in self._sentences:
            shouted = len(tokens) > 2 and sum(t.text.isupper() for t in tokens) * 2 > len(tokens)
            position = 0
            while position < len(tokens):
                token = tokens[position]
                if scripts.UNSPACED.fullmatch(token.text):
                    yield from self._inside(token)
                    position += 1
                    continue
                mention, position = self._longest(tokens, position, shouted)
                if mention is not None:
                    yield mention

    def _longest(self, tokens: Sequence[Token], first: int, shouted: bool) -> tuple[Mention | None, int]:
        """The longest name that begins at token `first` if there is one, and the token to go on from."""
        token = tokens[first]
        if token.is_capitalised or scripts.is_caseless(token.text):
            for last in range(self._reach(tokens, first), first - 1, -1):
                for start, end, name in self._spellings(token, tokens[last]):
                    match = self._match(name, tokens, first, last, shouted)
                    if match is not None:
                        return _mention(start, end, match), last + 1
        return None, first + 1

    def _reach(self, tokens: Sequence[Token], first: int) -> int:
        """The last token that a name beginning at `first` could end with."""
        last = first
        caseless = scripts.is_caseless(tokens[first].text)
        for i in range(first + 1, min(len(tokens), first + self._gazetteer.longest_name)):
            if not tokens[i].joins:
                break
            if tokens[i].is_capitalised or caseless or tokens[i].gap in _APOSTROPHES:
                last = i
            elif tokens[i].text not in self._words.connectors:
                break
        return last

    def _spellings(self, first: Token, last: Token) -> Iterator[tuple[int, int, str]]:
        """Offsets and name of each way to read a span: with an abbreviation's stop, as it is, uninflected."""
        span = self._text[first.start : last.end]
        if self._text[last.end : last.end + 1] == "." and ("." in span or span in self._words.dotted):
            yield first.start, last.end + 1, span + "."
        yield first.start, last.end, span
        before = self._text[first.start : last.start]
        for skipped, length, name in scripts.uninflected(last.text):
            if first is last or not skipped:
                yield first.start + skipped, last.start + length, before + name
        if first is not last:
            for skipped in scripts.prefixes(first.text):
                yield first.start + skipped, last.end, span[skipped:]

    def _match(
        self, name: str, tokens: Sequence[Token], first: int, last: int, shouted: bool
    ) -> NamedPlace | None:
        """The most important place of this name, if the name can be read as a place's here."""
        if name.casefold().rstrip(".") in self._words.never:
            return None
        matches = [m for m in self._gazetteer.lookup(name) if self._cased_as(name, m, tokens[first].start)]
        # A city is not refused for a district or an airport that is called after it.
        alone = first == last and any(m.place.kind not in _SPELLED_OUT for m in matches)
        match = next((m for m in matches if not alone or m.place.kind not in _SPELLED_OUT), None)
        start, end = tokens[first].start, tokens[last].end
        if match is None or self.people.cover(start, end, self._text[start:end]):
            return None
        opening = tokens[first].text.casefold()
        if last > first and opening in self._words.institutions:
            return None
        if match.name_kind is NameKind.DEMONYM:
            return match
        if self._is_company(tokens, first, last, match):
            return None
        if last == first:
            return match if self._stands_alone(name, match, tokens, first, shouted) else None
        return None if opening in self._words.articles and not _has_article(match, opening) else match

    def _cased_as(self, name: str, match: NamedPlace, start: int) -> bool:
        """Short names in capitals are abbreviations; two bare letters need a comma before or a country."""
        letters = name.replace(".", "")
        if match.name_kind is not NameKind.ABBREVIATION:
            return not (letters.isupper() and len(letters) <= SHORT_NAME_LETTERS)
        if len(letters) > SHORT_NAME_LETTERS:
            return True
        if not letters.isupper():
            return name.endswith(".")
        if len(letters) == 2 and "." not in name and match.place.kind is not Kind.COUNTRY:
            return self._text[:start].rstrip().endswith(",")
        return True

    def _stands_alone(
        self, name: str, match: NamedPlace, tokens: Sequence[Token], first: int, shouted: bool
    ) -> bool:
        """Return whether one word by itself is important enough to be the place's name rather than a word."""
        place = match.place
        word = name.casefold()
        qualified = (
            first + 1 < len(tokens)
            and tokens[first + 1].gap == ", "
            and (tokens[first + 1].is_capitalised or scripts.is_caseless(tokens[first + 1].text))
            and bool(self._gazetteer.lookup(tokens[first + 1].text))
        )
        if qualified or match.name_kind is NameKind.ABBREVIATION:
            return True
        if word in self._words.also_words:
            return first > 0 and not shouted and place.population >= SENTENCE_START_POPULATION
        if place.kind is not Kind.SETTLEMENT:
            return place.kind not in _SPELLED_OUT
        if first == 0 and word in self._lower_words:
            return False
        if len(name) <= SHORT_NAME_LETTERS:
            return place.population >= SHORT_NAME_POPULATION
        # Where a capital says nothing, any word may be a name.
        no_capital = first == 0 or name.isupper() or scripts.is_caseless(name)
        return place.population >= (SENTENCE_START_POPULATION if no_capital else LONE_NAME_POPULATION)

    def _is_company(self, tokens: Sequence[Token], first: int, last: int, match: NamedPlace) -> bool:
        """ "Bank of America", "Boston Globe": a name, and nowhere in particular."""
        if last + 1 < len(tokens):
            after = tokens[last + 1]
            if after.is_capitalised and after.joins and after.text.casefold() in self._words.company_after:
                return True
        before = [t.text.casefold() for t in tokens[max(0, first - 2) : first]]
        return (
            len(before) == 2
            and before[0] in self._words.company_before_of
            and before[1] == "of"
            and match.place.kind in (Kind.COUNTRY, Kind.AREA)
        )

    def _names_prominent_place(self, word: str) -> bool:
        return any(_is_prominent(match) for match in self._gazetteer.lookup(word)[:1])

    def _inside(self, token: Token) -> Iterator[Mention]:
        """Names inside a run of letters that has no spaces between words: the longest at each letter."""
        position = token.start
        while position < token.end:
            longest = min(scripts.LONGEST_UNSPACED, token.end - position)
            for length in range(longest, scripts.SHORTEST_UNSPACED - 1, -1):
                matches = self._gazetteer.lookup(self._text[position : position + length])
                if matches and _is_prominent(matches[0]):
                    yield _mention(position, position + length, matches[0])
                    position += length
                    break
            else:
                position += 1


def _has_article(match: NamedPlace, article: str) -> bool:
    """Return whether the article belongs to the name, as in "The Hague", and does not just stand before
    it."""
    return _is_prominent(match) and match.place.name.casefold().startswith(article + " ")


def _is_prominent(match: NamedPlace) -> bool:
    place = match.place
    return place.kind is not Kind.SETTLEMENT or place.population >= SENTENCE_START_POPULATION


def _mention(start: int, end: int, match: NamedPlace) -> Mention:
    demonym = match.name_kind is NameKind.DEMONYM
    return Mention(start=start, end=end, reading=Reading.DEMONYM if demonym else Reading.LITERAL)
