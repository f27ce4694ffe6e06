"""The tables of the model card, from the log: `python -m training.tagger.card` writes them into it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CARD = FOLDER / "MODEL_CARD.md"
LOG = FOLDER / "log.jsonl"
NAMES = {
    "lgl": "LGL",
    "trnews": "TR-News",
    "gwn": "GeoWebNews",
    "ewn": "Worldwide Newswire",
    "relocar": "ReLocaR",
}
RUNS = {
    "first": "two epochs of newswire",
    "longer": "three epochs of newswire",
    "shipped": "shipped",
    "judged": "judged; corpus left out of the tagger, article out of the span classifier",
    "judged-left-out": "judged; corpus left out of both",
}
PARTS = {
    "first": ", second step from two epochs of newswire",
    "longer": ", second step from three epochs of newswire",
    "deep": ", third step",
    "deep-again": ", third step again",
}


def _run(run: str) -> str:
    """The words for a run: `without-gwn` is what comes of those that are called so with a part."""
    if run in RUNS:
        return RUNS[run]
    part = next((part for part in PARTS if run.endswith(f"-{part}")), None)
    recipe = run.removesuffix(f"-{part}")
    left_out = NAMES.get(recipe.removeprefix("without-"))
    return (f"shipped recipe without {left_out}" if left_out else recipe) + (PARTS[part] if part else "")


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _between(value: float, low_high: list[float]) -> str:
    return f"{value:.3f} ({low_high[0]:.3f} to {low_high[1]:.3f})"


def tables(records: list[dict[str, Any]]) -> dict[str, str]:
    """Each table by the name of its place in the card; the last record of a kind counts."""
    mentions = {(r["corpus"], r["run"]): r for r in records if "overlap_95" in r}
    readings = {(r["corpus"], r["run"], r["reading"]): r for r in records if "reading" in r}
    epochs = {(r["run"], r["epoch"]): r for r in records if "epoch" in r}
    return {
        "mentions": _table(
            ["corpus", "model", "articles", "mentions", "overlap F1 (95%)", "exact F1 (95%)"],
            [
                [
                    NAMES[corpus],
                    _run(run),
                    str(r["articles"]),
                    str(r["mentions"]),
                    _between(r["overlap_f1"], r["overlap_95"]),
                    _between(r["exact_f1"], r["exact_95"]),
                ]
                for (corpus, run), r in sorted(mentions.items())
            ],
        ),
        "readings": _table(
            ["corpus", "model", "gold reading", "mentions", "accuracy (95%)"],
            [
                [
                    NAMES[corpus],
                    _run(run),
                    reading,
                    str(r["count"]),
                    _between(r["accuracy"], r["accuracy_95"]),
                ]
                for (corpus, run, reading), r in sorted(readings.items())
            ],
        ),
        "epochs": _table(
            ["model", "epoch", "loss", "overlap F1", "exact F1"],
            [
                [_run(run), str(epoch), f"{r['loss']:.3f}", f"{r['overlap_f1']:.3f}", f"{r['exact_f1']:.3f}"]
                for (run, epoch), r in epochs.items()
            ],
        ),
    }


def main() -> None:
    """Rewrite what stands between the marks of the card."""
    records = [json.loads(line) for line in LOG.read_text(encoding="utf-8").splitlines()]
    card = CARD.read_text(encoding="utf-8")
    for name, table in tables(records).items():
        mark = re.compile(f"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        card = mark.sub(lambda m, table=table: m[1] + table + "\n" + m[2], card)
    CARD.write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
