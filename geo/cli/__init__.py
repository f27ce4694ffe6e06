"""The command line. It puts the stages together and owns no logic; each command imports what it needs."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from geo import __version__
from geo.cli.cache import cache
from geo.cli.evaluate import evaluate
from geo.cli.gazetteer import gazetteer
from geo.cli.mcp import mcp
from geo.cli.parse import parse
from geo.cli.serve import serve
from geo.errors import DatelineError

_BROKEN_PIPE = 141
"""What a shell shows of a command that a closed pipe ended: 128 + SIGPIPE."""


class _Commands(click.Group):
    """Commands whose errors are a sentence each, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            raise _unless_debugging(ctx, error, str(error)) from error
        except BrokenPipeError:
            # The reader (`head`) has gone. Python would complain when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_BROKEN_PIPE)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise _unless_debugging(ctx, error, f"{where}{error.strerror or error}.") from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            message = f"Something went wrong that should not ({type(error).__name__}: {error})."
            hint = "`dateline --debug …` shows where."
            raise _unless_debugging(ctx, error, f"{message} {hint}") from error


def _unless_debugging(ctx: click.Context, error: Exception, message: str) -> Exception:
    return error if ctx.params.get("debug") else click.ClickException(message)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline")
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
def main(debug: bool) -> None:
    """Find the places that news articles name and where on the map they are.

    Settings are environment variables: DATELINE_CACHE_DIR, DATELINE_GEOCODER and others.
    """


main.add_command(parse)
main.add_command(serve)
main.add_command(mcp)
main.add_command(gazetteer)
main.add_command(evaluate)
main.add_command(cache)
