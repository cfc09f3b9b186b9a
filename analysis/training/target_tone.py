"""Train the tone towards a target on NewsMTSC: what `analysis.tone_towards` says.

python -m analysis.training.target_tone --data NEWSMTSC --out news/ [--soft FILE] [--all]

``--soft`` takes what `analysis.training.soft_targets` wrote: targets with the probabilities that several networks give
them, taught beside those of NewsMTSC. Started again, it goes on from the last whole epoch. The averaged weights of the
last epoch end in OUT/tone.pt. A tenth of the sentences is held out, and their macro F1 is printed after each epoch.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from analysis.language.encoder import marked
from analysis.language.models import vocabulary
from analysis.language.wordpiece import WordPiece
from analysis.training.bert import TargetTone
from analysis.training.newsmtsc import targets
from analysis.training.running import Run, batches, begin, seed

Soft = NDArray[np.float32]
Row = tuple[list[int], list[int], int | Soft]
_SMOOTHED = 0.1  # of a coded tone that the other two share with it


def rows(folder: Path, split: str) -> list[Row]:
    """Targets as marked pieces, 1 for those of the target, and the tone: 0 negative, 1 neutral, 2 positive, or the
    probabilities of the three.
    """
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


def collate(batch: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Return pieces, target and mask of each row, padded."""
    n = max(len(one[0]) for one in batch)
    numbers, target, mask = (np.zeros((len(batch), n), np.int64) for _ in range(3))
    for at, (pieces, inside, _) in enumerate(batch):
        numbers[at, : len(pieces)], target[at, : len(pieces)], mask[at, : len(pieces)] = pieces, inside, 1
    return torch.from_numpy(numbers), torch.from_numpy(target), torch.from_numpy(mask)


def wanted(batch: Sequence[Row], weight: Tensor) -> tuple[Tensor, Tensor]:
    """Return the probabilities of the tones that each row is to have, shape (rows, 3), and how much each row counts: a
    coded one by the weight of its tone, another one 1.
    """
    soft = [
        tone if isinstance(tone, np.ndarray) else np.eye(3)[tone] * (1 - _SMOOTHED) + _SMOOTHED / 3
        for *_, tone in batch
    ]
    counts = [1.0 if isinstance(tone, np.ndarray) else float(weight[tone]) for *_, tone in batch]
    return torch.tensor(np.stack(soft), dtype=torch.float32), torch.tensor(counts)


@torch.no_grad()
def probabilities(network: TargetTone, every: Sequence[Row]) -> Soft:
    """The probabilities of the tones of each row, shape (rows, 3)."""
    network.eval()
    out = np.zeros((len(every), 3), np.float32)
    order = sorted(range(len(every)), key=lambda at: len(every[at][0]))
    for low in range(0, len(order), 32):
        out[order[low : low + 32]] = network(*collate([every[at] for at in order[low : low + 32]])).softmax(-1).numpy()
    network.train()
    return out


def predicted(network: TargetTone, every: Sequence[Row]) -> list[int]:
    """The likeliest tone of each row."""
    return [int(tone) for tone in probabilities(network, every).argmax(-1)]


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
    counts = np.bincount([tone for *_, tone in fit if isinstance(tone, int)], minlength=3)
    weight = torch.tensor(counts.sum() / (3 * counts), dtype=torch.float32)
    gold = [tone for _, _, tone in held]
    for epoch in range(run.epoch, options.epochs):
        rng = seed(options.seed + epoch)
        recent: list[float] = []
        for batch in batches(fit, options.batch, lambda one: len(one[0]), rng):
            want, count = wanted(batch, weight)
            loss = (
                functional.cross_entropy(network(*collate(batch)), want, reduction="none") * count
            ).sum() / count.sum()
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


def trained(*files: Path) -> TargetTone:
    """A network with trained weights: the mean of those of runs that began alike."""
    network = TargetTone()
    states = [torch.load(file, weights_only=True) for file in files]
    network.load_state_dict({name: sum(one[name] for one in states) / len(states) for name in states[0]})
    return network


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("runs"))
    parser.add_argument("--soft", type=Path)
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
    fit += pickle.loads(options.soft.read_bytes()) if options.soft else []  # noqa: S301
    seed(options.seed)
    network = TargetTone()
    for layer in network.encoder.layers:
        layer.drop.p = options.drop  # type: ignore[union-attr, assignment]
    total = options.epochs * math.ceil(len(fit) / options.batch)
    run = begin(network, options.rate, 1e-3, 0.99, total, options.out / "tone.ckpt")
    train(run, fit, held, options)


if __name__ == "__main__":
    main()
