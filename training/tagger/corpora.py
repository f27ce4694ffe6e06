"""The corpora, as texts with labelled spans."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from training.tagger.demonyms import is_demonym, is_other_group, is_town, well_known_places
from training.tagger.labels import DEMONYM, LITERAL, METONYMIC


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, offsets in code points, with what the annotators called it."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known about it. None means: not annotated here, so nothing to learn."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Span, ...] | None = None
    """Names by class: PLACE, GROUP, ORG, PER, OTHER."""
    mentions: tuple[Span, ...] | None = None
    """What the annotators count as a mention of a place."""
    unknown: tuple[Span, ...] = ()
    """Where nobody said whether there is a mention."""
    readings: tuple[tuple[Span, frozenset[int]], ...] = field(default=())
    """Spans with the readings that they may have."""

    @property
    def corpus(self) -> str:
        return self.id.partition("-")[0]


_EWN_CLASS = {
    "Location": "PLACE",
    "Facility": "PLACE",
    "NORP": "GROUP",
    "Organization": "ORG",
    "Person": "PER",
    "Misc": "OTHER",
    "Product": "OTHER",
}
_NOT_LITERAL = {"Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit"}
_IS_LITERAL = {"Literal", "Mixed", "Coercion", "Literal_Modifier", "Embedded_Literal"}
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]}’”]|'s|’s|n't|n’t|'(?:re|ve|ll|d|m)|\.\.\.")
_NO_SPACE_AFTER = set("([{$£€#“‘@")


def detokenise(tokens: list[str]) -> list[str]:
    """The white space before each token, as an editor would have set it."""
    spaces = []
    in_quote = False
    glue = True
    for i, token in enumerate(tokens):
        before = "" if glue else " "
        glue = False
        if _NO_SPACE_BEFORE.fullmatch(token):
            before = ""
        if token in {'"', "'"}:
            if in_quote:
                before = ""
            else:
                glue = True
            in_quote = not in_quote
        elif token in _NO_SPACE_AFTER:
            glue = True
        elif token in {"-", "/"} and 0 < i < len(tokens) - 1 and tokens[i - 1][-1:].isalnum():
            before, glue = "", True
        elif token == "." and i and tokens[i - 1] in {"U", "S", "D", "K", "A"} and i + 1 < len(tokens):
            glue = len(tokens[i + 1]) == 1 and tokens[i + 1].isupper()
        spaces.append(before)
    return spaces


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_ewn(folder: Path) -> Iterator[Article]:
    """English Worldwide Newswire: entity classes, from which mentions follow in part."""
    for record in _records(folder / "ewn.jsonl"):
        pieces: list[str] = []
        length = 0
        sentences, entities = [], []
        for sentence in record["sentences"]:
            tokens = [token for token, _ in sentence]
            begin = length
            current: list[int | str] | None = None
            for space, (token, label) in zip(detokenise(tokens), sentence, strict=True):
                tag, _, name = label.partition("-")
                token_start = length + len(space)
                if current and (tag != "I" or name != current[2]):
                    entities.append(Span(*current))  # type: ignore[arg-type]
                    current = None
                if tag == "B" or (tag == "I" and current is None):
                    current = [token_start, token_start, name]
                pieces.append(space + token)
                length = token_start + len(token)
                if current:
                    current[1] = length
            if current:
                entities.append(Span(*current))  # type: ignore[arg-type]
            sentences.append((begin, length))
            pieces.append("\n")
            length += 1
        text = "".join(pieces)
        known = [
            part
            for e in entities
            if e.label in _EWN_CLASS
            for part in _parts(text, Span(e.start, e.end, _EWN_CLASS[e.label]))
        ]
        yield _with_weak_mentions(record["id"], text, tuple(sentences), known)


def _parts(text: str, entity: Span) -> Iterator[Span]:
    """A place split at its commas: "Sambalpur, India" names two."""
    if entity.label != "PLACE" or ", " not in text[entity.start : entity.end]:
        yield entity
        return
    start = entity.start
    for part in text[entity.start : entity.end].split(","):
        lead = len(part) - len(part.lstrip())
        if part.strip():
            yield Span(start + lead, start + len(part.rstrip()), entity.label)
        start += len(part) + 1


def _with_weak_mentions(
    id_: str, text: str, sentences: tuple[tuple[int, int], ...], entities: list[Span]
) -> Article:
    mentions, unknown, readings = [], [], []
    for e in entities:
        name = text[e.start : e.end]
        if e.label == "PLACE":
            mentions.append(e)
            readings.append((e, frozenset({LITERAL, METONYMIC})))
        elif e.label == "GROUP":
            readings.append((e, frozenset({DEMONYM})))
            if is_demonym(name):
                mentions.append(e)
            elif not is_other_group(name):
                unknown.append(e)
        elif e.label in {"ORG", "OTHER"}:
            unknown.append(e)
    return Article(id_, text, sentences, tuple(entities), tuple(mentions), tuple(unknown), tuple(readings))


def with_embedded(article: Article) -> Article:
    """A newswire article in which places are searched for inside the names of organisations.

    What the article names as a place elsewhere, or what is a country or a US state, is a mention there
    too. What a town is called stays unknown, everything else inside is no mention.
    """
    text = article.text
    places = {text[m.start : m.end] for m in article.mentions or ()} | well_known_places()
    mentions, unknown = list(article.mentions or ()), []
    for span in article.unknown:
        whole = text[span.start : span.end]
        if span.label == "GROUP" or whole in places or is_town(whole):
            unknown.append(span)
            continue
        taken = span.start
        words = [(m.start(), m.end()) for m in re.finditer(r"\w[\w.]*", whole)]
        for i, (start, _) in enumerate(words):
            for _, end in reversed(words[i : i + 4]):
                part = Span(span.start + start, span.start + end, "PLACE")
                name = text[part.start : part.end]
                if part.start < taken:
                    continue
                known = name in places or (name.istitle() and is_demonym(name))
                if known or is_town(name):
                    (mentions if known else unknown).append(part)
                    taken = part.end
                    break
    return replace(article, mentions=tuple(sorted(mentions, key=lambda m: m.start)), unknown=tuple(unknown))


def with_demonyms_only(article: Article) -> Article:
    """An annotated article that says of its mentions' readings only which are demonyms.

    GeoWebNews calls literal or not by another measure than ReLocaR: learnt together, they spoil each other.
    """
    return replace(article, readings=tuple((s, r) for s, r in article.readings if DEMONYM in r))


def load_annotated(path: Path) -> Iterator[Article]:
    """LGL, TR-News and GeoWebNews: every mention, its type where the corpus has types."""
    for record in _records(path):
        text = record["text"]
        mentions, readings = [], []
        for m in sorted(record["mentions"], key=lambda m: (m["start"], -m["end"])):
            span = Span(m["start"], m["end"], m["type"] or "")
            if mentions and span.start < mentions[-1].end:
                continue
            mentions.append(span)
            if is_demonym(text[span.start : span.end]) or span.label in {"Demonym", "Language"}:
                readings.append((span, frozenset({DEMONYM})))
            elif span.label in _IS_LITERAL:
                readings.append((span, frozenset({LITERAL})))
            elif span.label in _NOT_LITERAL:
                readings.append((span, frozenset({METONYMIC})))
        yield Article(
            record["id"], text, split_sentences(text), None, tuple(mentions), readings=tuple(readings)
        )


def load_relocar(folder: Path) -> Iterator[Article]:
    """ReLocaR: one place name in each text, with its reading."""
    root = ElementTree.parse(folder / "relocar.xml").getroot()  # noqa: S314 -- our own file
    for sample in root.iter("sample"):
        text = sample.text or ""
        readings = []
        for loc in sample.iter("loc"):
            start = len(text)
            text += loc.text or ""
            reading = LITERAL if loc.get("reading") == "lit" else METONYMIC
            readings.append((Span(start, len(text)), frozenset({reading})))
            text += loc.tail or ""
        yield Article(
            f"relocar-{sample.get('number')}", text, split_sentences(text), readings=tuple(readings)
        )


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Sentence spans, good enough to cut windows at."""
    from sentencex import get_sentence_boundaries

    spans = []
    for boundary in get_sentence_boundaries("en", text):
        start, end = boundary["start_index"], boundary["end_index"]
        if text[start:end].strip():
            spans.append((start, end))
    return tuple(spans)
