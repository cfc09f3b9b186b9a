"""What all charts share: colours, layout, axes, words and numbers as they are shown."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading

# After Okabe & Ito (2008), shifted until each has a contrast of 3:1 on white and on near black.
PALETTE = ("#2a7ab9", "#d55e00", "#00896a", "#a564a8", "#94702a")
GREYS = {"both": "#727a83", "neither": "#8f969e"}
# Kinds of quotation are told apart by one hue that no party has.
KINDS = {"direct": "#5b4b8a", "mixed": "#8878b5", "indirect": "#b0a3d4"}
# From cold to warm: the ladder on which acts stand.
LADDER = ("CONDEMN", "WARN", "REJECT", "CONCERN", "APPEAL", "STATE", "CONSULT", "AGREE", "CONDOLE", "OFFER", "WELCOME",
          "PRAISE", "SUPPORT")  # fmt: skip
# Without plotly's links, and without the button that would send the figure to a server.
CONFIG = {"displaylogo": False, "showSendToCloud": False, "plotlyServerURL": "", "responsive": True,
          "toImageButtonOptions": {"format": "svg"},
          "modeBarButtonsToRemove": ["select2d", "lasso2d", "zoom2d", "pan2d", "autoScale2d", "resetScale2d"]}  # fmt: skip
INK, RULE = "#6f7680", "rgba(128,136,146,0.28)"  # readable on white and on near black
LISTED = 500  # rows of the table behind a chart
ENOUGH = 3  # units below which no interval is drawn
OFFICIAL = ("direct", "indirect", "mixed")
STANCE = {"tickvals": [-1, -0.5, 0, 0.5, 1], "ticktext": ["−1<br>rejects", "", "0<br>no stance", "", "+1<br>supports"]}


def party_colours(reading: Reading) -> dict[str, str]:
    """Return the colour of each party, of "both" and of "neither".

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> party_colours(reading)["Azerbaijan"]
    '#d55e00'
    """
    return {name: PALETTE[at % len(PALETTE)] for at, name in enumerate(reading.parties)} | GREYS


def signed(value: float | None) -> str:
    """Return a tone in words of figures: with its sign, a true minus and two decimals; a dash where undefined.

    Examples
    --------
    >>> signed(0.5), signed(-0.25), signed(0.0), signed(None)
    ('+0.50', '−0.25', '0.00', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    return f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"


def short(text: str, width: int = 34) -> str:
    """Return a text cut to at most ``width`` characters, with an ellipsis where it was cut.

    Examples
    --------
    >>> short("Secretary of State", 10)
    'Secretary…'
    """
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def figure(
    title: str, how: str, note: str, table: Mapping[str, Any], traces: Sequence[Mapping[str, Any]], height: int,
    **layout: Any,
) -> go.Figure:  # fmt: skip
    import plotly.graph_objects as go

    # An empty template, so that a figure does not depend on plotly's global default.
    return go.Figure(data=list(traces), layout={
        "template": go.layout.Template(), "title": {"text": title, "x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top",
                  "pad": {"l": 8, "t": 10}, "font": {"size": 16}},
        "meta": {"title": title, "how_to_read": how, "note": note, "table": dict(table)}, "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "hovermode": "closest", "dragmode": False,
        "font": {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", "size": 13, "color": INK},
        "hoverlabel": {"align": "left", "bgcolor": "#20242a", "bordercolor": "#20242a", "font": {"color": "#f5f6f7"}},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": INK, "activecolor": INK},
        "margin": {"l": 8, "r": 24, "t": 56, "b": 48}, "showlegend": "legend" in layout, **layout,
    })  # fmt: skip


def empty_figure(title: str, why: str) -> go.Figure:
    import textwrap

    note = {"text": "<br>".join(textwrap.wrap(why, 38)), "showarrow": False, "x": 0, "xref": "paper", "y": 0.5, "yref": "paper",
            "xanchor": "left", "align": "left"}  # fmt: skip
    hidden = {"visible": False}
    return figure(title, "How to read this: there is nothing to read here.", why, {"columns": [], "rows": []}, [], 160,
                   annotations=[note], xaxis=hidden, yaxis=hidden)  # fmt: skip


def why_empty(title: str, why: object, so: str) -> go.Figure:
    """An empty figure that says why, with a reason that a table gave."""
    return empty_figure(title, f"{str(why)[:1].upper()}{str(why)[1:]}, so {so}.")


def whiskers(x: Sequence[float], bounds: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """The intervals of horizontal bars."""
    return {"error_x": {"type": "data", "symmetric": False, "thickness": 1.5, "width": 0, "color": INK,
                        "array": [high - at for at, (_, high) in zip(x, bounds, strict=True)],
                        "arrayminus": [at - low for at, (low, _) in zip(x, bounds, strict=True)]}}  # fmt: skip


def axis(**given: Any) -> dict[str, Any]:
    return {"gridcolor": RULE, "zerolinecolor": RULE, "linecolor": RULE, "zeroline": False, "automargin": True,
            "fixedrange": True, **given}  # fmt: skip


def axis_title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": 13}}


def legend() -> dict[str, Any]:
    return {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}


def scatter(**given: Any) -> dict[str, Any]:
    return {"type": "scatter", "showlegend": False, **given}


def estimate(
    value: float, ends: tuple[float, float], y: float, colour: str, said: str, sure: bool = True
) -> list[dict[str, Any]]:
    """Traces of a mark with its interval, where there is one: filled where ``sure``, else open; ``said`` on hovering."""
    mark = scatter(x=[value], y=[y], mode="markers", customdata=[["", said]], hovertemplate="%{customdata[1]}<extra></extra>",
                   marker={"size": 12, "color": colour, "symbol": "circle" if sure else "circle-open", "line": {"width": 2, "color": colour}})  # fmt: skip
    if any(math.isnan(end) for end in ends):
        return [mark]
    line = {"color": colour, "width": 3}
    return [scatter(x=[*ends], y=[y, y], mode="lines", hoverinfo="skip", line=line), mark]


def low_to_high(low: float, high: float) -> str:
    """An interval in words; nothing where there is none."""
    return "" if math.isnan(low) else f"{signed(low)} to {signed(high)}"


def swarm(values: Sequence[float], row: float) -> list[float]:
    """Heights that set equal values side by side, centred on the row; the more of them, the closer."""
    bins: dict[float, list[int]] = {}
    for at, value in enumerate(values):
        bins.setdefault(round(value, 1), []).append(at)
    heights = [row] * len(values)
    for group in bins.values():
        step = min(0.15, 0.66 / len(group))
        for rank, at in enumerate(group):
            heights[at] = row + (rank - (len(group) - 1) / 2) * step
    return heights


def whole_step(traces: Iterable[Mapping[str, Any]]) -> int:
    """A whole step of the axis, as counts have no halves."""
    most = max((value for trace in traces for value in trace["x"]), default=1)
    return max(1, round(most / 6))


def count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def say(text: object) -> str:
    return html.escape(str(text), quote=False)


def wrap(text: str, width: int = 46) -> str:
    import textwrap

    return "<br>".join(say(line) for line in textwrap.wrap(short(text, 320), width))
