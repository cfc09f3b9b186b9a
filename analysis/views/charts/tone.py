"""Tone towards each side, and along the text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from analysis.statistics.inference import interval
from analysis.statistics.units import counted, restating
from analysis.views.charts.style import (
    ENOUGH,
    LISTED,
    OFFICIAL,
    STANCE,
    axis,
    axis_title,
    count,
    empty_figure,
    figure,
    legend,
    party_colours,
    plain,
    say,
    scatter,
    short,
    signed,
    swarm,
    wrap,
)

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from analysis.reading import Reading

_DRAWN = 1_000  # sentences beyond which a browser draws slowly
_TELLINGS = 500  # the same of tellings of one side, each with its name
_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross")


def tone_by_party(reading: Reading) -> go.Figure:
    """Draw the tone towards each party: every sentence, or the mean of every telling where there are three a side.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> tone_by_party(reading).layout.meta["table"]["rows"][0][:2]
    ['Azerbaijan', '+0.96']
    """
    title = "Tone towards each side"
    sentences = counted(reading)
    sentences = sentences[sentences["tone"].notna()]
    parties = [name for name in reading.parties if (sentences["party"] == name).any()]
    if not parties:
        return empty_figure(title, "No sentence stands in one party's conversation alone, so there is no tone to draw.")
    colours = party_colours(reading)
    units = {name: part.groupby("unit", sort=False)["tone"].mean()
             for name, part in sentences.groupby("party", sort=False)}  # fmt: skip
    enough = all(len(units[name]) >= ENOUGH for name in parties)
    traces, labels, rows = [], [], []
    for row, name in enumerate(reversed(parties)):
        part = sentences[sentences["party"] == name].sort_values(["tone", "article_id", "position"])
        official = part["voice"].isin(OFFICIAL)
        mean = units[name].mean() if enough else part["tone"].mean()
        low, high = interval(units[name].tolist()) if enough else (None, None)
        common = {"colour": colours[name], "party": name}
        if enough:
            values = units[name].sort_values()
            values = values.iloc[:: math.ceil(len(values) / _TELLINGS)]
            data = _tellings(reading, sentences[sentences["party"] == name], values)
            traces.append(_dots(values.tolist(), swarm(values.tolist(), row), data, solid=True, **common))
            traces.append(scatter(x=[low, high], y=[row, row], mode="lines", hoverinfo="skip",
                                   line={"color": colours[name], "width": 3}))  # fmt: skip
        else:
            heights = swarm(part["tone"].tolist(), row)
            for said, solid in ((official, True), (~official, False)):
                at = [y for y, one in zip(heights, said, strict=True) if one]
                traces.append(_dots(part.loc[said, "tone"].tolist(), at, _hover(part[said]), solid=solid, **common))
        traces.append(scatter(x=[mean], y=[row], mode="markers", hoverinfo="skip", marker={
            "symbol": "line-ns", "size": 44, "line": {"width": 3, "color": colours[name]}}))  # fmt: skip
        tellings = count(len(units[name]), "telling")
        labels.append(
            f"<b>{say(short(name))}</b><br>mean {signed(mean)}<br>n = {count(len(part), 'sentence')},<br>{tellings}"
        )
        by = [part.loc[said, "tone"] for said in (official, ~official)]
        rows.append([name, signed(mean), f"{signed(low)} to {signed(high)}" if enough else "", len(units[name]),
                     len(part), len(by[0]), len(by[1]), int((part["tone"] < 0).sum())])  # fmt: skip
    few = len(reading.articles) == 1
    how = ("How to read this: each dot is the mean tone of one telling of a contact, the upright the mean of the side, "
           "the line its 95 % interval." if enough else
           "How to read this: each dot is a sentence, filled where it quotes or reports words and open where it narrates; the "
           "upright is the mean of the side.")  # fmt: skip
    note = ("Intervals are t intervals over tellings, since sentences of one text are not independent." if enough else
            f"{'One article' if few else 'Fewer than three tellings on a side'}: too few to tell chance from "
            "difference, so no interval is drawn.")  # fmt: skip
    every = math.ceil(max(map(len, units.values())) / _TELLINGS) if enough else 1
    note += f" Of the tellings one in {every} is drawn." if every > 1 else ""
    note += " Counted are sentences in one side's conversation; those about both, and those that restate a quotation, are not."
    table = {"columns": ["side", "mean tone", "95 % interval", "tellings", "sentences", "quoted or reported",
                         "narrated", "below zero"], "rows": rows[::-1]}  # fmt: skip
    return figure(title, how, note, table, traces, 84 + 104 * len(parties),
                   xaxis=axis(range=[-1.12, 1.12], **STANCE),
                   yaxis=axis(tickvals=list(range(len(parties))), ticktext=labels, showgrid=False,
                               range=[-0.6, len(parties) - 0.4]))  # fmt: skip


def tone_along(reading: Reading) -> go.Figure:
    """Draw the tone sentence by sentence along the article, coloured by party; of several articles by share read.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> tone_along(reading).layout.meta["table"]["rows"][0][3:]
    ['praise', '+0.96']
    """
    title = "Tone along the article"
    sentences = reading.sentences[reading.sentences["tone"].notna()]
    if sentences.empty:
        return empty_figure(title, "No sentence has a tone, so there is no course to draw.")
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
            traces.append(scatter(x=stems[0], y=stems[1], mode="lines", hoverinfo="skip", legendgroup=say(name),
                                   line={"color": colour, "width": 1.5}))  # fmt: skip
        shape = symbols.get(name, "circle")
        # The legend shows the side's mark itself, whatever the voice of its first sentence.
        traces.append(scatter(x=[None], y=[None], mode="markers", name=f"{say(short(name))} (n = {n:,})",
                               legendgroup=say(name), showlegend=True,
                               marker={"color": colour, "size": 11, "symbol": shape}))  # fmt: skip
        traces.append(scatter(
            x=x, y=y, mode="markers", legendgroup=say(name), opacity=0.5 if several else 1,
            customdata=_hover(part), hovertemplate="%{customdata[1]}<extra></extra>",
            marker={"color": colour, "opacity": 1, "line": {"width": 1.6, "color": colour},
                    "size": [7 if one in again else 11 for one in part["sentence_id"]],
                    "symbol": [shape if voice in OFFICIAL else f"{shape}-open" for voice in part["voice"]]}))  # fmt: skip
    how = ("How to read this: sentences from left to right as they stand in the text; the higher the mark, the warmer. "
           "Filled marks quote or report words, open ones narrate, small ones restate a quotation.")  # fmt: skip
    note = f"n = {count(len(sentences), 'sentence')} in {count(len(reading.articles), 'article')}, each sentence as it stands."
    if every > 1:
        note += f" Drawn is one in {every} of each side; the table holds the first {LISTED}."
    elif len(sentences) > LISTED:
        note += f" The table holds the first {LISTED}."
    rows = [[int(row["position"]) + 1, plain(row["party"]), plain(row["voice"]), plain(row["act"]).lower(),
             signed(row["tone"])] for row in sentences.head(LISTED).to_dict("records")]  # fmt: skip
    table = {"columns": ["sentence", "side", "voice", "act", "tone"], "rows": rows}
    stance = STANCE | {"ticktext": ["rejects −1", "", "no stance 0", "", "supports +1"]}
    return figure(title, how, note, table, traces, 360, yaxis=axis(range=[-1.15, 1.15], zeroline=True, zerolinewidth=1.5, **stance),
                   xaxis=axis(title=axis_title("share of the article, %" if several else "sentence"), showgrid=False,
                               **({} if several else {"range": [0.3, max(place) + 0.7]})),
                   legend=legend())  # fmt: skip


def _dots(
    x: list[float], y: list[float], data: list[list[str]], colour: str, party: str, solid: bool
) -> dict[str, Any]:
    return scatter(x=x, y=y, mode="markers", name=say(party), customdata=data,
                    hovertemplate="%{customdata[1]}<extra></extra>",
                    marker={"size": 12, "color": colour, "symbol": "circle" if solid else "circle-open",
                            "opacity": 0.85, "line": {"width": 1.8, "color": colour}})  # fmt: skip


def _tellings(reading: Reading, part: pd.DataFrame, units: pd.Series[float]) -> list[list[str]]:
    """Customdata of tellings: the first sentence of each, and what the hover label says."""
    firsts = part.sort_values("position").drop_duplicates("unit").set_index("unit").to_dict("index")
    titles = reading.articles.set_index("article_id")["title"].to_dict()
    dates = reading.contacts.set_index("contact_id")["start_date"].dropna().to_dict()
    out = []
    for unit, tone in units.items():
        first = firsts[unit]
        day = f", {dates[unit]:%Y-%m-%d}" if unit in dates else ""
        named = short(plain(titles.get(first["article_id"])) or str(first["article_id"]), 90)
        out.append(
            [
                first["sentence_id"],
                f"<b>{say(first['party'])}</b>{day}: one telling, mean tone {signed(tone)}<br>{wrap(named)}",
            ]
        )
    return out


def _hover(part: pd.DataFrame) -> list[list[str]]:
    """Customdata of sentences: the id, never displayed and therefore as it is, and what the hover label says."""
    return [
        [row["sentence_id"], f"<b>{say(row['party'])}</b>, tone {signed(row['tone'])}, "
         f"{say(plain(row['act']).lower() or 'no act')} ({say(plain(row['voice']))})<br>{wrap(plain(row['text']))}"]
        for row in part.to_dict("records")
    ]  # fmt: skip
