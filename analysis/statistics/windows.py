"""Over time: a measure in windows of contact dates, and the drift of an act's strength."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.reading import Reading, columns
from analysis.statistics.inference import interval
from analysis.statistics.measures import unit_table
from analysis.statistics.units import counted_acts

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Mapping[str, str] = {
    "measure": "str", "party": "str", "start": "datetime64[s]", "end": "datetime64[s]", "n": "Int64", "mean": "float64",
    "low": "float64", "high": "float64",
}  # fmt: skip
DRIFT: Mapping[str, str] = {
    "act": "str", "party": "str", "n": "Int64", "first": "datetime64[s]", "last": "datetime64[s]", "mean": "float64",
    "per_year": "float64", "low": "float64", "high": "float64",
}  # fmt: skip
WINDOWS = {"month": "M", "quarter": "Q", "year": "Y"}
_ENOUGH = 4  # units from which a slope has an interval that says something


def timeline(
    reading: Reading | pd.DataFrame, measure: str | Sequence[str] = "tone", every: str = "quarter", by: str = "party"
) -> pd.DataFrame:
    """Return the mean of a measure by side in windows of the contacts' dates, with intervals over units.

    All units count, whether or not the other side has one at that time. Parameters are those of `analysis.compare`, and
    ``every``: ``"month"``, ``"quarter"`` or ``"year"``.

    Returns
    -------
    pandas.DataFrame
        measure, party (the side), start, end (first and last day of the window), n (units), mean, low, high (Student's 95 %;
        cut at the ends of the scale for tone and shares; NaN of fewer than three units). Windows without a unit have no row; units without a date have one row a side in
        which start and end are missing.

    Raises
    ------
    InputError
        For another ``every``, and as `analysis.compare` does.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2024-01-05", "2024-02-01", "2024-05-01", None])
    >>> rows = pd.DataFrame({"article_id": list("abcd"), "contact_id": list("abcd"), "party": "A", "tone": [0, 1, 1, 1],
    ...                      "start_date": dates})
    >>> timeline(rows)[["n", "mean"]].values.tolist()
    [[2, 0.5], [1, 1.0], [1, 1.0]]
    """
    import pandas as pd

    if every not in WINDOWS:
        raise InputError("every", f"one of {', '.join(WINDOWS)}", repr(every))
    units, names = unit_table(reading, [measure] if isinstance(measure, str) else list(measure), by)
    window = pd.to_datetime(units["start_date"]).dt.to_period(WINDOWS[every])
    rows: list[dict[str, Any]] = []
    for name in names:
        valued = units[units[name].notna()]
        for side in _order(reading, valued["side"], by):
            mine = valued[valued["side"] == side]
            for period, part in mine.groupby(window[mine.index], dropna=False):
                low, high = _within(name, interval(part[name])) if len(part) > 2 else (math.nan, math.nan)
                dated = not pd.isna(period)  # type: ignore[call-overload]
                rows.append({
                    "measure": name, "party": side, "start": period.start_time if dated else None,
                    "end": period.end_time.normalize() if dated else None, "n": len(part), "mean": float(part[name].mean()),
                    "low": low, "high": high,
                })  # fmt: skip
    return columns(rows, COLUMNS)


def drift(reading: Reading) -> pd.DataFrame:
    """Return how the strength of each act changes with time, by party.

    A unit's value is the mean strength of its acts of that kind; ``per_year`` is the slope of the least-squares line over
    the units' dates, with Student's 95 % interval. Strength is that of the cue, from 0 to 1, so that "supports" becoming
    "firmly supports" is a rise.

    Returns
    -------
    pandas.DataFrame
        act, party, n (dated units with the act), first, last (their dates), mean (strength), per_year, low, high; NaN of fewer
        than four units or where all are of one day.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> drift(reading).empty  # the text has no date
    True
    """
    import pandas as pd
    from scipy import stats

    acts = counted_acts(reading)
    dates = reading.contacts.set_index("contact_id")["start_date"]
    acts = acts.assign(date=pd.to_datetime(acts["unit"].map(dates)))
    acts = acts[acts["date"].notna() & acts["strength"].notna()]
    rows: list[dict[str, Any]] = []
    for (act, party), part in acts.groupby(["act", "party"]):
        units = part.groupby("unit").agg(strength=("strength", "mean"), date=("date", "first"))
        row = {"act": act, "party": party, "n": len(units), "first": units["date"].min(), "last": units["date"].max(),
               "mean": float(units["strength"].mean())}  # fmt: skip
        if len(units) >= _ENOUGH and row["first"] < row["last"]:
            years = (units["date"] - row["first"]).dt.days / 365.25
            line = stats.linregress(years, units["strength"])
            half = float(stats.t.ppf(0.975, len(units) - 2)) * line.stderr
            row |= {"per_year": line.slope, "low": line.slope - half, "high": line.slope + half}
        rows.append({"per_year": math.nan, "low": math.nan, "high": math.nan} | row)
    return columns(rows, DRIFT)


def _within(measure: str, ends: tuple[float, float]) -> tuple[float, float]:
    """An interval cut where the measure ends: no tone is above 1, no share below 0."""
    least, most = (-1.0, 1.0) if measure in ("tone", "ladder", "compound") else (
        (0.0, 1.0) if measure.startswith(("act ", "theme ")) else (-math.inf, math.inf))  # fmt: skip
    return max(least, ends[0]), min(most, ends[1])


def _order(reading: Reading | pd.DataFrame, found: pd.Series[Any], by: str) -> list[str]:
    """Sides in the party file's order, else sorted."""
    known = sorted(found.unique())
    parties = reading.parties if isinstance(reading, Reading) and by == "party" else []
    return [one for one in parties if one in known] + [one for one in known if one not in parties]
