"""`dateline serve`."""

from __future__ import annotations

import click

from geo.cli.extras import extra


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Port to listen on. [default: 8501, or the next that is free]",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
@click.option("--api-only", is_flag=True, help="Serve the HTTP API without the page.")
def serve(host: str, port: int | None, open_browser: bool, api_only: bool) -> None:
    """Serve the page, a text beside its map, and the HTTP API under /api.

    Only this machine reaches them unless --host says otherwise. Beyond this machine the API wants a token:
    DATELINE_API_TOKEN.
    """
    if api_only:
        if open_browser:
            raise click.UsageError("--open opens the page, which --api-only leaves out.")
        with extra("api", "The API"):
            from geo.api.server import serve as serve_api
        serve_api(host=host, port=port)
        return
    with extra("app", "The page"):
        from geo.page.server import serve as serve_page
    serve_page(host=host, port=port, open_browser=open_browser)
