"""Themes of real sentences against coded ones: precision, recall and F1.

python -m tests.benchmarks.themes --data FOLDER [--half develop|kept] [--labels FILE] [--failures]

FOLDER holds the texts that tests/real/themes.csv names. 95 % intervals from a bootstrap over sentences, each of another
text. The labels are a language model's, coded once; tests/real/README.md says how.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import analysis
from analysis.diplomacy.themes import THEMES
from analysis.training.readouts import sides
from tests.benchmarks.bootstrap import f1, interval, redrawn

LABELS = Path(__file__).parent.parent / "real" / "themes.csv"


def ratio(total: Counter[Any], key: object, of: str) -> float:
    return 100 * total[key, "hits"] / max(1, total[key, of])


def themes_at(label: dict[str, str], folder: Path) -> tuple[set[str], str]:
    """The themes that the package gives the sentence of a label, and its text."""
    names = [name for name in label["counterpart"].split("; ") if name] or ["nobody"]
    reading = analysis.analyze(analysis.read(folder / label["file"]), parties=sides(names))
    for row in reading.sentences.to_dict("records"):
        if label["anchor"] in " ".join(row["text"].split()):
            return set(row["themes"].split("; ") if isinstance(row["themes"], str) else ()), row["text"]
    raise SystemExit(f"no sentence with {label['anchor']!r} in {label['file']}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--half", choices=("develop", "kept"))
    parser.add_argument("--failures", action="store_true", help="print what is wrong, one line each")
    options = parser.parse_args()
    with options.labels.open(encoding="utf-8", newline="") as file:
        labels = [row for row in csv.DictReader(file) if options.half in (None, row["half"])]
    counts = []
    for label in labels:
        found, text = themes_at(label, options.data)
        gold = set(filter(None, label["themes"].split("; ")))
        one: Counter[Any] = Counter()
        for theme in gold | found:
            for key in (theme, "all"):
                one[key, "hits"] += theme in gold and theme in found
                one[key, "pred"] += theme in found
                one[key, "gold"] += theme in gold
        counts.append(one)
        if options.failures and gold != found:
            print(
                f"missed {', '.join(sorted(gold - found)) or '-'}; wrong {', '.join(sorted(found - gold)) or '-'}: {text[:300]}"
            )
    sums = redrawn(counts)
    total = sum(counts, Counter())
    print(f"{len(labels)} sentences")
    for key in (*THEMES, "all"):
        low, high = interval(sums, lambda one, key=key: f1(one, key))
        print(f"{key:14} precision {ratio(total, key, 'pred'):5.1f}  recall {ratio(total, key, 'gold'):5.1f}  "
              f"F1 {f1(total, key):5.1f} [{low:.1f}, {high:.1f}]  ({total[key, 'gold']} coded)")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
