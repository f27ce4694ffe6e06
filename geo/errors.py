"""What can go wrong, as a caller can act on it. Every error of the package is a `DatelineError`."""

from __future__ import annotations


class DatelineError(Exception):
    """The root. Its message is one sentence for a person."""


class UnreadableDocument(DatelineError):
    """The input is no text that can be read: binary, empty, too large."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        """`field` is the key of a JSON document that is off."""
        super().__init__(message)
        self.field = field


class GazetteerMissing(DatelineError):
    """The gazetteer is not built, or its file is damaged; `dateline gazetteer build` mends it."""


class GazetteerDamaged(GazetteerMissing):
    """The gazetteer's file is not as it was built; it is built anew at the next start."""


class ModelMissing(DatelineError):
    """A shipped model file is missing or damaged."""


class GeocoderUnavailable(DatelineError):
    """A geocoding service did not answer: down, slow, rate-limiting, or answering garbage."""


class GeoparserClosed(DatelineError):
    """A geoparser was asked to read after it was closed."""


class SettingsError(DatelineError):
    """A setting has a value that cannot be used."""


class UnknownFormat(DatelineError):
    """No format has that name."""


class MissingExtra(DatelineError):
    """A feature needs packages of an extra that is not installed; the message names it."""


class OutputUnwritable(DatelineError):
    """The file that was to be written could not be; what was there before stays."""


class CorrectionsUnreadable(DatelineError):
    """The reader's corrections cannot be opened, kept or imported, or one does not fit its record."""


class TextsUnreadable(DatelineError):
    """The texts that a reader brought cannot be opened or kept."""


class ReaderUnknown(DatelineError):
    """The page is for those who are signed in, and nobody is."""
