"""Tone and acts against coded sentences of real readouts, with VADER beside them.

python -m tests.benchmarks.tone --data FOLDER [--labels FILE] [--least SCORE] [--failures]

FOLDER holds the texts that tests/real/tone.csv names. Spearman's rank correlation, macro-F1 over cold, neutral and warm
(a tone beyond 0.1 counts), accuracy of the main act; 95 % intervals from a bootstrap over texts. The labels are a
language model's, coded once by the codebook; tests/real/README.md says how.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path

import analysis
from analysis.training.readouts import labels, located

LABELS = Path(__file__).parent.parent / "real" / "tone.csv"
Cell = tuple[float, str, float, str | None, float]  # wanted tone, wanted act, tone, act, VADER's compound


def ranks(values: list[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    out = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for place in order[at : end + 1]:
            out[place] = (at + end) / 2
        at = end + 1
    return out


def spearman(one: list[float], two: list[float]) -> float:
    a, b = ranks(one), ranks(two)
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    cross = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    size = (sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)) ** 0.5
    return cross / size if size else float("nan")


def macro(pairs: list[tuple[int, int]]) -> float:
    """Macro-F1 of three classes."""
    scores = []
    for label in range(3):
        hits = sum(gold == label == found for gold, found in pairs)
        both = sum(gold == label for gold, _ in pairs) + sum(found == label for _, found in pairs)
        scores.append(2 * hits / both if both else 0.0)
    return sum(scores) / 3


def side(tone: float) -> int:
    return 0 if tone < -0.1 else 2 if tone > 0.1 else 1


MEASURES: dict[str, Callable[[list[Cell]], float]] = {
    "tone, Spearman": lambda cells: spearman([cell[0] for cell in cells], [cell[2] for cell in cells]),
    "tone, macro-F1": lambda cells: macro([(side(cell[0]), side(cell[2])) for cell in cells]),
    "main act, accuracy": lambda cells: sum(cell[1] == cell[3] for cell in cells) / len(cells),
    "VADER, Spearman": lambda cells: spearman([cell[0] for cell in cells], [cell[4] for cell in cells]),
    "VADER, macro-F1": lambda cells: macro([(side(cell[0]), side(cell[4])) for cell in cells]),
}


def score(file: str, coded: list[dict[str, str]], folder: Path, failures: list[str]) -> list[Cell]:
    """The cells of one text."""
    _, rows = located(analysis.read(folder / file)[0], coded)
    out: list[Cell] = []
    for label, row in zip(coded, rows, strict=True):
        if row is None:
            failures.append(f"not found: {file} {label['anchor']}")
            continue
        act = row["act"] if isinstance(row["act"], str) else "NONE"
        cell = (int(label["tone"]) / 2, label["act"], row["tone"], act, row["compound"])
        out.append(cell)
        if side(cell[0]) != side(cell[2]) or abs(cell[0] - cell[2]) >= 1 or cell[1] != cell[3]:
            failures.append(
                f"{label['counterpart']:12} want {cell[0]:+.1f} {cell[1]:8} got {cell[2]:+.1f} {cell[3]!s:8} {row['text'][:230]}"
            )
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--least", type=float, help="fail where a measure of tone or act is below")
    parser.add_argument("--failures", action="store_true", help="print what is wrong, one line each")
    options = parser.parse_args()
    failures: list[str] = []
    texts = [score(file, coded, options.data, failures) for file, coded in labels(options.labels).items()]
    if options.failures:
        print("\n".join(failures))
    texts = [text for text in texts if text]
    cells = [cell for text in texts for cell in text]
    print(f"{len(cells)} sentences of {len(texts)} texts")
    low = []
    draw = random.Random(0)  # noqa: S311
    for name, measure in MEASURES.items():
        values = sorted(
            measure([cell for text in draw.choices(texts, k=len(texts)) for cell in text]) for _ in range(300)
        )
        value = measure(cells)
        print(f"{name:20} {value:.3f}  [{values[7]:.3f}, {values[292]:.3f}]")
        if options.least is not None and not name.startswith("VADER") and value < options.least:
            low.append(name)
    if low:
        print(f"below {options.least}: {', '.join(low)}")
    return int(bool(low))


if __name__ == "__main__":
    sys.exit(main())
