"""What a system is held against: the best that the gazetteer allows, and the largest place of each name."""

from __future__ import annotations

from geo.evaluation.records import Answer, Article, Gold, GoldMention, System, answer, distance_km
from geo.model import Mention, NamedPlace
from geo.resolution.candidates import CandidateSource, Lookup


def ceiling(gold: Gold, gazetteer: Lookup) -> System:
    """Each annotated mention at its nearest candidate: no choice among the candidates does better."""
    source = CandidateSource(gazetteer)
    return {id: tuple(_nearest(article, m, source) for m in article.mentions) for id, article in gold.items()}


def most_populous(gold: Gold, gazetteer: Lookup) -> System:
    """Each annotated mention at its most populous candidate; the first listed of equals."""
    source = CandidateSource(gazetteer)
    return {id: tuple(_largest(article, m, source) for m in article.mentions) for id, article in gold.items()}


def _candidates(article: Article, mention: GoldMention, source: CandidateSource) -> tuple[NamedPlace, ...]:
    table = source.table(article.text[mention.start : mention.end])
    return table.places if table is not None else ()


def _nearest(article: Article, gold: GoldMention, source: CandidateSource) -> Answer:
    mention = Mention(start=gold.start, end=gold.end)
    found = [answer(mention, named.place) for named in _candidates(article, gold, source)]
    if not found or gold.lat is None:
        return found[0] if found else answer(mention, None)
    return min(found, key=lambda each: distance_km(each, gold))


def _largest(article: Article, gold: GoldMention, source: CandidateSource) -> Answer:
    places = [named.place for named in _candidates(article, gold, source)]
    largest = max(places, key=lambda place: place.population, default=None)
    return answer(Mention(start=gold.start, end=gold.end), largest)
