from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from training.tagger.corpora import Article, Span, detokenise, load_ewn, with_embedded
from training.tagger.demonyms import is_demonym, is_other_group
from training.tagger.labels import DEMONYM
from training.tagger.noise import varied

TEXT = "Mayor Ann Smith of Lowell met Kenyan envoys in Geneva. The Bank of Kenya sent nobody to Lowell."


def spans(*names: str) -> tuple[Span, ...]:
    found, start = [], 0
    for name, label in zip(names[::2], names[1::2], strict=True):
        start = TEXT.index(name, start)
        found.append(Span(start, start + len(name), label))
    return tuple(found)


ENTITIES = spans(
    *("Ann Smith", "PER", "Lowell", "PLACE", "Kenyan", "GROUP", "Geneva", "PLACE"),
    *("Bank of Kenya", "ORG", "Lowell", "PLACE"),
)
ARTICLE = Article(
    id="test-1",
    text=TEXT,
    sentences=((0, 54), (55, len(TEXT))),
    entities=ENTITIES,
    mentions=tuple(e for e in ENTITIES if e.label in ("PLACE", "GROUP")),
    unknown=tuple(e for e in ENTITIES if e.label == "ORG"),
    readings=tuple((e, frozenset({DEMONYM})) for e in ENTITIES if e.label == "GROUP"),
)


@pytest.mark.parametrize("seed", range(200))
def test_variants_keep_every_span_on_its_name(seed: int) -> None:
    variant = varied(ARTICLE, random.Random(seed))  # noqa: S311 -- chance, no secret
    assert variant.entities is not None
    assert variant.mentions is not None
    names = [variant.text[e.start : e.end].lower() for e in variant.entities]
    for kept in ("ann smith", "kenyan", "bank of kenya"):
        assert names.count(kept) == 1
    assert all(name and name == name.strip() for name in names)
    assert {(m.start, m.end) for m in variant.mentions} <= {(e.start, e.end) for e in variant.entities}
    assert all(a.end <= b.start for a, b in zip(variant.entities, variant.entities[1:], strict=False))
    assert variant.sentences[-1][1] == len(variant.text)


def test_tokens_are_set_as_an_editor_would() -> None:
    written = 'He said , " Go to the U . S . now " ( or Ms. Lee \'s 20 - year plan ) .'
    tokens = written.split()
    spaced = "".join(space + token for space, token in zip(detokenise(tokens), tokens, strict=True))
    assert spaced.endswith("(or Ms. Lee's 20-year plan).")
    assert spaced.startswith('He said, "Go to the U.S. now"')


def test_newswire_becomes_text_with_spans(tmp_path: Path) -> None:
    sentence = [
        ["A", "O"], ["Kenyan", "B-NORP"], ["left", "O"], ["Lowell", "B-Location"], [",", "I-Location"],
        ["Massachusetts", "I-Location"], ["for", "O"], ["Nairobi", "B-Location"], [".", "O"],
    ]  # fmt: skip
    (tmp_path / "ewn.jsonl").write_text(json.dumps({"id": "ewn-1", "sentences": [sentence, sentence]}) + "\n")
    (article,) = load_ewn(tmp_path)
    assert article.text == "A Kenyan left Lowell, Massachusetts for Nairobi.\n" * 2
    assert article.mentions is not None
    names = [article.text[m.start : m.end] for m in article.mentions]
    assert names == ["Kenyan", "Lowell", "Massachusetts", "Nairobi"] * 2


def test_places_are_searched_for_inside_organisations() -> None:
    found = with_embedded(ARTICLE)
    assert found.mentions is not None
    assert [found.text[m.start : m.end] for m in found.mentions].count("Kenya") == 1
    assert found.unknown == ()


@pytest.mark.parametrize(
    "name", ["Turkish", "Ukrainians", "Texans", "New Zealanders", "Dutch", "South African"]
)
def test_demonyms_are_told(name: str) -> None:
    assert is_demonym(name)


@pytest.mark.parametrize(
    "name", ["Republican", "Islamic", "Catholic", "Paris", "Illinois", "Pacific Ocean", ""]
)
def test_what_is_no_demonym_is_told(name: str) -> None:
    assert not is_demonym(name)


def test_parties_and_religions_are_groups_of_their_own() -> None:
    assert all(map(is_other_group, ("Democrats", "Sunni", "Islamist", "Orthodox")))
    assert not is_other_group("Turkish")
