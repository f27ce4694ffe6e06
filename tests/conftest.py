"""What tests of several stages share."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, ensure
from geo.settings import load_settings

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The full gazetteer, built once into the cache folder."""
    return ensure(load_settings())


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The report on the Istanbul talks of June 2025."""
    return SEEDS / "000_ad8bc4a68c4da5d8.txt"
