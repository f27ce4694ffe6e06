"""What tests of several stages share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, ensure
from geo.settings import load_settings
from tests.install.wheels import build_wheel

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TESTS = Path(__file__).resolve().parent
_MODELS = (
    *("browser", "gazetteer", "geocoding", "install", "mcp", "python", "recognition", "resolution", "soak"),
    *("readers", "web", "api/test_api_server.py", "test_app.py", "test_browser_types.py"),
    *("test_cli_cache.py", "test_cli_evaluate.py", "test_cli_gazetteer.py", "test_cli_parse.py"),
    *("test_locking.py", "test_pipeline.py", "test_storage.py", "test_sealing.py"),
)
"""Where tests open the models or the gazetteer, start processes or wait for servers."""
_CHECKOUT = (
    "install",
    "soak",
    "test_app.py",
    "test_architecture.py",
    "test_browser_types.py",
    "test_docs.py",
)
"""Where tests read the project's own files."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make check` leaves out, and what an installed wheel cannot pass."""
    for item in items:
        path = item.path.relative_to(TESTS).as_posix()
        if path.startswith(_MODELS) or "gazetteer" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.models)
        if path.startswith(_CHECKOUT):
            item.add_marker(pytest.mark.checkout)


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
