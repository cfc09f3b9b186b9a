"""The words that mark a side, and what carries a difference in tone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.statistics.keywords import keyness, sides, word_shift
from analysis.views.charts.style import (
    INK,
    LISTED,
    axis,
    axis_title,
    count,
    figure,
    party_colours,
    say,
    scatter,
    short,
    signed,
    why_empty,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.reading import Reading

_EACH = 12  # terms a side


def words_by_party(reading: Reading, between: tuple[str, str] | None = None) -> go.Figure:
    """Draw the terms that mark each side, beside what chance gives; see `analysis.keyness`.

    Examples
    --------
    >>> import analysis
    >>> figure = words_by_party(analysis.record().where(issuer="Washington"))
    >>> figure.layout.meta["table"]["rows"][0][:2]
    ['Azerbaijan', 'free']
    """
    title = "Words that mark a side"
    found = keyness(reading, between)
    rows = found[found["z"] != 0].to_dict("records")
    if not rows:
        why = found.attrs.get("reason", "no term stands on one side more than on the other")
        return why_empty(title, why, "there is no word to draw")
    names = sides(reading, between)
    colours, chance = party_colours(reading), float(rows[0]["z_by_chance"])
    drawn = [row for name in names for row in _distinct([one for one in rows if one["party"] == name])[:_EACH]]
    drawn.sort(key=lambda row: row["z"])
    beyond = sum(abs(row["z"]) > chance for row in rows)
    traces: list[dict[str, Any]] = []
    for at, row in enumerate(drawn):
        colour, sure = colours[row["party"]], abs(row["z"]) > chance
        said = (f"<b>{say(row['wording'])}</b><br>in {row['n_a']} of {row['units_a']} tellings of {say(names[0])},<br>"
                f"{row['n_b']} of {row['units_b']} of {say(names[1])}; z {signed(row['z'])}")  # fmt: skip
        traces.append(
            scatter(x=[0, row["z"]], y=[at, at], mode="lines", hoverinfo="skip", line={"color": colour, "width": 1.5})
        )
        traces.append(scatter(x=[row["z"]], y=[at], mode="markers", customdata=[["", said]], hovertemplate="%{customdata[1]}<extra></extra>",
                              marker={"size": 11, "color": colour, "symbol": "circle" if sure else "circle-open",
                                      "line": {"width": 2, "color": colour}}))  # fmt: skip
    reach = 1.1 * max(chance, *(abs(row["z"]) for row in drawn))
    band = [{"type": "rect", "x0": -chance, "x1": chance, "y0": -0.7, "y1": len(drawn) - 0.3, "layer": "below", "line": {"width": 0},
             "fillcolor": "rgba(128,136,146,0.16)"}]  # fmt: skip
    labels = [f"{say(short(row['wording'], 30))}<br>{row['n_a']} / {row['n_b']}" for row in drawn]
    how = ("How to read this: the farther a mark from the middle, the more a word belongs to one side; what stays in the grey band (open) is what the "
           "likeliest word would reach if the tellings were dealt to the sides by chance.")  # fmt: skip
    note = (f"Log-odds with the words of both sides as prior, over tellings: n = {rows[0]['units_a']} of {names[0]}, {rows[0]['units_b']} of {names[1]}; "
            f"the figures under a word are the tellings with it. {count(beyond, 'word')} of {len(rows):,} stand{'s' if beyond == 1 else ''} out of the band. "
            "Names and the words of every readout are left out.")  # fmt: skip
    table = {"columns": ["side", "word", f"tellings of {names[0]}", f"tellings of {names[1]}", "z", "p adjusted"], "rows": [
        [row["party"], row["wording"], f"{row['n_a']} of {row['units_a']}", f"{row['n_b']} of {row['units_b']}", signed(row["z"]),
         f"{row['p_adjusted']:.3f}"] for row in rows[:LISTED]]}  # fmt: skip
    return figure(title, how, note, table, traces, 120 + 36 * len(drawn), shapes=band,
                  xaxis=axis(range=[-reach, reach], zeroline=True, zerolinewidth=1.5, nticks=7, title=axis_title(_ends(names))),
                  yaxis=axis(tickvals=list(range(len(drawn))), ticktext=labels, showgrid=False, range=[-0.7, len(drawn) - 0.3]))  # fmt: skip


def difference_by_term(reading: Reading, kind: str = "acts", between: tuple[str, str] | None = None) -> go.Figure:
    """Draw which acts, or words of VADER's lexicon, carry the difference of two sides' mean scores; see `analysis.word_shift`.

    Examples
    --------
    >>> import analysis
    >>> figure = difference_by_term(analysis.record().where(issuer="Washington"))
    >>> figure.layout.meta["table"]["rows"][0][:2]
    ['support', '+1.00']
    """
    title = "What carries the difference: " + ("acts" if kind == "acts" else "VADER's words")
    found = word_shift(reading, kind, between)
    rows = found[found["shift"].abs() > 1e-12].to_dict("records")
    if not rows:
        why = found.attrs.get("reason", "the two sides do not differ in any term")
        return why_empty(title, why, "nothing carries a difference")
    names, colours = sides(reading, between), party_colours(reading)
    drawn = rows[: 2 * _EACH][::-1]
    x = [row["shift"] for row in drawn]
    said = [f"<b>{say(row['term'].lower())}</b> (score {signed(row['score'])})<br>{row['share_a']:.0%} of what is counted with {say(names[0])},<br>"
            f"{row['share_b']:.0%} with {say(names[1])}; carries {signed(row['shift'])}" for row in drawn]  # fmt: skip
    traces = [{
        "type": "bar", "orientation": "h", "x": x, "y": list(range(len(drawn))), "showlegend": False,
        "marker": {"color": [colours.get(names[0] if value > 0 else names[1], INK) for value in x]},
        "customdata": [["", one] for one in said], "hovertemplate": "%{customdata[1]}<extra></extra>",
    }]  # fmt: skip
    reach = 1.1 * max(map(abs, x))
    labels = [f"{say(short(row['term'].lower(), 26))} ({signed(row['score'])})" for row in drawn]
    noun = "act" if kind == "acts" else "word"
    how = (f"How to read this: a bar to the right makes the mean warmer for {short(names[0])}, one to the left for {short(names[1])}: by a warm {noun} that is "
           f"more frequent there or a cold one that is rarer. The figure behind a name is its score.")  # fmt: skip
    total = sum(row["shift"] for row in rows)
    units = reading.sentences.loc[reading.sentences["party"].isin(names), "contact_id"].nunique()
    scale = "the mean tone of the acts" if kind == "acts" else "the mean score of VADER's words, in [−4, 4]"
    note = (f"The parts add up to {signed(total)}, {names[0]} less {names[1]}, in {scale} (n = {count(len(rows), 'different ' + noun)}, {count(units, 'contact')}); "
            "shares are means over tellings." + (f" Drawn are the {len(drawn)} largest." if len(drawn) < len(rows) else ""))  # fmt: skip
    table = {"columns": [noun, "score", f"share with {names[0]}", f"share with {names[1]}", "carries"], "rows": [
        [row["term"].lower(), signed(row["score"]), f"{row['share_a']:.1%}", f"{row['share_b']:.1%}", signed(row["shift"])] for row in rows[:LISTED]]}  # fmt: skip
    return figure(title, how, note, table, traces, 120 + 28 * len(drawn), bargap=0.35,
                  xaxis=axis(range=[-reach, reach], zeroline=True, zerolinewidth=1.5, nticks=7, title=axis_title(_ends(names, "warmer"))),
                  yaxis=axis(tickvals=list(range(len(drawn))), ticktext=labels, showgrid=False, range=[-0.7, len(drawn) - 0.3]))  # fmt: skip


def _distinct(rows: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """The rows without a word that is part of a longer term in the same tellings."""
    terms = {(row["term"], row["n_a"], row["n_b"]) for row in rows}
    return [row for row in rows if not any(
        f" {row['term']} " in f" {term} " and term != row["term"] and (n_a, n_b) == (row["n_a"], row["n_b"]) for term, n_a, n_b in terms)]  # fmt: skip


def _ends(names: list[str], what: str = "more") -> str:
    """Which way is whose: the first party stands to the right, as in every chart of a difference."""
    return f"← {what}: {say(short(names[1], 18))}<br>{what}: {say(short(names[0], 18))} →"
