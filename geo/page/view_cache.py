"""What the documents show, made once for each choice of documents, corrections and filters.

The page is drawn anew at every click; thousands of places are gathered and written out only when
something about them has changed.
"""

from __future__ import annotations

from functools import lru_cache

from geo.atlases import make_atlas
from geo.corrections import CorrectionSet
from geo.mapping import BrowserView
from geo.model import Atlas, ParsedDocument
from geo.page.filters import Filters, narrowed
from geo.page.opening import Opened
from geo.pipeline import Geoparser

MOST_KEPT = 16
"""Choices, the latest of all sessions."""


@lru_cache(maxsize=MOST_KEPT)
def gathered(opened: Opened, made: CorrectionSet) -> Atlas:
    """Every place of the documents, as far as they are read, as their reader corrected them."""
    parser = opened.parser
    if parser is None:
        return make_atlas(opened.documents)
    return make_atlas([_corrected(each, made, parser) for each in opened.documents])


def _corrected(parsed: ParsedDocument, made: CorrectionSet, parser: Geoparser) -> ParsedDocument:
    return made.correct(parsed, lambda mentions: parser.resolve(parsed, mentions))


@lru_cache(maxsize=MOST_KEPT)
def shown(opened: Opened, made: CorrectionSet, filters: Filters) -> BrowserView:
    """The places that pass the filters, as the browser is sent them."""
    everything = gathered(opened, made)
    if filters == Filters():
        return BrowserView(everything)
    left = narrowed(everything.documents, filters)
    if filters.chooses_mentions():
        left = [each for each in left if each.resolutions]
    return BrowserView(make_atlas(left), narrowed=filters.chooses_mentions())
