"""The classes of acts against the gold records of PLOVER (sentences of wire news with the class of their event).

python -m tests.benchmarks.plover --data FOLDER

FOLDER holds PLOVER_GSR_CAMEO.txt. Counted are the records of the verbal classes that `resources/acts.toml` names: how many
have an act of that class, and what the strongest act of the others is. 95 % intervals from a bootstrap over records.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

import analysis
from analysis.diplomacy.cues import entries
from analysis.diplomacy.parties import Parties, Party

NOBODY = Parties("nobody", (Party("nobody's country"),))


def classes(text: str) -> list[str]:
    """The PLOVER classes of the acts of a sentence, the strongest act first."""
    acts = analysis.analyze(analysis.Article.from_text(text), NOBODY).acts
    return acts.sort_values("strength", ascending=False, kind="stable")["plover"].dropna().tolist()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    known = {one.plover for one in entries()} - {""}
    records = json.loads((options.data / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8"))
    found = [(one["event"], classes(one["text"])) for one in records if one["event"] in known and one.get("text")]
    draw = random.Random(0)  # noqa: S311
    print(f"{'class':10} {'n':>4}  found  95 % interval   instead")
    for name in (*sorted(known), "all"):
        mine = [(gold, acts) for gold, acts in found if name in (gold, "all")]
        hits = [gold in acts for gold, acts in mine]
        if not hits:
            continue
        shares = sorted(100 * sum(draw.choices(hits, k=len(hits))) / len(hits) for _ in range(1000))
        other = Counter(acts[0] if acts else "none" for gold, acts in mine if gold not in acts).most_common(3)
        print(f"{name:10} {len(hits):4}  {100 * sum(hits) / len(hits):5.1f}  [{shares[25]:.1f}, {shares[974]:.1f}]   "
              f"{', '.join(f'{act} {n}' for act, n in other)}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
