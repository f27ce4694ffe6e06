"""The tools: read a text, look a name up, write a map. Home of the `mcp` library."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from geo import __version__, parser_cache
from geo.atlases import make_atlas
from geo.corrections import corrections_of
from geo.errors import DatelineError
from geo.mcp.answers import LookupAnswer, MapAnswer, TextAnswer, named_answer, text_answer
from geo.model import Document, ParsedDocument
from geo.pipeline import Geoparser
from geo.python.results import write
from geo.readers import read_text
from geo.settings import Settings, load_settings

MOST_CHARACTERS = 1_000_000
"""Of one text: a thick book."""
MOST_TEXTS = 200
"""On one map."""
MOST_PLACES = 50
"""Of one name."""
_INSTRUCTIONS = (
    "Dateline finds the places that a text names and says where on the map they are, without a network. "
    "Readings tell where something happens (literal) from a place's name for its government or people "
    "(metonymic) and from nationalities (demonym). Scores are probabilities."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False
)
_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")


def _told(tool: Callable[_Arguments, _Answer]) -> Callable[_Arguments, _Answer]:
    """Tell the assistant in a sentence what is wrong."""

    @wraps(tool)
    def telling(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Answer:
        try:
            return tool(*arguments, **options)
        except DatelineError as error:
            raise ToolError(str(error)) from error
        except OSError as error:
            raise ToolError(f"{error.filename or 'The file'}: {error.strerror or error}.") from error

    return telling


class Tools:
    """The tools, over one process's geoparser; files are written below one folder."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder.resolve()

    def read_text(self, text: str, title: str | None = None) -> TextAnswer:
        """Find the places that a text names, with the sentences that name them.

        Each place comes with its coordinates and its quotes; each mention with its reading (literal,
        metonymic, demonym), how sure the choice is (0 to 1), and the runners-up.
        """
        parser = parser_cache.geoparser(self._settings)
        return text_answer(self._corrected(parser, parser.parse(_document(text, "text", title))))

    def _corrected(self, parser: Geoparser, parsed: ParsedDocument) -> ParsedDocument:
        """As the page's reader put it right."""
        made, _ = corrections_of(self._settings)
        return made.correct(parsed, partial(parser.resolve, parsed)) if made else parsed

    def look_up_name(self, name: str, limit: int = 10) -> LookupAnswer:
        """List the places that have a name, in any language, the most important first."""
        if not name.strip():
            raise ToolError("The name is empty.")
        if not 1 <= limit <= MOST_PLACES:
            raise ToolError(f"The limit is a whole number from 1 to {MOST_PLACES}.")
        found = parser_cache.gazetteer(self._settings).lookup(name)
        return LookupAnswer(
            name=name, count=len(found), places=[named_answer(named) for named in found[:limit]]
        )

    def write_map(self, texts: list[str], path: str, format: str | None = None) -> MapAnswer:
        """Write a map of the places that texts name to a new file.

        The path's ending says what is written: .html is a page with map and text that opens without a
        network; .geojson, .kml, .csv and others are for other programs. The file lies below the folder that
        this server writes to, and replaces none that is there.
        """
        if not 1 <= len(texts) <= MOST_TEXTS:
            raise ToolError(f"A map is made of 1 to {MOST_TEXTS} texts.")
        target = (self._folder / path).resolve()
        if not target.is_relative_to(self._folder):
            raise ToolError(f"Files are written below {self._folder} alone.")
        if target.exists():
            raise ToolError(f"{path} is there already; choose another name.")
        documents = [_document(text, f"text {number}") for number, text in enumerate(texts, start=1)]
        parser = parser_cache.geoparser(self._settings)
        parsed = [self._corrected(parser, each) for each in parser.parse_many(documents)]
        target.parent.mkdir(parents=True, exist_ok=True)
        written = write(target, parsed, format=format)
        places = make_atlas(parsed).places
        return MapAnswer(
            path=str(written),
            places=len(places),
            mentions=sum(place.mention_count for place in places),
            bytes=written.stat().st_size,
        )


def _document(text: str, id: str, title: str | None = None) -> Document:
    if len(text) > MOST_CHARACTERS:
        raise ToolError(f"A text has at most {MOST_CHARACTERS:,} characters; this has {len(text):,}.")
    return read_text(text, id=id, title=title, name="The text")


def make_server(settings: Settings, folder: Path) -> MCPServer:
    """Return the server with its tools."""
    server = MCPServer(
        "dateline",
        title="Dateline",
        version=__version__,
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
    )
    tools = Tools(settings, folder)
    server.tool(annotations=_READS, structured_output=True)(_told(tools.read_text))
    server.tool(annotations=_READS, structured_output=True)(_told(tools.look_up_name))
    server.tool(annotations=_WRITES, structured_output=True)(_told(tools.write_map))
    return server


def serve(folder: Path) -> None:
    """Serve on standard input and output until they are closed."""
    make_server(load_settings(), folder).run("stdio")
