"""The shape of a geocoder, which is geopy's, and the one place where geopy's errors become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Literal, Protocol, TypeAlias, overload

from geopy import exc
from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.location import Location

from geo.errors import GeocoderUnavailable

__all__ = ["LONGEST_PAUSE", "Answered", "Geocodes", "Location", "RateLimited", "map_exceptions", "one_or_all"]

Answered: TypeAlias = "Location | list[Location] | None"


class Geocodes(Protocol):
    """Anything with geopy's `geocode`."""

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[True] = True) -> Location | None: ...

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[False]) -> list[Location] | None: ...

    def geocode(self, query: str, *, exactly_one: bool = True) -> Answered:
        """Return the best place of this name, or with `exactly_one=False` all, best first.

        None means that there is none.
        Raises `GeocoderUnavailable` where no answer came: that is not the same as none.
        """
        ...


def one_or_all(found: list[Location], exactly_one: bool) -> Answered:
    """Return what geopy's `geocode` returns of a ranked list."""
    if not found:
        return None
    return found[0] if exactly_one else found


LONGEST_PAUSE = timedelta(days=7).total_seconds()
"""The longest pause that a service gets, whatever it asks for."""


class RateLimited(GeocoderUnavailable):
    """The service asks to be left alone."""

    def __init__(self, message: str, retry_after: float | None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds that it asks to wait, where it says so; at most `LONGEST_PAUSE`."""


@contextmanager
def map_exceptions(service: str) -> Iterator[None]:
    """Turn whatever a geocoder raises into `GeocoderUnavailable`, from its cause.

    The messages say what happened in our words: a service's own may hold anything.
    """
    try:
        yield
    except GeocoderUnavailable:
        raise
    except exc.GeocoderRateLimited as error:
        raise RateLimited(f"{service} is limiting requests.", _within_reason(error.retry_after)) from error
    except exc.GeocoderQuotaExceeded as error:
        raise RateLimited(f"{service} says that its quota is used up.", _said_pause(error)) from error
    except (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges) as error:
        raise GeocoderUnavailable(f"{service} refuses the key or account that it is asked with.") from error
    except exc.GeocoderTimedOut as error:
        if (pause := _said_pause(error)) is not None:  # a 503 that says when to come again
            raise RateLimited(f"{service} is busy.", pause) from error
        raise GeocoderUnavailable(f"{service} did not answer in time.") from error
    except exc.GeocoderUnavailable as error:
        raise GeocoderUnavailable(f"{service} cannot be reached.") from error
    except exc.GeocoderQueryError as error:
        raise GeocoderUnavailable(f"{service} refused the question.") from error
    except exc.GeocoderParseError as error:
        raise GeocoderUnavailable(f"{service} answered what cannot be read.") from error
    except exc.GeopyError as error:
        raise GeocoderUnavailable(f"{service} answered with an error.") from error
    except Exception as error:  # geopy's parsers fail in any way on what is no answer
        raise GeocoderUnavailable(f"{service} answered what cannot be read.") from error


def _said_pause(error: Exception) -> float | None:
    cause = error.__cause__
    if not isinstance(cause, AdapterHTTPError):
        return None
    try:
        return _within_reason(get_retry_after(cause.headers))
    except (ValueError, OverflowError):  # a date that no calendar has
        return None


def _within_reason(seconds: float | None) -> float | None:
    """A pause that a service asks for as a number that clocks can count with."""
    return None if seconds is None else float(min(max(seconds, 0), LONGEST_PAUSE))
