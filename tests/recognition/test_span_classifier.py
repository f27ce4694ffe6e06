"""The span classifier's file, and the evidence that it was made for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geo.errors import ModelMissing
from geo.gazetteer import Gazetteer
from geo.model import Document, Reading
from geo.readers import split_sentences
from geo.recognition.proposals import OPINION, SpanProposal, SpanProposals
from geo.recognition.span_classifier import MODEL, SpanClassifier
from geo.recognition.span_features import NAMES, evidence
from geo.recognition.tagger import DEFAULT_MODEL
from geo.recognition.verified_tagger import bounded_proposals
from tests.recognition.proposing import proposal


def rows(gazetteer: Gazetteer, text: str, *spans: SpanProposal) -> list[dict[str, float]]:
    document = Document(id="t", text=text)
    sentences = split_sentences(document)
    bounded = bounded_proposals(document, sentences, SpanProposals(spans, ()), gazetteer)
    matrix = evidence(document, sentences, bounded, (), gazetteer)
    assert matrix.shape == (len(bounded), len(NAMES))
    return [dict(zip(NAMES, row.tolist(), strict=True)) for row in matrix]


def test_the_evidence_says_what_the_gazetteer_and_the_words_around_say(gazetteer: Gazetteer) -> None:
    text = "He lives in Lagos, Nigeria. Hudson police said so."
    lagos, hudson = rows(gazetteer, text, proposal(text, "Lagos"), proposal(text, "Hudson", 0.4))
    assert lagos["known"] == lagos["is_settlement"] == lagos["after_where"] == lagos["before_comma"] == 1
    assert lagos["population"] > 6
    assert lagos["log_odds_mean"] > 0 > hudson["log_odds_mean"]
    assert hudson["opens_sentence"] == hudson["before_authority"] == hudson["doubtful"] == 1
    assert lagos["doubtful"] == lagos["opens_sentence"] == lagos["elsewhere_count"] == 0


@pytest.mark.parametrize(
    ("text", "toponym", "column"),
    [
        ("A crash on Elm Street.", "Elm Street", "road"),
        ("He died at Mercy Hospital.", "Mercy Hospital", "building"),
        ("A vote in TROY today.", "TROY", "upper"),
        ("A Turkish minister.", "Turkish", "best_is_demonym"),
        ("Smith (Ohio) said.", "Ohio", "after_bracket"),
        ("Near 42nd Street.", "42nd Street", "begins_with_digit"),
        ("In Stratford-upon-Avon.", "Stratford-upon-Avon", "hyphen"),
        ("The Fithwick Journal.", "Fithwick Journal", "organisation_word"),
        ("All over Polk County.", "Polk County", "county"),
        ("By Lake Fithwick Creek.", "Fithwick Creek", "nature"),
    ],
)
def test_each_trait_has_its_column(gazetteer: Gazetteer, text: str, toponym: str, column: str) -> None:
    (row,) = rows(gazetteer, text, proposal(text, toponym))
    assert row[column] == 1


def test_an_unknown_name_says_nothing_of_kinds(gazetteer: Gazetteer) -> None:
    text = "In Fithwick Webbing it rained."
    (row,) = rows(gazetteer, text, proposal(text, "Fithwick Webbing"))
    assert row["known"] == row["population"] == 0
    assert not any(value for name, value in row.items() if name.startswith("is_"))


def test_every_row_has_a_probability_of_its_own() -> None:
    classifier = SpanClassifier.load()
    some = np.random.default_rng(0).random((50, len(NAMES)), dtype=np.float32)
    together = classifier.probabilities(some)
    assert ((together > 0) & (together < 1)).all()
    assert len(set(together.tolist())) > 10
    assert np.array_equal(together, np.concatenate([classifier.probabilities(row[None]) for row in some]))


def test_a_missing_or_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "span_classifier.onnx"
    with pytest.raises(ModelMissing, match=r"span_classifier\.onnx is missing"):
        SpanClassifier.load(path)
    path.write_bytes(MODEL.read_bytes()[:5000])
    with pytest.raises(ModelMissing, match=r"span_classifier\.onnx is damaged"):
        SpanClassifier.load(path)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError("no leave to read")

    path = tmp_path / "span_classifier.onnx"
    path.touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ModelMissing, match=r"span_classifier\.onnx cannot be read: no leave to read"):
        SpanClassifier.load(path)


def test_a_file_for_other_evidence_is_refused() -> None:
    with pytest.raises(ModelMissing, match=r"tagger\.onnx was made for other evidence"):
        SpanClassifier.load(DEFAULT_MODEL)


def test_an_opinion_has_a_number_for_each_of_its_names() -> None:
    text = "In Kyiv."
    assert proposal(text, "Kyiv", reading=Reading.METONYMIC).opinion.shape == (len(OPINION),)
