"""Intervals for figures that are sums over articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def redrawn(counts: Sequence[Counter[Any]], draws: int = 1000) -> list[Counter[Any]]:
    """Sums of the counts of articles drawn anew with replacement, ``draws`` times; the seed is fixed."""
    keys = sorted({key for one in counts for key in one}, key=str)
    table = np.array([[one[key] for key in keys] for one in counts])
    times = np.random.default_rng(0).multinomial(len(counts), [1 / len(counts)] * len(counts), size=draws)
    return [Counter(dict(zip(keys, map(int, row), strict=True))) for row in times @ table]


def interval(sums: Sequence[Counter[Any]], figure: Callable[[Counter[Any]], float]) -> tuple[float, float]:
    """The 95 % percentile interval of a figure over what `redrawn` gives."""
    low, high = np.percentile([figure(one) for one in sums], [2.5, 97.5])
    return float(low), float(high)


def f1(total: Counter[Any], key: object) -> float:
    """F1 in percent from counts under ``(key, "hits")``, ``(key, "pred")`` and ``(key, "gold")``."""
    return 200 * total[key, "hits"] / max(1, total[key, "pred"] + total[key, "gold"])
