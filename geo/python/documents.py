"""`geo.read`: files of every kind as documents."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers import MAX_BYTES, Item, is_readable, read_items, refused, suffixes


class LeftOut(UserWarning):
    """A document of several could not be read, and the others were."""


def read(path: str | os.PathLike[str]) -> tuple[Document, ...]:
    """Return the documents in a file, or in all files of a folder, in the order of their names.

    A file may hold one document or many: a feed, an archive, JSON Lines. Where one of several cannot be
    read, a `LeftOut` warning names it. Raises `UnreadableDocument` where nothing can.
    """
    documents: list[Document] = []
    problems: list[UnreadableDocument] = []
    for item in _items(Path(path)):
        try:
            documents.append(item.read().document)
        except UnreadableDocument as error:
            problems.append(error)
    if not documents:
        raise problems[0] if problems else UnreadableDocument(f"There is nothing to read in {path}.")
    for problem in problems:
        warnings.warn(str(problem), LeftOut, stacklevel=2)
    return tuple(documents)


def _items(path: Path) -> Iterator[Item]:
    if not path.is_dir():
        yield from _file(path, path.name)
        return
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and not _is_hidden(file, path)]
    readable = [file for file in files if is_readable(file.name)]
    if not readable:
        raise UnreadableDocument(f"There is no file in {path} that can be read ({', '.join(suffixes())}).")
    for file in readable:
        yield from _file(file, file.relative_to(path).as_posix())


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _file(path: Path, name: str) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        yield refused(name, 0, f"{name} cannot be read: {error.strerror or error}.")
        return
    yield from read_items(data, name=name)
