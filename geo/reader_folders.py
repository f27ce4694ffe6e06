"""Where each reader's own things lie in the data folder.

    corrections.sqlite              of the command line, and of everybody where all share one store
    readers/<name>/corrections.sqlite
    readers/<name>/texts.sqlite     what they pasted and uploaded

A folder is named by a digest of what its reader is known by: its name opens no page, and no user's name can
lead out of the data folder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from geo.settings import Settings

CORRECTIONS = "corrections.sqlite"
TEXTS = "texts.sqlite"
_READERS = "readers"


def reader_folder(settings: Settings, reader: str | None) -> Path:
    """The folder of the reader who is known as `reader`; None: of all who share one."""
    if reader is None:
        return settings.data_dir
    name = hashlib.sha256(reader.encode("utf-8", "surrogatepass")).hexdigest()[:40]
    return settings.data_dir / _READERS / name


def reader_folders(settings: Settings) -> list[Path]:
    """The folders of all readers who have one, by name."""
    try:
        return sorted(path for path in (settings.data_dir / _READERS).iterdir() if path.is_dir())
    except OSError:  # there is none yet, or it may not be read: then nothing in it can be
        return []
