"""Stock phrases over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.statistics.series import phrases
from analysis.views.charts.style import (
    INK,
    LISTED,
    axis,
    figure,
    legend,
    party_colours,
    say,
    scatter,
    short,
    why_empty,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading

_DRAWN = 16
# What has changed is looked for first.
_ORDER = ("gone", "new", "came and went", "steady", "no change shown")


def phrases_over_time(reading: Reading, by: str = "party") -> go.Figure:
    """Draw from when to when each stock phrase stands in a side's tellings; see `analysis.phrases`.

    Examples
    --------
    >>> import analysis
    >>> figure = phrases_over_time(analysis.record().where(issuer="Washington"))
    >>> figure.layout.meta["table"]["rows"][0][:3]
    ['Azerbaijan', 'human rights', '5 of 26']
    """
    title = "Stock phrases"
    found = phrases(reading, by)
    if found.empty:
        return why_empty(title, found.attrs["reason"], "there is no phrase to draw")
    rows = sorted(found.to_dict("records"), key=lambda row: (_ORDER.index(row["verdict"]), -row["n"], row["phrase"]))
    drawn = sorted(rows[:_DRAWN], key=lambda row: row["first"], reverse=True)
    colours = party_colours(reading) if by == "party" else {}
    traces: list[dict[str, Any]] = []
    seen: set[str] = set()
    for at, row in enumerate(drawn):
        colour, changed = colours.get(row["side"], INK), row["verdict"] in _ORDER[:3]
        said = f"<b>{say(row['side'])}: {say(row['phrase'])}</b><br>{say(row['reason'])}<br>{row['verdict']}"
        ends = [f"{row[key]:%Y-%m-%d}" for key in ("first", "last")]
        traces.append(scatter(x=ends, y=[at, at], mode="lines", hoverinfo="skip", line={"color": colour, "width": 3}))
        traces.append(scatter(
            x=ends, y=[at, at], mode="markers", customdata=[["", said], ["", said]], hovertemplate="%{customdata[1]}<extra></extra>",
            name=say(short(row["side"])), legendgroup=say(row["side"]), showlegend=row["side"] not in seen,
            marker={"size": 10, "color": colour, "symbol": "circle" if changed else "circle-open", "line": {"width": 2, "color": colour}}))  # fmt: skip
        seen.add(row["side"])
    labels = [f"{say(short(row['phrase'], 32))}<br>n = {row['n']} of {row['n_tellings']}" for row in drawn]
    how = ("How to read this: a line runs from the first to the last telling with the phrase; ends are filled where its coming or going is more than "
           "chance explains, given how often it stood there in between.")  # fmt: skip
    moved = sum(row["verdict"] in _ORDER[:3] for row in rows)
    note = f"n counts dated tellings of the side, repeated texts once. {moved} of {len(rows)} phrases came or went."
    if len(rows) > len(drawn):
        note += f" Drawn are {len(drawn)}, those that changed first."
    table = {"columns": ["side", "phrase", "tellings", "verdict", "how"], "rows": [
        [row["side"], row["phrase"], f"{row['n']} of {row['n_tellings']}", row["verdict"], row["reason"]] for row in rows[:LISTED]]}  # fmt: skip
    return figure(title, how, note, table, traces, 130 + 40 * len(drawn), xaxis=axis(type="date"), legend=legend(),
                  yaxis=axis(tickvals=list(range(len(drawn))), ticktext=labels, showgrid=False, range=[-0.7, len(drawn) - 0.3]))  # fmt: skip
