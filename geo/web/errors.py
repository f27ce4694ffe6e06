"""What can go wrong with a page or a service on the web."""

from __future__ import annotations

from geo.errors import DatelineError


class WebError(DatelineError):
    """A page or a service could not be fetched."""


class WebTimeoutError(WebError):
    """It took longer than was allowed."""
