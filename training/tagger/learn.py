"""The training loop."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from geo.recognition.pieces import PieceSplitter
from training.tagger.corpora import Article
from training.tagger.labels import IGNORED
from training.tagger.network import HEAD_SIZES, LAYERS, Network
from training.tagger.noise import varied
from training.tagger.samples import READING_BITS, Batch, Sample, batches, samples


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """What can be chosen about a run."""

    epochs: int = 2
    rate: float = 2e-4
    """Learning rate of the last layer; each layer below has `layer_decay` times its upper one's."""
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    warmup: float = 0.06
    """Share of the steps in which the rate rises."""
    weight_decay: float = 0.01
    pieces_a_batch: int = 2048
    word_dropout: float = 0.04
    """Share of the pieces that are hidden from the network."""
    name_dropout: float = 0.0
    """Share of the names with a known reading whose first piece is hidden, so that context must tell."""
    reading_weight: float = 0.5
    shallow: int = LAYERS
    """Layers that read every piece, see `Network`."""
    frozen: int = 0
    """Lower layers that stay as they are; with any, the embeddings of pieces do too."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """Articles that are learnt from, and how often."""

    articles: Sequence[Article]
    weight: float = 1.0
    """Of each of its windows in the loss."""
    share: float = 1.0
    """Of the articles, drawn anew for every epoch."""


def loss_of(logits: Tensor, batch: Batch, reading_weight: float) -> Tensor:
    """Cross-entropy of the three heads; a reading may be one of several."""
    readings, weights = batch.readings, batch.weights
    by_class, by_mention, by_reading = logits.split(HEAD_SIZES, dim=-1)
    total = torch.zeros(())
    for head, labels in ((by_class, batch.classes), (by_mention, batch.mentions)):
        losses = functional.cross_entropy(
            head.transpose(1, 2), labels, ignore_index=IGNORED, reduction="none"
        )
        known = (labels != IGNORED).float() * weights[:, None]
        total = total + (losses * weights[:, None]).sum() / known.sum().clamp(min=1.0)
    allowed = (readings[..., None] & READING_BITS) > 0
    known = (allowed.any(-1) & ~allowed.all(-1)).float() * weights[:, None]
    likelihood = by_reading.log_softmax(-1).masked_fill(~allowed, -1e4).logsumexp(-1)
    return total - reading_weight * (likelihood * known).sum() / known.sum().clamp(min=1.0)


def optimiser_of(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW with a smaller rate for lower layers."""

    def rate(name: str) -> float:
        if name.startswith(("head", "cases")):
            return recipe.head_rate
        depth = int(name.split(".")[1]) if name.startswith("layers") else -1
        return recipe.rate * recipe.layer_decay ** (LAYERS - 1 - depth)

    groups = [
        {"params": [p], "lr": rate(name), "weight_decay": recipe.weight_decay if p.ndim > 1 else 0.0}
        for name, p in network.named_parameters()
        if p.requires_grad
    ]
    return torch.optim.AdamW(groups, fused=True)


def train(
    network: Network,
    sources: Sequence[Source],
    splitter: PieceSplitter,
    recipe: Recipe,
    report: Callable[[int, Network, float], None] = lambda *_: None,
) -> Network:
    """Train a copy of `network`; `report` is called after each epoch with its mean loss."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    network = copy.deepcopy(network)
    network.shallow = recipe.shallow
    if recipe.frozen:
        for part in (network.words, network.positions, network.types, *network.layers[: recipe.frozen]):
            part.requires_grad_(False)
    optimiser = optimiser_of(network, recipe)
    unknown_id = splitter.unknown_id

    def draw() -> list[Sample]:
        found = []
        for source in sources:
            count = round(len(source.articles) * source.share)
            chosen = rng.sample(list(source.articles), count)
            found += samples([varied(a, rng) for a in chosen], splitter, rng, source.weight)
        return found

    epochs = [list(batches(draw(), splitter, recipe.pieces_a_batch, rng)) for _ in range(recipe.epochs)]
    steps = sum(map(len, epochs))
    warm = max(1, int(steps * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, (steps - step) / max(1, steps - warm))
    )
    begun = time.monotonic()
    step = 0
    for number, epoch in enumerate(epochs, 1):
        network.train()
        losses = []
        for batch in epoch:
            readings = batch.readings
            is_known = (readings > 0) & (readings & (readings - 1) == 0)
            rates = torch.where(is_known, max(recipe.name_dropout, recipe.word_dropout), recipe.word_dropout)
            hidden = (torch.rand(rates.shape) < rates) & batch.mask
            ids = batch.ids.masked_fill(hidden, unknown_id)
            logits = network(ids, batch.cases, batch.mask, batch.in_depth)
            loss = loss_of(logits, batch, recipe.reading_weight)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
            step += 1
            if step % 20 == 0:
                left = (time.monotonic() - begun) / step * (steps - step)
                print(f"  step {step}/{steps}, loss {losses[-1]:.3f}, {left:.0f} s left", flush=True)
        mean = math.fsum(losses) / len(losses)
        report(number, network.eval(), mean)
    return network


def average(networks: Sequence[Network]) -> Network:
    """The network whose weights are the mean of those of `networks`."""
    result = copy.deepcopy(networks[0])
    states = [n.state_dict() for n in networks]
    result.load_state_dict({name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]})
    return result
