"""What tests of several stages share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, ensure
from geo.settings import load_settings
from tests.install.wheels import build_wheel

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture(scope="session", autouse=True)
def _nobodys_corrections(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or changes what the person who runs it has corrected."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_DATA_DIR", str(tmp_path_factory.mktemp("nobody")))
        load_settings.cache_clear()
        yield
    load_settings.cache_clear()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The full gazetteer, built once into the cache folder."""
    return ensure(load_settings())


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The report on the Istanbul talks of June 2025."""
    return SEEDS / "000_ad8bc4a68c4da5d8.txt"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `pip install .` builds it."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))
