"""The campaign's fast core: a little of everything that `make soak` does at length, and that it can fail."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from geo.model import Document, Mention, ParsedDocument
from geo.pipeline import Geoparser, default_geoparser
from geo.settings import load_settings
from tests.mapping.atlases import KHARKIV, parsed
from tests.soak.damage import damage_gazetteer, damage_stores, spoil
from tests.soak.disks import full_disks
from tests.soak.fuzzing import articles, fuzz_anything, fuzz_articles, mutated, wrong
from tests.soak.kills import kill_writers
from tests.soak.readers import many_readers
from tests.soak.stores import STORES, Store, problem_of_reading
from tests.soak.trial import Trial, percentile, table

SEEDS = load_settings().seeds_dir


@pytest.fixture(scope="module")
def parser(gazetteer: Gazetteer) -> Geoparser:
    return default_geoparser(load_settings())


def test_spoilt_articles_are_read_without_a_fault(parser: Geoparser) -> None:
    trial = fuzz_articles(parser, SEEDS, count=25)
    assert (trial.tried, trial.failures) == (25, [])


def test_any_text_at_all_is_read_without_a_fault(parser: Geoparser) -> None:
    trial = fuzz_anything(parser, count=25, derandomize=True)
    assert trial.tried >= 25
    assert trial.failures == []


def test_a_number_always_makes_the_same_text() -> None:
    originals = articles(SEEDS)
    made, again = ([mutated(originals, random.Random(number)) for number in range(50)] for _ in range(2))  # noqa: S311
    assert made == again
    assert len(set(made)) == 50


class Broken:
    """A geoparser with a fault."""

    def parse(self, document: Document) -> ParsedDocument:
        if "e" in document.text:
            raise ZeroDivisionError("a fault")
        return replace(parsed("Kharkiv slept.", {"Kharkiv": KHARKIV}), document=document)


def test_a_fault_is_found_and_told_with_its_number() -> None:
    trial = fuzz_articles(Broken(), SEEDS, count=30)  # type: ignore[arg-type]
    assert any("ZeroDivisionError: a fault" in failure for failure in trial.failures)
    assert all(failure.startswith("number ") for failure in trial.failures)
    assert fuzz_anything(Broken(), count=200, derandomize=True).failures  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(0, 7, None), (0, 8, "white space"), (5, 5, "a mention from"), (0, 99, "a mention from")],
)
def test_what_is_wrong_with_a_reading_is_said(start: int, end: int, said: str | None) -> None:
    read = parsed("Kharkiv slept.", {"Kharkiv": KHARKIV})
    moved = replace(read.resolutions[0], mention=Mention(start=start, end=end))
    found = wrong(replace(read, resolutions=(moved,)))
    assert found is None if said is None else said in (found or "")


@pytest.mark.parametrize("number", [-0.5, 1.5, float("nan"), float("inf")])
def test_a_score_that_is_no_probability_is_said(number: float) -> None:
    read = parsed("Kharkiv slept.", {"Kharkiv": KHARKIV})
    assert "no probabilities" in (
        wrong(replace(read, resolutions=(replace(read.resolutions[0], score=number),))) or ""
    )


@pytest.mark.parametrize("name", STORES)
def test_what_a_killed_writer_was_told_is_kept(name: str, tmp_path: Path) -> None:
    trial = kill_writers(name, tmp_path, count=5)
    assert (trial.tried, trial.failures) == (5, [])


@pytest.mark.parametrize("name", [name for name in STORES if name != "an index"])
def test_a_damaged_file_answers_rightly_or_not_at_all(name: str, tmp_path: Path) -> None:
    trial = damage_stores(STORES[name], tmp_path, count=12)
    assert (trial.tried, trial.failures) == (12, [])


def test_a_damaged_gazetteer_answers_rightly_or_not_at_all(gazetteer: Gazetteer, tmp_path: Path) -> None:
    trial = damage_gazetteer(gazetteer.info().path, tmp_path, count=4)
    assert (trial.tried, trial.failures) == (4, [])


def test_full_disks_lose_nothing(tmp_path: Path) -> None:
    trial = full_disks(tmp_path, commands=False)
    assert trial.failures == []
    assert trial.tried == len(STORES) + 1 or trial.left_out


@pytest.mark.parametrize(
    ("kept", "may_be_gone", "said"),
    [(3, False, None), (None, True, None), (None, False, "is lost"), (4, True, "is wrong")],
)
def test_an_entry_that_is_lost_or_wrong_is_said(
    kept: int | None, may_be_gone: bool, said: str | None
) -> None:
    store = Store(
        name="toy",
        file="toy",
        open=lambda path: None,
        write=lambda opened, number: None,
        read=lambda opened, number: kept,
        close=lambda opened: None,
        whole=lambda number: number,
    )
    found = problem_of_reading(store, None, 3, may_be_gone=may_be_gone)
    assert found is None if said is None else said in (found or "")


def test_every_damage_changes_the_file() -> None:
    content = bytes(range(256)) * 100
    assert all(spoil(content, random.Random(number)) != content for number in range(200))  # noqa: S311


def test_a_few_readers_at_once_are_all_answered() -> None:
    trial = many_readers(3, clicks=2, thinks=0)
    promises = [failure for failure in trial.failures if "are promised" not in failure]
    assert (trial.tried, promises) == (3, [])


def test_the_table_tells_each_trial_and_each_failure() -> None:
    good, bad = Trial(name="good", tried=1_000), Trial(name="bad", tried=2)
    left = Trial(name="left", left_out="needs a right")
    good.at_most("p95", percentile([1, 2, 3], 0.95), 5, "s")
    bad.at_most("p95", 7.0, 5, "s")
    lines = table([good, bad, left]).splitlines()
    assert lines[1].split() == ["good", "1,000", "0", "0", "p95", "3", "s"]
    assert lines[2].split()[:3] == ["bad", "2", "1"]
    assert "needs a right" in lines[3]
    assert lines[-1] == "bad: p95: 7 s, and at most 5 s are promised"
