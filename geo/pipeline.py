"""The order of the stages, and nothing else: text in, resolutions out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from geo.model import Document, Mention, ParsedDocument, Recognition, Resolution, Sentence
from geo.reading import split_sentences
from geo.recognition import Recogniser
from geo.settings import Settings


class Resolver(Protocol):
    """Chooses a place for each mention."""

    def resolve(
        self, document: Document, sentences: Sequence[Sentence], recognition: Recognition
    ) -> tuple[Resolution, ...]:
        """One resolution a mention, in order."""
        ...


class Enquiry(Protocol):
    """Asks elsewhere about what the gazetteer does not know."""

    def complete(
        self, document: Document, resolutions: Sequence[Resolution]
    ) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
        """The resolutions, with a place or a failure for those that had no candidates; and the notices."""
        ...


class Geoparser:
    """Reads documents and says which places they name."""

    def __init__(
        self,
        recogniser: Recogniser,
        resolver: Resolver,
        enquiry: Enquiry | None = None,
        notices: Sequence[str] = (),
    ) -> None:
        """`notices` are told with every document: what this geoparser has to do without."""
        self._recogniser = recogniser
        self._resolver = resolver
        self._enquiry = enquiry
        self._notices = tuple(notices)

    def parse(self, document: Document, mentions: Sequence[Mention] | None = None) -> ParsedDocument:
        """Read `document`. Where `mentions` are given, recognition is skipped and just those are resolved."""
        sentences = split_sentences(document)
        if mentions is None:
            recognition = self._recogniser.recognise(document, sentences)
        else:
            recognition = Recognition(mentions=tuple(mentions))
        resolutions = self._resolver.resolve(document, sentences, recognition)
        notices: tuple[str, ...] = ()
        if self._enquiry is not None:
            resolutions, notices = self._enquiry.complete(document, resolutions)
        return ParsedDocument(
            document=document,
            sentences=sentences,
            resolutions=resolutions,
            notices=self._notices + notices,
        )


def default_geoparser(settings: Settings) -> Geoparser:
    """The geoparser that the page and the command line use.

    Builds the gazetteer where it is not built yet. Raises a `DatelineError` where it cannot be, or where
    the geocoder that the settings name is none.
    """
    # Imported here so that importing the package opens and loads nothing.
    from geo.gazetteer import ensure
    from geo.recognition import LexiconRecogniser
    from geo.recognition.choice import with_tagger
    from geo.resolution import Resolver as GazetteerResolver

    asked = None
    if settings.geocoder:
        from geo.geocoding import enquiry

        asked = enquiry(settings)
    gazetteer = ensure(settings)
    recogniser, notices = with_tagger(LexiconRecogniser(gazetteer), gazetteer)
    return Geoparser(recogniser, GazetteerResolver(gazetteer), asked, notices)
