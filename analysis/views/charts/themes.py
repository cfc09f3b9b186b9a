"""Themes by party."""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING, Any

from analysis.diplomacy.themes import THEMES
from analysis.statistics.inference import interval
from analysis.statistics.measures import unit_table
from analysis.views.charts.style import (
    ENOUGH,
    axis,
    axis_title,
    count,
    empty_figure,
    figure,
    legend,
    party_colours,
    say,
    short,
    whiskers,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading


def themes_by_party(reading: Reading) -> go.Figure:
    """Draw the share of sentences with each theme by party, as means over tellings with intervals.

    Examples
    --------
    >>> import analysis
    >>> figure = themes_by_party(analysis.record())
    >>> figure.layout.meta["table"]["columns"]
    ['theme', 'Armenia', '95 % interval', 'Azerbaijan', '95 % interval']
    """
    title = "Themes towards each side"
    units, names = unit_table(reading, ["themes"])
    shown = [f"theme {theme}" for theme in THEMES if f"theme {theme}" in names]
    parties = [name for name in reading.parties if (units["side"] == name).any()]
    if not shown or not parties:
        return empty_figure(title, "No theme was found in one side's conversation alone, so there is nothing to count.")
    sides = {name: units[units["side"] == name] for name in parties}
    enough = all(len(side) >= ENOUGH for side in sides.values())
    shown.sort(key=lambda theme: sum(side[theme].mean() for side in sides.values()))
    labels = [theme.removeprefix("theme ").replace("_", " ") for theme in shown]
    traces: list[dict[str, Any]] = []
    columns: list[list[str]] = []
    for name in reversed(parties):
        side = sides[name]
        values = [side[theme].tolist() for theme in shown]
        x = [fmean(one) for one in values]
        bounds = [interval(one) if enough else (math.nan, math.nan) for one in values]
        bounds = [(max(0.0, low), min(1.0, high)) for low, high in bounds]
        error = whiskers(x, bounds) if enough else {}
        traces.append({
            "type": "bar", "orientation": "h", "name": f"{say(short(name))} (n = {count(len(side), 'telling')})", "x": x, "y": labels,
            "marker": {"color": party_colours(reading)[name]}, "hovertemplate": "%{customdata[1]}<extra></extra>",
            "customdata": [["", f"{say(name)}: {label} in {at:.0%} of the sentences", name] for label, at in zip(labels, x, strict=True)],
        } | error)  # fmt: skip
        columns += [[f"{low:.0%} to {high:.0%}" if enough else "" for low, high in bounds], [f"{at:.0%}" for at in x]]
    how = ("How to read this: the length of a bar is the share of a telling's sentences in which the theme is found; a sentence can have several, "
           "or none.")  # fmt: skip
    note = ("Lines are 95 % t intervals over tellings. " if enough else
            ("One article" if len(reading.articles) == 1 else "Fewer than three tellings on a side")
            + ": too few to tell chance from difference. ") + "Themes are found by a list of words, which knows no meaning."  # fmt: skip
    table = {"columns": ["theme", *(one for name in parties for one in (name, "95 % interval"))],
             "rows": [[label, *(column[at] for column in columns[::-1])] for at, label in enumerate(labels)][::-1]}  # fmt: skip
    height = 118 + 24 * len(parties) + len(labels) * max(30, 17 * len(parties))
    return figure(title, how, note, table, traces, height, bargap=0.32, bargroupgap=0.05, legend=legend() | {"traceorder": "reversed"},
                  xaxis=axis(title=axis_title("share of sentences"), rangemode="tozero", tickformat=".0%"),
                  yaxis=axis(type="category", showgrid=False))  # fmt: skip
