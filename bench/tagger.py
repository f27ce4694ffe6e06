"""Accuracy and speed of the tagger: `python -m bench.tagger [CORPORA]`.

The shipped models learned from the visible halves of LGL, TR-News and GeoWebNews: their accuracy on them says
only that the files work. What they do on text that they have not seen stands in the model card.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.tables import print_table
from geo.gazetteer import ensure
from geo.model import Document, Reading
from geo.pipeline import AT_ONCE
from geo.readers import split_sentences
from geo.recognition import Recogniser
from geo.recognition.span_classifier import SpanClassifier
from geo.recognition.tagger import Tagger
from geo.recognition.verified_tagger import VerifiedTagger
from geo.settings import load_settings

CORPORA = ("lgl", "trnews", "gwn")
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TEXT_WORDS = 20_000
"""Words of the text that speed is measured on: the seeds, again and again."""
ROUNDS = 3
WAYS = ((1, 1), (2, 1), (2, AT_ONCE))
"""Threads of the network, and documents that are read side by side."""
ALL_MENTIONS = "all mentions"


def speed() -> None:
    """Prints words a second, on one and on two threads, and how long the model takes to load."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    words = sum(len(text.split()) for text in seeds)
    documents = [Document(id=str(i), text=t) for i in range(max(1, TEXT_WORDS // words)) for t in seeds]
    sentences = [split_sentences(document) for document in documents]
    total = sum(len(document.text.split()) for document in documents)
    rows = []
    for threads, at_once in WAYS:
        begun = time.perf_counter()
        tagger = Tagger.load(threads=threads)
        load = time.perf_counter() - begun
        rates = []
        processor = time.process_time()
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            with ThreadPoolExecutor(at_once) as pool:
                list(pool.map(tagger.recognise, documents, sentences))
            rates.append(total / (time.perf_counter() - begun))
        # What the machine could do if nothing else ran on it.
        alone = ROUNDS * total / (time.process_time() - processor)
        row = (f"{load:.2f}", f"{statistics.median(rates):,.0f}", f"{max(rates):,.0f}", f"{alone:,.0f}")
        rows.append((threads, at_once, *row))
    header = (
        "threads",
        "documents at once",
        "s to load",
        "words/s, median",
        "words/s, best",
        "words per second of one core's time",
    )
    print_table("Tagger, speed", header, rows)


def accuracy(folder: Path) -> None:
    """Prints precision, recall and F1 of mentions, all of them and without demonyms."""
    gazetteer = ensure(load_settings())
    tagger = Tagger.load()
    systems: dict[str, Recogniser] = {
        "tagger": tagger,
        "judged": VerifiedTagger(tagger, gazetteer, SpanClassifier.load()),
    }
    rows = []
    for corpus in CORPORA:
        with (folder / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        rows += (
            (corpus, system, counted, *_figures(recogniser, articles, demonyms=counted == ALL_MENTIONS))
            for system, recogniser in systems.items()
            for counted in (ALL_MENTIONS, "no demonyms found")
        )
    print_table(
        "Tagger, accuracy on corpora whose articles it learned from",
        ("corpus", "system", "counted", "mentions", "precision", "recall", "overlap F1", "exact F1"),
        rows,
    )


def _figures(recogniser: Recogniser, articles: list[dict], *, demonyms: bool) -> tuple[str, ...]:
    gold_count = found_count = hit_found = hit_gold = exact = 0
    for article in articles:
        document = Document(id=article["id"], text=article["text"])
        mentions = recogniser.recognise(document, split_sentences(document)).mentions
        found = {(m.start, m.end) for m in mentions if demonyms or m.reading is not Reading.DEMONYM}
        gold = {(m["start"], m["end"]) for m in article["mentions"]}
        gold_count += len(article["mentions"])
        found_count += len(found)
        exact += len(found & gold)
        hit_found += sum(any(a < d and c < b for c, d in gold) for a, b in found)
        hit_gold += sum(any(a < m["end"] and m["start"] < b for a, b in found) for m in article["mentions"])
    precision, recall = hit_found / max(1, found_count), hit_gold / max(1, gold_count)
    overlap = 2 * precision * recall / max(1e-9, precision + recall)
    exact_f1 = 2 * exact / max(1, found_count + gold_count)
    return str(gold_count), *(f"{value:.3f}" for value in (precision, recall, overlap, exact_f1))


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.tagger", description="Accuracy and speed of the tagger."
    )
    parser.add_argument(
        "corpora", type=Path, nargs="?", help="folder of the corpora; without it accuracy is left out"
    )
    arguments = parser.parse_args()
    speed()
    if arguments.corpora is None:
        print("\nTagger, accuracy: not measured, for no folder of corpora is given.")
    else:
        accuracy(arguments.corpora)


if __name__ == "__main__":
    main()
