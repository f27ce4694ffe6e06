"""Corrections as files: handed to another reader, and to whoever trains a model."""

from __future__ import annotations

import json
from collections.abc import Iterable

from geo.corrections.model import Correction
from geo.corrections.record import from_record, to_record
from geo.errors import CorrectionsUnreadable

FORMAT = "dateline-corrections"
VERSION = 1
"""Raised where a record's fields change their meaning, not where one is added."""
_MOST_NAMED = 5
"""Corrections that do not fit are named up to this many."""


def export_json(corrections: Iterable[Correction]) -> str:
    """Corrections as a file that `import_json` reads, here or elsewhere."""
    records = [to_record(correction) for correction in corrections]
    return json.dumps({"format": FORMAT, "version": VERSION, "corrections": records}, indent=1)


def import_json(text: str) -> tuple[list[Correction], list[str]]:
    """The corrections in an exported file that fit, and a sentence for each that does not.

    Raises `CorrectionsUnreadable` where the file is no export at all.
    """
    try:
        content = json.loads(text)
        if content["format"] != FORMAT or not isinstance(content["corrections"], list):
            raise ValueError("it is of another kind")
        if content["version"] != VERSION:
            raise ValueError(f"it is of version {content['version']}, and this Dateline reads {VERSION}")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = f"it has no {error}" if isinstance(error, KeyError) else error
        raise CorrectionsUnreadable(f"This is no file of corrections: {reason}.") from error
    fitting, problems = [], []
    for number, record in enumerate(content["corrections"], 1):
        try:
            fitting.append(from_record(record))
        except CorrectionsUnreadable as error:
            problems.append(f"Correction {number} of the file is left out: {error}.")
    more = len(problems) - _MOST_NAMED
    if more > 1:
        problems[_MOST_NAMED:] = [f"{more:,} more corrections of the file are left out."]
    return fitting, problems


def training_lines(corrections: Iterable[Correction]) -> str:
    """Corrections as JSONL that training reads: a sentence per line, the mention's span, the gold place."""
    lines: list[str] = []
    for correction in corrections:
        place, start = correction.place, correction.context_start
        end = start + len(correction.toponym)
        if not correction.context or correction.context[start:end] != correction.toponym:
            continue
        mention = {
            "start": start,
            "end": end,
            "is_place": place is not None,
            "place_id": place.id if place else None,
            "geonameid": place.geonameid if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
        }
        id = f"correction-{correction.id or len(lines) + 1}"
        line = {"id": id, "text": correction.context, "mentions": [mention]}
        lines.append(json.dumps(line, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)
