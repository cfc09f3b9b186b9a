"""Targets of news that nobody coded, with the tones that several networks give them, to teach one network what they know.

python -m analysis.training.soft_targets --data POLNEAR --runs news/0 news/1 ... --out news/soft.pkl

RUNS/tone.pt are runs of `analysis.training.target_tone` with other seeds. Targets are persons, groups and bodies in
sentences of PolNeAR's train articles that name a person; no label of PolNeAR is read. As most are neutral, so many of
each tone are drawn. Distillation after Hinton, Vinyals & Dean 2015.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from analysis.language.encoder import encode, marked
from analysis.language.models import vocabulary
from analysis.language.tokens import parsed
from analysis.language.wordpiece import WordPiece
from analysis.training.polnear import articles
from analysis.training.target_tone import Row, probabilities, trained

_KINDS = ("PERSON", "ORG", "NORP")
_WORDS = range(8, 61)
_MOST = 4  # targets of a sentence
_DRAWN = {0: 4500, 1: 4000, 2: 3500}


def targets(folder: Path) -> Iterator[Row]:
    """Return the targets of the train articles; their tone is not known and given as neutral."""
    pieces = WordPiece(vocabulary())
    for split in ("fit", "held"):
        for article in articles(folder, split):
            tokens = parsed(encode(article.text))
            named = [
                (label, tokens.words[low].start, tokens.words[high - 1].end)
                for label, low, high in tokens.entities()
                if label in _KINDS
            ]
            for begin, end in tokens.sentences:
                inside = {
                    article.text[low:high]: (label, low, high)
                    for label, low, high in named
                    if begin <= low and high <= end
                }
                if len(article.text[begin:end].split()) in _WORDS and any(
                    label == "PERSON" for label, *_ in inside.values()
                ):
                    for _, low, high in list(inside.values())[:_MOST]:
                        yield (*marked(article.text[begin:end], (low - begin, high - begin), pieces), 1)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    every = list(targets(options.data))
    tones = np.mean([probabilities(trained(run / "tone.pt"), every) for run in options.runs], axis=0)
    draw = random.Random(5)  # noqa: S311
    chosen: list[int] = []
    for tone, most in _DRAWN.items():
        fitting = np.flatnonzero(tones.argmax(-1) == tone).tolist()
        chosen += draw.sample(fitting, min(most, len(fitting)))
    print(f"{len(every)} targets, {len(chosen)} drawn", flush=True)
    options.out.write_bytes(pickle.dumps([(every[at][0], every[at][1], tones[at]) for at in chosen]))


if __name__ == "__main__":
    main()
