"""Verdicts on differences: p over several measures at once, and what it allows to say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any


def holm(rows: Sequence[dict[str, Any]]) -> None:
    """Fill ``p_adjusted`` by Holm (1979) over the rows that have a ``p``; the others stay as they are.

    Examples
    --------
    >>> rows = [{"p": 0.01, "p_adjusted": None}, {"p": 0.04, "p_adjusted": None}, {"p": math.nan, "p_adjusted": None}]
    >>> holm(rows)
    >>> [row["p_adjusted"] for row in rows]
    [0.02, 0.04, None]
    """
    tested = sorted((row for row in rows if not math.isnan(row["p"])), key=lambda row: row["p"])
    highest = 0.0
    for at, row in enumerate(tested):
        highest = max(highest, min(1.0, row["p"] * (len(tested) - at)))
        row["p_adjusted"] = highest


def verdict(row: Mapping[str, Any], many: int, alpha: float) -> tuple[str, str]:
    """Return the verdict on a difference that could be tested, and its reason; ``many`` measures were tested at once.

    ``row`` has the columns of `analysis.compare` and ``least``, the smallest p that so few units can reach.

    Examples
    --------
    >>> row = {"n_a": 3, "n_b": 3, "n_pairs": 3, "difference": 0.5, "low": 0.1, "high": 0.9, "least": 0.25}
    >>> verdict(row, 1, 0.05)
    ('too few to tell', 'with 3 and 3 units, 3 pairs among them no p below 0.25 can be reached')
    """
    n = f"{row['n_a']} and {row['n_b']} units"
    if row["n_pairs"]:
        n += f", {row['n_pairs']} pair{'' if row['n_pairs'] == 1 else 's'} among them"
    gap, low, high = row["difference"], row["low"], row["high"]
    bounded = not math.isnan(low)
    bounds = (
        f"{100 * (1 - alpha):g} % interval {low:.2f} to {high:.2f}"
        if bounded
        else "no interval, as nothing varies within the sides"
    )
    if min(row["n_a"], row["n_b"]) < 2:
        return "too few to tell", f"difference {gap:.2f} with {n}: one unit describes, and shows nothing of chance"
    if row["least"] * many > alpha:
        at_once = f" for {many} measures at once" if many > 1 else ""
        return "too few to tell", f"with {n} no p below {min(1, row['least'] * many):.2g} can be reached{at_once}"
    if not bounded and gap == 0:
        return "no difference shown", f"every unit has the same value ({n})"
    if row["p_adjusted"] <= alpha and (not bounded or low > 0 or high < 0):
        higher, lower = (row["party_a"], row["party_b"]) if gap > 0 else (row["party_b"], row["party_a"])
        size = abs(row["hedges_g"])
        words = "" if math.isnan(size) else " slight;" if size < 0.2 else " small;" if size < 0.5 else (
            " medium;" if size < 0.8 else " large;")  # fmt: skip
        return (
            "different",
            f"{row['measure']} is {abs(gap):.2f} higher for {higher} than for {lower} ({bounds};{words} {n})",
        )
    unsure = "; p and interval disagree" if row["p_adjusted"] <= alpha else ""
    return "no difference shown", f"difference {gap:.2f} ({bounds}; {n}{unsure})"
