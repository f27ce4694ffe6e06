"""The training loop: rounds of sentences drawn from every corpus, with a checkpoint after each."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from geo.recognition.unigram import UnigramSplitter
from training.languages import sentences
from training.languages.network import Network
from training.tagger.corpora import Article
from training.tagger.labels import IGNORED
from training.tagger.learn import loss_of
from training.tagger.samples import Batch, Sample, batches, samples


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """What can be chosen about a run."""

    rounds: int = 96
    pieces_a_round: int = 15_000
    pieces_a_batch: int = 1_280
    rate: float = 3e-4
    """Learning rate of the last layer; each layer below has `layer_decay` times its upper one's."""
    head_rate: float = 1.5e-3
    layer_decay: float = 0.9
    warmup: float = 0.04
    weight_decay: float = 0.01
    word_dropout: float = 0.04
    name_dropout: float = 0.15
    """Share of the names with a known reading whose first piece is hidden, so that context must tell."""
    reading_weight: float = 0.7
    gate_weight: float = 1.0
    looked_at: float = 0.05
    """Share of the other pieces that are read in depth whatever the gate says."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """Texts to learn from."""

    articles: list[Article]
    share: float
    """Of the pieces of a round."""
    vary: Callable[[Article, random.Random], Article] = lambda article, _: article
    windows: int = 3
    """Windows of each text that is drawn."""


def _endless(source: Source, splitter: UnigramSplitter, rng: random.Random) -> Iterator[Sample]:
    while True:
        for article in rng.sample(source.articles, len(source.articles)):
            found = list(samples([source.vary(article, rng)], splitter, rng))
            yield from found if len(found) <= source.windows else rng.sample(found, source.windows)


def _own(splitter: UnigramSplitter, rng: random.Random) -> Iterator[Sample]:
    """Our own sentences, a third of a language's at a time, each language as often as the others."""
    languages = sentences.load()
    while True:
        for language in rng.sample(languages, len(languages)):
            articles = list(language.articles(rng))
            drawn = rng.sample(articles, len(articles) // 3 + 1)
            yield from samples(drawn, splitter, rng)


def named_pieces(batch: Batch) -> tuple[Tensor, Tensor]:
    """Of each piece, whether its word belongs to a name, and whether that is known."""
    labelled = (batch.classes != IGNORED) | (batch.mentions != IGNORED)
    named = (batch.classes > 0) | (batch.mentions > 0) | (batch.readings > 0)
    unsure = labelled & ((batch.classes == IGNORED) | (batch.mentions == IGNORED)) & ~named
    # Labels stand at the first piece of each word: the others take theirs from it.
    place = torch.arange(named.shape[1]).expand(named.shape)
    first = torch.where(labelled | named, place, 0).cummax(1).values
    told = (labelled | named).gather(1, first) & ~unsure.gather(1, first) & batch.mask & batch.in_depth
    return named.gather(1, first), told


def draw(streams: list[tuple[float, Iterator[Sample]]], pieces: int) -> list[Sample]:
    """About so many pieces of samples, each stream by its share."""
    found: list[Sample] = []
    for share, stream in streams:
        left = pieces * share
        for sample in stream:
            found.append(sample)
            left -= len(sample.pieces) + 2
            if left <= 0:
                break
    return found


def _optimiser(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW with a smaller rate for lower layers; each group remembers its highest rate as `top`."""

    def rate(name: str) -> float:
        if name.startswith(("head", "gate")):
            return recipe.head_rate
        depth = int(name.split(".")[1]) if name.startswith("layers") else -1
        return recipe.rate * recipe.layer_decay ** (len(network.layers) - 1 - depth)

    groups = [
        {
            "params": [p],
            "lr": rate(name),
            "top": rate(name),
            "weight_decay": recipe.weight_decay * (p.ndim > 1),
        }
        for name, p in network.named_parameters()
        if p.requires_grad
    ]
    return torch.optim.AdamW(groups, fused=True)


def _step(network: Network, batch: Batch, unknown_id: int, recipe: Recipe) -> Tensor:
    """The loss on one batch."""
    known = (batch.readings > 0) & (batch.readings & (batch.readings - 1) == 0)
    rates = torch.where(known, recipe.name_dropout, recipe.word_dropout)
    hidden = (torch.rand(rates.shape) < rates) & batch.mask
    named, told = named_pieces(batch)
    wanted = (named & told) | (torch.rand(named.shape) < recipe.looked_at)
    with torch.autocast("cpu", torch.bfloat16):
        logits, gate = network(batch.ids.masked_fill(hidden, unknown_id), batch.mask, batch.in_depth, wanted)
    missed = functional.binary_cross_entropy_with_logits(gate, named.float(), reduction="none")
    gate_loss = (missed * told).sum() / told.sum().clamp(min=1)
    return loss_of(logits, batch, recipe.reading_weight) + recipe.gate_weight * gate_loss


@dataclass(slots=True)
class _Progress:
    """How far a run is."""

    round: int = 0
    done: float = 0.0
    """Share of the whole."""
    spent: float = 0.0
    """Seconds."""


def _save(path: Path, network: Network, optimiser: torch.optim.Optimizer, progress: _Progress) -> None:
    """Write a checkpoint, without the pieces, which never change."""
    weights = {name: value for name, value in network.state_dict().items() if name != "words.weight"}
    state = {
        "network": weights,
        "optimiser": optimiser.state_dict(),
        "round": progress.round,
        "progress": progress.done,
        "spent": progress.spent,
    }
    new = path.with_suffix(".new")
    torch.save(state, new)
    new.replace(path)


def train(
    network: Network,
    sources: list[Source],
    own_share: float,
    splitter: UnigramSplitter,
    recipe: Recipe,
    checkpoint: Path,
    hours: float | None = None,
) -> Network:
    """Train `network`. Goes on from `checkpoint` where that exists. With `hours`, the rate falls by the
    clock."""
    optimiser = _optimiser(network, recipe)
    progress = _Progress()
    if checkpoint.is_file():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"], strict=False)
        optimiser.load_state_dict(state["optimiser"])
        progress = _Progress(state["round"], state["progress"], state["spent"])
    rng = random.Random(recipe.seed + progress.round)
    torch.manual_seed(recipe.seed + progress.round)
    streams = [(s.share, _endless(s, splitter, rng)) for s in sources]
    streams.append((own_share, _own(splitter, rng)))
    trained = [p for p in network.parameters() if p.requires_grad]
    network.train()
    while progress.done < 1.0:
        begun = time.monotonic()
        steps = list(batches(draw(streams, recipe.pieces_a_round), splitter, recipe.pieces_a_batch, rng))
        total = 0.0
        for number, batch in enumerate(steps):
            done = (progress.round + number / len(steps)) / recipe.rounds
            if hours:
                done = (progress.spent + time.monotonic() - begun) / (hours * 3600)
            factor = max(0.005, min(done / recipe.warmup, (1.0 - done) / (1.0 - recipe.warmup)))
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * factor
            loss = _step(network, batch, splitter.unknown_id, recipe)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            total += loss.item()
        progress.round += 1
        progress.spent += time.monotonic() - begun
        progress.done = progress.spent / (hours * 3600) if hours else progress.round / recipe.rounds
        _save(checkpoint, network, optimiser, progress)
        print(f"round {progress.round}, loss {total / len(steps):.4f}, {progress.done:.3f} done", flush=True)
    return network.eval()
