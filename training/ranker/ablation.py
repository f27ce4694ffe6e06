"""What each rule beside the ranker's networks gains and costs: `python -m training.ranker.ablation CORPORA`.

Each rule is left out alone. Acc@161 is of the whole resolver with the mentions given; changed are the
mentions whose place becomes another. The table is written into the model card. The networks are the shipped
ones, which have seen the articles; the rules have not been learnt from them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from geo.evaluation import answers, evaluate, read_gold
from geo.evaluation.records import Answer, Article
from geo.gazetteer import ensure
from geo.model import Document, ParsedDocument, Recognition
from geo.recognition import LexiconRecogniser
from geo.recognition.by_language import with_tagger
from geo.resolution import Resolver
from geo.resolution.ranker import Ranker
from geo.resolution.rules import RULES, Rule
from geo.settings import load_settings
from training.ranker.examples import NEWS, recognised

CARD = Path(__file__).parent / "MODEL_CARD.md"
_BEGIN, _END = "<!-- rules -->\n", "<!-- end of rules -->"

Answers = dict[str, tuple[Answer, ...]]


class _Corpus:
    """The articles of one corpus with what was recognised in them."""

    def __init__(self, gold: dict[str, Article], recognition: dict[str, Recognition]) -> None:
        self.gold = gold
        self._recognition = recognition

    def answers(self, resolver: Resolver) -> Answers:
        """What the resolver makes of each article."""
        found = {}
        for id, article in self.gold.items():
            document = Document(id=id, text=article.text)
            resolutions = resolver.resolve(document, (), self._recognition[id])
            found[id] = answers(ParsedDocument(document=document, sentences=(), resolutions=resolutions))
        return found


def rows(corpora: dict[str, _Corpus], resolvers: dict[str, Resolver]) -> Iterator[str]:
    """The lines of the table; the first of `resolvers` has every rule."""
    everything: dict[str, Answers] = {}
    for label, resolver in resolvers.items():
        cells = []
        for name, corpus in corpora.items():
            found = corpus.answers(resolver)
            whole = everything.setdefault(name, found)
            changed = sum(
                (a.lat, a.lon) != (b.lat, b.lon)
                for id in found
                for a, b in zip(found[id], whole[id], strict=True)
            )
            right = evaluate(corpus.gold, found, resamples=0).acc161
            cells.append(f"{right:.4f} ({changed})" if found is not whole else f"{right:.4f}")
        yield f"| {label} | {' | '.join([*cells, world(resolver)])} |"


def world(resolver: Resolver) -> str:
    """How many of our own sentences of world news have the right place (the tests' extra is needed)."""
    from tests.resolution.conftest import spans
    from tests.resolution.test_world_cases import cases

    right = 0
    for text, names, place in cases():
        asked = names.split(";")
        mentions = spans(text, asked)
        found = resolver.resolve(Document(id="", text=text), (), Recognition(mentions=mentions))
        last = [r.place for r in found if text[r.mention.start : r.mention.end] == asked[0]][-1]
        name, country, *region = place.split("/")
        right += last is not None and (last.name, last.country or "-") == (name, country)
        right -= bool(region) and last is not None and last.region != region[0]
    return f"{right} of {len(cases())}"


def without(rule: Rule, rules: Sequence[Rule] = RULES) -> tuple[Rule, ...]:
    """All rules but one."""
    return tuple(other for other in rules if other is not rule)


def main() -> None:
    """Measure, print, write the card."""
    parser = argparse.ArgumentParser(prog="python -m training.ranker.ablation", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder of lgl.jsonl, trnews.jsonl and gwn.jsonl")
    args = parser.parse_args()
    gazetteer = ensure(load_settings())
    recogniser, _ = with_tagger(LexiconRecogniser(gazetteer), gazetteer)
    corpora = {}
    for name in NEWS:
        gold = read_gold(args.corpora / f"{name}.jsonl")
        corpora[name] = _Corpus(gold, {id: recognised(article, recogniser) for id, article in gold.items()})
    ranker = Ranker.load()
    resolvers = {"all rules": Resolver(gazetteer, ranker)}
    for rule in RULES:
        resolvers[f"without {rule.name}"] = Resolver(gazetteer, replace(ranker, rules=without(rule)))
    table = [
        "| Acc@161 (mentions changed) | LGL | TR-News | GeoWebNews | world sentences right |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in rows(corpora, resolvers):
        print(row, flush=True)
        table.append(row)
    card = CARD.read_text(encoding="utf-8")
    before, rest = card.split(_BEGIN)
    CARD.write_text(before + _BEGIN + "\n".join(table) + "\n" + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
