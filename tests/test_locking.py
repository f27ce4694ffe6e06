"""One process at a time."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geo.errors import DatelineError
from geo.locking import exclusive

_HOLD = """
import sys
from pathlib import Path
from geo.locking import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    inside = 0
    most = 0
    guard = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        for _ in range(5):
            with exclusive(tmp_path / "lock", timeout=30):
                with guard:
                    inside += 1
                    most = max(most, inside)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_lock_that_stays_taken_is_a_clear_error(tmp_path: Path) -> None:
    with exclusive(tmp_path / "lock"), pytest.raises(DatelineError, match="held"):  # noqa: SIM117
        with exclusive(tmp_path / "lock", timeout=0):
            pass


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path / "lock"):
        1 / 0  # noqa: B018
    with exclusive(tmp_path / "lock", timeout=0):
        assert (tmp_path / "lock").exists()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DatelineError, match="held"), exclusive(tmp_path / "lock", timeout=0.1):
            pass
        holder.kill()
        holder.wait()
    with exclusive(tmp_path / "lock", timeout=1):
        assert (tmp_path / "lock").exists()


def test_a_lock_where_no_file_can_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DatelineError, match="cannot be used"), exclusive(tmp_path / "file" / "lock"):
        pass
