"""Acts towards each side."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Any

from analysis.statistics.inference import interval
from analysis.statistics.units import counted, counted_acts
from analysis.views.charts.style import (
    ENOUGH,
    LADDER,
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
    whole_step,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading


def acts_by_party(reading: Reading) -> go.Figure:
    """Draw the acts towards each party on the ladder from cold to warm; where there are three tellings a side, as
    acts a telling with intervals.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> acts_by_party(reading).layout.meta["table"]["rows"]
    [['praise', 1]]
    """
    title = "Acts towards each side"
    acts = counted_acts(reading)
    parties = [name for name in reading.parties if (acts["party"] == name).any()]
    if not parties:
        return empty_figure(
            title, "No communicative act towards one party alone was found, so there is nothing to count."
        )
    ladder = [act for act in LADDER if (acts["act"] == act).any()]
    sentences = counted(reading)
    units = {name: sentences.loc[sentences["party"] == name, "unit"].unique().tolist() for name in parties}
    enough = all(len(units[name]) >= ENOUGH for name in parties)
    traces, columns = [], []
    # plotly draws the first trace of a group lowest.
    for name in reversed(parties):
        part = acts[acts["party"] == name]
        counts = part.groupby("act")["act"].count().to_dict()
        x: list[float] = [counts.get(act, 0) for act in ladder]
        error: dict[str, Any] = {}
        if enough:
            each = {act: part[part["act"] == act].groupby("unit")["unit"].count().to_dict() for act in ladder}
            series = [[each[act].get(unit, 0) for unit in units[name]] for act in ladder]
            x = [fmean(one) for one in series]
            bounds = [interval(one) for one in series]
            error = whiskers(x, [(max(0, low), high) for low, high in bounds])
        label = f"{say(short(name))} (n = {count(len(part), 'act')}, {count(len(units[name]), 'telling')})"
        traces.append({
            "type": "bar", "orientation": "h", "name": label, "x": x, "y": [act.lower() for act in ladder],
            "marker": {"color": party_colours(reading)[name]}, "text": [f"{at:.1f}" if enough else str(at) for at in x],
            "textposition": "none" if enough else "outside", "cliponaxis": False,
            "customdata": [["", f"{say(name)}: {act.lower()}, {at:.3g}", name, act] for act, at in zip(ladder, x, strict=True)],
            "hovertemplate": "%{customdata[1]}<extra></extra>",
        } | error)  # fmt: skip
        columns.append([f"{at:.2f}" if enough else at for at in x])
    rows = [[act.lower(), *(column[at] for column in columns[::-1])] for at, act in enumerate(ladder)][::-1]
    what = "acts a telling" if enough else "acts"
    how = (f"How to read this: the length of a bar is the number of {what} towards the side; acts stand from the coldest "
           "at the bottom to the warmest at the top.")  # fmt: skip
    note = ("Lines are 95 % t intervals over tellings. " if enough else
            ("One article" if len(reading.articles) == 1 else "Fewer than three tellings on a side")
            + ": too few to tell chance from difference. ")  # fmt: skip
    note += ("Longer passages hold more acts. Not counted: acts towards both sides at once, negated ones, the "
             "counterparts' own, and sentences that restate a quotation.")  # fmt: skip
    table = {"columns": ["act", *(f"{name}: {what}" for name in parties)], "rows": rows}
    height = 118 + 24 * len(parties) + len(ladder) * max(30, 17 * len(parties))
    return figure(title, how, note, table, traces, height,
                   xaxis=axis(title=axis_title(what), rangemode="tozero", **({} if enough else {"dtick": whole_step(traces)})),
                   yaxis=axis(type="category", showgrid=False, automargin=True),
                   bargap=0.32, bargroupgap=0.05, legend=legend() | {"traceorder": "reversed"})  # fmt: skip
