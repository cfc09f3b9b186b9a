"""Omissions against labelled pairs of real tellings: how often "absent" and "found" are wrong.

python -m tests.benchmarks.omissions --data FOLDER [--half develop|kept] [--labels FILE] [--most PERCENT] [--failures]

FOLDER holds the texts that tests/real/omissions.csv names. A false absence is a point called absent though it stands on
the other side in other words; a false match one called shared, weaker or stronger that does not. 95 % intervals from a
bootstrap over pairs. The labels are a language model's, made once; tests/real/README.md says how.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import analysis
from analysis.training.readouts import sides
from tests.benchmarks.bootstrap import interval, redrawn

LABELS = Path(__file__).parent.parent / "real" / "omissions.csv"
FOUND = ("shared", "weaker", "stronger")


def of(key: str, whole: str) -> Callable[[Counter[Any]], float]:
    return lambda total: 100 * total[key] / max(1, total[whole])


FIGURES = {
    "false absence (of points called absent)": ("false absent", "absent"),
    "missed (called absent, of points that stand there)": ("false absent", "stands"),
    "false match (of points called found)": ("false found", "found"),
    "absent points found as such": ("true absent", "gold absent"),
    "weaker or stronger as labelled (of true matches)": ("degree", "true found"),
    "uncertain (of all)": ("uncertain", "all"),
    "no row for the label": ("none", "labels"),
}


def score(labels: list[dict[str, str]], folder: Path, failures: list[str]) -> Counter[Any]:
    """The counts of one pair."""
    first = labels[0]
    reading = analysis.analyze(
        analysis.read([folder / first["file_a"], folder / first["file_b"]]),
        parties=sides([first["party_a"], first["party_b"]]),
    )
    table = analysis.omissions(reading, between=(first["party_a"], first["party_b"]))
    mine = [row for row in table.to_dict("records") if row["party"] == first["party_a"]]
    out: Counter[Any] = Counter()
    for label in labels:
        out["labels"] += 1
        row = next((one for one in mine if label["anchor"] in " ".join(one["text"].split())), None)
        if row is None:
            out["none"] += 1
            failures.append(f"no row: {label['anchor']} ({label['status']}) in {label['file_a']}")
            continue
        stands, status = label["status"] != "absent", row["status"]
        out["all"] += 1
        out["stands" if stands else "gold absent"] += 1
        if status == "uncertain":
            out["uncertain"] += 1
            continue
        found = status in FOUND
        out["found" if found else "absent"] += 1
        out[f"{'true' if found == stands else 'false'} {'found' if found else 'absent'}"] += 1
        out["degree"] += found and stands and label["status"].replace("present", "shared") == status
        if found != stands:
            failures.append(
                f"{label['status']}, called {status} ({row['similarity']:.2f}): {row['text'][:110]} | {row['nearest_text']}"
            )
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--half", choices=("develop", "kept"))
    parser.add_argument("--most", type=float, help="fail where more than this per cent of absences are false")
    parser.add_argument("--failures", action="store_true", help="print what is wrong, one line each")
    options = parser.parse_args()
    pairs: dict[str, list[dict[str, str]]] = defaultdict(list)
    with options.labels.open(encoding="utf-8", newline="") as file:
        for label in csv.DictReader(file):
            pairs[label["pair"]].append(label)
    for name in ("develop", "kept") if options.half is None else (options.half,):
        failures: list[str] = []
        counts = [score(one, options.data, failures) for one in pairs.values() if one[0]["half"] == name]
        if options.failures:
            print("\n".join(failures))
        sums, total = redrawn(counts), sum(counts, Counter())
        print(f"{name}: {total['labels']} points of {len(counts)} pairs")
        for title, (key, whole) in FIGURES.items():
            low, high = interval(sums, of(key, whole))
            print(
                f"  {title:52} {of(key, whole)(total):5.1f} %  [{low:.1f}, {high:.1f}]  {total[key]} of {total[whole]}"
            )
        if options.most is not None and of("false absent", "absent")(total) > options.most:
            print(f"more than {options.most} % of absences are false")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
