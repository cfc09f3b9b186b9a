"""Who speaks for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.views.charts.style import (
    KINDS,
    LISTED,
    axis,
    axis_title,
    count,
    empty_figure,
    figure,
    legend,
    plain,
    say,
    short,
    whole_step,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading


def who_speaks(reading: Reading) -> go.Figure:
    """Draw who speaks for whom: quotations by speaker and principal, split by kind.

    Examples
    --------
    >>> import analysis
    >>> text = "\\u201cThe Secretary thanked Aliyev,\\u201d said Matthew Miller."
    >>> reading = analysis.analyze(analysis.Article.from_text(text), "armenia-azerbaijan")
    >>> who_speaks(reading).layout.meta["table"]["columns"]
    ['speaker', 'for', 'direct', 'mixed', 'indirect', 'all']
    """
    title = "Who speaks for whom"
    quotations = reading.quotations
    if quotations.empty:
        return empty_figure(title, "No quotation was found, so nobody is on record.")
    again = quotations["restates"].isin(quotations["quotation_id"])
    repeats = reading.articles.loc[reading.articles["duplicate_of"].notna(), "article_id"]
    kept = quotations[~again & ~quotations["article_id"].isin(repeats)]
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for row in kept.to_dict("records"):
        pair = (plain(row["speaker"]) or "unknown", plain(row["principal"]) or "unknown")
        counts = pairs.setdefault(pair, dict.fromkeys(KINDS, 0))
        counts[row["kind"]] += 1
    ordered = sorted(pairs, key=lambda pair: -sum(pairs[pair].values()))
    drawn = ordered[:12][::-1]
    labels = [_for(*pair) + f"<br>n = {sum(pairs[pair].values())}" for pair in drawn]
    traces = [
        {"type": "bar", "orientation": "h", "name": kind, "x": [pairs[pair][kind] for pair in drawn],
         "y": list(range(len(drawn))), "marker": {"color": colour},
         "customdata": [["", f"{_for(*pair)}<br>{pairs[pair][kind]} {kind}"] for pair in drawn],
         "hovertemplate": "%{customdata[1]}<extra></extra>"}
        for kind, colour in KINDS.items() if any(counts[kind] for counts in pairs.values())
    ]  # fmt: skip
    how = ("How to read this: each bar counts the quotations in which the first named speaks and the second's position is "
           "expressed, split into direct and indirect.")  # fmt: skip
    note = f"n = {count(len(kept), 'quotation')}"
    if more := int(again.sum()):
        note += f"; {more} more restate{'s' if more == 1 else ''} one of them and {'is' if more == 1 else 'are'} not counted again"
    note += "."
    if len(ordered) > len(drawn):
        note += f" Drawn are the {len(drawn)} most frequent of {len(ordered)} pairs."
    rows = [[*pair, *(pairs[pair][kind] for kind in KINDS), sum(pairs[pair].values())] for pair in ordered[:LISTED]]
    table = {"columns": ["speaker", "for", *KINDS, "all"], "rows": rows}
    return figure(title, how, note, table, traces, 140 + 62 * len(drawn), barmode="stack", bargap=0.5, legend=legend(),
                   xaxis=axis(title=axis_title("quotations"), rangemode="tozero", dtick=whole_step(traces)),
                   yaxis=axis(tickvals=list(range(len(drawn))), ticktext=labels, showgrid=False,
                               range=[-0.5, len(drawn) - 0.5]))  # fmt: skip


def _for(speaker: str, principal: str) -> str:
    behalf = "in own name" if speaker == principal else f"for {say(short(principal.replace('; ', ' and ')))}"
    return f"<b>{say(short(speaker))}</b><br>{behalf}"
