"""A reader's word on what a mention means, and what it changes in a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geo.model import (
    Candidate,
    Document,
    Evidence,
    Mention,
    ParsedDocument,
    Place,
    Reading,
    Resolution,
)

EVIDENCE = "correction"
"""The name of the evidence that marks a place as the reader's own."""


class Scope(StrEnum):
    """How far a correction reaches."""

    MENTION = "mention"
    """This one occurrence."""
    DOCUMENT = "document"
    """Every occurrence of the name in this document."""
    ALWAYS = "always"
    """Every occurrence in every document, this one and those to come."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A person's word that a mention means another place, or none."""

    toponym: str
    """The name as the text writes it."""
    place: Place | None
    """The place that is meant; None: this names no place."""
    scope: Scope
    document: str
    """Fingerprint of the text that it was made in."""
    start: int
    """Offset of the mention that it was made on, in code points of that text."""
    added: bool = False
    """The mention had been missed and was added by the reader."""
    context: str = ""
    """The sentence around the mention: what a model can learn from."""
    context_start: int = 0
    """Offset of the mention in `context`."""
    id: int | None = None
    """Number in the store; None before it is kept."""


def fingerprint(document: Document) -> str:
    """Return what a document is known by when it is read again, under whatever name."""
    return hashlib.blake2b(document.text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def apply(
    parsed: ParsedDocument,
    corrections: Iterable[Correction],
    resolve: Callable[[Document, Sequence[Mention]], Sequence[Resolution]] | None = None,
) -> ParsedDocument:
    """The document as its reader corrected it.

    The nearest scope wins over a wider one, the later over the earlier. `resolve` gives runners-up to
    mentions that were added; without it they have the reader's place alone.
    """
    relevant = _in_order(corrections, fingerprint(parsed.document))
    if not relevant:
        return parsed
    resolutions = _with_added(parsed, relevant, resolve)
    corrected = []
    for resolution in resolutions:
        correction = _for_mention(parsed.document, resolution.mention, relevant)
        if correction is None:
            corrected.append(resolution)
        elif correction.place is not None:
            corrected.append(_as_corrected(resolution, correction.place))
    return replace(parsed, resolutions=tuple(corrected))


def is_corrected(resolution: Resolution) -> bool:
    """Return whether a mention's place is the reader's own."""
    return any(
        evidence.name == EVIDENCE
        for candidate in resolution.candidates[:1]
        for evidence in candidate.evidence
    )


def _in_order(corrections: Iterable[Correction], document: str) -> list[Correction]:
    """Those that reach the document, the one that decides first."""
    reach = [c for c in corrections if c.scope is Scope.ALWAYS or c.document == document]
    widths = {scope: width for width, scope in enumerate(Scope)}
    return sorted(reach, key=lambda c: (widths[c.scope], -(c.id or 0)))


def _for_mention(
    document: Document, mention: Mention, corrections: Sequence[Correction]
) -> Correction | None:
    text = document.text[mention.start : mention.end]
    for correction in corrections:
        if correction.toponym == text and (
            correction.scope is not Scope.MENTION or correction.start == mention.start
        ):
            return correction
    return None


def _with_added(
    parsed: ParsedDocument,
    corrections: Sequence[Correction],
    resolve: Callable[[Document, Sequence[Mention]], Sequence[Resolution]] | None,
) -> list[Resolution]:
    """The document's resolutions and those of mentions that its reader added, ordered by offset."""
    text = parsed.document.text
    taken = [(r.mention.start, r.mention.end) for r in parsed.resolutions]
    added: dict[int, Mention] = {}
    for correction in corrections:
        if not correction.added or correction.place is None:
            continue
        if correction.scope is Scope.MENTION:
            starts = [correction.start] if text.startswith(correction.toponym, correction.start) else []
        else:
            name = rf"(?<!\w){re.escape(correction.toponym)}(?!\w)"
            starts = [found.start() for found in re.finditer(name, text)]
        for start in starts:
            end = start + len(correction.toponym)
            if start >= parsed.document.body_start and not any(s < end and start < e for s, e in taken):
                added[start] = Mention(start=start, end=end, reading=Reading.LITERAL)
                taken.append((start, end))
    if not added:
        return list(parsed.resolutions)
    mentions = [added[start] for start in sorted(added)]
    found = (
        resolve(parsed.document, mentions)
        if resolve
        else [Resolution(mention=m, place=None) for m in mentions]
    )
    return sorted([*parsed.resolutions, *found], key=lambda resolution: resolution.mention.start)


def _as_corrected(resolution: Resolution, place: Place) -> Resolution:
    """The reader's place first, the machine's candidates after it."""
    word = Evidence(name=EVIDENCE, weight=0.0, text="you said so")
    others = tuple(c for c in resolution.candidates if c.place.id != place.id)
    own = next((c for c in resolution.candidates if c.place.id == place.id), None)
    reasons = tuple(e for e in own.evidence if e.name != EVIDENCE) if own else ()
    chosen = Candidate(place=place, score=1.0, evidence=(word, *reasons))
    return replace(resolution, place=place, score=1.0, candidates=(chosen, *others), failure=None)
