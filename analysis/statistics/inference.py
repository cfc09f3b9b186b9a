"""Intervals, effect sizes and permutation tests on the values of units."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

_EXACT = 50_000  # arrangements of labels up to which all are counted


def welch_interval(a: Iterable[float], b: Iterable[float], level: float = 0.95) -> tuple[float, float]:
    """Return Welch's interval of the difference of two means; NaN with fewer than two values a side.

    Examples
    --------
    >>> [round(float(x), 3) for x in welch_interval([1.0, 2.0, 3.0], [2.0, 4.0, 9.0])]
    [-11.208, 5.208]
    """
    import numpy as np
    from scipy import stats

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    if len(one) < 2 or len(two) < 2:
        return math.nan, math.nan
    shares = one.var(ddof=1) / len(one), two.var(ddof=1) / len(two)
    difference = float(one.mean() - two.mean())
    if sum(shares) == 0:
        return difference, difference
    freedom = sum(shares) ** 2 / (shares[0] ** 2 / (len(one) - 1) + shares[1] ** 2 / (len(two) - 1))
    half = float(stats.t.ppf(0.5 + level / 2, freedom)) * math.sqrt(sum(shares))
    return difference - half, difference + half


def interval(values: Iterable[float]) -> tuple[float, float]:
    """Return Student's 95 % interval of the mean of at least two values.

    Examples
    --------
    >>> low, high = interval([0.0, 0.5, 1.0])
    >>> round(low, 2), round(high, 2)
    (-0.74, 1.74)
    """
    import numpy as np
    from scipy import stats

    all_values = np.asarray(list(values), dtype=float)
    half = float(stats.t.ppf(0.975, len(all_values) - 1)) * float(all_values.std(ddof=1)) / math.sqrt(len(all_values))
    return float(all_values.mean()) - half, float(all_values.mean()) + half


def hedges_g(a: Iterable[float], b: Iterable[float]) -> float:
    """Return the difference of two means in pooled standard deviations, corrected for small samples (Hedges 1981).

    0 where both means are equal; infinite where they differ and nothing varies.

    Examples
    --------
    >>> round(hedges_g([1, 2, 3, 4], [3, 4, 5, 6]), 4)
    -1.3471
    """
    import numpy as np

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    freedom = len(one) + len(two) - 2
    difference = float(one.mean() - two.mean())
    if difference == 0:
        return 0.0
    pooled = math.sqrt(float(((one - one.mean()) ** 2).sum() + ((two - two.mean()) ** 2).sum()) / freedom)
    if pooled == 0:
        return math.copysign(math.inf, difference)
    return difference / pooled * (1 - 3 / (4 * (len(one) + len(two)) - 9))


def cliffs_delta(a: Iterable[float], b: Iterable[float]) -> float:
    """Return how much more often a value of ``a`` is above one of ``b`` than below (Cliff 1993), in [-1, 1].

    Examples
    --------
    >>> cliffs_delta([1, 2, 3], [0, 1, 1])
    0.7777777777777778
    """
    import numpy as np

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    return float(np.sign(one[:, None] - two[None]).mean())


def permutation(
    a: Iterable[float], b: Iterable[float], pairs: Sequence[tuple[int, int]] = (), resamples: int = 9_999, seed: int = 0
) -> tuple[float, float]:
    """Return the p of the difference of two means under swaps within pairs and shuffles among the rest, and the least p.

    All arrangements are counted where they are at most 50,000, else ``resamples`` random ones and the one observed
    (Phipson & Smyth 2010). The least p is the smallest that so many units can reach.

    Examples
    --------
    >>> permutation([1.0, 2.0, 3.0], [4.0, 5.0, 6.0])
    (0.1, 0.1)
    >>> permutation([1.0, 2.0], [2.0, 3.0], pairs=[(0, 0), (1, 1)])
    (0.5, 0.5)
    """
    import numpy as np

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    gaps = np.array([two[j] - one[i] for i, j in pairs])
    loose_a = np.delete(one, [i for i, _ in pairs])
    loose = np.concatenate([loose_a, np.delete(two, [j for _, j in pairs])])
    total, many = float(one.sum() + two.sum()), len(loose_a)
    base = float(sum(one[i] for i, _ in pairs))
    shuffles = math.comb(len(loose), many)
    arrangements = 2 ** len(pairs) * shuffles
    least = min(1.0, (2 if len(one) == len(two) or not many else 1) / arrangements)
    if arrangements <= _EXACT:
        swaps = (
            np.array(list(itertools.product((0, 1), repeat=len(pairs))), dtype=float).reshape(
                2 ** len(pairs), len(pairs)
            )
            @ gaps
        )
        sums = np.array([loose[list(chosen)].sum() for chosen in itertools.combinations(range(len(loose)), many)])
        sum_a = (base + swaps[:, None] + sums[None]).ravel()
        extra = 0
    else:
        rng = np.random.default_rng(seed)
        swaps = (rng.random((resamples, len(pairs))) < 0.5) @ gaps if len(pairs) else np.zeros(resamples)
        order = rng.random((resamples, len(loose))).argsort(1)[:, :many]
        sum_a = base + swaps + loose[order].sum(1)
        extra = 1
        least = 1 / (resamples + 1)
    differences = sum_a / len(one) - (total - sum_a) / len(two)
    seen = abs(float(one.mean() - two.mean()))
    hits = int((np.abs(differences) >= seen - 1e-12).sum())
    return (hits + extra) / (len(differences) + extra), least
