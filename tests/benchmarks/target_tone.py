"""Tone towards a target against NewsMTSC, with VADER beside it.

python -m tests.benchmarks.target_tone --data ../shared/corpora/newsmtsc [--split devtest_mt] [--least PERCENT]

Macro-F1 and accuracy over negative, neutral and positive, with 95 % intervals from a bootstrap over sentences.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

import analysis

CLASSES = {2: 0, 4: 1, 6: 2}


def macro(pairs: list[tuple[int, int]]) -> float:
    scores = []
    for label in range(3):
        hits = sum(gold == label == found for gold, found in pairs)
        both = sum(gold == label for gold, _ in pairs) + sum(found == label for _, found in pairs)
        scores.append(200 * hits / both if both else 0.0)
    return sum(scores) / 3


def interval(groups: list[list[tuple[int, int]]]) -> tuple[float, float, float]:
    draw = random.Random(0)  # noqa: S311
    values = sorted(
        macro([pair for group in draw.choices(groups, k=len(groups)) for pair in group]) for _ in range(500)
    )
    return macro([pair for group in groups for pair in group]), values[12], values[487]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="devtest_mt")
    parser.add_argument("--least", type=float, help="fail where the model's macro-F1 is below")
    options = parser.parse_args()
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    gold: list[int] = []
    for line in (options.data / f"{options.split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for target in row["targets"]:
            texts.append(row["sentence_normalized"])
            spans.append((int(target["from"]), int(target["to"])))
            gold.append(CLASSES[int(target["polarity"])])
    analysis.tone_towards(texts[0], spans[0])  # the model is loaded
    begun = time.process_time()
    tones = analysis.tone_towards(texts, spans)
    spent = time.process_time() - begun
    model = [max(range(3), key=lambda at, tone=tone: tone[at]) for tone in tones]  # type: ignore[misc]
    vader = [0 if one.compound < -0.05 else 2 if one.compound > 0.05 else 1 for one in analysis.score_sentiment(texts)]
    print(f"{options.split}: {len(gold)} targets in {len(set(texts))} sentences")
    result = 0.0
    for name, found in (("model", model), ("VADER", vader)):
        groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for text, label, shown in zip(texts, gold, found, strict=True):
            groups[text].append((label, shown))
        value, low, high = interval(list(groups.values()))
        right = sum(one == two for one, two in zip(gold, found, strict=True))
        print(f"{name}: macro-F1 {value:.1f} [{low:.1f}, {high:.1f}], accuracy {100 * right / len(gold):.1f}")
        result = value if name == "model" else result
    sure = sorted(zip((max(tone) for tone in tones), gold, model, strict=True), reverse=True)
    for share in (0.5, 0.75):
        kept = sure[: int(share * len(sure))]
        print(f"the surest {share:.0%}: macro-F1 {macro([(label, shown) for _, label, shown in kept]):.1f}")
    print(f"{len(gold) / spent:,.0f} targets a CPU-second on one thread")
    return int(options.least is not None and result < options.least)


if __name__ == "__main__":
    sys.exit(main())
