from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo.recognition.tagger as tagger_module
from geo.errors import ModelMissing
from geo.gazetteer import Gazetteer
from geo.model import Document, EntityClass, Reading, Recognition, Sentence
from geo.readers import split_sentences
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.spans import softmax
from geo.recognition.tagger import DEFAULT_MODEL, Tagger
from geo.recognition.verified_tagger import VerifiedTagger

DATA = Path(__file__).parent.parent / "data"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load(threads=2)


def read(tagger: Tagger, text: str) -> Recognition:
    document = Document(id="t", text=text)
    return tagger.recognise(document, split_sentences(document))


def toponyms(tagger: Tagger, text: str) -> list[str]:
    return [text[m.start : m.end] for m in read(tagger, text).mentions]


def test_the_model_is_one_file_of_at_most_thirty_megabytes() -> None:
    assert DEFAULT_MODEL.stat().st_size <= 30 * MEGABYTE


def test_the_model_file_answers_as_the_network_that_was_trained(tagger: Tagger) -> None:
    reference = json.loads((DATA / "tagger_reference.json").read_text(encoding="utf-8"))
    expected = np.array([[float(v) for v in row.split()] for row in reference["probabilities"]])
    _, logits = tagger.answer(reference["text"])
    found = np.concatenate([softmax(head) for head in np.split(logits, [11, 14], axis=1)], axis=1)
    assert found.shape == expected.shape
    assert np.abs(found - expected).mean() < 0.01
    for head in np.split(np.arange(found.shape[1]), [11, 14])[:2]:
        assert (found[:, head].argmax(1) == expected[:, head].argmax(1)).all()


def test_places_people_and_organisations_are_told_apart(tagger: Tagger) -> None:
    text = "Paris Hilton flew from Paris, Texas, to Berlin to meet Angela Merkel of the European Commission."
    recognition = read(tagger, text)
    assert [text[m.start : m.end] for m in recognition.mentions if not m.embedded][:3] == [
        "Paris",
        "Texas",
        "Berlin",
    ]
    classes = {text[n.start : n.end]: n.entity_class for n in recognition.names}
    assert classes["Paris Hilton"] is EntityClass.PERSON
    assert classes["Angela Merkel"] is EntityClass.PERSON


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He moved to the U.S. in 1990.", ["U.S."]),
        ("She works in Washington, D.C. and votes there.", ["Washington", "D.C."]),
        ("Police in Oxford, North Carolina, arrested him.", ["Oxford", "North Carolina"]),
        ("The fire began in Fargo, N.D., on Sunday.", ["Fargo", "N.D."]),
    ],
)
def test_a_mention_has_what_belongs_to_the_name_and_nothing_else(
    tagger: Tagger, text: str, expected: list[str]
) -> None:
    assert toponyms(tagger, text) == expected


@pytest.mark.parametrize(
    ("text", "name", "reading"),
    [
        ("Canada beat Finland 3-2 in Prague.", "Finland", Reading.METONYMIC),
        ("Canada beat Finland 3-2 in Prague.", "Prague", Reading.LITERAL),
        ("The opposition won in Hungary, and Brussels was relieved.", "Hungary", Reading.LITERAL),
        ("The opposition won in Hungary, and Brussels was relieved.", "Brussels", Reading.METONYMIC),
        ("The singer toured Australia in 2002.", "Australia", Reading.LITERAL),
        ("In Moscow's view, the agreement was worthless.", "Moscow", Reading.METONYMIC),
        ("In the United States' view, the agreement was worthless.", "United States", Reading.METONYMIC),
        ("The family returned home to France.", "France", Reading.LITERAL),
    ],
)
def test_what_stands_before_a_name_says_whether_somebody_is_meant(
    tagger: Tagger, text: str, name: str, reading: Reading
) -> None:
    readings = {text[m.start : m.end]: m.reading for m in read(tagger, text).mentions}
    assert readings[name] is reading


def test_party_and_religion_adjectives_are_no_mentions(tagger: Tagger) -> None:
    text = "Republican senators met Islamic scholars and Catholic bishops, and Democrats stayed away."
    assert toponyms(tagger, text) == []


def test_no_name_is_lost_where_a_long_sentence_is_cut(tagger: Tagger) -> None:
    clauses = {
        "the minister flew to Buenos Aires to meet farmers": "Buenos Aires",
        "the storm had reached San Francisco by noon": "San Francisco",
        "ships left Hong Kong in the morning": "Hong Kong",
        "her family has lived in Kuala Lumpur for years": "Kuala Lumpur",
        "prices in New York rose again": "New York",
    }
    # The counts put every clause at another distance from the cuts.
    parts = [f"{clause}{' again' * (i % 7)}" for i, clause in enumerate(list(clauses) * 12)]
    text = "It was said that " + ", that ".join(parts) + "."
    document = Document(id="t", text=text)
    found = tagger.recognise(document, [Sentence(start=0, end=len(text))]).mentions
    assert [text[m.start : m.end] for m in found] == list(clauses.values()) * 12


@pytest.mark.parametrize("at_once", [1, 2, 7, 64])
def test_what_is_read_together_changes_no_answer(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    paragraph = (
        "The mayor of Kharkiv spoke to Turkish officials in Istanbul, said the University of Texas. "
        "Nobody in Springfield, Ill., had asked Moscow for help, and the rain in Spain went on for days."
    )
    text = "\n\n".join(f"{paragraph} Then {i} ships left Odesa." for i in range(12))
    expected = read(tagger, text)
    monkeypatch.setattr(tagger_module, "WINDOWS_AT_ONCE", at_once)
    assert read(tagger, text) == expected
    assert read(Tagger.load(threads=1), text) == expected


def test_threads_share_one_tagger(tagger: Tagger) -> None:
    texts = [
        f"In {place} the talks went on, {place} said." for place in ("Berlin", "Lagos", "Lima", "Osaka")
    ] * 4
    expected = [read(tagger, text) for text in texts]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda text: read(tagger, text), texts)) == expected


def test_the_header_before_the_body_is_not_read(tagger: Tagger) -> None:
    text = "Filed from London. The storm reached Manila."
    document = Document(id="t", text=text, body_start=19)
    found = tagger.recognise(document, split_sentences(document)).mentions
    assert [text[m.start : m.end] for m in found] == ["Manila"]


def test_text_outside_the_given_sentences_is_read_too(tagger: Tagger) -> None:
    text = "The storm reached Manila. It went on to Hanoi."
    found = tagger.recognise(Document(id="t", text=text), [Sentence(start=0, end=25)]).mentions
    assert [text[m.start : m.end] for m in found] == ["Manila", "Hanoi"]


@pytest.mark.parametrize("text", ["", " ", "\r\n\r\n", "\u0301", "😀", "\u200b", "\x00"])
def test_text_without_words_has_no_mentions(tagger: Tagger, text: str) -> None:
    assert read(tagger, text) == Recognition(mentions=(), names=())


def check_offsets(text: str, recognition: Recognition) -> None:
    for spans in (recognition.mentions, recognition.names):
        last = 0
        for span in spans:
            assert last <= span.start < span.end <= len(text)
            toponym = text[span.start : span.end]
            assert toponym == toponym.strip()
            last = span.end
    assert all(0.0 <= m.score <= 1.0 for m in recognition.mentions)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                ["Paris", "🇺🇦", "Çırağan", "e\u0301", "\r\n", "U.S.", " in ", "東京", "İstanbul", "\u200d"]
            ),
        ),
        max_size=25,
    ).map("".join)
)
def test_offsets_lie_in_any_text(tagger: Tagger, text: str) -> None:
    check_offsets(text, read(tagger, text))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        ("In Paris " + "z" * 991) * 100,
        "東京と大阪" * 300,
        "Paris." * 700,
        "🇫🇷 Zürich e\u0301 \r\n" * 300,
    ],
    ids=["no spaces", "one line", "no spaces at all", "no spaces but stops", "emoji, marks, CRLF"],
)
def test_offsets_lie_in_long_lines(tagger: Tagger, text: str) -> None:
    document = Document(id="t", text=text)
    found = tagger.recognise(document, [Sentence(start=0, end=len(text))])
    check_offsets(text, found)
    if text.startswith("In Paris"):
        assert len(found.mentions) >= 90


def test_offsets_count_code_points_after_emoji(tagger: Tagger, gazetteer: Gazetteer) -> None:
    text = "😀😀 cafe\u0301 🇺🇦: the train to Kharkiv left Lviv."
    document = Document(id="t", text=text)
    found = VerifiedTagger(tagger, gazetteer, SpanClassifier.load()).recognise(
        document, split_sentences(document)
    )
    assert [text[m.start : m.end] for m in found.mentions] == ["Kharkiv", "Lviv"]
    easier = "😀😀 cafe\u0301 🇺🇦: the train to Warsaw left Berlin."
    assert toponyms(tagger, easier) == ["Warsaw", "Berlin"]


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.onnx"
    with pytest.raises(ModelMissing, match=r"none\.onnx is missing"):
        Tagger.load(path)


@pytest.mark.parametrize("damage", ["empty", "cut", "text"])
def test_a_damaged_model_file_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "tagger.onnx"
    whole = DEFAULT_MODEL.read_bytes()
    path.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "text": b"no model at all"}[damage])
    with pytest.raises(ModelMissing, match=r"tagger\.onnx is damaged"):
        Tagger.load(path)
