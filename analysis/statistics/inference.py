"""Intervals and permutation tests on the values of units, some of which may be pairs.

All rest on one figure: the difference of two means in standard errors, as Welch (1947) has it for independent units,
Student for pairs, and Derrick, Toher & White (2017) for sides of which only some units are pairs.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

Pairs = Sequence[tuple[int, int]]

_EXACT = 50_000  # arrangements of labels up to which all are counted
_CHUNK = 2_000  # arrangements weighed at a time
# Where one side has half again as many units as the other, and the smaller enough to draw from, the bootstrap-t
# interval covers better than Welch's: see docs/statistics.md.
_UNLIKE, _DRAWABLE = 1.5, 4


class Difference(NamedTuple):
    """The difference of two means, its standard error, degrees of freedom and the correlation within pairs."""

    value: float
    error: float
    freedom: float
    correlation: float


def difference(a: Iterable[float], b: Iterable[float], pairs: Pairs = ()) -> Difference:
    """Return the difference of the means of two sides with its standard error.

    Without pairs the error and the degrees of freedom are Welch's; where every unit is in a pair, Student's; in between
    those of Derrick, Toher & White (2017). A side on which nothing varies, as with an act that it never has, is taken to
    vary like the other: the error is then the pooled one. NaN error where a side has fewer than two units.

    Parameters
    ----------
    a, b : iterable of float
    pairs : sequence of (int, int)
        Positions in ``a`` and ``b`` that belong together, each at most once.

    Examples
    --------
    >>> [round(x, 3) for x in difference([1.0, 2.0, 3.0], [2.0, 4.0, 9.0])]
    [-3.0, 2.16, 2.306, 0.0]
    >>> [round(x, 3) for x in difference([1.0, 2.0, 3.0], [2.0, 4.0, 9.0], [(0, 0), (1, 1), (2, 2)])]
    [-3.0, 1.528, 2.0, 0.971]
    """
    import numpy as np

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    gap = float(one.mean() - two.mean()) if len(one) and len(two) else math.nan
    if len(one) < 2 or len(two) < 2:
        return Difference(gap, math.nan, math.nan, 0.0)
    spreads = float(one.var(ddof=1)), float(two.var(ddof=1))
    if sum(spreads) < 1e-24:
        return Difference(gap, 0.0, math.nan, 0.0)
    if min(spreads) < 1e-12 * max(spreads):
        rest = len(one) + len(two) - 2
        pooled = ((len(one) - 1) * spreads[0] + (len(two) - 1) * spreads[1]) / rest
        return Difference(gap, math.sqrt(pooled * (1 / len(one) + 1 / len(two))), float(rest), 0.0)
    _, error, r = _studentised(_moments(one, two, pairs), len(one), len(two), len(pairs))
    shares = spreads[0] / len(one), spreads[1] / len(two)
    welch = sum(shares) ** 2 / (shares[0] ** 2 / (len(one) - 1) + shares[1] ** 2 / (len(two) - 1))
    n, loose = len(pairs), len(one) + len(two) - 2 * len(pairs)
    freedom = n - 1 + (welch - n + 1) / (loose + 2 * n) * loose
    return Difference(gap, float(error[0]), float(freedom), float(r[0]))


def t_interval(a: Iterable[float], b: Iterable[float], pairs: Pairs = (), level: float = 0.95) -> tuple[float, float]:
    """Return the t interval of the difference of two means; NaN with fewer than two values a side or none that differ.

    Examples
    --------
    >>> [round(x, 3) for x in t_interval([1.0, 2.0, 3.0], [2.0, 4.0, 9.0])]
    [-11.208, 5.208]
    """
    from scipy.special import stdtrit

    found = difference(a, b, pairs)
    if not found.error > 1e-12:
        return math.nan, math.nan
    half = float(stdtrit(found.freedom, 0.5 + level / 2)) * found.error
    return found.value - half, found.value + half


def bootstrap_interval(
    a: Iterable[float], b: Iterable[float], pairs: Pairs = (), level: float = 0.95, resamples: int = 1_999, seed: int = 0
) -> tuple[float, float]:  # fmt: skip
    """Return the symmetric bootstrap-t interval of the difference of two means (Hall 1988).

    Pairs are drawn as pairs, the other units of each side among themselves. NaN where too few draws vary.

    Examples
    --------
    >>> [round(x, 1) for x in bootstrap_interval([1.0, 2.0, 3.0, 5.0], [2.0, 4.0, 9.0, 9.5, 8.0, 7.0])]
    [-7.5, -0.1]
    """
    import numpy as np

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    found = difference(one, two, pairs)
    if not found.error > 1e-12:
        return math.nan, math.nan
    rng = np.random.default_rng(seed)
    kept = [[i for i, _ in pairs], [j for _, j in pairs]]
    weights = [np.zeros((resamples, len(one))), np.zeros((resamples, len(two)))]
    together = _drawn(rng, len(pairs), resamples)
    for side, at in zip(weights, kept, strict=True):
        loose = np.setdiff1d(np.arange(side.shape[1]), at)
        side[:, at] = together
        side[:, loose] = _drawn(rng, len(loose), resamples)
    middle = float(np.concatenate([one, two]).mean())
    x, y = one - middle, two - middle
    p, q = x[kept[0]], y[kept[1]]
    sums = [weights[0] @ x, weights[0] @ x**2, weights[1] @ y, weights[1] @ y**2]
    sums += [together @ one for one in (p, p**2, q, q**2, p * q)]
    gaps, errors, _ = _studentised(sums, len(one), len(two), len(pairs))
    t = np.abs(_t(gaps - found.value, np.where(errors < 1e-6 * found.error, 0, errors)))
    half = float(np.quantile(t, level, method="higher")) * found.error
    return (found.value - half, found.value + half) if math.isfinite(half) else (math.nan, math.nan)


def difference_interval(
    a: Iterable[float], b: Iterable[float], pairs: Pairs = (), level: float = 0.95, seed: int = 0
) -> tuple[float, float]:
    """Return the interval of the difference of two means that a simulation found to cover best.

    The t interval where the sides have about as many units, bootstrap-t where one has half again as many as the other.

    Examples
    --------
    >>> [round(x, 3) for x in difference_interval([1.0, 2.0, 3.0], [2.0, 4.0, 9.0])]
    [-11.208, 5.208]
    """
    one, two = list(a), list(b)
    sizes = sorted((len(one), len(two)))
    if sizes[0] >= _DRAWABLE and sizes[1] >= _UNLIKE * sizes[0]:
        drawn = bootstrap_interval(one, two, pairs, level, seed=seed)
        if not math.isnan(drawn[0]):
            return drawn
    return t_interval(one, two, pairs, level)


def interval(values: Iterable[float]) -> tuple[float, float]:
    """Return Student's 95 % interval of a mean; NaN of fewer than two values.

    Examples
    --------
    >>> low, high = interval([0.0, 0.5, 1.0])
    >>> round(low, 2), round(high, 2)
    (-0.74, 1.74)
    """
    import numpy as np
    from scipy.special import stdtrit

    all_values = np.asarray(list(values), dtype=float)
    if len(all_values) < 2:
        return math.nan, math.nan
    half = float(stdtrit(len(all_values) - 1, 0.975)) * float(all_values.std(ddof=1)) / math.sqrt(len(all_values))
    return float(all_values.mean()) - half, float(all_values.mean()) + half


def permutation(
    a: Iterable[float], b: Iterable[float], pairs: Pairs = (), resamples: int = 9_999, seed: int = 0
) -> tuple[float, float]:
    """Return the p of the difference of two means under swaps within pairs and shuffles among the rest, and the least p.

    What is compared is the difference in standard errors, so that sides that vary differently raise no false alarm
    (Janssen 1997; Chung & Romano 2013); p is twice that of the nearer tail. All arrangements are counted where they are at
    most 50,000, else ``resamples`` random ones and the one observed (Phipson & Smyth 2010). The least p is the smallest
    that so many units can reach; it is 1 with fewer than two units on a side.

    Examples
    --------
    >>> permutation([1.0, 2.0, 3.0], [4.0, 5.0, 6.0])
    (0.1, 0.1)
    >>> permutation([1.0, 2.0, 4.0], [2.0, 3.0, 6.0], pairs=[(0, 0), (1, 1), (2, 2)])
    (0.25, 0.25)
    """
    import numpy as np

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    if len(one) < 2 or len(two) < 2:
        return 1.0, 1.0
    labels, complete = _arrangements(len(one), len(two), tuple(pairs), resamples, seed)
    x = np.concatenate([one, two])
    x = x - x.mean()
    scale = float(np.abs(x).max())
    if scale < 1e-12:
        return 1.0, _least(len(one), len(two), len(pairs), resamples)
    x = x / scale
    first, second = [i for i, _ in pairs], [len(one) + j for _, j in pairs]
    gap, total, squares = x[first] - x[second], x.sum(), (x**2).sum()
    squared_gap = x[first] ** 2 - x[second] ** 2
    seen = _t(*_studentised(_moments(x[: len(one)], x[len(one) :], pairs), len(one), len(two), len(pairs))[:2])[0]
    above = below = 0
    slack = 1e-9 * (1 + abs(seen)) if math.isfinite(seen) else 0.0
    for at in range(0, len(labels), _CHUNK):
        mine = labels[at : at + _CHUNK].astype(np.float64)
        sum_a, square_a = mine @ x, mine @ x**2
        swapped = mine[:, first]
        sum_p, square_p = swapped @ gap + x[second].sum(), swapped @ squared_gap + (x[second] ** 2).sum()
        both = x[first] + x[second]
        moments = [
            sum_a, square_a, total - sum_a, squares - square_a, sum_p, square_p, both.sum() - sum_p,
            (x[first] ** 2 + x[second] ** 2).sum() - square_p, np.full(len(mine), (x[first] * x[second]).sum()),
        ]  # fmt: skip
        gaps, errors, _ = _studentised(moments, len(one), len(two), len(pairs))
        t = _t(gaps, errors)
        above, below = above + int((t >= seen - slack).sum()), below + int((t <= seen + slack).sum())
    extra = 0 if complete else 1
    p = min(1.0, 2 * (min(above, below) + extra) / (len(labels) + extra))
    return p, _least(len(one), len(two), len(pairs), resamples)


def _least(n_a: int, n_b: int, n_pairs: int, resamples: int) -> float:
    """The smallest p that an arrangement can have."""
    count = _count(n_a, n_b, n_pairs)
    return min(1.0, 2 / count) if count <= _EXACT else 2 / (resamples + 1)


def _count(n_a: int, n_b: int, n_pairs: int) -> int:
    return int(2**n_pairs) * math.comb(n_a + n_b - 2 * n_pairs, n_a - n_pairs)


@lru_cache(maxsize=4)
def _arrangements(
    n_a: int, n_b: int, pairs: tuple[tuple[int, int], ...], resamples: int, seed: int
) -> tuple[NDArray[np.bool_], bool]:
    """Who is on the first side, a row an arrangement, and whether these are all that there are."""
    import numpy as np

    first, second = [i for i, _ in pairs], [n_a + j for _, j in pairs]
    loose = np.setdiff1d(np.arange(n_a + n_b), [*first, *second])
    many = n_a - len(pairs)
    complete = _count(n_a, n_b, len(pairs)) <= _EXACT
    if complete:
        subsets = list(itertools.combinations(range(len(loose)), many))
        chosen = np.array(subsets, dtype=int).reshape(len(subsets), many)
        swaps = np.array(list(itertools.product((True, False), repeat=len(pairs))), dtype=bool)
        times = len(swaps)
        swaps = np.repeat(swaps.reshape(times, len(pairs)), len(chosen), axis=0)
        chosen = np.tile(chosen, (times, 1))
    else:
        rng = np.random.default_rng(seed)
        swaps = rng.random((resamples, len(pairs))) < 0.5
        keys = rng.random((resamples, len(loose)), dtype=np.float32)
        chosen = np.argpartition(keys, many - 1, axis=1)[:, :many] if 0 < many < len(loose) else (
            np.tile(np.arange(many), (resamples, 1)))  # fmt: skip
    labels = np.zeros((len(swaps), n_a + n_b), dtype=bool)
    if many:
        labels[np.arange(len(labels))[:, None], loose[chosen]] = True
    labels[:, first] = swaps
    labels[:, second] = ~swaps
    labels.flags.writeable = False
    return labels, complete


def _moments(a: Values, b: Values, pairs: Pairs) -> list[Any]:
    """Sums and sums of squares of both sides, those of their pairs, and the sum of products of the pairs."""
    import numpy as np

    middle = float(np.concatenate([a, b]).mean())
    x, y = a - middle, b - middle
    p, q = x[[i for i, _ in pairs]], y[[j for _, j in pairs]]
    return [np.array([one.sum()]) for one in (x, x**2, y, y**2, p, p**2, q, q**2, p * q)]


def _studentised(moments: Sequence[Values], n_a: int, n_b: int, n_pairs: int) -> tuple[Values, Values, Values]:
    """Difference, standard error and correlation within pairs from the moments of many arrangements."""
    import numpy as np

    sum_a, square_a, sum_b, square_b, sum_p, square_p, sum_q, square_q, product = moments
    spread_a = np.maximum(square_a - sum_a**2 / n_a, 0) / (n_a - 1)
    spread_b = np.maximum(square_b - sum_b**2 / n_b, 0) / (n_b - 1)
    r = np.zeros(len(sum_a))
    if n_pairs > 1:
        spread_p, spread_q = square_p - sum_p**2 / n_pairs, square_q - sum_q**2 / n_pairs
        vary = (spread_p > 1e-12) & (spread_q > 1e-12)
        below = np.sqrt(np.where(vary, spread_p * spread_q, 1))
        r = np.where(vary, np.clip((product - sum_p * sum_q / n_pairs) / below, -1, 1), 0)
    shared = 2 * r * np.sqrt(spread_a * spread_b) * n_pairs / (n_a * n_b)
    error = np.sqrt(np.maximum(spread_a / n_a + spread_b / n_b - shared, 0))
    return sum_a / n_a - sum_b / n_b, error, r


def _t(gaps: Values, errors: Values) -> Values:
    """Differences in standard errors: 0 where nothing differs, infinite where nothing varies."""
    import numpy as np

    gaps = np.where(np.abs(gaps) < 1e-9, 0, gaps)
    errors = np.where(errors < 1e-7, 0, errors)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(gaps == 0, 0, gaps / errors)


def _drawn(rng: np.random.Generator, n: int, resamples: int) -> Values:
    """How often each of ``n`` units is drawn with replacement, a row a draw."""
    import numpy as np

    if not n:
        return np.zeros((resamples, 0))
    return rng.multinomial(n, [1 / n] * n, size=resamples).astype(np.float64)
