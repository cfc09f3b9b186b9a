"""Train the tone towards a target on NewsMTSC: what `analysis.tone_towards` says.

python -m analysis.training.target_tone --data NEWSMTSC --out news/

Started again, it goes on from the last whole epoch. The averaged weights of the last epoch end in OUT/tone.pt. A tenth
of the sentences is held out, and their macro F1 is printed after each epoch.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from analysis.language.encoder import marked
from analysis.language.models import vocabulary
from analysis.language.wordpiece import WordPiece
from analysis.training.bert import TargetTone
from analysis.training.newsmtsc import targets
from analysis.training.running import Run, batches, begin, seed

Row = tuple[list[int], list[int], int]


def rows(folder: Path, split: str) -> list[Row]:
    """Targets as marked pieces, 1 for those of the target, and the tone: 0 negative, 1 neutral, 2 positive."""
    pieces = WordPiece(vocabulary())
    return [(*marked(one.text, one.span, pieces), one.tone) for one in targets(folder, split)]


def held_out(folder: Path) -> tuple[list[Row], list[Row]]:
    """The rows of train in two: to fit, and every tenth sentence, whole."""
    every = targets(folder, "train")
    groups = sorted({one.group for one in every})
    held = set(random.Random(7).sample(groups, len(groups) // 10))  # noqa: S311
    both: tuple[list[Row], list[Row]] = ([], [])
    for one, row in zip(every, rows(folder, "train"), strict=True):
        both[one.group in held].append(row)
    return both


def collate(batch: Sequence[Row]) -> tuple[Tensor, ...]:
    """Return pieces, target and mask of each row, padded, and the tones."""
    n = max(len(one[0]) for one in batch)
    numbers, target, mask = (np.zeros((len(batch), n), np.int64) for _ in range(3))
    for at, (pieces, inside, _) in enumerate(batch):
        numbers[at, : len(pieces)], target[at, : len(pieces)], mask[at, : len(pieces)] = pieces, inside, 1
    return (*map(torch.from_numpy, (numbers, target, mask)), torch.tensor([tone for _, _, tone in batch]))


@torch.no_grad()
def predicted(network: TargetTone, every: Sequence[Row]) -> list[int]:
    """The likeliest tone of each row."""
    network.eval()
    out = [0] * len(every)
    order = sorted(range(len(every)), key=lambda at: len(every[at][0]))
    for low in range(0, len(order), 32):
        numbers, target, mask, _ = collate([every[at] for at in order[low : low + 32]])
        for at, tone in zip(order[low : low + 32], network(numbers, target, mask).argmax(-1).tolist(), strict=True):
            out[at] = tone
    network.train()
    return out


def macro_f1(gold: Sequence[int], said: Sequence[int]) -> float:
    """The mean F1 of the three tones, in percent.

    Examples
    --------
    >>> macro_f1([0, 1, 2, 2], [0, 1, 2, 1])
    77.8
    """
    one, two = np.array(gold), np.array(said)
    scores = [2 * ((one == k) & (two == k)).sum() / max(1, (one == k).sum() + (two == k).sum()) for k in range(3)]
    return round(float(100 * np.mean(scores)), 1)


def train(run: Run, fit: Sequence[Row], held: Sequence[Row], options: argparse.Namespace) -> None:
    """Train to the end of the last epoch."""
    network: TargetTone = run.network
    network.train()
    counts = np.bincount([tone for _, _, tone in fit], minlength=3)
    weight = torch.tensor(len(fit) / (3 * counts), dtype=torch.float32)
    gold = [tone for _, _, tone in held]
    for epoch in range(run.epoch, options.epochs):
        rng = seed(options.seed + epoch)
        recent: list[float] = []
        for batch in batches(fit, options.batch, lambda one: len(one[0]), rng):
            numbers, target, mask, wanted = collate(batch)
            loss = functional.cross_entropy(network(numbers, target, mask), wanted, weight=weight, label_smoothing=0.1)
            run.go(loss)
            recent = [*recent[-49:], loss.item()]
            if run.step % 50 == 0:
                print(f"step {run.step} of {run.total}: loss {np.mean(recent):.3f}", flush=True)
            if run.step == options.steps:
                return
        run.epoch = epoch + 1
        score = macro_f1(gold, predicted(run.average.module, held)) if held else 0.0  # type: ignore[arg-type]
        print(f"epoch {run.epoch}: macro F1 of news {score if held else 'not measured'}", flush=True)
        torch.save(run.weights(), run.file.with_suffix(".pt"))
        run.save()  # last: a run that is stopped before it does the epoch again


def trained(file: Path) -> TargetTone:
    """A network with trained weights."""
    network = TargetTone()
    network.load_state_dict(torch.load(file, weights_only=True))
    return network


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("runs"))
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--steps", type=int, help="stop after so many, to try the script")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--drop", type=float, default=0.0)
    parser.add_argument("--all", action="store_true", help="hold nothing out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    fit, held = (rows(options.data, "train"), []) if options.all else held_out(options.data)
    seed(options.seed)
    network = TargetTone()
    for layer in network.encoder.layers:
        layer.drop.p = options.drop  # type: ignore[union-attr, assignment]
    total = options.epochs * math.ceil(len(fit) / options.batch)
    run = begin(network, options.rate, 1e-3, 0.99, total, options.out / "tone.ckpt")
    train(run, fit, held, options)


if __name__ == "__main__":
    main()
