"""A correction as a record: one validated type for what is added, imported and read back.

A record comes from a browser, a file that somebody sent, or a store that another version wrote. What does
not fit is named by its field; fields that a newer version added are left aside.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from geo.corrections.model import Correction, Scope
from geo.errors import CorrectionsUnreadable
from geo.model import Kind, Place, Reading

MOST_TOPONYM = 200
"""Characters of a name that can be corrected; the longest that GeoNames lists has 164."""
MOST_CONTEXT = 4_000
"""Characters of the sentence that is kept with a correction; of a longer one a part around the name is."""
_MOST_OFFSET = 2**40
_MOST_PEOPLE = 10**11

Short = Annotated[str, StringConstraints(max_length=100)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"\S")]
Toponym = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TOPONYM, pattern=r"\S")]
Offset = Annotated[int, Field(ge=0, le=_MOST_OFFSET)]


class _Record(BaseModel):
    """Values are what they say they are: no text for a number, no NaN for a degree."""

    model_config = ConfigDict(strict=True, extra="ignore", allow_inf_nan=False)


class PlaceRecord(_Record):
    """The place that is meant."""

    id: Name
    name: Name
    kind: Annotated[Kind, Field(strict=False)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    country: Short | None = None
    country_name: Short | None = None
    region: Name | None = None
    region_code: Short | None = None
    district_code: Short | None = None
    population: Annotated[int, Field(ge=0, le=_MOST_PEOPLE)] = 0
    feature: Short | None = None
    name_count: Annotated[int, Field(ge=0, le=_MOST_PEOPLE)] = 1
    note: Annotated[str, StringConstraints(max_length=2_000)] | None = None
    source: Short = "geonames"
    approximate_km: Annotated[float, Field(ge=0, le=20_100)] | None = None


class CorrectionRecord(_Record):
    """A person's word that a mention means another place, or none."""

    toponym: Toponym
    place: PlaceRecord | None
    scope: Annotated[Scope, Field(strict=False)]
    document: Short
    start: Offset
    added: bool = False
    replaces: Annotated[str, StringConstraints(max_length=MOST_TOPONYM)] = ""
    reading: Annotated[Reading, Field(strict=False)] | None = None
    context: Annotated[str, StringConstraints(max_length=MOST_CONTEXT)] = ""
    context_start: Offset = 0


def to_record(correction: Correction) -> dict[str, Any]:
    """A correction as JSON has it, without its number."""
    record = asdict(correction)
    del record["id"]
    return record


def from_record(record: object) -> Correction:
    """The correction that a record describes. Raises `CorrectionsUnreadable` naming the field that is off."""
    try:
        checked = CorrectionRecord.model_validate(record)
    except ValidationError as error:
        issue = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in issue["loc"]) or "a correction"
        raise CorrectionsUnreadable(f"{field}: {issue['msg']}") from error
    values = {name: getattr(checked, name) for name in CorrectionRecord.model_fields if name != "place"}
    return Correction(**values, place=None if checked.place is None else _place(checked.place))


def _place(checked: PlaceRecord) -> Place:
    return Place(**{name: getattr(checked, name) for name in PlaceRecord.model_fields})


def checked(correction: Correction) -> Correction:
    """A correction that can be kept: its context shortened where it is long. Raises `CorrectionsUnreadable`
    naming the field that is off."""
    return replace(from_record(to_record(_shortened(correction))), id=correction.id)


def _shortened(correction: Correction) -> Correction:
    context = correction.context.encode("utf-8", "replace").decode()  # half of a surrogate pair is no text
    start = correction.context_start
    if len(context) > MOST_CONTEXT:
        from_ = max(0, min(start - MOST_CONTEXT // 2, len(context) - MOST_CONTEXT))
        context, start = context[from_ : from_ + MOST_CONTEXT], start - from_
    return replace(correction, context=context, context_start=start)
