"""`dateline parse`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.cli.output import opened
from geo.errors import DatelineError
from geo.export import format_for, format_names, writer
from geo.export.terminal import safe
from geo.readers.registry import kind_names

if TYPE_CHECKING:
    from geo.model import ParsedDocument
    from geo.readers import Item


class _Input(click.Path):
    """A path that is there, or an address."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from geo.cli.inputs import is_address

        return value if is_address(value) else super().convert(value, param, ctx)


@click.command()
@click.argument("input", default="-", type=_Input(allow_dash=True, exists=True))
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of standard output.",
)
@click.option(
    "--format",
    type=click.Choice(format_names()),
    help="What to write. [default: by OUTPUT's ending, else jsonl]",
)
@click.option(
    *("--from", "input_format"),
    type=click.Choice(kind_names()),
    help="What INPUT is. [default: by its name and first bytes]",
)
@click.option(
    "--column", help="The column or field with the texts of a table. [default: text, body, content …]"
)
@click.option(
    "--exact",
    is_flag=True,
    help="Leave out names that only the text can place: a school in Spokane, a street near Port Orford.",
)
@click.option(
    *("--corrections", "corrections_file"),
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Apply the corrections in FILE, as the page saves them. [default: those made on the page]",
)
@click.option("--no-corrections", is_flag=True, help="Leave out what readers corrected.")
def parse(
    input: str,
    output: Path | None,
    format: str | None,
    input_format: str | None,
    column: str | None,
    corrections_file: Path | None,
    *,
    exact: bool,
    no_corrections: bool,
) -> None:
    """Find the places in INPUT: a file, a folder, an address on the web, or - for standard input.

    Files may be text, Markdown, HTML, PDF, Word (docx), OpenDocument (odt), mail (eml), feeds (RSS, Atom),
    tables (CSV, TSV), JSON, zip archives of these, or JSONL.

    A line of JSONL is a document: {"id", "text", "date"?, "title"?, "source"?, "mentions"?}. With
    "mentions": [{"start", "end"}] just these are placed; offsets count characters, end exclusive.

    jsonl, csv, text, tei, atom and rss are written document by document. The others have each place once, so
    they are written when all documents are read.

    What cannot be read is named on standard error and the others go on; the exit status is then 1.
    """
    from geo.cli.inputs import open_input
    from geo.corrections import corrections_of
    from geo.pipeline import AT_ONCE, default_geoparser
    from geo.settings import load_settings

    if corrections_file and no_corrections:
        raise click.UsageError("--corrections and --no-corrections say two things.")
    if output and output.exists() and Path(input).exists() and output.samefile(input):
        raise click.UsageError("INPUT and OUTPUT are the same file.")
    format = format or (format_for(output.suffix) if output else None) or "jsonl"
    write = writer(format)
    items, size = open_input(input, input_format, column=column, without=output)
    # Who writes to standard input may wait for each answer before the next document.
    at_once = AT_ONCE if size is not None else 1
    settings = load_settings()
    if exact:
        settings = settings.model_copy(update={"exact": True})
    made, told = (None, ()) if no_corrections else corrections_of(settings, corrections_file)
    geoparser = default_geoparser(settings, corrections=made) if made else default_geoparser(settings)
    results = geoparser.parse_all(items, at_once=at_once)
    with _Report(size, quiet=output is None and sys.stdout.isatty()) as report, opened(output) as out:
        for notice in told:
            report.notice(notice)
        write(_parsed(results, report), out)
    if report.problems:
        sys.exit(1)


def _parsed(
    results: Iterable[tuple[Item, ParsedDocument | DatelineError]], report: _Report
) -> Iterator[ParsedDocument]:
    for item, parsed in results:
        if isinstance(parsed, DatelineError):
            report.problem(item.name, parsed)
        else:
            for notice in parsed.notices:
                report.notice(notice)
            yield parsed
        report.advance(item.size)


class _Report:
    """What a person is told on standard error: problems, notices, and how far it is."""

    def __init__(self, size: int | None, *, quiet: bool) -> None:
        """`size` is the input's, in bytes; `quiet` leaves the bar away, where it would mix with output."""
        self.problems = 0
        self._told: set[str] = set()
        self._size = size
        self._shown = not quiet and sys.stderr.isatty()

    def __enter__(self) -> _Report:
        self._bar = None
        if self._shown:
            from tqdm import tqdm

            self._bar = tqdm(
                total=self._size, unit="B", unit_scale=True, leave=False, dynamic_ncols=True, file=sys.stderr
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self, size: int) -> None:
        if self._bar is not None:
            self._bar.update(size)

    def problem(self, name: str, error: DatelineError) -> None:
        self.problems += 1
        message = str(error)
        self._say(message if message.startswith(name) else f"{name}: {message}")

    def notice(self, notice: str) -> None:
        """Say it once, however many documents it holds for."""
        if notice not in self._told:
            self._told.add(notice)
            self._say(notice)

    def _say(self, message: str) -> None:
        if self._bar is not None:
            self._bar.clear()
        click.echo(safe(f"dateline: {message}"), err=True)
