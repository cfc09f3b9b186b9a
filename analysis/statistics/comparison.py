"""Is one side's telling different from the other's, how much, and how sure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.reading import ACTS, Reading, columns
from analysis.statistics.inference import cliffs_delta, hedges_g, interval, permutation, welch_interval
from analysis.statistics.units import counted, counted_acts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

COLUMNS: Mapping[str, str] = {
    "measure": "str", "party_a": "str", "party_b": "str", "n_a": "Int64", "n_b": "Int64", "n_pairs": "Int64",
    "mean_a": "float64", "mean_b": "float64", "difference": "float64", "low": "float64", "high": "float64",
    "hedges_g": "float64", "cliffs_delta": "float64", "p": "float64", "p_adjusted": "float64", "verdict": "str", "reason": "str",
}  # fmt: skip
MEASURES = ("tone", "compound", "positive", "negative", "neutral", "words", "acts")


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The units of one side: their values by measure, and what makes them comparable."""

    name: str
    units: list[dict[str, Any]]


def compare(
    reading: Reading | pd.DataFrame, measure: str | Sequence[str] = "tone", by: str = "party",
    between: tuple[str, str] | None = None, *, days: int = 14, alpha: float = 0.05, resamples: int = 9_999, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how two sides differ in one or more measures, with n, interval, effect sizes, p and a verdict.

    The unit is the contact as one article tells it, its value the mean over its sentences; sentences of one text are
    not independent and never the sample size. Repeated articles and restated quotations count once. Two units are a
    *pair* where one article tells both, or where the same official had both contacts within ``days``, each unit in at
    most one pair.

    The interval is Welch's (1947) on unit means, or Student's on the differences where every unit is in a pair. p is
    from permutation: labels are swapped within pairs and shuffled among the other units, all arrangements where they
    are few, else ``resamples`` of them. Effect sizes are Hedges' g (1981) and Cliff's delta (1993). p_adjusted is
    Holm's (1979) over the measures of the call.

    Parameters
    ----------
    reading : Reading or pandas.DataFrame
        A table has the columns ``article_id``, ``contact_id``, that of ``by`` and those of the measures; one row a
        sentence.
    measure : str or sequence of str
        Of ``MEASURES``, or any column of numbers: a mean over the sentences of a unit. ``"words"`` is its number of
        words, ``"acts"`` the share of each act among its acts, a row each.
    by : str
        A column of the sentences or articles whose values are the sides.
    between : (str, str), optional
        Two values of ``by``; needed where there are more than two.
    days : int
        How far apart two contacts of one official may be to make a pair.
    alpha : float
        Below this p_adjusted a difference is called one.
    resamples, seed : int
        Of the permutation.

    Returns
    -------
    pandas.DataFrame
        One row a measure: measure, party_a, party_b, n_a, n_b, n_pairs (units), mean_a, mean_b, difference (a less b),
        low, high (of 95 %), hedges_g, cliffs_delta in [-1, 1], p, p_adjusted, verdict, reason. ``verdict`` is
        ``"different"``, ``"no difference shown"``, ``"too few to tell"`` (the smallest p that so few units can reach is
        above alpha) or ``"not comparable"`` (no unit on a side, or no official, genre or time in common). NaN stands
        only where a figure is not defined.

    Raises
    ------
    InputError
        For a measure, column or side that does not exist, or ``alpha`` or ``days`` out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"article_id": f"a{i}", "contact_id": f"a{i}", "party": "AB"[i % 2], "tone": 0.5 * (i % 2) + 0.01 * i}
    ...         for i in range(20)]
    >>> compare(pd.DataFrame(rows), "tone")[["party_a", "n_a", "verdict"]].values.tolist()
    [['A', 10, 'different']]
    """
    measures = [measure] if isinstance(measure, str) else list(measure)
    if not 0 < alpha < 1:
        raise InputError("alpha", "between 0 and 1", alpha)
    if days < 0:
        raise InputError("days", "0 or more", days)
    table, names = _table(reading, measures, by)
    groups = [str(one) for one in _order(reading, table, by)]
    if between is None:
        if len(groups) > 2:
            raise InputError("between", f"two of {', '.join(groups)}", "None")
        pair = [*groups, *(["(none)", "(none)"][len(groups) :])]
    else:
        known = {*groups, *(reading.parties if isinstance(reading, Reading) and by == "party" else ())}
        if len(set(between)) != 2 or not set(between) <= known:
            raise InputError("between", f"two of {', '.join(sorted(known)) or 'none: there is no side'}", repr(between))
        pair = list(between)
    sides = [_side(table, by, name, names) for name in pair]
    rows = [_row(name, sides, days, alpha, resamples, seed) for name in names]
    _holm(rows)
    for row in rows:
        _judge(row, alpha)
    return columns(rows, COLUMNS)


def _table(reading: Reading | pd.DataFrame, measures: Sequence[str], by: str) -> tuple[pd.DataFrame, list[str]]:
    """The sentences that count, with unit, side and measures, and the names of the measures."""
    import pandas as pd

    if not isinstance(reading, Reading):
        needed = ["article_id", "contact_id", by, *measures]
        missing = [name for name in needed if name not in reading.columns]
        if missing:
            raise InputError("reading", f"a table with {', '.join(needed)}", f"one without {', '.join(missing)}")
        unit = reading["contact_id"].astype("object").where(reading["contact_id"].notna(), reading["article_id"])
        return reading.assign(unit=unit), list(measures)
    table = counted(reading)
    if by not in table.columns:
        if by not in reading.articles.columns:
            allowed = ", ".join([*reading.sentences.columns, *reading.articles.columns])
            raise InputError("by", f"a column of sentences or articles: {allowed}", repr(by))
        table = table.merge(reading.articles[["article_id", by]], on="article_id")
    about = reading.contacts[["contact_id", "official", "start_date"]]
    table = table.merge(about, on="contact_id", how="left").merge(
        reading.articles[["article_id", "genre"]], on="article_id"
    )
    names: list[str] = []
    for measure in measures:
        if measure == "acts":
            acts = counted_acts(reading)
            shares = pd.crosstab(acts["unit"], acts["act"], normalize="index").reindex(
                columns=list(ACTS), fill_value=0.0
            )
            shares.columns = [f"act {act}" for act in ACTS]
            table = table.merge(shares, left_on="unit", right_index=True, how="left")
            names += [name for name in shares.columns if shares[name].gt(0).any()]
        elif measure == "words":
            counts = pd.Series([float(len(str(text).split())) for text in table["text"]], index=table.index)
            table = table.assign(words=counts.groupby(table["unit"]).transform("sum"))
            names.append("words")
        elif measure in table.columns and pd.api.types.is_numeric_dtype(table[measure]):
            names.append(measure)
        else:
            raise InputError("measure", f"one of {', '.join(MEASURES)}, or a column of numbers", repr(measure))
    return table, names


def _order(reading: Reading | pd.DataFrame, table: pd.DataFrame, by: str) -> list[Any]:
    """The sides in the party file's order, else sorted."""
    found = list(table[by].dropna().unique())
    if isinstance(reading, Reading) and by == "party":
        return [name for name in reading.parties if name in found or len(reading.parties) == 2]
    return sorted(found, key=str)


def _side(table: pd.DataFrame, by: str, name: str, measures: Sequence[str]) -> _Side:
    units = []
    for unit, rows in table[table[by].astype("object") == name].groupby("unit", sort=True):
        first = rows.iloc[0]
        units.append({
            "unit": unit, "article_id": first["article_id"],
            **{key: first[key] for key in ("official", "genre", "start_date") if key in rows.columns},
            **{measure: float(rows[measure].mean()) for measure in measures},
        })  # fmt: skip
    return _Side(name, units)


def _row(measure: str, sides: Sequence[_Side], days: int, alpha: float, resamples: int, seed: int) -> dict[str, Any]:
    import numpy as np

    kept = [[one for one in side.units if not math.isnan(one[measure])] for side in sides]
    a, b = (np.array([one[measure] for one in units], dtype=np.float64) for units in kept)
    row: dict[str, Any] = {
        "measure": measure, "party_a": sides[0].name, "party_b": sides[1].name, "n_a": len(a), "n_b": len(b), "n_pairs": 0,
        "mean_a": float(a.mean()) if len(a) else math.nan, "mean_b": float(b.mean()) if len(b) else math.nan,
        "difference": math.nan, "low": math.nan, "high": math.nan, "hedges_g": math.nan, "cliffs_delta": math.nan,
        "p": math.nan, "p_adjusted": math.nan, "verdict": None, "reason": None, "least": math.nan,
    }  # fmt: skip
    if not len(a) or not len(b):
        empty = " and ".join(side.name for side, units in zip(sides, kept, strict=True) if not units)
        return row | {"verdict": "not comparable", "reason": f"no unit of {empty} has a value"}
    pairs = _pairs(kept[0], kept[1], days)
    row |= {"n_pairs": len(pairs), "difference": float(a.mean() - b.mean()), "cliffs_delta": cliffs_delta(a, b)}
    row |= {"hedges_g": hedges_g(a, b) if len(a) + len(b) > 2 else math.nan}
    paired = len(pairs) == len(a) == len(b)
    row["low"], row["high"] = _paired_interval(a, b, pairs) if paired else welch_interval(a, b)
    unlike = _unlike(kept)
    if unlike:
        return row | {"verdict": "not comparable", "reason": unlike}
    row["p"], row["least"] = permutation(a, b, pairs, resamples, seed)
    return row


def _pairs(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]], days: int) -> list[tuple[int, int]]:
    """Positions of units that are pairs: told by one article, else the nearest in time of the same official."""
    import pandas as pd

    options = []
    for i, one in enumerate(first):
        for j, two in enumerate(second):
            if one["article_id"] == two["article_id"]:
                options.append((0.0, i, j))
                continue
            start, other = one.get("start_date"), two.get("start_date")
            official = one.get("official")
            if start is None or other is None or pd.isna(start) or pd.isna(other):
                continue
            if pd.isna(official) or official != two.get("official"):
                continue
            apart = abs((start - other).days)
            if apart <= days:
                options.append((1.0 + apart, i, j))
    used: set[tuple[str, int]] = set()
    out = []
    for _, i, j in sorted(options):
        if not used & {("a", i), ("b", j)}:
            used |= {("a", i), ("b", j)}
            out.append((i, j))
    return sorted(out)


def _unlike(sides: Sequence[Sequence[dict[str, Any]]]) -> str | None:
    """Why two sides cannot be compared like with like: nothing in common where both are known."""
    import pandas as pd

    for key, words in (
        ("official", "no official had contacts with both sides"),
        ("genre", "no genre is common to both sides"),
    ):
        known = [{one[key] for one in side if key in one and not pd.isna(one[key])} for side in sides]
        if all(known) and not known[0] & known[1]:
            return f"{words}: {', '.join(sorted(map(str, known[0])))} / {', '.join(sorted(map(str, known[1])))}"
    days = [
        [one["start_date"] for one in side if "start_date" in one and not pd.isna(one["start_date"])] for side in sides
    ]
    if all(days) and (min(days[0]) > max(days[1]) or min(days[1]) > max(days[0])):
        spans = [f"{min(side):%Y-%m-%d} to {max(side):%Y-%m-%d}" for side in days]
        return f"the contacts do not overlap in time: {spans[0]} / {spans[1]}"
    return None


def _paired_interval(a: Values, b: Values, pairs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    return interval(a[i] - b[j] for i, j in pairs) if len(pairs) > 1 else (math.nan, math.nan)


def _holm(rows: Sequence[dict[str, Any]]) -> None:
    """Fill p_adjusted over the rows that have a p."""
    tested = sorted((row for row in rows if not math.isnan(row["p"])), key=lambda row: row["p"])
    highest = 0.0
    for at, row in enumerate(tested):
        highest = max(highest, min(1.0, row["p"] * (len(tested) - at)))
        row["p_adjusted"] = highest


def _judge(row: dict[str, Any], alpha: float) -> None:
    """Fill verdict and reason."""
    if row["verdict"]:
        return
    n = (
        f"{row['n_a']} and {row['n_b']} units, {row['n_pairs']} of them in pairs"
        if row["n_pairs"]
        else f"{row['n_a']} and {row['n_b']} units"
    )
    bounds = (
        "no interval with so few" if math.isnan(row["low"]) else f"95 % interval {row['low']:.2f} to {row['high']:.2f}"
    )
    if row["least"] > alpha:
        row["verdict"] = "too few to tell"
        row["reason"] = f"with {n} no p below {row['least']:.2g} can be reached"
    elif row["p_adjusted"] <= alpha:
        higher, lower = (row["party_a"], row["party_b"]) if row["difference"] > 0 else (row["party_b"], row["party_a"])
        size = abs(row["hedges_g"])
        words = "small" if size < 0.5 else "medium" if size < 0.8 else "large"
        row["verdict"] = "different"
        row["reason"] = (
            f"{row['measure']} is {abs(row['difference']):.2f} higher for {higher} than for {lower} ({bounds}; {words}; {n})"
        )
    else:
        row["verdict"] = "no difference shown"
        row["reason"] = f"difference {row['difference']:.2f} ({bounds}; {n})"
