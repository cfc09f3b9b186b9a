"""Train the encoder: tags of pieces and links from cues on PolNeAR, then words and stances beside them.

python -m analysis.training.attribution --data POLNEAR --out runs/ [--epochs 5]
python -m analysis.training.attribution --data POLNEAR --out runs/ --teacher runs/attribution.pt --silver runs/silver.pkl

The first run learns attribution alone; the averaged weights end in OUT/attribution.pt. The second goes on from them, also
on texts without labels: it learns to say what the first one says (distillation, Hinton et al. 2015), and what
`analysis.training.silver` wrote of words and stances; its weights end in OUT/reader.pt. Started again, either goes on
from the last whole epoch. After each epoch it prints the F1 of pieces on 84 articles held out of train, and how many
words there have the class and the head that the parser gave them; dev is never looked at.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from analysis.language.models import vocabulary
from analysis.language.pieces import FEATURES, ROOM, windows
from analysis.language.wordpiece import CLS, MASK, SEP, WordPiece
from analysis.training import readouts
from analysis.training.bert import FAR, Reader, trained
from analysis.training.lessons import Plan, read_silver, sentence_losses, word_accuracy, word_losses
from analysis.training.polnear import ROLES, Example, articles, example, labels
from analysis.training.running import Run, batches, begin, seed

Slice = tuple[Example, int, int]
Batch = tuple[Tensor, Tensor, Tensor, Tensor, NDArray[np.int64], list[tuple[int, NDArray[np.int64], NDArray[np.int64]]]]


def slices(examples: Sequence[Example], rng: random.Random | None = None) -> list[Slice]:
    """Windows over the examples; with ``rng`` the first of each is shorter by chance, so that the cuts move."""
    return [
        (one, start, end)
        for one in examples
        for start, end in windows(one.pieces, ROOM, rng.randrange(60, ROOM + 1) if rng else None, overlap=0)
    ]


def collate(rows: Sequence[Slice]) -> Batch:
    """Return pieces, features, mask and labels, padded; paragraphs; and for each gold cue its row, pieces and roles."""
    n = max(end - start for _, start, end in rows) + 2
    numbers, mask = np.zeros((len(rows), n), np.int64), np.zeros((len(rows), n), np.int64)
    features = np.zeros((len(rows), n, FEATURES), np.float32)
    wanted, paragraph = np.full((len(rows), n), -100, np.int64), np.full((len(rows), n), -1, np.int64)
    cues = []
    for row, (one, start, end) in enumerate(rows):
        size = end - start
        numbers[row, 0], numbers[row, size + 1] = CLS, SEP
        numbers[row, 1 : size + 1] = one.pieces.numbers[start:end]
        mask[row, : size + 2] = 1
        features[row, 1 : size + 1] = one.pieces.features[start:end]
        paragraph[row, 1 : size + 1] = one.pieces.paragraph[start:end]
        if one.labelled:
            wanted[row, 1 : size + 1] = labels(one.tags[:, start:end])
        for link in one.links:
            inside = {role: link[role][(link[role] >= start) & (link[role] < end)] - start + 1 for role in ROLES}
            if len(inside["cue"]):
                roles = np.zeros(n, np.int64)
                roles[inside["source"]], roles[inside["content"]] = 1, 2
                cues.append((row, inside["cue"], roles))
    tensor = torch.from_numpy
    return tensor(numbers), tensor(features), tensor(mask), tensor(wanted), paragraph, cues


def losses(network: Reader, batch: Batch, rng: random.Random, word_drop: float,
           teacher: Reader | None = None) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:  # fmt: skip
    """Return the cross entropy of the tags, that of the links, and all that the network says.

    Some pieces are hidden behind [MASK]. Links are asked of one piece of each gold cue and of some pieces that the
    tags wrongly take for a cue, to which nothing belongs. With a teacher, who sees every piece, half of either loss is
    the divergence from what it says; of a text without labels the teacher's word is all there is, and links are asked
    of the cues that it finds.
    """
    whole, features, mask, wanted, paragraph, cues = batch
    numbers = torch.where((torch.rand(whole.shape) < word_drop) & (whole > MASK), MASK, whole)
    said = network(numbers, features, mask)
    tags, as_cue, as_part = said[:3]
    known = int((wanted >= 0).sum())
    tag_loss = functional.cross_entropy(tags.flatten(0, 1), wanted.flatten(), ignore_index=-100, reduction="sum") / max(
        1, known
    )
    asked = [
        (row, int(places[0] if rng.random() < 0.5 else rng.choice(list(places))), roles) for row, places, roles in cues
    ]
    gold = np.zeros(tuple(numbers.shape), bool)
    for row, places, _ in cues:
        gold[row, places] = True
    likely = tags.detach().softmax(-1)[..., 3:5].sum(-1).numpy()
    wrong = [(int(row), int(at)) for row, at in np.argwhere((likely > 0.2) & ~gold & (wanted.numpy() >= 0))]
    rng.shuffle(wrong)
    asked += [(row, at, np.zeros(numbers.shape[1], np.int64)) for row, at in wrong[: len(cues) // 3]]
    read = mask.bool()
    if teacher:
        with torch.no_grad():
            their_tags, their_cue, their_part, _ = teacher(whole, features, mask)
        tag_loss = 0.5 * tag_loss + divergence(tags[read], their_tags[read]).mean()
        bare = ~(wanted.numpy() >= 0).any(1)
        found = np.argwhere((their_tags.argmax(-1).numpy() == 3) & bare[:, None] & read.numpy())
        asked += [(int(row), int(at), np.full(numbers.shape[1], -100)) for row, at in found]
    if not asked:
        return tag_loss, tag_loss * 0, said
    rows, heads = np.array([row for row, _, _ in asked]), np.array([at for _, at, _ in asked])
    target = np.stack([roles for _, _, roles in asked])
    target[mask.numpy()[rows] == 0] = -100
    apart = np.clip(np.arange(numbers.shape[1])[None] - heads[:, None], -FAR, FAR)
    near = (paragraph[rows] == paragraph[rows, heads][:, None]).astype(np.float32)
    tensor = torch.from_numpy
    scores = network.pair(as_cue[tensor(rows), tensor(heads)], as_part[tensor(rows)], tensor(apart), tensor(near))
    links = functional.cross_entropy(scores.flatten(0, 1), tensor(target).flatten(), ignore_index=-100, reduction="sum")
    if teacher:
        with torch.no_grad():
            theirs = teacher.pair(
                their_cue[tensor(rows), tensor(heads)], their_part[tensor(rows)], tensor(apart), tensor(near)
            )
        inside = read[tensor(rows)]
        links = 0.5 * links + divergence(scores[inside], theirs[inside]).sum()
    return tag_loss, links / (len(asked) * 64), said


def divergence(scores: Tensor, theirs: Tensor) -> Tensor:
    """Kullback-Leibler divergence of scores (k, classes) from those of a teacher, softened to a temperature of 2."""
    mine, other = (functional.log_softmax(one / 2, -1) for one in (scores, theirs))
    return 4 * functional.kl_div(mine, other, reduction="none", log_target=True).sum(-1)


@torch.no_grad()
def piece_scores(network: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """F1, in percent, of the pieces that begin a word, by role."""
    network.eval()
    counts = {role: np.zeros(3) for role in ROLES}
    rows = sorted(slices(examples), key=lambda one: one[2] - one[1])
    for low in range(0, len(rows), 16):
        numbers, features, mask, *_ = collate(rows[low : low + 16])
        found = network(numbers, features, mask)[0].argmax(-1).numpy()
        for line, (one, start, end) in zip(found, rows[low : low + 16], strict=True):
            first, mine = one.pieces.first[start:end], line[1 : end - start + 1]
            for number, role in enumerate(ROLES):
                said, gold = ((mine + 1) // 2 == number + 1) & first, (one.tags[number, start:end] > 0) & first
                counts[role] += ((said & gold).sum(), said.sum(), gold.sum())
    network.train()
    return {role: round(float(200 * hit / max(1, said + gold)), 1) for role, (hit, said, gold) in counts.items()}


def train(run: Run, fit: Sequence[Example], held: Sequence[Example], options: argparse.Namespace,
          teacher: Reader | None = None, plan: Plan | None = None) -> None:  # fmt: skip
    """Train to the end of the last epoch; with a plan also on the words and stances of its texts."""
    network: Reader = run.network
    network.train()
    for epoch in range(run.epoch, options.epochs):
        rng = seed(options.seed + epoch)
        recent: list[tuple[float, ...]] = []
        now = [*fit, *plan.texts, *plan.own(_own(rng, options.own))] if plan else fit
        for rows in batches(slices(now, rng), options.batch, lambda one: one[2] - one[1], rng):
            tag_loss, link_loss, said = losses(network, collate(rows), rng, options.word_drop, teacher)
            loss, parts = tag_loss + 0.5 * link_loss, [tag_loss.item(), link_loss.item()]
            if plan:
                words, stance = word_losses(said, rows, plan), sentence_losses(network, said[3], rows, plan)
                loss = loss + 0.6 * words + stance
                parts += [words.item(), stance.item()]
            run.go(loss)
            recent = [*recent[-49:], tuple(parts)]
            if run.step % 50 == 0:
                print(f"step {run.step} of {run.total}: losses {np.mean(recent, axis=0).round(3)}", flush=True)
            if run.step == options.steps:
                return
        run.epoch = epoch + 1
        run.save()
        average: Reader = run.average.module  # type: ignore[assignment]
        print(f"epoch {run.epoch}: F1 of pieces {piece_scores(average, held)}", flush=True)
        if plan:
            print(f"  words as the parser has them {word_accuracy(average, slices(held), plan)}", flush=True)
    torch.save(run.weights(), run.file.with_suffix(".pt"))


def _own(rng: random.Random, times: int) -> list[readouts.OwnSentence]:
    return [one for _ in range(times) for one in readouts.own(rng)]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("runs"))
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--steps", type=int, help="stop after so many, to try the script")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--word-drop", type=float, default=0.08)
    parser.add_argument("--teacher", type=Path, help="weights to go on from and to keep to")
    parser.add_argument("--silver", type=Path, help="what analysis.training.silver wrote, with a teacher")
    parser.add_argument("--start", type=Path, help="weights to go on from instead, as the second run left them")
    parser.add_argument(
        "--own", type=int, default=1, help="how often an epoch goes through sentences of our own wording"
    )
    parser.add_argument("--drop", type=float, default=0.05, help="dropout behind attention, never inside it")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = WordPiece(vocabulary())
    fit, held = ([example(one, pieces) for one in articles(options.data, split)] for split in ("fit", "held"))
    rng = seed(options.seed)
    network, teacher, plan = Reader(), None, None
    if options.teacher:
        weights = torch.load(options.teacher, weights_only=True)
        teacher = trained(weights).eval()
        plan = read_silver(options.silver, pieces, {one.article.name for one in (*fit, *held)})
        network = Reader(classes=sum(plan.sizes))
        network.load_state_dict(
            torch.load(options.start, weights_only=True) if options.start else weights, strict=False
        )
    for layer in network.encoder.layers:
        layer.drop.p = options.drop  # type: ignore[union-attr, assignment]
    every = [*fit, *plan.texts, *plan.own(_own(rng, options.own))] if plan else fit
    total = options.epochs * math.ceil(len(slices(every, rng)) / options.batch)
    file = options.out / ("reader.ckpt" if plan else "attribution.ckpt")
    train(begin(network, options.rate, 1e-3, 0.998, total, file), fit, held, options, teacher, plan)


if __name__ == "__main__":
    main()
