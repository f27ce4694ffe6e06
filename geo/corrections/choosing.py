"""Which corrections hold where no page says who is reading: on the command line and in Python."""

from __future__ import annotations

from pathlib import Path

from geo.corrections.correcting import CorrectionSet
from geo.corrections.exchange import import_json
from geo.corrections.model import Correction
from geo.corrections.store import CorrectionStore
from geo.errors import CorrectionsUnreadable
from geo.reader_folders import CORRECTIONS, reader_folders
from geo.settings import Settings

_MAGIC = b"SQLite format 3\x00"


def corrections_of(
    settings: Settings, file: Path | None = None, *, shared_alone: bool = False
) -> tuple[CorrectionSet, tuple[str, ...]]:
    """The corrections that hold for whoever uses this data folder, and what they should be told.

    Those of `file`, a store or an export, where one is given. Else those of the store that all share, and of
    the page's reader where there is one. Of several readers nobody can say who is meant: theirs are left out.
    With `shared_alone` no reader's own are looked at, for whoever asks may be another.
    Raises `CorrectionsUnreadable` where `file` cannot be read.
    """
    if file is not None:
        return _of_file(file)
    shared = settings.data_dir / CORRECTIONS
    folders = [] if shared_alone or settings.readers == "one" else reader_folders(settings)
    own = [path for folder in folders if (path := folder / CORRECTIONS).exists()]
    stores = [CorrectionStore(path) for path in (shared, *(own if len(own) == 1 else ()))]
    made: list[Correction] = []
    notices: list[str] = []
    for store in stores:
        try:
            made += store.all()
            notices += store.notices
        except CorrectionsUnreadable as error:
            notices.append(f"{error} It is read without them.")
        finally:
            store.close()
    if len(own) > 1:
        notices.append(
            f"{len(own)} readers keep corrections under {folders[0].parent}: none of theirs is applied. "
            "--corrections FILE chooses one's, --no-corrections leaves all out."
        )
    return CorrectionSet(made), tuple(notices)


def _of_file(file: Path) -> tuple[CorrectionSet, tuple[str, ...]]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CorrectionsUnreadable(f"{file} cannot be read: {error.strerror}.") from error
    if content.startswith(_MAGIC):
        store = CorrectionStore(file)
        try:
            return CorrectionSet(store.all()), store.notices
        finally:
            store.close()
    made, problems = import_json(content.decode("utf-8", "replace"))
    return CorrectionSet(made), tuple(problems)
