"""Tone and acts over time, and the drift of an act's strength."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.statistics.windows import drift, timeline
from analysis.views.charts.style import (
    LISTED,
    axis,
    axis_title,
    count,
    empty_figure,
    estimate,
    figure,
    legend,
    low_to_high,
    party_colours,
    plain,
    say,
    scatter,
    short,
    signed,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading

_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross")


def over_time(reading: Reading, measure: str = "tone", every: str = "quarter") -> go.Figure:
    """Draw the mean of a measure by party in windows of the contacts' dates; see `analysis.timeline`.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> over_time(reading).layout.meta["note"]  # the text has no date
    'No contact has a date, so there is no course to draw.'
    """
    title = f"{measure[:1].upper()}{measure[1:]} over time"
    found = timeline(reading, measure, every)
    dated = found[found["start"].notna()]
    if dated.empty:
        return empty_figure(title, "No contact has a date, so there is no course to draw.")
    colours, traces = party_colours(reading), []
    for at, name in enumerate(reading.parties):
        part = dated[dated["party"] == name]
        if part.empty:
            continue
        # Beside each other, not on top of each other.
        share = (at + 1) / (len(reading.parties) + 1)
        middle = part["start"] + (part["end"] - part["start"]) * share
        n, mean = part["n"].astype(int).tolist(), part["mean"].tolist()
        said = [f"{say(name)}, {start:%Y-%m-%d} to {end:%Y-%m-%d}<br>mean {signed(value)}, n = {k}"
                for start, end, value, k in zip(part["start"], part["end"], mean, n, strict=True)]  # fmt: skip
        bounds = [
            (low, high) if not math.isnan(low) else (value, value)
            for low, high, value in zip(part["low"], part["high"], mean, strict=True)
        ]
        traces.append(scatter(
            x=middle.dt.strftime("%Y-%m-%d").tolist(), y=mean, mode="markers", name=f"{say(short(name))} (n = {sum(n):,})", showlegend=True,
            customdata=[["", one] for one in said], hovertemplate="%{customdata[1]}<extra></extra>",
            marker={"color": colours[name], "size": [6 + 2.2 * math.sqrt(k) for k in n], "symbol": _SYMBOLS[at % len(_SYMBOLS)], "opacity": 1},
            error_y={"type": "data", "symmetric": False, "thickness": 1.5, "width": 0, "color": colours[name],
                     "array": [high - value for (_, high), value in zip(bounds, mean, strict=True)],
                     "arrayminus": [value - low for (low, _), value in zip(bounds, mean, strict=True)]}))  # fmt: skip
    how = (f"How to read this: each mark is the mean of a side's tellings of contacts in one {every}, the larger the more of them; lines are 95 % intervals, drawn "
           "from three tellings.")  # fmt: skip
    missing = int(found.loc[found["start"].isna(), "n"].sum())
    note = f"n = {count(int(dated['n'].sum()), 'telling')}, also of contacts that the other side had no counterpart to at the time."
    if missing:
        note += f" {count(missing, 'telling')} without a date {'is' if missing == 1 else 'are'} not drawn."
    table = {"columns": ["side", "from", "to", "n", "mean", "95 % interval"], "rows": [
        [plain(row["party"]), f"{row['start']:%Y-%m-%d}", f"{row['end']:%Y-%m-%d}", int(row["n"]), signed(row["mean"]),
         low_to_high(row["low"], row["high"])] for row in dated.head(LISTED).to_dict("records")]}  # fmt: skip
    return figure(title, how, note, table, traces, 420, legend=legend(), margin={"l": 8, "r": 24, "t": 92, "b": 48}, xaxis=axis(type="date", showgrid=False, nticks=5),
                  yaxis=axis(title=axis_title(f"mean {say(measure)}"), zeroline=True, zerolinewidth=1.5))  # fmt: skip


def act_drift(reading: Reading) -> go.Figure:
    """Draw how the strength of each act changes a year, by party; see `analysis.drift`.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> act_drift(reading).layout.meta["table"]["rows"]
    []
    """
    title = "Drift of an act's strength"
    found = drift(reading)
    drawn = found[found["low"].notna()]
    table = {"columns": ["act", "side", "n", "mean strength", "change a year", "95 % interval"], "rows": [
        [row["act"].lower(), plain(row["party"]), int(row["n"]), f"{row['mean']:.2f}", signed(row["per_year"]),
         low_to_high(row["low"], row["high"])] for row in found.head(LISTED).to_dict("records")]}  # fmt: skip
    if drawn.empty:
        out = empty_figure(
            title, "No act stands in four dated tellings with different strength, so there is no drift to draw."
        )
        out.layout.meta = out.layout.meta | {"table": table}
        return out
    colours, traces, labels = party_colours(reading), [], []
    for at, row in enumerate(drawn.to_dict("records")[::-1]):
        colour = colours.get(row["party"], "")
        said = f"{say(row['party'])}: {row['act'].lower()}, {signed(row['per_year'])} a year"
        traces += estimate(row["per_year"], (row["low"], row["high"]), at, colour, said)
        labels.append(f"<b>{row['act'].lower()}</b>, {say(short(row['party'], 18))}<br>n = {row['n']}")
    how = ("How to read this: each mark is how much stronger (right) or milder (left) the words of an act become in a year, its line the 95 % interval; strength runs from "
           "0 to 1.")  # fmt: skip
    note = "n counts dated tellings with the act. Acts in fewer than four, or always of one strength, are in the table alone."
    return figure(title, how, note, table, traces, 110 + 46 * len(labels),
                  xaxis=axis(zeroline=True, zerolinewidth=1.5, title=axis_title("change of strength a year"), nticks=5),
                  yaxis=axis(tickvals=list(range(len(labels))), ticktext=labels, showgrid=False, range=[-0.6, len(labels) - 0.4]))  # fmt: skip
