"""Texts that nobody wrote: articles that are cut, spliced and spoilt, and what hypothesis makes up.

Whatever the text, it is read without an error, every offset lies in it, every score is a probability, every
place lies on the globe, every export can be written, and a second reading says the same.
"""

from __future__ import annotations

import io
import json
import math
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from geo.export import format_names, writer
from geo.model import Document, ParsedDocument
from geo.pipeline import Geoparser
from tests.hostile import PAYLOADS
from tests.soak.trial import Trial

WORDS = 90
"""About how long a mutated article is: long enough for context, short enough to try many."""
_TWICE = 10
"""One in so many texts is read a second time."""
_EXPORTED = 100
"""One in so many is written in every format."""
_ODD = [
    *(
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "\u0301\u0301\u0301",
        "\x00",
        "\x85",
        "\u2028",
    ),
    *("\U0001f1fa\U0001f1e6", "👩‍👩‍👧", "\ufffd", "\U0010ffff", "ﬁ", "İ", "ß", "ǅ", "\t", "\r\n", "\n\n\n"),
    *("“”", "’’", "?“" * 50, "!" * 200, "." * 300, "(" * 100, "[" * 100, "-" * 100, ", " * 100, "'s" * 50),
]
_NAMES = [
    *(
        "Kyiv",
        "Paris, Texas",
        "New York",
        "St. John's",
        "U.S.",
        "Port-au-Prince",
        "Xi'an",
        "İstanbul",
        "東京",
    ),
    *("Київ", "القاهرة", "Washington, D.C.", "Springfield, Illinois", "Georgia", "the Gulf", "Côte d’Ivoire"),
    *("A" * 500, "Kyiv" * 200, "of " * 100, "North South East West"),
]


def articles(folder: Path) -> list[str]:
    """The texts that are spoilt: the seeds."""
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def mutated(articles: Sequence[str], chance: random.Random) -> str:
    """A piece of an article with a few things done to it."""
    words = chance.choice(articles).split(" ")
    length = chance.randrange(1, 2 * WORDS)
    start = chance.randrange(max(len(words) - length, 1))
    text = " ".join(words[start : start + length])
    for _ in range(chance.randrange(1, 7)):
        text = chance.choice(_MUTATIONS)(text, articles, chance)
    return text


def _cut(text: str, _: Sequence[str], chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randrange(40) :]


def _insert(text: str, _: Sequence[str], chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice([*_ODD, *PAYLOADS.values()]) + text[start:]


def _name(text: str, _: Sequence[str], chance: random.Random) -> str:
    words = text.split(" ")
    words.insert(chance.randrange(len(words) + 1), chance.choice(_NAMES))
    return " ".join(words)


def _splice(text: str, articles: Sequence[str], chance: random.Random) -> str:
    other = chance.choice(articles)
    start = chance.randrange(len(other))
    middle = chance.randrange(len(text) + 1)
    return text[:middle] + other[start : start + chance.randrange(200)] + text[middle:]


def _repeat(text: str, _: Sequence[str], chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return (
        text[:start] + text[start : start + chance.randrange(1, 30)] * chance.randrange(2, 20) + text[start:]
    )


def _case(text: str, _: Sequence[str], chance: random.Random) -> str:
    change: Callable[[str], str] = chance.choice(
        [str.upper, str.lower, str.title, str.swapcase, str.casefold]
    )
    start = chance.randrange(len(text) + 1)
    end = start + chance.randrange(len(text) + 1)
    return text[:start] + change(text[start:end]) + text[end:]


def _spaces(text: str, _: Sequence[str], chance: random.Random) -> str:
    return text.replace(
        " ", chance.choice(["\u00a0", "\n", "  ", "", "\u3000", "\t", "\r\n"]), chance.randrange(1, 30)
    )


def _forms(text: str, _: Sequence[str], chance: random.Random) -> str:
    form: str = chance.choice(["NFC", "NFD", "NFKC", "NFKD"])
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]  # one of the four


def _any(text: str, _: Sequence[str], chance: random.Random) -> str:
    made = "".join(
        chr(code)
        for code in (chance.randrange(sys.maxunicode + 1) for _ in range(chance.randrange(1, 12)))
        if not 0xD800 <= code < 0xE000
    )
    start = chance.randrange(len(text) + 1)
    return text[:start] + made + text[start:]


def _shuffle(text: str, _: Sequence[str], chance: random.Random) -> str:
    words = text.split(" ")
    start = chance.randrange(len(words))
    part = words[start : start + 12]
    chance.shuffle(part)
    return " ".join([*words[:start], *part, *words[start + 12 :]])


_MUTATIONS = [_cut, _insert, _name, _splice, _repeat, _case, _spaces, _forms, _any, _shuffle]


def wrong(parsed: ParsedDocument) -> str | None:
    """Say what is wrong with a parsed document in itself; None where nothing is."""
    text = parsed.document.text
    end = 0
    for resolution in parsed.resolutions:
        mention = resolution.mention
        if not 0 <= mention.start < mention.end <= len(text):
            return f"a mention from {mention.start} to {mention.end} of {len(text)} characters"
        if mention.start < end:
            return f"a mention at {mention.start} begins before the last one ends"
        end = mention.end
        if text[mention.start].isspace() or text[mention.end - 1].isspace():
            return f"a mention with white space at an edge: {text[mention.start : mention.end]!r}"
        scores = [resolution.score, *(candidate.score for candidate in resolution.candidates)]
        if not all(math.isfinite(score) and -1e-9 <= score <= 1 + 1e-9 for score in scores):
            return f"scores that are no probabilities: {scores}"
        places = [resolution.place, *(candidate.place for candidate in resolution.candidates)]
        if not all(-90 <= place.lat <= 90 and -180 <= place.lon <= 180 for place in places if place):
            return "a place that is not on the globe"
    ends = [0]
    for sentence in parsed.sentences:
        if not ends[-1] <= sentence.start <= sentence.end <= len(text):
            return f"a sentence from {sentence.start} to {sentence.end} of {len(text)} characters"
        ends.append(sentence.end)
    return None


def _unwritable(parsed: ParsedDocument) -> str | None:
    for name in format_names():
        out = io.BytesIO()
        writer(name)([parsed], out)
        if name == "jsonl":
            json.loads(out.getvalue())
        if not out.getvalue():
            return f"{name} is empty"
    return None


def _check(parser: Geoparser, text: str, number: int) -> str | None:
    document = Document(id=str(number), text=text)
    parsed = parser.parse(document)
    problem = wrong(parsed)
    if problem is None and parsed.document.text != text:
        problem = "the text was altered"
    if problem is None and number % _TWICE == 0 and parser.parse(document) != parsed:
        problem = "a second reading differs"
    if problem is None and number % _EXPORTED == 0:
        problem = _unwritable(parsed)
    return problem


def fuzz_articles(
    parser: Geoparser, folder: Path, *, count: int, start: int = 0, minutes: float = math.inf
) -> Trial:
    """Read `count` mutated articles, or as many as `minutes` allow. Number `n` is always the same text."""
    trial = Trial(name="mutated articles")
    originals = articles(folder)
    given_up = time.monotonic() + minutes * 60
    with trial.timed():
        for number in range(start, start + count):
            if time.monotonic() > given_up:
                break
            text = mutated(originals, random.Random(number))  # noqa: S311 - no secret
            trial.tried += 1
            try:
                problem = _check(parser, text, number)
            except Exception as error:  # noqa: BLE001 - any is a fault
                problem = f"{type(error).__name__}: {error}"
            if problem:
                trial.fail(f"number {number}: {problem}")
    trial.figures["texts a second"] = f"{trial.tried / max(trial.seconds, 1e-9):.0f}"
    return trial


def fuzz_anything(parser: Geoparser, *, count: int, derandomize: bool = False) -> Trial:
    """Read what hypothesis makes up; a failure is shrunk to its smallest."""
    trial = Trial(name="any text at all")
    pieces = st.one_of(st.text(), st.sampled_from([*_NAMES, *_ODD, *PAYLOADS.values()]), st.characters())

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=derandomize,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(st.lists(pieces, max_size=30).map(" ".join))
    def read(text: str) -> None:
        trial.tried += 1
        problem = _check(parser, text, trial.tried)
        assert problem is None, f"{problem}: {text!r}"

    with trial.timed():
        try:
            read()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            trial.fail(f"{type(error).__name__}: {error}"[:500])
    return trial
