"""Train the tone towards a target on NewsMTSC, and on coded sentences of readouts.

python -m analysis.training.target_tone --data NEWSMTSC --out news/ --share 1 --epochs 3
python -m analysis.training.target_tone --data NEWSMTSC --readouts FOLDER --labels FILE --out runs/

The first run learns what `analysis.tone_towards` says. The second learns the stance of readouts beside it and teaches
the encoder, by `analysis.training.silver`: its epoch goes through the sentences of readouts, through those of our own
wording, and through a share of NewsMTSC. Started again, it goes on from the last whole epoch. The averaged weights of the last epoch end in OUT/tone.pt. A tenth
of the sentences of NewsMTSC is held out, and their macro F1 is printed after each epoch.
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
from analysis.language.stance import DEGREES
from analysis.language.wordpiece import WordPiece
from analysis.training import readouts
from analysis.training.bert import TargetTone
from analysis.training.newsmtsc import targets
from analysis.training.running import Run, batches, begin, seed

Row = tuple[list[int], list[int], int]
CodedRow = tuple[list[int], list[int], int, int]


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


def coded_rows(coded: Sequence[readouts.Coded]) -> list[CodedRow]:
    """Sentences of readouts as marked pieces, 1 for those of the counterpart, the degree and the act."""
    pieces = WordPiece(vocabulary())
    return [(*readouts.question_pieces(one.asked, pieces), one.degree, one.act) for one in coded]


def collate(batch: Sequence[Row] | Sequence[CodedRow]) -> tuple[Tensor, ...]:
    """Return pieces, target, mask and what is to be told of each row, padded."""
    n = max(len(one[0]) for one in batch)
    numbers, target, mask = (np.zeros((len(batch), n), np.int64) for _ in range(3))
    for at, (pieces, inside, *_) in enumerate(batch):
        numbers[at, : len(pieces)], target[at, : len(pieces)], mask[at, : len(pieces)] = pieces, inside, 1
    told = zip(*(one[2:] for one in batch), strict=True)
    return (*map(torch.from_numpy, (numbers, target, mask)), *(torch.tensor(one) for one in told))


def degree_loss(scores: Tensor, degree: Tensor) -> Tensor:
    """Cross entropy with degrees that are the less likely the further they are, and the error of the expected one."""
    near = torch.from_numpy(readouts.NEAR)[degree]
    expected = torch.softmax(scores, 1) @ torch.tensor(DEGREES)
    return functional.cross_entropy(scores, near) + functional.mse_loss(expected, torch.tensor(DEGREES)[degree])


@torch.no_grad()
def predicted(network: TargetTone, every: Sequence[Row]) -> list[int]:
    """The likeliest tone of each row."""
    network.eval()
    out = [0] * len(every)
    order = sorted(range(len(every)), key=lambda at: len(every[at][0]))
    for low in range(0, len(order), 32):
        numbers, target, mask, _ = collate([every[at] for at in order[low : low + 32]])
        for at, tone in zip(order[low : low + 32], network(numbers, target, mask)[0].argmax(-1).tolist(), strict=True):
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


def train(
    run: Run, fit: Sequence[Row], held: Sequence[Row], coded: Sequence[CodedRow], options: argparse.Namespace
) -> None:
    """Train to the end of the last epoch."""
    network: TargetTone = run.network
    network.train()
    counts = np.bincount([tone for _, _, tone in fit], minlength=3)
    weight = torch.tensor(len(fit) / (3 * counts), dtype=torch.float32)
    gold = [tone for _, _, tone in held]
    for epoch in range(run.epoch, options.epochs):
        rng = seed(options.seed + epoch)
        recent: list[float] = []
        news = batches(rng.sample(fit, round(len(fit) * options.share)), options.batch, lambda one: len(one[0]), rng)
        ours = [row for _ in range(options.own) for row in coded_rows(readouts.own_coded(rng))]
        told = batches([*coded, *ours], options.batch, lambda one: len(one[0]), rng)
        both: list[Sequence[Row] | Sequence[CodedRow]] = [*news, *told]
        rng.shuffle(both)
        for batch in both:
            numbers, target, mask, *wanted = collate(batch)
            tone, degree, act = network(numbers, target, mask)
            if len(wanted) == 1:
                loss = functional.cross_entropy(tone, wanted[0], weight=weight, label_smoothing=0.1)
            else:
                loss = degree_loss(degree, wanted[0]) + functional.cross_entropy(act, wanted[1], label_smoothing=0.1)
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
    parser.add_argument("--readouts", type=Path, help="the texts that the labels name; without it, news alone")
    parser.add_argument("--labels", type=Path, default=Path("tests/real/tone_training.csv"))
    parser.add_argument("--out", type=Path, default=Path("runs"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--start", type=Path, help="weights to go on from, else those of the base")
    parser.add_argument(
        "--own", type=int, default=1, help="how often an epoch goes through sentences of our own wording"
    )
    parser.add_argument("--share", type=float, default=0.4, help="of NewsMTSC in an epoch")
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
    network = trained(options.start) if options.start else TargetTone()
    for layer in network.encoder.layers:
        layer.drop.p = options.drop  # type: ignore[union-attr, assignment]
    options.own = options.own if options.readouts else 0
    coded = coded_rows(readouts.real(options.labels, options.readouts)) if options.readouts else []
    print(f"{len(fit)} sentences of news, {len(coded)} of readouts", flush=True)
    told = len(coded) + options.own * len(readouts.own_coded(random.Random(0)))  # noqa: S311
    total = options.epochs * sum(math.ceil(n / options.batch) for n in (round(len(fit) * options.share), told))
    run = begin(network, options.rate, 1e-3, 0.99, total, options.out / "tone.ckpt")
    train(run, fit, held, coded, options)


if __name__ == "__main__":
    main()
