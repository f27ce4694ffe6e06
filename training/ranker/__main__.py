"""Make the ranker's file from annotated articles: `python -m training.ranker CORPORA`.

Every figure is of articles that the networks had not seen: five folds by article, and each corpus with
the other two. What a network sees of a document's other names comes from networks that had not seen the
document either. The shipped networks learn from all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from geo.gazetteer import Gazetteer, ensure
from geo.model import Document, Recognition, Sentence
from geo.recognition import LexiconRecogniser, Recogniser
from geo.recognition.by_language import with_tagger
from geo.resolution import Resolver, features
from geo.resolution.candidates import Floats
from geo.resolution.document_context import DocumentContext
from geo.resolution.grouping import Grouper
from geo.resolution.ranker import MODEL, PASSES, Network, Ranker, choose
from geo.resolution.reasons import COLUMNS
from geo.resolution.rules import RULES, Evidence, penalty
from geo.settings import load_settings
from training.ranker.examples import CORPORA, NEWS, Example, read_examples
from training.ranker.imagined import CORPUS as IMAGINED
from training.ranker.imagined import imagine
from training.ranker.measure import accuracy, calibrate, calibration_error, chosen
from training.ranker.network import learn, lessons
from training.ranker.resolved import resolved

FIGURES = Path(__file__).parent / "figures.json"
"""Where the last run's figures are kept."""
FOLDS = 5
Figures = dict[str, dict[str, dict[str, float]]]
Split = Callable[[Example], str]


def by_article(example: Example) -> str:
    """One of five folds, the same for ever."""
    return str(int(hashlib.sha256(example.article.encode()).hexdigest(), 16) % FOLDS)


def by_corpus(example: Example) -> str:
    """Each corpus a fold."""
    return example.corpus


class Remembered:
    """A recogniser that reads each document once."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._found: dict[str, Recognition] = {}

    def recognise(self, document: Document, sentences: Sequence[Sentence]) -> Recognition:
        """What was found in the document; see `geo.recognition.Recogniser`."""
        if document.text not in self._found:
            self._found[document.text] = self._recogniser.recognise(document, sentences)
        return self._found[document.text]


class OutOfFold:
    """The passes of the ranker over examples, each by networks that learnt from other folds."""

    def __init__(self, examples: Sequence[Example], split: Split) -> None:
        self._examples = examples
        self._folds = [split(example) for example in examples]
        self._matrices = [features.own(example.stack) for example in examples]
        self.probability: list[Floats] = []
        self.networks: dict[str, list[Network]] = {fold: [] for fold in sorted(set(self._folds))}
        """Of each fold, those that have not seen it, a pass each."""

    def run(self) -> list[list[Floats]]:
        """The matrices of evidence that each pass saw."""
        seen = []
        for number in range(PASSES):
            if number:
                self._matrices = together(self._examples, self._matrices, self.probability)
            seen.append(self._matrices)
            self.probability = self._pass(number)
        return seen

    def _pass(self, number: int) -> list[Floats]:
        found: list[Floats] = [np.empty(0)] * len(self._examples)
        for fold in self.networks:
            other = [i for i, f in enumerate(self._folds) if f != fold]
            some = lessons([self._examples[i] for i in other], [self._matrices[i] for i in other])
            network = learn(some, seed=100 * number)
            self.networks[fold].append(network)
            for i, f in enumerate(self._folds):
                if f == fold:
                    matrix, stack = self._matrices[i], self._examples[i].stack
                    likely = self.probability[i] if number else None
                    evidence = Evidence(matrix=matrix, batch=stack, probability=likely)
                    loss = penalty(RULES, evidence)
                    found[i], _ = choose(network, matrix, stack, loss)
        return found

    def resolvers(self, gazetteer: Gazetteer, ranker: Ranker) -> Callable[[str, str], Resolver]:
        """Of a corpus and an article's id, a resolver whose networks have not seen the article, with the
        calibration of `ranker`."""
        own = {
            fold: Resolver(gazetteer, replace(ranker, networks=networks))
            for fold, networks in self.networks.items()
        }
        fold_of = {(e.corpus, e.article): fold for e, fold in zip(self._examples, self._folds, strict=True)}
        anyone = next(iter(own.values()))
        return lambda corpus, article: (
            own[fold_of[corpus, article]] if (corpus, article) in fold_of else anyone
        )


def together(
    examples: Sequence[Example], matrices: Sequence[Floats], probability: Sequence[Floats]
) -> list[Floats]:
    """The evidence with each document's other names as `probability` understands them."""
    found = []
    for example, matrix, likely in zip(examples, matrices, probability, strict=True):
        filled = matrix.copy()
        DocumentContext(example.stack).put_together(filled, likely)
        found.append(filled)
    return found


def neutral(matrices: Sequence[Floats]) -> Floats:
    """The average candidate in its importance and its distance to others, without a word of documents."""
    average = np.concatenate(matrices).mean(axis=0)
    found = np.zeros_like(average)
    everywhere = COLUMNS["population"] + COLUMNS["kind"] + COLUMNS["near"]
    found[everywhere] = average[everywhere]
    found[features.COLUMN["asked_kind"]] = -1.0  # a kind that is asked for is told against one that is not
    return found


def main() -> None:
    """Learn, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpora", type=Path, help="folder of lgl.jsonl, trnews.jsonl, gwn.jsonl and wiktor.jsonl"
    )
    parser.add_argument("--out", type=Path, default=MODEL, help="the file to write")
    args = parser.parse_args()
    figures: Figures = {}
    gazetteer = ensure(load_settings())
    grouper = Grouper(gazetteer)
    tagger, _ = with_tagger(LexiconRecogniser(gazetteer), gazetteer)
    recogniser = Remembered(tagger)
    examples = [*read_examples(args.corpora, grouper, recogniser), *imagine(gazetteer, grouper)]
    candidates = sum(len(example.target) for example in examples)
    print(f"{len(examples)} articles, {candidates} candidates, {len(features.NAMES)} columns")
    print(f"{'acc@161 / calibration error':32}" + "".join(f"{corpus:>16}" for corpus in (*CORPORA, IMAGINED)))
    report("ceiling", examples, [example.right for example in examples], figures)
    left_out = OutOfFold(examples, by_corpus)
    left_out.run()
    report("trained on the other corpora", examples, left_out.probability, figures)
    folded = OutOfFold(examples, by_article)
    seen = folded.run()
    report("five folds by article", examples, folded.probability, figures)
    annotated = [i for i, example in enumerate(examples) if example.corpus in NEWS]
    slope, shift = calibrate(
        *chosen([examples[i] for i in annotated], [folded.probability[i] for i in annotated])
    )
    ranker = Ranker(
        networks=[learn(lessons(examples, matrices), seed=100 * n) for n, matrices in enumerate(seen)],
        neutral=neutral(seen[-1]),
        slope=slope,
        shift=shift,
    )
    sure = [ranker.calibrated(p, e.stack) for e, p in zip(examples, folded.probability, strict=True)]
    report("the same, calibrated", examples, sure, figures)
    for label, out in (("corpus left out, as resolved", left_out), ("five folds, as resolved", folded)):
        found = resolved(args.corpora, CORPORA, recogniser, out.resolvers(gazetteer, ranker))
        figures[label] = {corpus: {"accuracy": round(right, 4)} for corpus, right in found.items()}
        print(f"{label:32}" + "".join(f"{right:>16.3f}" for right in found.values()), flush=True)
    report(
        "shipped, on what it learnt from",
        examples,
        [ranker.rank(e.stack).probability for e in examples],
        figures,
    )
    args.out.parent.mkdir(exist_ok=True)
    ranker.save(args.out)
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"{args.out}: {args.out.stat().st_size / 1e3:.0f} kB; calibration {slope:.3f} x + {shift:.3f}")


def report(label: str, examples: Sequence[Example], probability: Sequence[Floats], figures: Figures) -> None:
    """One line: the accuracy and the calibration error on each corpus; kept in `figures` too."""
    cells = []
    figures[label] = {}
    for corpus in (*CORPORA, IMAGINED):
        some = [(e, p) for e, p in zip(examples, probability, strict=True) if e.corpus == corpus]
        own, likely = [e for e, _ in some], [p for _, p in some]
        right, error = accuracy(own, likely), calibration_error(*chosen(own, likely))
        figures[label][corpus] = {"accuracy": round(right, 4), "calibration error": round(error, 4)}
        cells.append(f"{right:.3f} / {error:.3f}")
    print(f"{label:32}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
