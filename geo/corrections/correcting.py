"""The stage between resolution and atlas: a document's resolutions, as its reader put them right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from geo.corrections.model import Correction, Scope, fingerprint
from geo.model import Candidate, Mention, ParsedDocument, Place, Reading, Resolution

Resolve = Callable[[Sequence[Mention]], Sequence[Resolution]]
_WIDTH = {scope: width for width, scope in enumerate(Scope)}


class CorrectionSet:
    """Corrections in the order in which they were made. Two of the same corrections are equal."""

    def __init__(self, made: Iterable[Correction] = ()) -> None:
        self.made = tuple(made)
        self._always: list[Correction] = []
        self._of_document: dict[str, list[Correction]] = {}
        for correction in reversed(self.made):  # the later comes first
            if correction.scope is Scope.ALWAYS:
                self._always.append(correction)
            else:
                self._of_document.setdefault(correction.document, []).append(correction)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CorrectionSet) and self.made == other.made

    def __hash__(self) -> int:
        return hash(self.made)

    def __len__(self) -> int:
        return len(self.made)

    def correct(self, parsed: ParsedDocument, resolve: Resolve | None = None) -> ParsedDocument:
        """A document as its reader corrected it.

        The nearest scope wins over a wider one, the later over the earlier. `resolve` gives runners-up to
        mentions that the reader added; without it they have the reader's place alone.
        """
        if not self.made:
            return parsed
        own = self._of_document.get(fingerprint(parsed.document), [])
        relevant = [*sorted(own, key=lambda correction: _WIDTH[correction.scope]), *self._always]
        if not relevant:
            return parsed
        by_name: dict[str, list[Correction]] = {}
        for correction in relevant:
            by_name.setdefault(correction.toponym, []).append(correction)
        text = parsed.document.text
        corrected = []
        for resolution in _with_added(parsed, relevant, resolve):
            mention = resolution.mention
            decides = _of_mention(mention, by_name.get(text[mention.start : mention.end], ()))
            if decides is None:
                corrected.append(resolution)
            elif decides.place is not None:
                corrected.append(_as_corrected(resolution, decides, decides.place))
        return replace(parsed, resolutions=tuple(corrected))


def _of_mention(mention: Mention, corrections: Sequence[Correction]) -> Correction | None:
    """The one that decides, of those for a mention's name."""
    for correction in corrections:
        if correction.scope is not Scope.MENTION or correction.start == mention.start:
            return correction
    return None


def _with_added(
    parsed: ParsedDocument, corrections: Sequence[Correction], resolve: Resolve | None
) -> list[Resolution]:
    """The document's resolutions and those of mentions that its reader added, ordered by offset."""
    text = parsed.document.text
    kept = {(r.mention.start, r.mention.end): r for r in parsed.resolutions}
    added: dict[tuple[int, int], Mention] = {}
    for correction in corrections:
        if not correction.added or correction.place is None:
            continue
        for start in _occurrences(correction, text):
            end = start + len(correction.toponym)
            if start < parsed.document.body_start:
                continue
            others = [span for span in (*kept, *added) if span[0] < end and start < span[1]]
            if all(span in kept and text[slice(*span)] == correction.replaces for span in others):
                for span in others:
                    del kept[span]
                added[start, end] = Mention(
                    start=start, end=end, reading=correction.reading or Reading.LITERAL
                )
    if not added:
        return list(parsed.resolutions)
    mentions = [added[span] for span in sorted(added)]
    found = resolve(mentions) if resolve else [Resolution(mention=m, place=None) for m in mentions]
    return sorted([*kept.values(), *found], key=lambda resolution: resolution.mention.start)


def _occurrences(correction: Correction, text: str) -> Iterator[int]:
    """Where a correction says that its name stands."""
    name = correction.toponym
    if correction.scope is Scope.MENTION:
        if text.startswith(name, correction.start):
            yield correction.start
    elif name in text:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield found.start()


def _as_corrected(resolution: Resolution, correction: Correction, place: Place) -> Resolution:
    """The reader's place first, the machine's candidates after it."""
    mention = resolution.mention
    if correction.reading is not None:
        mention = replace(mention, reading=correction.reading)
    own = next((c for c in resolution.candidates if c.place.id == place.id), None)
    others = tuple(c for c in resolution.candidates if c.place.id != place.id)
    chosen = Candidate(place=place, score=1.0, evidence=own.evidence if own else ())
    return replace(
        resolution,
        mention=mention,
        place=place,
        score=1.0,
        candidates=(chosen, *others),
        failure=None,
        corrected_by=correction.id or 0,
    )
