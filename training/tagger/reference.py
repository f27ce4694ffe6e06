"""What the training code's network answers on a fixed text, for the test of the model file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from geo.recognition.pieces import PieceSplitter
from training.tagger.network import HEAD_SIZES, Network

TEXT = (
    "LAUREL, Miss. (AP) - The mayor of St. Louis, Tishaura Jones, met a Turkish delegation in Washington "
    "on Friday. Ankara had asked the U.S. for talks; the University of Texas sent two observers to Harlan "
    "County, Kentucky, and Moscow said that it would not come."
)
"""Written for this purpose."""


@torch.inference_mode()
def write_reference(network: Network, splitter: PieceSplitter, path: Path) -> None:
    """Write the text, and for each of its pieces the probabilities of every head."""
    pieces = splitter.split([TEXT])[0]
    ids = torch.tensor([[splitter.start_id, *pieces.ids.tolist(), splitter.end_id]])
    cases = torch.tensor([[0, *pieces.cases.tolist(), 0]])
    in_depth = torch.tensor([[False, *pieces.in_depth.tolist(), False]])
    network.eval()
    logits = network(ids, cases, torch.ones_like(in_depth), in_depth)[0, 1:-1]
    heads = torch.cat([head.softmax(-1) for head in logits.split(HEAD_SIZES, -1)], -1).numpy()
    rows = [" ".join(f"{value:.3f}" for value in row) for row in np.round(heads, 3)]
    path.write_text(json.dumps({"text": TEXT, "probabilities": rows}, indent=1) + "\n", encoding="utf-8")
