"""Make the tagger's and the span classifier's files from the corpora: `python -m training.tagger CORPORA`.

1. MiniLM learns the classes of names from nine tenths of Worldwide Newswire, two epochs, and one more.
2. For each of LGL, TR-News and GeoWebNews: both networks of step 1 learn from the other two, from two
   thirds of ReLocaR and from some of the newswire. Their weights are averaged.
3. That network learns from the same articles, and from sentences of our own that show how names are used,
   to read in depth only what may be part of a name, once and again. The average of both is measured on what
   was left out.
4. Steps 2 and 3 with nothing left out: the shipped model.
5. The span classifier learns from what the networks of steps 2 and 3 propose on the corpus that was left out
   of them, and from what the shipped one proposes on the last tenth of the newswire.

Finished networks are kept in the output folder and not trained again. Figures go to `log.jsonl`
beside this file and to the model card's tables, which are printed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from geo.gazetteer import ensure
from geo.recognition.pieces import PieceSplitter
from geo.recognition.span_classifier import MODEL as JUDGE
from geo.settings import load_settings
from training.tagger import measure, span_classifier
from training.tagger.corpora import (
    Article,
    load_annotated,
    load_ewn,
    load_relocar,
    with_demonyms_only,
    with_embedded,
)
from training.tagger.export import write
from training.tagger.learn import Recipe, Source, average, train
from training.tagger.network import Network, pretrained, vocabulary
from training.tagger.patterns import patterns
from training.tagger.reference import write_reference

PROJECT = Path(__file__).resolve().parents[2]
MODEL = PROJECT / "geo" / "recognition" / "data" / "tagger.onnx"
REFERENCE = PROJECT / "tests" / "data" / "tagger_reference.json"
LOG = Path(__file__).parent / "log.jsonl"
ANNOTATED = ("lgl", "trnews", "gwn")

FIRST = Recipe(epochs=2, seed=1)
LONGER = Recipe(epochs=1, rate=1.2e-4, head_rate=5e-4, seed=11)
"""Newswire again, from the network that `FIRST` made."""
SECOND = {
    "first": Recipe(
        epochs=2, rate=1e-4, head_rate=5e-4, frozen=2, name_dropout=0.3, reading_weight=1.0, seed=2
    ),
    "longer": Recipe(
        epochs=2, rate=1.5e-4, head_rate=5e-4, frozen=2, name_dropout=0.3, reading_weight=1.0, seed=2
    ),
}
"""By the network that the second step begins with."""
THIRD = {
    tag: Recipe(
        epochs=1,
        rate=1e-4,
        head_rate=5e-4,
        frozen=2,
        name_dropout=0.3,
        reading_weight=weight,
        shallow=2,
        seed=seed,
    )
    for tag, weight, seed in (("deep", 1.0, 5), ("deep-again", 2.0, 6))
}
NEWSWIRE_SHARE = 0.15
"""Of Worldwide Newswire in each epoch of the second step: enough that the classes are not forgotten."""
LGL_SHARE = 0.7
"""Of LGL, the largest of the annotated corpora, in each epoch."""
RELOCAR_REPEATS = {"second": 3, "third": 8}
"""How often an epoch of a step has each sentence of ReLocaR."""
PATTERN_SEEDS = (100, 101)
"""The third step has our own sentences once with the names that each draws."""


class Corpora:
    """All articles, split once."""

    def __init__(self, folder: Path) -> None:
        newswire = list(load_ewn(folder))
        random.Random(7).shuffle(newswire)
        tenth = len(newswire) // 10
        self.held_out, self.newswire = newswire[:tenth], newswire[tenth:]
        self.annotated = {name: list(load_annotated(folder / f"{name}.jsonl")) for name in ANNOTATED}
        relocar = list(load_relocar(folder))
        random.Random(7).shuffle(relocar)
        self.folds = {name: relocar[i :: len(ANNOTATED)] for i, name in enumerate(ANNOTATED)}

    def sources(self, step: str, left_out: str | None) -> list[Source]:
        """Return what the second or the third step learns from."""
        sources = [Source([with_embedded(a) for a in self.newswire], share=NEWSWIRE_SHARE)]
        for name in ANNOTATED:
            if name != left_out:
                articles = self.annotated[name]
                if step == "third":
                    articles = [with_demonyms_only(article) for article in articles]
                sources.append(Source(articles, share=LGL_SHARE if name == "lgl" else 1.0))
                sources += [Source(self.folds[name])] * RELOCAR_REPEATS[step]
        if step == "third":
            sources += [Source(list(patterns(seed))) for seed in PATTERN_SEEDS]
        return sources


class Run:
    """One making of the model: where networks are kept and figures are written."""

    def __init__(self, corpora: Corpora, output: Path) -> None:
        self.corpora = corpora
        self.output = output
        self.splitter = PieceSplitter(vocabulary())

    def log(self, **figures: object) -> None:
        """Append one line of figures to the log."""
        print(figures, flush=True)
        with LOG.open("a", encoding="utf-8") as log:
            log.write(json.dumps(figures) + "\n")

    def kept(self, name: str, shallow: int, make: Callable[[], Network]) -> Network:
        """The network of that name, trained where it is not there yet."""
        path = self.output / f"{name}.pt"
        network = pretrained()
        network.shallow = shallow
        if path.is_file():
            network.load_state_dict(torch.load(path))
            return network.eval()
        begun = time.monotonic()
        network = make()
        torch.save(network.state_dict(), path)
        self.log(run=name, seconds=round(time.monotonic() - begun))
        return network.eval()

    def learn(
        self,
        name: str,
        start: Network,
        sources: Sequence[Source],
        recipe: Recipe,
        check: Sequence[Article],
        *,
        by_class: bool = False,
    ) -> Network:
        """Train with a measurement on `check` after each epoch."""

        def report(epoch: int, network: Network, loss: float) -> None:
            answered = measure.answers(network, check, self.splitter)
            overlap, exact = measure.f1(measure.article_counts(answered, by_class=by_class))
            self.log(
                run=name,
                epoch=epoch,
                loss=round(loss, 4),
                overlap_f1=round(overlap, 4),
                exact_f1=round(exact, 4),
            )

        return self.kept(name, recipe.shallow, lambda: train(start, sources, self.splitter, recipe, report))

    def log_counts(self, run: str, corpus: str, counts: Sequence[measure.Counts]) -> None:
        """Write both F1 of mentions with their intervals."""
        overlap, exact = measure.f1(counts)
        self.log(
            run=run,
            corpus=corpus,
            articles=len(counts),
            mentions=sum(c.gold for c in counts),
            overlap_f1=round(overlap, 4),
            overlap_95=[round(v, 3) for v in measure.interval(counts, 0)],
            exact_f1=round(exact, 4),
            exact_95=[round(v, 3) for v in measure.interval(counts, 1)],
        )

    def log_readings(self, run: str, corpus: str, answered: Sequence[measure.Answered]) -> None:
        """Write how often each reading was told, with an interval over articles."""
        for reading, right in measure.readings(answered).items():
            rate, low, high = measure.rate_interval(right)
            self.log(
                run=run,
                corpus=corpus,
                reading=reading,
                count=sum(map(len, right)),
                accuracy=round(rate, 4),
                accuracy_95=[round(low, 3), round(high, 3)],
            )


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(prog="python -m training.tagger", description=__doc__.split("\n")[0])
    parser.add_argument(
        "corpora", type=Path, help="folder with ewn.jsonl, lgl.jsonl, trnews.jsonl, gwn.jsonl, relocar.xml"
    )
    parser.add_argument("--output", type=Path, default=PROJECT / "training" / "output" / "tagger")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    run = Run(Corpora(arguments.corpora), arguments.output)
    corpora = run.corpora

    torch.manual_seed(FIRST.seed)
    newswire = [Source(corpora.newswire)]
    first = run.learn("first", pretrained(), newswire, FIRST, corpora.held_out, by_class=True)
    longer = run.learn("longer", first, newswire, LONGER, corpora.held_out, by_class=True)
    for name, articles in (*corpora.annotated.items(), ("ewn", corpora.held_out)):
        answered = measure.answers(longer, articles, run.splitter)
        run.log_counts("longer", name, measure.article_counts(answered, by_class=True))

    def learned(label: str, left_out: str | None) -> tuple[Network, list[Network]]:
        """The network after steps 2 and 3, and those it comes from."""
        check = corpora.annotated[left_out] if left_out else corpora.held_out
        whole = average(
            [
                run.learn(f"{label}-{tag}", begun, corpora.sources("second", left_out), SECOND[tag], check)
                for tag, begun in (("first", first), ("longer", longer))
            ]
        )
        deep = [
            run.learn(f"{label}-{tag}", whole, corpora.sources("third", left_out), recipe, check)
            for tag, recipe in THIRD.items()
        ]
        return average(deep), [*deep, whole]

    gazetteer = ensure(load_settings())
    cases: span_classifier.Corpora = {}
    for name in ANNOTATED:
        label = f"without-{name}"
        network, others = learned(label, name)
        answered = measure.answers(network, corpora.annotated[name], run.splitter)
        run.log_counts(label, name, measure.article_counts(answered))
        run.log_readings(label, name, answered)
        run.log_readings(label, "relocar", measure.answers(network, corpora.folds[name], run.splitter))
        by_others = [measure.answers(other, corpora.annotated[name], run.splitter) for other in others]
        cases[name] = list(
            zip(*(span_classifier.cases(a, gazetteer) for a in (answered, *by_others)), strict=True)
        )
    shipped, _ = learned("shipped", None)
    answered = measure.answers(shipped, corpora.held_out, run.splitter)
    run.log_counts("shipped", "ewn", measure.article_counts(answered))
    write(shipped, vocabulary(), MODEL)
    write_reference(shipped, run.splitter, REFERENCE)

    newswire_cases = [(case,) for case in span_classifier.cases(answered, gazetteer)]
    for label, measured in (
        ("judged", span_classifier.by_folds(cases, newswire_cases)),
        ("judged-left-out", span_classifier.left_out(cases, newswire_cases)),
    ):
        for name, counts in measured.items():
            run.log_counts(label, name, counts)
    articles = [article for part in cases.values() for article in part]
    JUDGE.write_bytes(span_classifier.learn([*articles, *newswire_cases]))


if __name__ == "__main__":
    main()
