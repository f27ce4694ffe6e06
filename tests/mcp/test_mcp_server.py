"""`dateline mcp` as an assistant's own client sees it."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from geo.gazetteer import Gazetteer
from geo.mcp.server import MOST_CHARACTERS, make_server
from geo.settings import load_settings
from tests.hostile import PAYLOADS

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "The talks in Kharkiv ended. Moscow said little. A fire broke out in Paris, Texas. Zzyzxburg slept."

Call = Callable[..., Any]


def run(asked: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine in a thread of its own: where a browser is driven, this one has a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


@pytest.fixture
def call(gazetteer: Gazetteer, tmp_path: Path) -> Call:
    """Call a tool in this process; its answer, or the sentence that says what is wrong."""

    def tool(name: str, /, **arguments: Any) -> Any:
        async def ask() -> Any:
            async with Client(make_server(load_settings(), tmp_path)) as client:
                answer = await client.call_tool(name, arguments)
                return answer.content[0].text if answer.is_error else answer.structured_content

        return run(ask())

    return tool


def over_stdio(folder: Path, ask: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:
    """Ask the program itself, over its standard input and output."""
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "geo", "mcp", "--folder", str(folder)], cwd=ROOT
    )

    async def asking() -> Any:
        async with Client(program, read_timeout_seconds=120) as client:
            return await ask(client)

    return run(asking())


def test_the_official_client_lists_the_tools_and_reads_a_text(gazetteer: Gazetteer, tmp_path: Path) -> None:
    async def ask(client: Client) -> tuple[Any, Any]:
        return await client.list_tools(), await client.call_tool("read_text", {"text": TEXT})

    listed, answer = over_stdio(tmp_path, ask)
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == {"read_text", "look_up_name", "write_map"}
    assert all(tool.description and tool.output_schema for tool in tools.values())
    assert tools["read_text"].annotations.read_only_hint
    assert not answer.is_error
    names = [found["place"]["name"] for found in answer.structured_content["places"]]
    assert "Kharkiv" in names
    assert json.loads(answer.content[0].text) == answer.structured_content


def test_a_text_answers_with_quotes_readings_scores_and_runners_up(call: Call) -> None:
    found = {place["place"]["name"]: place for place in call("read_text", text=TEXT)["places"]}
    (quote,) = found["Kharkiv"]["quotes"]
    assert quote["sentence"] == "The talks in Kharkiv ended."
    (mention,) = quote["mentions"]
    assert TEXT[mention["start"] : mention["end"]] == mention["text"] == "Kharkiv"
    assert (mention["reading"], 0 < mention["score"] <= 1) == ("literal", True)
    assert found["Moscow"]["quotes"][0]["mentions"][0]["reading"] == "metonymic"
    paris = found["Paris"]
    assert paris["place"]["region"] == "Texas"
    runners_up = paris["quotes"][0]["mentions"][0]["runners_up"]
    assert "FR" in [other["place"]["country"] for other in runners_up]


def test_a_place_that_is_named_often_sends_a_few_quotes_and_says_how_many_more(call: Call) -> None:
    text = " ".join(f"Rain fell in Lagos on day {day}." for day in range(12))
    (lagos,) = call("read_text", text=text)["places"]
    assert (lagos["mentions"], len(lagos["quotes"]), lagos["quotes_left_out"]) == (12, 5, 7)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_comes_back_to_the_letter(call: Call, payload: str) -> None:
    text = f"The talks in Kharkiv, Ukraine, ended.\n\nThey wrote {payload} there."
    answer = call("read_text", text=text)
    assert "Kharkiv" in [place["place"]["name"] for place in answer["places"]]
    quotes = [quote["sentence"] for place in answer["places"] for quote in place["quotes"]]
    assert all(quote in text for quote in quotes)


def test_a_name_is_looked_up(call: Call, gazetteer: Gazetteer) -> None:
    answer = call("look_up_name", name="Springfield", limit=2)
    assert answer["count"] == len(gazetteer.lookup("Springfield"))
    assert [named["place"]["name"] for named in answer["places"]] == ["Springfield", "Springfield"]
    assert call("look_up_name", name="Zzyzxburg")["places"] == []


def test_a_map_is_written_below_the_folder(call: Call, tmp_path: Path) -> None:
    answer = call("write_map", texts=[TEXT, "Rain fell in Lagos."], path="maps/news.html")
    written = tmp_path / "maps" / "news.html"
    assert Path(answer["path"]) == written
    assert answer["bytes"] == written.stat().st_size
    assert "Lagos" in written.read_text(encoding="utf-8")
    geojson = call("write_map", texts=[TEXT], path="news.geojson")
    features = json.loads((tmp_path / "news.geojson").read_text(encoding="utf-8"))["features"]
    assert geojson["places"] == len(features) > 2


def test_no_file_is_replaced_and_none_is_written_outside(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    (tmp_path / "away").symlink_to(tmp_path.parent)
    assert "already" in call("write_map", texts=[TEXT], path="mine.html")
    outside = (tmp_path.parent / "news.html").as_posix()
    for path in ("../news.html", outside, "away/news.html", "maps/../../news.html"):
        assert "below" in call("write_map", texts=[TEXT], path=path)
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path.parent / "news.html").exists()


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("read_text", {"text": "  "}, "empty"),
        ("read_text", {"text": "a" * (MOST_CHARACTERS + 1)}, "at most 1,000,000 characters"),
        ("look_up_name", {"name": " "}, "empty"),
        ("look_up_name", {"name": "Paris", "limit": 0}, "from 1 to 50"),
        ("write_map", {"texts": [], "path": "a.html"}, "1 to 200"),
        ("write_map", {"texts": [TEXT], "path": "a.shp"}, "No format"),
        ("write_map", {"texts": [TEXT], "path": "a.html", "format": "shp"}, "no format"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    call: Call, tool: str, arguments: dict[str, Any], said: str
) -> None:
    assert said in call(tool, **arguments)


def test_the_page_for_assistants_names_every_tool_and_argument() -> None:
    async def ask() -> Any:
        async with Client(make_server(load_settings(), Path())) as client:
            return (await client.list_tools()).tools

    text = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", text, re.MULTILINE)
    described = {name: re.findall(r"`(\w+)`(\??)", arguments) for name, arguments in rows}
    taken = {
        tool.name: [
            (name, "" if name in tool.input_schema.get("required", []) else "?")
            for name in tool.input_schema["properties"]
        ]
        for tool in run(ask())
    }
    assert described == taken
