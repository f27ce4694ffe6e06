"""From evidence to probabilities, and the file that says how."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geo.errors import ModelMissing
from geo.gazetteer import Gazetteer
from geo.model import Document, Mention, Recognition
from geo.resolution import Resolver
from geo.resolution.candidate_batch import MentionCluster, stack
from geo.resolution.candidates import CandidateSource
from geo.resolution.document_context import DocumentContext
from geo.resolution.features import COLUMN, NAMES, own
from geo.resolution.ranker import MODEL, Network, Ranker, choose


@pytest.fixture(scope="module")
def clusters(gazetteer: Gazetteer) -> list[MentionCluster]:
    source = CandidateSource(gazetteer)
    tables = [source.table(name) for name in ("Springfield", "Paris", "Ukraine")]
    return [MentionCluster(table=table, mentions=[Mention(start=0, end=5)]) for table in tables if table]


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker.load()


def test_the_shipped_file_is_small() -> None:
    assert MODEL.stat().st_size < 2_000_000


def test_a_saved_ranker_ranks_as_it_did(
    ranker: Ranker, clusters: list[MentionCluster], tmp_path: Path
) -> None:
    ranker.save(tmp_path / "ranker.npz")
    again = Ranker.load(tmp_path / "ranker.npz")
    candidates = stack(clusters)
    np.testing.assert_array_equal(again.rank(candidates).probability, ranker.rank(candidates).probability)


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"cannot be read: .*\.$"):
        Ranker.load(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 torn"])
def test_a_damaged_file_is_said_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "ranker.npz").write_bytes(content)
    with pytest.raises(ModelMissing, match="cannot be read"):
        Ranker.load(tmp_path / "ranker.npz")


def test_a_file_of_other_evidence_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "ranker.npz", names=np.array(["population"]))
    with pytest.raises(ModelMissing, match="other evidence"):
        Ranker.load(tmp_path / "ranker.npz")


def test_a_file_without_a_network_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "ranker.npz", names=np.array(NAMES))
    with pytest.raises(ModelMissing, match="not whole"):
        Ranker.load(tmp_path / "ranker.npz")


def test_many_rows_are_scored_as_few_are(ranker: Ranker) -> None:
    rows = np.random.default_rng(1).normal(size=(1000, len(NAMES)))
    network = ranker.networks[0]
    few = np.concatenate([network.scores(part) for part in np.array_split(rows, 100)])
    np.testing.assert_allclose(network.scores(rows), few, atol=1e-9)


def test_a_network_is_one_hidden_layer_beside_a_direct_path() -> None:
    network = Network(
        hidden=np.array([[1.0, -1.0], [0.0, 2.0]]),
        bias=np.array([0.5, 0.0]),
        out=np.array([2.0, 3.0]),
        direct=np.array([0.1, 0.0]),
    )
    np.testing.assert_allclose(network.scores(np.array([[1.0, 0.0], [0.0, 1.0]])), [3.1, 7.0])


def test_candidates_and_none_of_these_share_one_certainty(
    ranker: Ranker, clusters: list[MentionCluster]
) -> None:
    candidates = stack(clusters)
    probability, none = choose(ranker.networks[0], own(candidates), candidates)
    for index in range(len(clusters)):
        assert probability[candidates.rows(index)].sum() + none[index] == pytest.approx(1.0)


def test_calibration_keeps_the_order_and_the_sum(ranker: Ranker, clusters: list[MentionCluster]) -> None:
    candidates = stack(clusters)
    raw, _ = choose(ranker.networks[0], own(candidates), candidates)
    sure = ranker.calibrated(raw, candidates)
    for index in range(len(clusters)):
        rows = candidates.rows(index)
        assert np.argmax(sure[rows]) == np.argmax(raw[rows])
        assert sure[rows].sum() <= 1.0 + 1e-9


@pytest.mark.parametrize(
    "column", ["qualifier_after", "country_share", "region_named", "near_150", "population", "dateline_near"]
)
def test_more_of_what_speaks_for_a_candidate_never_speaks_against_it(
    column: str, ranker: Ranker, clusters: list[MentionCluster]
) -> None:
    candidates = stack(clusters)
    matrix = own(candidates)
    DocumentContext(candidates).put_together(matrix, np.full(len(candidates.cluster), 0.1))
    more = matrix.copy()
    more[:, COLUMN[column]] += 0.5
    for network in ranker.networks:
        assert (network.scores(more) >= network.scores(matrix) - 1e-9).all()


def test_names_with_a_place_in_common_do_not_speak_for_one_another(gazetteer: Gazetteer) -> None:
    text = "ALEXANDRIA — The City of Alexandria said so. Alexandria agreed."
    resolver = Resolver(gazetteer)
    spans = [text.index("ALEXANDRIA"), text.index("City of"), text.rindex("Alexandria")]
    ends = [10, spans[1] + len("City of Alexandria"), spans[2] + 10]
    mentions = tuple(Mention(start=s, end=e) for s, e in zip(spans, ends, strict=True))
    found = resolver.resolve(Document(id="test", text=text), (), Recognition(mentions=mentions))
    told = [evidence.name for resolution in found for evidence in resolution.candidates[0].evidence]
    assert "near" not in told
    assert "region_named" not in told
