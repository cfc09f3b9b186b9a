"""Points of one side, and how they stand on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.statistics.alignment import omissions
from analysis.statistics.keywords import sides
from analysis.views.charts.style import (
    INK,
    LADDER,
    axis,
    axis_title,
    figure,
    legend,
    party_colours,
    plain,
    say,
    short,
    whole_step,
    why_empty,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading

# From what only one side has to what both have; how full the side's colour is.
_STATUS = {"absent": 1.0, "weaker": 0.62, "stronger": 0.62, "shared": 0.3}
_SAID = {
    "absent": "not found there",
    "weaker": "weaker there",
    "stronger": "stronger there",
    "shared": "there too",
    "uncertain": "uncertain",
}
_HATCH = {"weaker": "/", "stronger": "\\"}


def points_by_act(reading: Reading, between: tuple[str, str] | None = None, days: int | None = 14) -> go.Figure:
    """Draw how the points of each side stand on the other, by act; see `analysis.omissions`.

    Examples
    --------
    >>> import analysis
    >>> text = "Blinken thanked Pashinyan for the harvest. He urged Aliyev to release all detainees."
    >>> figure = points_by_act(analysis.analyze(analysis.Article.from_text(text), "armenia-azerbaijan"))
    >>> figure.layout.meta["table"]["rows"][0][:3]
    ['Armenia', 'praise', 1]
    """
    title = "Points, and whether the other side has them"
    found = omissions(reading, between, days=days)
    if found.empty:
        return why_empty(title, found.attrs.get("reason") or "no point was found", "no points can be compared")
    names, colours = sides(reading, between), party_colours(reading)
    acts = found["act"].fillna("STATE")
    rows = [(name, act) for name in names for act in LADDER[::-1] if ((found["party"] == name) & (acts == act)).any()]
    traces: list[dict[str, Any]] = []
    for status, said in _SAID.items():
        counts = [
            int(((found["party"] == name) & (acts == act) & (found["status"] == status)).sum()) for name, act in rows
        ]
        if not any(counts):
            continue
        colour = [colours[name] if status in _STATUS else INK for name, _ in rows]
        traces.append({
            "type": "bar", "orientation": "h", "name": said, "x": counts, "y": list(range(len(rows)))[::-1], "text":
            [str(n) if n else "" for n in counts], "textposition": "inside", "insidetextanchor": "middle",
            "showlegend": False, "opacity": _STATUS.get(status, 0.3), "marker": {"color": colour, "pattern": {"shape": _HATCH.get(status, ""), "solidity": 0.25}},
            "customdata": [["", f"<b>{say(name)}</b>: {act.lower()}<br>{n} {said}", name, act] for (name, act), n in zip(rows, counts, strict=True)],
            "hovertemplate": "%{customdata[1]}<extra></extra>",
        })  # fmt: skip
    # The legend shows what a shade means, in the colour of no party.
    traces += [{"type": "bar", "orientation": "h", "x": [None], "y": [None], "name": _SAID[status], "opacity": _STATUS.get(status, 0.3), "hoverinfo": "skip",
                "marker": {"color": INK, "pattern": {"shape": _HATCH.get(status, ""), "solidity": 0.25}}}
               for status in _SAID if (found["status"] == status).any()]  # fmt: skip
    labels = [f"<b>{say(short(name, 18))}</b><br>{act.lower()}" for name, act in rows][::-1]
    how = ("How to read this: each bar counts the points of one side with one act; the fullest colour is what was not found in the other side's "
           "telling of the same round, the palest what stands there too.")  # fmt: skip
    total = {name: int((found["party"] == name).sum()) for name in names}
    note = (
        "n = "
        + ", ".join(f"{n:,} points of {name}" for name, n in total.items())
        + f"; {plain(found.attrs.get('reason'))}."
    )
    cells: list[list[Any]] = [
        [name, act.lower(), *(int(((found["party"] == name) & (acts == act) & (found["status"] == status)).sum()) for status in _SAID)]
        for name, act in rows]  # fmt: skip
    table = {"columns": ["side", "act", *_SAID.values()], "rows": cells}
    stacked = [{"x": [sum(row[2:]) for row in cells]}]
    return figure(title, how, note, table, traces, 150 + 40 * len(rows), barmode="stack", bargap=0.3, legend=legend(),
                  xaxis=axis(title=axis_title("points"), rangemode="tozero", dtick=whole_step(stacked)),
                  yaxis=axis(tickvals=list(range(len(rows))), ticktext=labels, showgrid=False))  # fmt: skip
