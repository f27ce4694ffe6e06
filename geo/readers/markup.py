"""HTML -> the text that a person would see, where no article has to be told from the page around it.

Home of lxml: the standard library's parser takes hours for a page of open comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_UNSEEN = {"script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object"}
_LINES = {"br", "hr", "tr", "li", "dt", "dd", "option"}
_PARAGRAPHS = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure", "figcaption"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "form", "address"),
}
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


_TAG = re.compile(r"<(/?[A-Za-z][\w:.-]{0,60})([^<>]*)>")
_CROWD = 1_000
"""More attributes than any page has on one tag; parsers compare each with every other."""
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


def without_crowds(html: str) -> str:
    """Return `html` with the attributes taken from every tag that has hundreds of them."""

    def thinned(tag: re.Match[str]) -> str:
        crowded = max(tag[2].count("="), tag[2].count(" "), tag[2].count("\n")) > _CROWD
        return f"<{tag[1]}>" if crowded else tag[0]

    return _TAG.sub(thinned, html)


def visible_text(html: str) -> str:
    """Return the text of an HTML fragment, with blank lines between paragraphs, without scripts and styles.

    A section of character data, which is no HTML, is read as if it were none.
    """
    html = without_crowds(_CDATA.sub("", html))
    if not html.strip():
        return ""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    if root is None:
        return ""
    lines = (line.strip(" ") for line in "".join(_pieces(root)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start" and tag in _UNSEEN:
            walk.skip_subtree()
        elif event == "start":
            before = "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else ""
            yield before + _SPACE.sub(" ", element.text or "")
        else:
            after = "\n\n" if tag in _PARAGRAPHS else ""
            yield after + _SPACE.sub(" ", element.tail or "")


def with_title(title: str | None, text: str) -> str:
    """The text under its headline, which names places too."""
    return f"{title}\n\n{text}" if title and not text.startswith(title) else text
