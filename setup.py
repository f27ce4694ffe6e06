"""What pyproject.toml cannot say: folders beside the package ship inside it, and README's links lead home.

Everything else about the package stands in pyproject.toml.
"""

import os
import re
import subprocess
from pathlib import Path

from setuptools import find_namespace_packages, setup

BESIDE = {"geo.seeds": "seeds", "geo.streamlit": ".streamlit"}
"""Package inside the wheel -> folder of the project; `geo.settings.shipped` finds either."""
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?://|#)([^)]+)\)")


def repository() -> str | None:
    """Return the address of the project's repository: where it is built, or where it was cloned from."""
    if name := os.environ.get("GITHUB_REPOSITORY"):
        return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{name}"
    try:
        asked = subprocess.run(
            ["git", "remote", "get-url", "origin"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.fullmatch(r"(?:https://|ssh://git@|git@)([\w.-]+)[:/](.+?)(?:\.git)?/?", asked.stdout.strip())
    return f"https://{found[1]}/{found[2]}" if found else None


def index_page(readme: str, home: str | None) -> str:
    """Return README for a package index, where relative links lead nowhere: they lead to the repository.

    Where that is not known a link is its words, and a picture is left out.
    """

    def absolute(link: re.Match[str]) -> str:
        picture, words, path = link.groups()
        if home is None:
            return "" if picture else words
        return f"{picture}[{words}]({home}/{'raw' if picture else 'blob'}/main/{path})"

    return _LINK.sub(absolute, readme)


if __name__ == "__main__":
    home = repository()
    setup(
        packages=[*find_namespace_packages(include=["geo", "geo.*"]), *BESIDE],
        package_dir=BESIDE,
        long_description=index_page(Path("README.md").read_text(encoding="utf-8"), home),
        long_description_content_type="text/markdown",
        project_urls={"Source": home, "Changelog": f"{home}/blob/main/CHANGELOG.md"} if home else {},
    )
