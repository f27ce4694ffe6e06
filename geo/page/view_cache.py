"""What the documents show, made once for each choice of documents, corrections and filters.

The page is drawn anew at every click; thousands of places are gathered and written out only when
something about them has changed.
"""

from __future__ import annotations

from functools import lru_cache

from geo import parser_cache
from geo.atlas import make_atlas
from geo.corrections import Correction
from geo.mapping import BrowserView
from geo.model import Atlas, Document
from geo.page.filters import Filters, narrowed
from geo.page.inspector import corrected
from geo.pipeline import Geoparser

MOST_KEPT = 16
"""Choices, the latest of all sessions: a playing timeline makes one a day."""


@lru_cache(maxsize=MOST_KEPT)
def gathered(documents: tuple[Document, ...], made: tuple[Correction, ...], parser: Geoparser) -> Atlas:
    """Every place of the documents, as their reader corrected them."""
    return make_atlas([corrected(parser_cache.read(each, parser), made, parser) for each in documents])


@lru_cache(maxsize=MOST_KEPT)
def shown(
    documents: tuple[Document, ...], made: tuple[Correction, ...], parser: Geoparser, filters: Filters
) -> BrowserView:
    """The places that pass the filters, as the browser is sent them."""
    everything = gathered(documents, made, parser)
    if filters == Filters():
        return BrowserView(everything)
    return BrowserView(make_atlas(narrowed(everything.documents, filters)))
