"""`dateline mcp`."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli.extras import extra


@click.command()
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Where maps are written. [default: the folder it is started in]",
)
def mcp(folder: Path) -> None:
    """Serve assistants: a Model Context Protocol server on standard input and output.

    Its tools read a text, look a name up, and write a map to a new file below --folder.
    """
    with extra("mcp", "The server for assistants"):
        from geo.mcp.server import serve
    serve(folder)
