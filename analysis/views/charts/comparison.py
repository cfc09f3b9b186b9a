"""Differences between two sides with their intervals, in all and by stratum, and the units that matching leaves."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.statistics.comparison import compare
from analysis.statistics.matching import MATCHES
from analysis.statistics.subgroups import balance, strata
from analysis.views.charts.style import (
    INK,
    LISTED,
    axis,
    axis_title,
    empty_figure,
    estimate,
    figure,
    legend,
    low_to_high,
    party_colours,
    plain,
    say,
    short,
    signed,
)

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from analysis.reading import Reading

Row = dict[str, Any]
_SETTLED = "different"
_NAMES = {"ladder": "tone of acts", "compound": "VADER, for comparison"}
_READ = ("How to read this: each mark is a difference of two means over tellings of contacts, its line the 95 % interval; a mark right of zero means "
         "more towards the side named right. Filled marks in a side's colour are differences, open grey ones are not shown to be.")  # fmt: skip


def difference_by_measure(
    reading: Reading, measure: str | Sequence[str] = ("tone", "ladder", "compound"), between: tuple[str, str] | None = None,
    match: str | Iterable[str] | None = None,
) -> go.Figure:  # fmt: skip
    """Draw the difference between two sides in each measure with its interval; see `analysis.compare`.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> difference_by_measure(reading, "tone").layout.meta["table"]["rows"][0][-1]
    'not comparable: no unit of Armenia has a value'
    """
    found = compare(reading, measure, between=between, match=match)
    return _forest(
        reading, "Difference between the sides", found.assign(label=found["measure"].replace(_NAMES)), "measure"
    )


def difference_by_stratum(
    reading: Reading, stratum: str = "genre", measure: str = "tone", between: tuple[str, str] | None = None
) -> go.Figure:
    """Draw the difference between two sides within each official, genre or year; see `analysis.strata`.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> difference_by_stratum(reading).layout.meta["table"]["columns"][:2]
    ['genre', 'difference']
    """
    found = strata(reading, stratum, measure, between=between)
    return _forest(reading, f"Difference in {measure} by {stratum}", found.assign(label=found["stratum"]), stratum)


def units_before_and_after(
    reading: Reading,
    match: str | Iterable[str] | None = MATCHES,
    between: tuple[str, str] | None = None,
    days: int = 14,
) -> go.Figure:
    """Draw how many units of each side there are before and after matching; see `analysis.balance`.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> units_before_and_after(reading).layout.meta["table"]["rows"][0]
    ['all: all', 0, 1, 0, 0]
    """
    title = "Units before and after matching"
    found = balance(reading, between=between, match=match, days=days)
    if not (found["before_a"] + found["before_b"]).any():
        return empty_figure(title, "No sentence stands in one side's conversation alone, so there is no unit to match.")
    colours, names = party_colours(reading), [plain(found[key][0]) for key in ("party_a", "party_b")]
    rows = found.to_dict("records")[:18]
    labels = [
        "all" if row["stratum"] == "all" else f"{row['stratum']}: {say(short(row['value'], 26))}" for row in rows
    ][::-1]
    traces = []
    for key, name in zip(("b", "a"), names[::-1], strict=True):
        for when, solid in (("before", False), ("after", True)):
            x = [int(row[f"{when}_{key}"]) for row in rows][::-1]
            traces.append({
                "type": "bar", "orientation": "h", "x": x, "y": list(range(len(rows))), "offsetgroup": key,
                "name": f"{say(short(name))}, {when} (n = {x[-1]:,})", "text": [str(one) if one else "" for one in x],
                "textposition": "none" if solid else "outside", "cliponaxis": False,
                "marker": {"color": colours.get(name, INK), "opacity": 1 if solid else 0.35},
                "customdata": [["", f"{say(name)}, {when} matching: {one}<br>{label}"] for one, label in zip(x, labels, strict=True)],
                "hovertemplate": "%{customdata[1]}<extra></extra>",
            })  # fmt: skip
    how = ("How to read this: the pale bar is the number of tellings of contacts of a side, the full one of those that have a like one on the "
           "other side; what is pale alone cannot be compared like with like.")  # fmt: skip
    note = (
        f"Matched on {', '.join([match] if isinstance(match, str) else match or ['nothing'])}; a window is {days} days."
    )
    if len(found) > len(rows):
        note += f" Drawn are the first {len(rows)} of {len(found)} rows."
    table = {"columns": ["stratum", *(f"{name}, {when}" for when in ("before", "after") for name in names)], "rows": [
        [f"{row['stratum']}: {row['value']}", *(int(row[f"{when}_{key}"]) for when in ("before", "after") for key in "ab")]
        for row in found.head(LISTED).to_dict("records")]}  # fmt: skip
    return figure(title, how, note, table, traces, 260 + 46 * len(rows), barmode="overlay", bargap=0.25, legend=legend(),
                  margin={"l": 8, "r": 24, "t": 136, "b": 48},  # four names in the legend, one a line where it is narrow
                  xaxis=axis(title=axis_title("tellings of contacts"), rangemode="tozero"),
                  yaxis=axis(tickvals=list(range(len(rows))), ticktext=labels, showgrid=False))  # fmt: skip


def _forest(reading: Reading, title: str, found: pd.DataFrame, what: str) -> go.Figure:
    rows = found.to_dict("records")
    names = [plain(found[key][0]) for key in ("party_a", "party_b")] if rows else []
    table = {"columns": [what, "difference", "95 % interval", "n", "verdict"], "rows": [
        [plain(row["label"]), signed(row["difference"]),
         low_to_high(row["low"], row["high"]), f"{row['n_a']} and {row['n_b']}",
         f"{row['verdict']}: {row['reason']}"] for row in rows[:LISTED]]}  # fmt: skip
    drawn = [row for row in rows if not math.isnan(row["difference"])][:24][::-1]
    if not drawn:
        why = plain(rows[0]["reason"]) if rows else "there is no unit"
        out = empty_figure(title, f"Nothing can be compared ({say(short(why, 60))}), so no difference is drawn.")
        out.layout.meta = out.layout.meta | {"table": table}
        return out
    colours, traces, labels = party_colours(reading), [], []
    for at, row in enumerate(drawn):
        ahead = names[0] if row["difference"] > 0 else names[1]
        sure = row["verdict"] == _SETTLED
        colour = colours.get(ahead, INK) if sure else INK
        said = f"{say(row['label'])}: {say(row['verdict'])}<br>{signed(row['difference'])}, higher for {say(ahead)}"
        traces += estimate(row["difference"], (row["low"], row["high"]), at, colour, said, sure)
        labels.append(
            f"<b>{say(short(row['label'], 24))}</b><br>n = {row['n_a']} and {row['n_b']}<br>{say(row['verdict'])}"
        )
    ends = [abs(row[key]) for row in drawn for key in ("difference", "low", "high") if not math.isnan(row[key])]
    reach = 1.1 * max([*ends, 1e-6])
    note = f"n counts tellings of contacts: {names[0]} first, {names[1]} second. p is adjusted over all rows."
    if len(rows) > len(drawn):
        note += f" Drawn are {len(drawn)} of {len(rows)} rows; the table has all."
    return figure(title, _READ, note, table, traces, 130 + 66 * len(drawn),
                  xaxis=axis(range=[-reach, reach], zeroline=True, zerolinewidth=1.5, nticks=5,
                             title=axis_title(f"← higher: {say(short(names[1], 18))}<br>higher: {say(short(names[0], 18))} →")),
                  yaxis=axis(tickvals=list(range(len(drawn))), ticktext=labels, showgrid=False, range=[-0.6, len(drawn) - 0.4]))  # fmt: skip
