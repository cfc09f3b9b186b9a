"""Tone towards a target against NewsMTSC.

python -m tests.benchmarks.target_tone --data FOLDER [--split devtest_mt] [--least PERCENT]

Prints macro F1, F1 of each tone and accuracy in percent with a 95 % interval (bootstrap over sentences, which hold
several targets each), how often the surest answers are right, and targets a CPU second on one thread. ``--least``
fails below a macro F1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from analysis.language.encoder import Tone, tone_towards
from analysis.training.newsmtsc import Target, targets
from tests.benchmarks.bootstrap import f1, interval, redrawn

TONES = ("negative", "neutral", "positive")


def macro(total: Counter[Any]) -> float:
    """The mean of the three F1."""
    return sum(f1(total, name) for name in TONES) / 3


def counts(every: list[Target], said: list[int]) -> list[Counter[Any]]:
    """Counts a sentence."""
    out: dict[str, Counter[Any]] = defaultdict(Counter)
    for one, mine in zip(every, said, strict=True):
        here = out[one.group]
        here[TONES[one.tone], "gold"] += 1
        here[TONES[mine], "pred"] += 1
        here["n"] += 1
        if one.tone == mine:
            here[TONES[mine], "hits"] += 1
            here["right"] += 1
    return list(out.values())


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="devtest_mt")
    parser.add_argument("--least", type=float, default=0.0)
    options = parser.parse_args()
    every = targets(options.data, options.split)
    tone_towards(every[0].text, every[0].span)  # opens the model, which is not counted
    began = time.process_time()
    found: list[Tone] = tone_towards([one.text for one in every], [one.span for one in every])
    seconds = time.process_time() - began
    by_sentence = counts(every, [one.index(max(one)) for one in found])
    total: Counter[Any] = sum(by_sentence, Counter())
    sums = redrawn(by_sentence)
    for name, figure in (
        ("macro F1", macro), *((name, lambda one, name=name: f1(one, name)) for name in TONES),
        ("accuracy", lambda one: 100 * one["right"] / max(1, one["n"])),
    ):  # fmt: skip
        low, high = interval(sums, figure)
        print(f"{name:12}{figure(total):6.1f}  [{low:.1f}, {high:.1f}]")
    order = sorted(zip(every, found, strict=True), key=lambda pair: -max(pair[1]))
    for share in (0.5, 0.8):
        top = order[: int(share * len(order))]
        right = sum(one.tone == tone.index(max(tone)) for one, tone in top)
        print(f"surest {share:.0%}: {100 * right / len(top):.1f} right")
    print(
        f"{len(every) / seconds:.0f} targets a CPU second on one thread ({len(every)} targets of {len(by_sentence)} sentences)"
    )
    if macro(total) < options.least:
        sys.exit(f"macro F1 {macro(total):.1f} is below {options.least}")


if __name__ == "__main__":
    main()
