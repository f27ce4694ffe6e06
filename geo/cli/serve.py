"""`dateline serve`."""

from __future__ import annotations

import click

from geo.errors import MissingExtra


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Port to listen on. [default: 8501, or the next that is free]",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
def serve(host: str, port: int | None, open_browser: bool) -> None:
    """Serve the page: a text beside its map.

    Only this machine reaches it unless --host says otherwise.
    """
    try:
        from geo.page.server import serve as serve_page
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"The page needs {error.name}, which is not installed: pip install 'dateline[app]'."
        ) from error
    serve_page(host=host, port=port, open_browser=open_browser)
