"""Stock phrases: when a wording first stands in a series of tellings, how steadily, and when it is gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.reading import Reading, columns
from analysis.statistics.masking import name_stems, runs, usual
from analysis.statistics.measures import unit_table
from analysis.statistics.units import counted

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Mapping[str, str] = {
    "side": "str", "phrase": "str", "n": "Int64", "n_tellings": "Int64", "first": "datetime64[s]", "last": "datetime64[s]", "in_a_row": "Int64",
    "before": "Int64", "since": "Int64", "p_new": "float64", "p_gone": "float64", "verdict": "str", "reason": "str",
}  # fmt: skip
LONGEST = 5  # words
_NEARLY = 0.8  # of the tellings of a part
_INSIDE = frozenset("and of the a an to for in on with".split())
Wordings = dict[tuple[str, ...], str]


def phrases(reading: Reading, by: str = "party", *, least: int = 3, alpha: float = 0.05) -> pd.DataFrame:
    """Return the stock phrases of each series of tellings, with their first and last appearance.

    A series is the dated tellings of one side in order of date; repeated texts count once. A phrase is two to five words in a row
    that begin and end with a word of content, without names, countries, dates, figures and the words of every readout; it is
    compared by stems, and a part of a longer phrase that stands in four of five of its tellings is left out.

    Whether it is gone: had it gone on as before, each later telling would have it with probability n / (m + 1), where m
    is the number of tellings from the first with it to the last. ``p_gone`` is how likely its absence from all that
    follow would be then, ``p_new`` the same of all before the first; both are adjusted over the phrases of the side
    (Benjamini & Hochberg 1995).

    Parameters
    ----------
    reading : Reading
    by : str
        A column of sentences, articles or contacts whose values make the series: ``"party"``, ``"issuer"``, ``"official"``.
    least : int
        Tellings in which a phrase must stand.
    alpha : float
        At or below this p a phrase is said to be new or gone.

    Returns
    -------
    pandas.DataFrame
        side, phrase (its most frequent wording), n (tellings with it), n_tellings (of the series), first, last (dates), in_a_row (the
        longest run), before, since (tellings before the first and after the last), p_new, p_gone (1 where there are none),
        verdict (``"gone"``, ``"new"``, ``"came and went"``, ``"steady"``, ``"no change shown"``), reason (in words). Most
        frequent first. Empty where no telling has a date or none repeats a phrase; ``attrs["reason"]`` says which.

    Raises
    ------
    InputError
        For another ``by``, ``least`` below 2, or ``alpha`` outside (0, 1).

    Examples
    --------
    >>> import analysis
    >>> found = phrases(analysis.record().where(issuer="Washington"))
    >>> found[["side", "phrase", "n", "n_tellings"]].values.tolist()
    [['Azerbaijan', 'human rights', 5, 26]]
    """
    if least < 2:
        raise InputError("least", "2 or more", least)
    if not 0 < alpha < 1:
        raise InputError("alpha", "between 0 and 1", alpha)
    units = unit_table(reading, [], by)[0]
    dated = units[units["start_date"].notna()].sort_values(["start_date", "unit"])
    texts: dict[str, list[str]] = defaultdict(list)
    for row in counted(reading).to_dict("records"):
        texts[row["unit"]].append(row["text"])
    masked = name_stems(reading)
    rows: list[dict[str, Any]] = []
    for side, part in dated.groupby("side", sort=True):
        told = [_phrases(texts[unit], masked) for unit in part["unit"]]
        rows += _series(str(side), part["start_date"].tolist(), told, least, alpha)
    rows.sort(key=lambda row: (-row["n"], row["side"], row["phrase"]))
    table = columns(rows, COLUMNS)
    if table.empty:
        table.attrs["reason"] = (
            "no telling has a date" if dated.empty else f"no phrase stands in {least} tellings of a side"
        )
    return table


def _phrases(texts: Sequence[str], masked: frozenset[str]) -> Wordings:
    """The phrases of a telling by their stems, each in its first wording."""
    out: Wordings = {}
    for text in texts:
        for run in runs(text, masked, _INSIDE):
            for start in range(len(run)):
                for end in range(start + 2, min(len(run), start + LONGEST) + 1):
                    if run[start][1] and run[end - 1][1]:
                        key = tuple(stem or word for word, stem in run[start:end])
                        out.setdefault(key, " ".join(word for word, _ in run[start:end]))
    return out


def _series(
    side: str, dates: Sequence[Any], told: Sequence[Wordings], least: int, alpha: float
) -> list[dict[str, Any]]:
    from scipy.stats import false_discovery_control

    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    wordings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for at, one in enumerate(told):
        for key, wording in one.items():
            places[key].append(at)
            wordings[key][wording] += 1
    kept = _longest({key: tuple(where) for key, where in places.items() if len(where) >= least})
    rows = [_row(side, usual(wordings[key]), dates, where) for key, where in kept.items()]
    for name in ("p_new", "p_gone"):
        for row, p in zip(rows, false_discovery_control([row[name] for row in rows]) if rows else (), strict=True):
            row[name] = float(p)
    return [row | _verdict(row, alpha) for row in rows]


def _longest(places: Mapping[tuple[str, ...], tuple[int, ...]]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The phrases that are not part of a longer one in nearly all their tellings."""
    inner = set()
    for key, where in places.items():
        parts = (key[start:end] for start in range(len(key)) for end in range(start + 2, len(key) + 1))
        inner |= {
            part for part in parts if part != key and part in places and len(where) >= _NEARLY * len(places[part])
        }
    return {key: where for key, where in places.items() if key not in inner}


def _row(side: str, wording: str, dates: Sequence[Any], where: tuple[int, ...]) -> dict[str, Any]:
    first, last = where[0], where[-1]
    row = longest = 1
    for one, two in pairwise(where):
        row = row + 1 if two == one + 1 else 1
        longest = max(longest, row)
    rate = len(where) / (last - first + 2)
    before, since = first, len(dates) - 1 - last
    return {
        "side": side, "phrase": wording, "n": len(where), "n_tellings": len(dates), "first": dates[first], "last": dates[last], "in_a_row": longest,
        "before": before, "since": since, "p_new": (1 - rate) ** before, "p_gone": (1 - rate) ** since,
    }  # fmt: skip


def _verdict(row: Mapping[str, Any], alpha: float) -> dict[str, str]:
    new, gone = row["p_new"] <= alpha, row["p_gone"] <= alpha
    span = row["n_tellings"] - row["before"] - row["since"]
    steady = f"in {row['n']} in a row" if row["in_a_row"] == row["n"] else f"in {row['n']} of {span}"
    told = f"{steady} ({row['first']:%Y-%m-%d} to {row['last']:%Y-%m-%d})"
    ahead = f"absent from {row['before']}, then " if row["before"] else ""
    behind = f", then absent from {row['since']}" if row["since"] else ""
    verdict = "came and went" if new and gone else "gone" if gone else "new" if new else "no change shown"
    if not row["before"] and not row["since"]:
        verdict = "steady"
    return {"verdict": verdict, "reason": ahead + told + behind}
