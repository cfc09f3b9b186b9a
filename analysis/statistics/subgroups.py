"""What a comparison is made of: units before and after matching, and the difference within each stratum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.reading import columns
from analysis.statistics.comparison import COLUMNS, Options, judged, sides
from analysis.statistics.matching import MATCHES, chosen_matches

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

BALANCE: Mapping[str, str] = {
    "stratum": "str", "value": "str", "party_a": "str", "party_b": "str", "before_a": "Int64", "before_b": "Int64",
    "after_a": "Int64", "after_b": "Int64",
}  # fmt: skip
STRATA = ("official", "genre", "year")
_UNKNOWN = "unknown"


def balance(
    reading: Reading | pd.DataFrame, by: str = "party", between: tuple[str, str] | None = None, *,
    match: str | Iterable[str] | None = MATCHES, days: int = 14,
) -> pd.DataFrame:  # fmt: skip
    """Return how many units of each side there are before and after matching, in all and by official, genre and year.

    Parameters are those of `analysis.compare`.

    Returns
    -------
    pandas.DataFrame
        stratum (``"all"``, ``"official"``, ``"genre"``, ``"year"``), value (``"unknown"`` where the text does not say), party_a,
        party_b, before_a, before_b, after_a, after_b (units). The most frequent value first; years in order.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"article_id": f"a{i}", "contact_id": f"a{i}", "party": "AB"[i > 1], "genre": ["news", "readout"][i > 0]}
    ...         for i in range(4)]
    >>> balance(pd.DataFrame(rows), match="genre").drop(columns=["party_a", "party_b"]).values.tolist()[0]
    ['all', 'all', 2, 2, 1, 2]
    """
    found = sides(reading, [], by, between, Options(chosen_matches(match), days))
    tables = [*found.before, *found.after]
    rows: list[dict[str, Any]] = []
    for stratum in ("all", *STRATA):
        labels = [_labels(table, stratum) for table in tables]
        counts = [one.value_counts().to_dict() for one in labels]
        order: list[Any] = sorted(map(str, set(counts[0]) | set(counts[1])))
        if stratum != "year":
            order.sort(key=lambda value: -counts[0].get(value, 0) - counts[1].get(value, 0))
        for value in order:
            n = [one.get(value, 0) for one in counts]
            rows.append({"stratum": stratum, "value": value, "party_a": found.names[0], "party_b": found.names[1],
                         "before_a": n[0], "before_b": n[1], "after_a": n[2], "after_b": n[3]})  # fmt: skip
    return columns(rows, BALANCE)


def strata(
    reading: Reading | pd.DataFrame, stratum: str = "genre", measure: str | Sequence[str] = "tone", by: str = "party",
    between: tuple[str, str] | None = None, *, match: str | Iterable[str] | None = None, days: int = 14,
    alpha: float = 0.05, resamples: int = 9_999, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return the comparison within each official, genre or year; p_adjusted is over all rows.

    Parameters are those of `analysis.compare`, and ``stratum``: ``"official"``, ``"genre"`` or ``"year"``.

    Returns
    -------
    pandas.DataFrame
        ``stratum`` (its value), then the columns of `analysis.compare`. A stratum of one side only is "not comparable".

    Raises
    ------
    InputError
        For another ``stratum``, and as `analysis.compare` does.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"article_id": f"a{i}", "contact_id": f"a{i}", "party": "AB"[i % 2], "tone": i % 3,
    ...          "genre": ["news", "readout"][i > 9]} for i in range(20)]
    >>> strata(pd.DataFrame(rows))[["stratum", "n_a", "verdict"]].values.tolist()
    [['news', 5, 'no difference shown'], ['readout', 5, 'no difference shown']]
    """
    if stratum not in STRATA:
        raise InputError("stratum", f"one of {', '.join(STRATA)}", repr(stratum))
    options = Options(chosen_matches(match), days, alpha, resamples, seed)
    found = sides(reading, measure, by, between, options)
    labels = [_labels(side, stratum) for side in found.after]
    values = sorted(set(labels[0]) | set(labels[1]))
    cells = [(value, name) for value in values for name in found.measures]
    rows = judged([(name, (found.after[0][labels[0] == value], found.after[1][labels[1] == value]))
                   for value, name in cells], found, options)  # fmt: skip
    named = [{"stratum": value} | row for (value, _), row in zip(cells, rows, strict=True)]
    return columns(named, {"stratum": "str", **COLUMNS})


def _labels(table: pd.DataFrame, stratum: str) -> pd.Series[Any]:
    """The value of the stratum of each unit, as text."""
    import pandas as pd

    if stratum == "all":
        return pd.Series("all", index=table.index)
    if stratum == "year":
        years = pd.to_datetime(table["start_date"]).dt.year
        return years.map(lambda year: _UNKNOWN if pd.isna(year) else str(int(year)))
    return table[stratum].astype("object").where(table[stratum].notna(), _UNKNOWN).map(str)
