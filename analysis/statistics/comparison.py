"""Is one side's telling different from the other's, how much, and how sure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.reading import Reading, columns
from analysis.statistics.effects import cliffs_delta, hedges_g
from analysis.statistics.inference import difference, difference_interval, permutation
from analysis.statistics.matching import chosen_matches, matched, overlap, pairs, unlike
from analysis.statistics.measures import unit_table
from analysis.statistics.verdicts import holm, verdict

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Mapping[str, str] = {
    "measure": "str", "party_a": "str", "party_b": "str", "n_a": "Int64", "n_b": "Int64", "n_pairs": "Int64",
    "mean_a": "float64", "mean_b": "float64", "difference": "float64", "low": "float64", "high": "float64",
    "hedges_g": "float64", "cliffs_delta": "float64", "p": "float64", "p_adjusted": "float64", "verdict": "str", "reason": "str",
}  # fmt: skip
EFFECTS: Mapping[str, str] = {
    "measure": "str", "party_a": "str", "party_b": "str", "n_a": "Int64", "n_b": "Int64", "n_pairs": "Int64",
    "hedges_g": "float64", "g_low": "float64", "g_high": "float64",
    "cliffs_delta": "float64", "delta_low": "float64", "delta_high": "float64",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How a comparison is made; see `compare`."""

    match: tuple[str, ...] = ()
    days: int = 14
    alpha: float = 0.05
    resamples: int = 9_999
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise InputError("alpha", "between 0 and 1", self.alpha)
        if not self.days >= 0:
            raise InputError("days", "0 or more", self.days)
        if self.resamples < 99 or self.resamples % 1:
            raise InputError("resamples", "a whole number of 99 or more", self.resamples)


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The units of two sides, one row each, before and after matching, and the measures on them."""

    names: tuple[str | None, str | None]
    before: tuple[pd.DataFrame, pd.DataFrame]
    after: tuple[pd.DataFrame, pd.DataFrame]
    measures: Mapping[str, bool]  # name -> whether anything was found to measure
    by: str


def compare(
    reading: Reading | pd.DataFrame, measure: str | Sequence[str] = "tone", by: str = "party",
    between: tuple[str, str] | None = None, *, match: str | Iterable[str] | None = None, days: int = 14,
    alpha: float = 0.05, resamples: int = 9_999, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how two sides differ in one or more measures, with n, interval, effect sizes, p and a verdict.

    The unit is the contact as one article tells it, its value the mean over its sentences; sentences of one text are
    not independent and never the sample size. Repeated articles and restated quotations count once. Two units are a
    *pair* where one article tells both, or where the same official (or body) had both contacts within ``days``, told in one
    genre; each unit is in at most one pair.

    The interval is Welch's (1947) on unit means, Student's where every unit is in a pair, that of Derrick, Toher & White
    (2017) in between, and bootstrap-t (Hall 1988) where one side has half again as many units as the other. p is from
    permutation of the difference in standard errors: labels are swapped within pairs and shuffled among the other units,
    all arrangements where they are few, else ``resamples`` of them. Effect sizes are Hedges' g (1981) and Cliff's delta
    (1993); `effect_sizes` has their intervals. p_adjusted is Holm's (1979) over the measures of the call.

    Parameters
    ----------
    reading : Reading or pandas.DataFrame
        A table has the columns ``article_id``, ``contact_id``, that of ``by`` and those of the measures; one row a
        sentence. ``official``, ``genre`` and ``start_date`` are used where it has them.
    measure : str or sequence of str
        Any column of numbers, ``"words"``, ``"ladder"`` (mean tone of the acts), ``"acts"`` (the share of each act, a row
        each), ``"themes"`` (likewise); one of a kind is named ``"act APPEAL"``, ``"theme energy"``.
    by : str
        A column of the sentences, articles or contacts whose values are the sides.
    between : (str, str), optional
        Two values of ``by``; needed where there are more than two.
    match : of "official", "genre", "window", optional
        Only units that have one on the other side with an official in common, of the same genre, within ``days``.
        `balance` shows what this leaves.
    days : int
        How far apart two contacts of one official may be to make a pair or a match.
    alpha : float
        Below this p_adjusted a difference is called one; the interval is one of 1 - alpha.
    resamples, seed : int
        Of the permutation.

    Returns
    -------
    pandas.DataFrame
        One row a measure: measure, party_a, party_b, n_a, n_b, n_pairs (units), mean_a, mean_b, difference (a less b),
        low, high, hedges_g, cliffs_delta in [-1, 1], p, p_adjusted, verdict, reason. ``verdict`` is ``"different"`` (p_adjusted
        at most alpha, and an interval without 0), ``"no difference shown"``, ``"too few to tell"`` (the smallest p that so few
        units can reach is above alpha) or ``"not comparable"`` (no unit on a side, or no official, genre or time in
        common). NaN stands only where a figure is not defined, and ``reason`` says why.

    Raises
    ------
    InputError
        For a measure, column, side or match that does not exist, or ``alpha``, ``days`` or ``resamples`` out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"article_id": f"a{i}", "contact_id": f"a{i}", "party": "AB"[i % 2], "tone": 0.5 * (i % 2) + 0.01 * i}
    ...         for i in range(20)]
    >>> compare(pd.DataFrame(rows), "tone")[["party_a", "n_a", "verdict"]].values.tolist()
    [['A', 10, 'different']]
    """
    options = Options(chosen_matches(match), days, alpha, resamples, seed)
    found = sides(reading, measure, by, between, options)
    return columns(judged([(name, found.after) for name in found.measures], found, options), COLUMNS)


def effect_sizes(
    reading: Reading | pd.DataFrame, measure: str | Sequence[str] = "tone", by: str = "party",
    between: tuple[str, str] | None = None, *, match: str | Iterable[str] | None = None, days: int = 14, level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Return Hedges' g and Cliff's delta of two sides with their intervals; parameters are those of `compare`.

    Returns
    -------
    pandas.DataFrame
        One row a measure: measure, party_a, party_b, n_a, n_b, n_pairs, hedges_g, g_low, g_high, cliffs_delta, delta_low,
        delta_high. See `analysis.statistics.effects` for the methods.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"article_id": f"a{i}", "contact_id": f"a{i}", "party": "AB"[i % 2], "tone": i % 5} for i in range(20)]
    >>> effect_sizes(pd.DataFrame(rows)).round(2)[["hedges_g", "g_low", "g_high"]].values.tolist()
    [[0.0, -0.94, 0.94]]
    """
    if not 0 < level < 1:
        raise InputError("level", "between 0 and 1", level)
    found = sides(reading, measure, by, between, Options(chosen_matches(match), days))
    rows = []
    for name in found.measures:
        a, b, couples = _values(name, found.after, days)
        r = difference(a, b, couples).correlation
        g, delta = hedges_g(a, b, len(couples), r, level), cliffs_delta(a, b, level)
        rows.append({
            "measure": name, "party_a": found.names[0], "party_b": found.names[1], "n_a": len(a), "n_b": len(b),
            "n_pairs": len(couples), "hedges_g": g.value, "g_low": g.low, "g_high": g.high, "cliffs_delta": delta.value,
            "delta_low": delta.low, "delta_high": delta.high,
        })  # fmt: skip
    return columns(rows, EFFECTS)


def sides(
    reading: Reading | pd.DataFrame, measure: str | Sequence[str], by: str, between: tuple[str, str] | None, options: Options
) -> Sides:  # fmt: skip
    """Return the units of the two sides of a comparison, matched as the options say."""
    try:
        wanted = [measure] if isinstance(measure, str) else list(measure)
    except TypeError:
        raise InputError("measure", "a name or a list of names", repr(measure)) from None
    table, names = unit_table(reading, wanted, by)
    nothing = [
        one
        for one in ("acts", "themes")
        if one in wanted and not any(name.startswith(one[:-1] + " ") for name in names)
    ]
    a, b = _between(reading, sorted(table["side"].unique()), by, between)
    before = table[table["side"] == a].reset_index(drop=True), table[table["side"] == b].reset_index(drop=True)
    after = _matched(before, options)
    return Sides((a, b), before, after, dict.fromkeys(names, True) | dict.fromkeys(nothing, False), by)


def without(found: Sides, unit: str, options: Options) -> Sides:
    """Return the sides without one unit, matched again."""
    one, two = (side[side["unit"] != unit].reset_index(drop=True) for side in found.before)
    return replace(found, before=(one, two), after=_matched((one, two), options))


def _matched(sides: tuple[pd.DataFrame, pd.DataFrame], options: Options) -> tuple[pd.DataFrame, pd.DataFrame]:
    kept = matched(*sides, options.match, options.days)
    return sides[0].iloc[kept[0]].reset_index(drop=True), sides[1].iloc[kept[1]].reset_index(drop=True)


def judged(
    cells: Sequence[tuple[str, tuple[pd.DataFrame, pd.DataFrame]]], about: Sides, options: Options
) -> list[dict[str, Any]]:
    """Return a row of `compare` for each measure on its two tables of units; p_adjusted is over all of them."""
    rows = [_row(name, units, about, options) for name, units in cells]
    holm(rows)
    many = sum(not math.isnan(row["p"]) for row in rows)
    for row in rows:
        if not row["verdict"]:
            row["verdict"], row["reason"] = verdict(row, many, options.alpha)
            row["reason"] += row["note"]
    return rows


def _between(
    reading: Reading | pd.DataFrame, found: Sequence[str], by: str, between: tuple[str, str] | None
) -> tuple[str | None, str | None]:
    """The names of the two sides; None for one that there is not."""
    parties = reading.parties if isinstance(reading, Reading) and by == "party" else []
    known = list(dict.fromkeys([*parties, *found]))
    if between is not None:
        chosen = [between] if isinstance(between, str) else [str(one) for one in between]
        if len(chosen) != 2 or len(set(chosen)) != 2 or not set(chosen) <= set(known):
            raise InputError("between", f"two of {', '.join(known) or 'none: there is no side'}", repr(between))
        return chosen[0], chosen[1]
    if len(known) > 2:
        raise InputError("between", f"two of {', '.join(known)}", "None")
    a, b = [*known, None, None][:2]
    return a, b


def _values(
    measure: str, units: tuple[pd.DataFrame, pd.DataFrame], days: int
) -> tuple[list[float], list[float], list[tuple[int, int]]]:
    """The values of both sides and which of them are pairs; units without a value are left out."""
    if measure not in units[0]:
        return [], [], []
    kept = [side[side[measure].notna()] for side in units]
    return kept[0][measure].tolist(), kept[1][measure].tolist(), pairs(kept[0], kept[1], days)


def _row(measure: str, units: tuple[pd.DataFrame, pd.DataFrame], about: Sides, options: Options) -> dict[str, Any]:
    a, b, couples = _values(measure, units, options.days)
    row: dict[str, Any] = {
        "measure": measure, "party_a": about.names[0], "party_b": about.names[1], "n_a": len(a), "n_b": len(b),
        "n_pairs": len(couples), "mean_a": sum(a) / len(a) if a else math.nan, "mean_b": sum(b) / len(b) if b else math.nan,
        "difference": math.nan, "low": math.nan, "high": math.nan, "hedges_g": math.nan, "cliffs_delta": math.nan,
        "p": math.nan, "p_adjusted": math.nan, "verdict": None, "reason": None, "least": math.nan, "note": "",
    }  # fmt: skip
    if not a or not b:
        return row | {"verdict": "not comparable", "reason": _nothing(measure, (len(a), len(b)), about, options)}
    row["difference"] = row["mean_a"] - row["mean_b"]
    row["low"], row["high"] = difference_interval(a, b, couples, 1 - options.alpha, options.seed)
    row["hedges_g"], row["cliffs_delta"] = hedges_g(a, b).value, cliffs_delta(a, b).value
    kept = [side[side[measure].notna()] for side in units]
    if why := unlike(kept[0], kept[1], about.by):
        return row | {"verdict": "not comparable", "reason": why}
    row["p"], row["least"] = permutation(a, b, couples, options.resamples, options.seed)
    alike = overlap(kept[0], kept[1], about.by)
    if any(4 * n < 3 * len(side) for n, side in zip(alike, kept, strict=True)):
        said = " and ".join(
            f"{n} of {len(side)} of {name}" for n, side, name in zip(alike, kept, about.names, strict=True)
        )
        row["note"] = (
            f"; only {said} have a unit of the same official and genre within a year on the other side: see match"
        )
    return row


def _nothing(measure: str, n: tuple[int, int], about: Sides, options: Options) -> str:
    """Why a side has no unit."""
    if not about.measures.get(measure, True):
        return f"no {measure[:-1]} was found"
    named = [name for name in about.names if name is not None]
    if len(named) < 2:
        return f"there is one side only: {named[0]}" if named else "there is no side"
    empty = " and ".join(name for name, count in zip(named, n, strict=True) if not count)
    if options.match and all(len(side) for side in about.before):
        return f"no unit of {empty} has a like one on the other side ({', '.join(options.match)})"
    return f"no unit of {empty} has a value"
