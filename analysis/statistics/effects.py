"""Effect sizes of two sides' unit values, with intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple


class Effect(NamedTuple):
    """An effect size and the bounds of its interval; NaN where it is not defined."""

    value: float
    low: float
    high: float


_NONE = Effect(math.nan, math.nan, math.nan)


def hedges_g(
    a: Iterable[float], b: Iterable[float], n_pairs: int = 0, correlation: float = 0.0, level: float = 0.95
) -> Effect:
    """Return the difference of two means in pooled standard deviations, corrected for small samples (Hedges 1981).

    The interval is the large-sample one of Hedges & Olkin (1985, p. 86) with Student's quantile; ``correlation`` within
    ``n_pairs`` pairs narrows it. 0 without interval where all values are equal, and not defined where the means differ
    and nothing varies, or with one value a side.

    Examples
    --------
    >>> [round(x, 3) for x in hedges_g([1, 2, 3, 4], [3, 4, 5, 6])]
    [-1.347, -3.264, 0.569]
    """
    import numpy as np
    from scipy.special import stdtrit

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    freedom = len(one) + len(two) - 2
    if not len(one) or not len(two) or not freedom:
        return _NONE
    difference = float(one.mean() - two.mean())
    pooled = math.sqrt(float(((one - one.mean()) ** 2).sum() + ((two - two.mean()) ** 2).sum()) / freedom)
    if pooled < 1e-12:
        return Effect(0.0, math.nan, math.nan) if abs(difference) < 1e-12 else _NONE
    g = difference / pooled * (1 - 3 / (4 * (len(one) + len(two)) - 9))
    if len(one) < 2 or len(two) < 2:
        return Effect(g, math.nan, math.nan)
    share = 1 / len(one) + 1 / len(two) - 2 * correlation * n_pairs / (len(one) * len(two))
    error = math.sqrt(share + g**2 / (2 * (len(one) + len(two))))
    half = float(stdtrit(freedom - max(0, n_pairs - 1), 0.5 + level / 2)) * error
    return Effect(g, g - half, g + half)


def cliffs_delta(a: Iterable[float], b: Iterable[float], level: float = 0.95) -> Effect:
    """Return how much more often a value of ``a`` is above one of ``b`` than below (Cliff 1993), in [-1, 1].

    The interval is the asymmetric one of Feng & Cliff (2004), also where every value of one side is above all of the
    other. It takes the units as independent, so that pairs make it wider than it need be.

    Examples
    --------
    >>> [round(x, 3) for x in cliffs_delta([1, 2, 3, 5], [0, 1, 1, 4])]
    [0.5, -0.444, 0.918]
    """
    import numpy as np
    from scipy.special import stdtrit

    one, two = np.asarray(list(a), dtype=float), np.asarray(list(b), dtype=float)
    n, m = len(one), len(two)
    if not n or not m:
        return _NONE
    above = np.sign(one[:, None] - two[None])
    delta = float(above.mean())
    if n < 2 or m < 2 or not above.any():
        return Effect(delta, math.nan, math.nan)
    rows, columns = above.mean(1) - delta, above.mean(0) - delta
    variance = float(m**2 * (rows**2).sum() + n**2 * (columns**2).sum() - ((above - delta) ** 2).sum()) / (
        n * m * (n - 1) * (m - 1)
    )
    quantile = float(stdtrit(n + m - 2, 0.5 + level / 2))
    if abs(delta) == 1:
        fewer = min(n, m)
        bound = delta * (fewer - quantile**2) / (fewer + quantile**2)
        return Effect(delta, *sorted((bound, delta)))
    variance = max(variance, (1 - delta**2) / (n * m - 1))
    half = quantile * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + quantile**2 * variance)
    below = 1 - delta**2 + quantile**2 * variance
    return Effect(delta, max(-1.0, (delta - delta**3 - half) / below), min(1.0, (delta - delta**3 + half) / below))
