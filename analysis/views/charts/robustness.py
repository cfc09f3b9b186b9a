"""Whether a difference survives other measures, other parts of the texts, and the loss of any unit or cue word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from analysis.statistics.robustness import sensitivity
from analysis.views.charts.style import (
    INK,
    LISTED,
    axis,
    axis_title,
    empty_figure,
    estimate,
    figure,
    low_to_high,
    party_colours,
    plain,
    say,
    short,
    signed,
    swarm,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading

_EACH = ("without unit", "without cue word")


def sensitivity_panel(reading: Reading, between: tuple[str, str] | None = None) -> go.Figure:
    """Draw how the difference in tone changes when something else is read or left out; see `analysis.sensitivity`.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> sensitivity_panel(reading).layout.meta["table"]["columns"][:3]
    ['check', 'left out or read', 'difference']
    """
    title = "Does the difference survive?"
    rows: list[dict[Any, Any]] = sensitivity(reading, between).to_dict("records")
    names = [plain(rows[0][key]) for key in ("party_a", "party_b")]
    table = {"columns": ["check", "left out or read", "difference", "95 % interval", "n", "verdict", "survives"], "rows": [
        [row["check"], plain(row["detail"]), signed(row["difference"]),
         low_to_high(row["low"], row["high"]), f"{row['n_a']} and {row['n_b']}",
         row["verdict"], {True: "yes", False: "no"}.get(row["survives"], "")] for row in rows[:LISTED]]}  # fmt: skip
    alone = [row for row in rows if row["check"] not in _EACH and not math.isnan(row["difference"])]
    if not alone:
        out = empty_figure(title, "There is no difference to begin with, so nothing can be left out of it.")
        out.layout.meta = out.layout.meta | {"table": table}
        return out
    colours, traces, labels = party_colours(reading), [], []
    groups = [[row] for row in alone] + [
        [row for row in rows if row["check"] == name and not math.isnan(row["difference"])] for name in _EACH
    ]
    for at, group in enumerate(reversed([one for one in groups if one])):
        first = group[0]
        each = first["check"] in _EACH
        for y, row in zip(swarm([row["difference"] for row in group], at) if each else [at], group, strict=True):
            ahead = names[0] if row["difference"] > 0 else names[1]
            colour = colours.get(ahead, INK) if row["verdict"] == "different" else INK
            sure = row["verdict"] == "different"
            said = f"{say(row['check'])} {say(short(plain(row['detail']), 40))}<br>{signed(row['difference'])}, {say(row['verdict'])}"
            ends = (math.nan, math.nan) if each else (row["low"], row["high"])
            marks = estimate(row["difference"], ends, y, colour, said, sure)
            if each:
                marks[-1]["marker"]["size"] = 7
            traces += marks
        name = first["check"] + (
            " in turn" if each else f":<br>{plain(first['detail'])}" if plain(first["detail"]) else ""
        )
        n = f"{len(group)} times" if each else f"n = {first['n_a']} and {first['n_b']}"
        labels.append(f"<b>{name}</b><br>{n}")
    far = [abs(row[key]) for row in alone for key in ("difference", "low", "high") if not math.isnan(row[key])]
    reach = 1.1 * max([*far, 1e-6])
    lost = sum(row["survives"] is False for row in rows)
    how = ("How to read this: the uppermost mark is the finding with its 95 % interval, each row the same after one change; small marks leave out one unit "
           "or cue word. Filled marks are differences, open grey ones are not shown to be.")  # fmt: skip
    note = f"n counts tellings of contacts: {names[0]} first, {names[1]} second. The finding is lost in {lost} of {len(rows) - 1} checks; p is not adjusted over them."
    return figure(title, how, note, table, traces, 130 + 58 * len(labels),
                  xaxis=axis(range=[-reach, reach], zeroline=True, zerolinewidth=1.5, nticks=5,
                             title=axis_title(f"← higher: {say(short(names[1], 18))}<br>higher: {say(short(names[0], 18))} →")),
                  yaxis=axis(tickvals=list(range(len(labels))), ticktext=labels, showgrid=False, range=[-0.6, len(labels) - 0.4]))  # fmt: skip
