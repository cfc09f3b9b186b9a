"""Figures: Reading -> plotly Figure, one function each.

``figure.layout.meta`` of each holds ``title``, ``how_to_read`` (one line), ``note`` (what was counted and how far it
carries) and ``table`` (the numbers behind the marks: ``columns`` and ``rows``). Colours belong to parties only, in the
order of ``reading.parties``; greys to "both" and "neither". Words of articles reach plotly escaped, as it renders a
subset of HTML, and only through customdata and labels.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING, Any

from analysis.statistics.inference import interval
from analysis.statistics.units import counted, counted_acts, restating

if TYPE_CHECKING:
    import pandas as pd
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
_INK, _RULE = "#6f7680", "rgba(128,136,146,0.28)"  # readable on white and on near black
_DRAWN = 2_000  # sentences beyond which a browser draws slowly
_LISTED = 500  # rows of the table behind a chart
_ENOUGH = 3  # units below which no interval is drawn
_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross")
_OFFICIAL = ("direct", "indirect", "mixed")
_STANCE = {"tickvals": [-1, -0.5, 0, 0.5, 1], "ticktext": ["−1<br>rejects", "", "0<br>no stance", "", "+1<br>supports"]}


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


def tone_by_party(reading: Reading) -> go.Figure:
    """Draw the tone towards each party: every sentence, or the mean of every telling where there are three a side.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> tone_by_party(reading).layout.meta["table"]["rows"][0][:2]
    ['Azerbaijan', '+1.00']
    """
    title = "Tone towards each side"
    sentences = counted(reading)
    sentences = sentences[sentences["tone"].notna()]
    parties = [name for name in reading.parties if (sentences["party"] == name).any()]
    if not parties:
        return _empty(title, "No sentence stands in one party's conversation alone, so there is no tone to draw.")
    colours = party_colours(reading)
    units = {name: part.groupby("unit", sort=False)["tone"].mean()
             for name, part in sentences.groupby("party", sort=False)}  # fmt: skip
    enough = all(len(units[name]) >= _ENOUGH for name in parties)
    traces, labels, rows = [], [], []
    for row, name in enumerate(reversed(parties)):
        part = sentences[sentences["party"] == name].sort_values(["tone", "article_id", "position"])
        official = part["voice"].isin(_OFFICIAL)
        mean = units[name].mean() if enough else part["tone"].mean()
        low, high = interval(units[name].tolist()) if enough else (None, None)
        common = {"colour": colours[name], "party": name}
        if enough:
            values = units[name].sort_values()
            data = [["", f"{_say(name)}: mean of one telling"] for _ in values]
            traces.append(_dots(values.tolist(), _swarm(values.tolist(), row), data, solid=True, **common))
            traces.append(_scatter(x=[low, high], y=[row, row], mode="lines", hoverinfo="skip",
                                   line={"color": colours[name], "width": 3}))  # fmt: skip
        else:
            heights = _swarm(part["tone"].tolist(), row)
            for said, solid in ((official, True), (~official, False)):
                at = [y for y, one in zip(heights, said, strict=True) if one]
                traces.append(_dots(part.loc[said, "tone"].tolist(), at, _hover(part[said]), solid=solid, **common))
        traces.append(_scatter(x=[mean], y=[row], mode="markers", hoverinfo="skip", marker={
            "symbol": "line-ns", "size": 44, "line": {"width": 3, "color": colours[name]}}))  # fmt: skip
        tellings = _count(len(units[name]), "telling")
        labels.append(
            f"<b>{_say(short(name))}</b><br>mean {signed(mean)}<br>n = {_count(len(part), 'sentence')},<br>{tellings}"
        )
        by = [part.loc[said, "tone"] for said in (official, ~official)]
        rows.append([name, signed(mean), f"{signed(low)} to {signed(high)}" if enough else "", len(units[name]),
                     len(part), len(by[0]), len(by[1]), int((part["tone"] < 0).sum())])  # fmt: skip
    few = len(reading.articles) == 1
    how = ("How to read this: each dot is the mean tone of one telling of a contact, the upright the mean of the side, "
           "the line its 95 % interval." if enough else
           "How to read this: each dot is a sentence, filled for the official's words and open for the reporter's; the "
           "upright is the mean of the side.")  # fmt: skip
    note = ("Intervals are t intervals over tellings, since sentences of one text are not independent." if enough else
            f"{'One article' if few else 'Fewer than three tellings on a side'}: too few to tell chance from "
            "difference, so no interval is drawn.")  # fmt: skip
    note += " Counted are sentences in one side's conversation; those about both, and those that restate a quotation, are not."
    table = {"columns": ["side", "mean tone", "95 % interval", "tellings", "sentences", "in the official's words",
                         "in the reporter's words", "below zero"], "rows": rows[::-1]}  # fmt: skip
    return _figure(title, how, note, table, traces, 84 + 104 * len(parties),
                   xaxis=_axis(range=[-1.12, 1.12], **_STANCE),
                   yaxis=_axis(tickvals=list(range(len(parties))), ticktext=labels, showgrid=False,
                               range=[-0.6, len(parties) - 0.4]))  # fmt: skip


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
        return _empty(title, "No communicative act towards one party alone was found, so there is nothing to count.")
    ladder = [act for act in LADDER if (acts["act"] == act).any()]
    sentences = counted(reading)
    units = {name: sentences.loc[sentences["party"] == name, "unit"].unique().tolist() for name in parties}
    enough = all(len(units[name]) >= _ENOUGH for name in parties)
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
            error = {"error_x": {"type": "data", "symmetric": False, "thickness": 1.5, "width": 0, "color": _INK,
                                 "array": [high - at for at, (_, high) in zip(x, bounds, strict=True)],
                                 "arrayminus": [at - max(0, low) for at, (low, _) in zip(x, bounds, strict=True)]}}  # fmt: skip
        label = f"{_say(short(name))} (n = {_count(len(part), 'act')}, {_count(len(units[name]), 'telling')})"
        traces.append({
            "type": "bar", "orientation": "h", "name": label, "x": x, "y": [act.lower() for act in ladder],
            "marker": {"color": party_colours(reading)[name]}, "text": [f"{at:.1f}" if enough else str(at) for at in x],
            "textposition": "none" if enough else "outside", "cliponaxis": False,
            "customdata": [["", f"{_say(name)}: {act.lower()}, {at:.3g}", name, act] for act, at in zip(ladder, x, strict=True)],
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
    return _figure(title, how, note, table, traces, height,
                   xaxis=_axis(title=_label(what), rangemode="tozero", **({} if enough else {"dtick": _step(traces)})),
                   yaxis=_axis(type="category", showgrid=False, automargin=True),
                   bargap=0.32, bargroupgap=0.05, legend=_legend() | {"traceorder": "reversed"})  # fmt: skip


def tone_along(reading: Reading) -> go.Figure:
    """Draw the tone sentence by sentence along the article, coloured by party; of several articles by share read.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> tone_along(reading).layout.meta["table"]["rows"][0][3:]
    ['praise', '+1.00']
    """
    title = "Tone along the article"
    sentences = reading.sentences[reading.sentences["tone"].notna()]
    if sentences.empty:
        return _empty(title, "No sentence has a tone, so there is no course to draw.")
    several, every = len(reading.articles) > 1, math.ceil(len(sentences) / _DRAWN)
    again = restating(reading)
    place = sentences["position"].astype("float64") + 1
    if several:
        place = 100 * place / sentences.groupby("article_id")["position"].transform("max").astype("float64").add(1)
    symbols = {name: _SYMBOLS[at % len(_SYMBOLS)] for at, name in enumerate(reading.parties)}
    traces = []
    for name, colour in party_colours(reading).items():
        part = sentences[sentences["party"] == name]
        n, part = len(part), part.iloc[::every]
        if part.empty:
            continue
        x, y = place[part.index].tolist(), part["tone"].tolist()
        if not several:  # a stem from zero shows the sign without colour
            stems = [[one for at in x for one in (at, at, None)], [one for at in y for one in (0, at, None)]]
            traces.append(_scatter(x=stems[0], y=stems[1], mode="lines", hoverinfo="skip", legendgroup=_say(name),
                                   line={"color": colour, "width": 1.5}))  # fmt: skip
        shape = symbols.get(name, "circle")
        # The legend shows the side's mark itself, whatever the voice of its first sentence.
        traces.append(_scatter(x=[None], y=[None], mode="markers", name=f"{_say(short(name))} (n = {n:,})",
                               legendgroup=_say(name), showlegend=True,
                               marker={"color": colour, "size": 11, "symbol": shape}))  # fmt: skip
        traces.append(_scatter(
            x=x, y=y, mode="markers", legendgroup=_say(name), opacity=0.5 if several else 1,
            customdata=_hover(part), hovertemplate="%{customdata[1]}<extra></extra>",
            marker={"color": colour, "opacity": 1, "line": {"width": 1.6, "color": colour},
                    "size": [7 if one in again else 11 for one in part["sentence_id"]],
                    "symbol": [shape if voice in _OFFICIAL else f"{shape}-open" for voice in part["voice"]]}))  # fmt: skip
    how = ("How to read this: sentences from left to right as they stand in the text; the higher the mark, the warmer. "
           "Filled marks are the official's words, open ones the reporter's, small ones restate a quotation.")  # fmt: skip
    note = f"n = {_count(len(sentences), 'sentence')} in {_count(len(reading.articles), 'article')}, each sentence as it stands."
    if every > 1:
        note += f" Drawn is one in {every} of each side; the table holds the first {_LISTED}."
    elif len(sentences) > _LISTED:
        note += f" The table holds the first {_LISTED}."
    rows = [[int(row["position"]) + 1, _plain(row["party"]), _plain(row["voice"]), _plain(row["act"]).lower(),
             signed(row["tone"])] for row in sentences.head(_LISTED).to_dict("records")]  # fmt: skip
    table = {"columns": ["sentence", "side", "voice", "act", "tone"], "rows": rows}
    stance = _STANCE | {"ticktext": ["rejects −1", "", "no stance 0", "", "supports +1"]}
    return _figure(title, how, note, table, traces, 360, yaxis=_axis(range=[-1.15, 1.15], zeroline=True, zerolinewidth=1.5, **stance),
                   xaxis=_axis(title=_label("share of the article, %" if several else "sentence"), showgrid=False,
                               **({} if several else {"range": [0.3, max(place) + 0.7]})),
                   legend=_legend())  # fmt: skip


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
        return _empty(title, "No quotation was found, so nobody is on record.")
    again = quotations["restates"].isin(quotations["quotation_id"])
    repeats = reading.articles.loc[reading.articles["duplicate_of"].notna(), "article_id"]
    kept = quotations[~again & ~quotations["article_id"].isin(repeats)]
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for row in kept.to_dict("records"):
        pair = (_plain(row["speaker"]) or "unknown", _plain(row["principal"]) or "unknown")
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
    note = f"n = {_count(len(kept), 'quotation')}"
    if more := int(again.sum()):
        note += f"; {more} more restate{'s' if more == 1 else ''} one of them and {'is' if more == 1 else 'are'} not counted again"
    note += "."
    if len(ordered) > len(drawn):
        note += f" Drawn are the {len(drawn)} most frequent of {len(ordered)} pairs."
    rows = [[*pair, *(pairs[pair][kind] for kind in KINDS), sum(pairs[pair].values())] for pair in ordered[:_LISTED]]
    table = {"columns": ["speaker", "for", *KINDS, "all"], "rows": rows}
    return _figure(title, how, note, table, traces, 140 + 62 * len(drawn), barmode="stack", bargap=0.5, legend=_legend(),
                   xaxis=_axis(title=_label("quotations"), rangemode="tozero", dtick=_step(traces)),
                   yaxis=_axis(tickvals=list(range(len(drawn))), ticktext=labels, showgrid=False,
                               range=[-0.5, len(drawn) - 0.5]))  # fmt: skip


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


def _figure(
    title: str, how: str, note: str, table: Mapping[str, Any], traces: Sequence[Mapping[str, Any]], height: int,
    **layout: Any,
) -> go.Figure:  # fmt: skip
    import plotly.graph_objects as go

    # An empty template, so that a figure does not depend on plotly's global default.
    return go.Figure(data=list(traces), layout={
        "template": go.layout.Template(), "title": {"text": title, "x": 0, "xref": "paper", "font": {"size": 16}},
        "meta": {"title": title, "how_to_read": how, "note": note, "table": dict(table)}, "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "hovermode": "closest", "dragmode": False,
        "font": {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", "size": 13, "color": _INK},
        "hoverlabel": {"align": "left", "bgcolor": "#20242a", "bordercolor": "#20242a", "font": {"color": "#f5f6f7"}},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": _INK, "activecolor": _INK},
        "margin": {"l": 8, "r": 24, "t": 56, "b": 48}, "showlegend": "legend" in layout, **layout,
    })  # fmt: skip


def _empty(title: str, why: str) -> go.Figure:
    note = {"text": why.replace(", so", ",<br>so"), "showarrow": False, "x": 0, "xref": "paper", "y": 0.5, "yref": "paper",
            "xanchor": "left", "align": "left"}  # fmt: skip
    hidden = {"visible": False}
    return _figure(title, "How to read this: there is nothing to read here.", why, {"columns": [], "rows": []}, [], 160,
                   annotations=[note], xaxis=hidden, yaxis=hidden)  # fmt: skip


def _axis(**given: Any) -> dict[str, Any]:
    return {"gridcolor": _RULE, "zerolinecolor": _RULE, "linecolor": _RULE, "zeroline": False, "automargin": True,
            "fixedrange": True, **given}  # fmt: skip


def _label(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": 13}}


def _legend() -> dict[str, Any]:
    return {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}


def _scatter(**given: Any) -> dict[str, Any]:
    return {"type": "scatter", "showlegend": False, **given}


def _dots(
    x: list[float], y: list[float], data: list[list[str]], colour: str, party: str, solid: bool
) -> dict[str, Any]:
    return _scatter(x=x, y=y, mode="markers", name=_say(party), customdata=data,
                    hovertemplate="%{customdata[1]}<extra></extra>",
                    marker={"size": 12, "color": colour, "symbol": "circle" if solid else "circle-open",
                            "opacity": 0.85, "line": {"width": 1.8, "color": colour}})  # fmt: skip


def _swarm(values: Sequence[float], row: float) -> list[float]:
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


def _hover(part: pd.DataFrame) -> list[list[str]]:
    """Customdata of sentences: the id, never displayed and therefore as it is, and what the hover label says."""
    return [
        [row["sentence_id"], f"<b>{_say(row['party'])}</b>, tone {signed(row['tone'])}, "
         f"{_say(_plain(row['act']).lower() or 'no act')} ({_say(_plain(row['voice']))})<br>{_wrap(_plain(row['text']))}"]
        for row in part.to_dict("records")
    ]  # fmt: skip


def _for(speaker: str, principal: str) -> str:
    behalf = "in own name" if speaker == principal else f"for {_say(short(principal.replace('; ', ' and ')))}"
    return f"<b>{_say(short(speaker))}</b><br>{behalf}"


def _step(traces: Iterable[Mapping[str, Any]]) -> int:
    """A whole step of the axis, as counts have no halves."""
    most = max((value for trace in traces for value in trace["x"]), default=1)
    return max(1, round(most / 6))


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _say(text: object) -> str:
    return html.escape(str(text), quote=False)


def _wrap(text: str, width: int = 46) -> str:
    import textwrap

    return "<br>".join(_say(line) for line in textwrap.wrap(short(text, 320), width))
