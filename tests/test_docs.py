"""The documents say what is there: commands, options, settings, files, `make` targets."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from geo import __version__
from geo.api import PATH, openapi
from geo.cli import main
from geo.export import format_names, formats
from geo.readers import kinds
from geo.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
TEXT = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
ALL = "\n".join(TEXT.values())


def commands(group: click.Command = main, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    found = {path: group}
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            found |= commands(command, (*path, name))
    return found


def test_each_command_in_the_documents_exists_with_its_options() -> None:
    known = commands()
    uses = re.findall(r"(?:^|`|\s)(?:dateline|python -m geo) ((?:[a-z]+ ?)+)([^`\n|]*)", ALL)
    assert uses
    for words, rest in uses:
        path = tuple(words.split())
        while path and path not in known:
            path = path[:-1]
        assert path, f"no such command: dateline {words}"
        options = {option for parameter in known[path].params for option in parameter.opts}
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest)) <= options | {"--help"}, (
            f"dateline {words}{rest}"
        )


def test_each_command_of_the_program_is_in_the_readme() -> None:
    missing = [
        " ".join(path)
        for path, command in commands().items()
        if path
        and not isinstance(command, click.Group)
        and f"dateline {' '.join(path)}" not in TEXT["README.md"]
    ]
    assert missing == []


def test_each_setting_is_in_the_readme_and_each_setting_there_exists() -> None:
    known = {f"DATELINE_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"DATELINE_[A-Z_]+", ALL)) <= known
    assert known <= set(re.findall(r"DATELINE_[A-Z_]+", TEXT["README.md"]))


def endings(first: str) -> dict[str, set[str]]:
    """The endings that README's table of kinds or formats gives for each name."""
    (table,) = re.findall(rf"^\| {first} \|.*\n((?:\|.*\n)+)", TEXT["README.md"], re.MULTILINE)
    rows = re.findall(r"^\| (`[^|]*) \| (`[^|]*) \|", table, re.MULTILINE)
    return {
        name: set(re.findall(r"`(\.\w+)`", row))
        for names, row in rows
        for name in re.findall(r"`(\w+)`", names)
    }


def test_each_format_is_in_the_readme_with_its_endings_and_each_format_there_exists() -> None:
    table = endings("format")
    assert set(table) == set(format_names())
    for each in formats():
        assert set(each.suffixes) <= table[each.name]


def test_each_kind_of_file_is_in_the_readme_with_its_endings_and_each_kind_there_exists() -> None:
    assert endings("kind") == {kind.name: set(kind.suffixes) for kind in kinds()}
    help = commands()[("parse",)].help or ""
    for kind in kinds():
        assert any(f.upper() in help.upper() for f in (kind.name, *kind.suffixes)), kind.name
        assert re.search(
            rf"^\| `{kind.name}` \|.*\| {re.escape(kind.label)}", TEXT["README.md"], re.MULTILINE
        ), kind.name


def test_each_route_is_in_the_page_on_http_and_each_route_there_exists() -> None:
    described = {f"{PATH}{path}" for path in openapi()["paths"]}
    assert set(re.findall(rf"{PATH}/[\w.]+", TEXT["http.md"])) == described
    statuses = set(re.findall(r"\b[45]\d\d\b", TEXT["http.md"])) - {"404", "405"}
    answered = {
        status
        for methods in openapi()["paths"].values()
        for operation in methods.values()
        for status in operation["responses"]
    }
    assert statuses == answered - {"200"}


def test_each_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    used = set(
        re.findall(
            r"\bmake ([a-z]+)\b(?=[`\s])", "\n".join(re.findall(r"`[^`]+`|^    .+$", ALL, re.MULTILINE))
        )
    )
    assert used
    assert used <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_file_that_a_document_names_exists(page: Path) -> None:
    text = TEXT[page.name]
    names = set(
        re.findall(r"`((?:geo|tests|docs|bench|sources|training|seeds|static|cache)/[\w./-]*)`", text)
    )
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    missing = {name for name in names if not (ROOT / name).exists()}
    missing |= {link for link in links if not (page.parent / link).exists()}
    assert missing == set()


def test_the_version_is_the_changelogs_latest_which_has_a_date_and_the_citations() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.*)$", changes, re.MULTILINE)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", version) for version in versions)
    version, date = versions[0].rstrip(")").split(" (")
    assert version == __version__
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {version}\n" in citation
    assert f"date-released: {date}\n" in citation


def test_each_extra_is_in_the_documents_and_each_extra_there_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    known = set(project["optional-dependencies"])
    named = set(re.findall(r'(?:dateline|"\.)\[([a-z]+)\]', ALL)) | set(re.findall(r"extra `([a-z]+)`", ALL))
    assert named <= known
    assert known - {"test", "bench", "training"} <= named


def test_the_wheel_is_tested_on_every_python_that_it_is_for() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    tested = re.search(r"python: \[(.*)\]", workflow)
    assert tested
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {
        line.rpartition(" ")[2]
        for line in project["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", line)
    }
    assert {version.strip().strip('"') for version in tested[1].split(",")} == named
    assert project["requires-python"] == f">={min(named, key=lambda version: int(version[2:]))}"
