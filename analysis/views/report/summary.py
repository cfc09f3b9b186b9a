"""What a report says, as a plain dict of sentences, tables and drawn charts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from analysis.errors import InputError
from analysis.statistics.alignment import omissions
from analysis.statistics.paragraph import methods
from analysis.statistics.units import counted
from analysis.views import charts
from analysis.views.charts.style import ENOUGH, LADDER, count, party_colours, signed
from analysis.views.report.excerpts import excerpt, excerpted
from analysis.views.report.wording import chief_sides, finding, limits, listed, own

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from analysis.reading import Reading

# A browser searches this many rows without delay; the rest stands in the file beside the report.
EVIDENCE_ROWS = 1_200
ALIGNED_ROWS = 200
ARTICLES = 50
_LISTED = 300
# Leaving out each unit in turn takes a comparison a unit.
SENSITIVITY_UNITS = 200
Text = Literal["full", "excerpts"]
EVIDENCE = ("sentence_id", "position", "party", "voice", "speaker", "principal", "act", "tone", "text", "article_id")


def summarise(reading: Reading, text: Text = "full") -> dict[str, Any]:
    """Return everything the report shows, as plain values that JSON can hold.

    Parameters
    ----------
    reading : Reading
    text : "full" or "excerpts"
        With ``"excerpts"`` no text of an article is in it but at most fifteen words, and at most half, of each sentence
        or point.

    Returns
    -------
    dict
        ``title``, ``byline``, ``finding`` and ``limits`` (sentences), ``text``, ``parties`` (name, colour), ``charts`` (id,
        section, title, how_to_read, note, table, figure), ``notes`` (why a section has no chart, by section), ``one_side`` (what
        stands with one party only), ``evidence``, ``contacts`` and ``speakers`` (columns, rows), ``articles`` (what is known of
        each), ``methods`` (a paragraph), ``manifest``.

    Raises
    ------
    InputError
        For another ``text``.

    Examples
    --------
    >>> import analysis
    >>> article = analysis.Article.from_text("Blinken thanked Aliyev.", title="A call")
    >>> summary = summarise(analysis.analyze(article, "armenia-azerbaijan"))
    >>> summary["title"], summary["notes"]["time"]
    ('A call', 'Over time nothing is drawn: fewer than two dates of contacts are known.')
    """
    if text not in ("full", "excerpts"):
        raise InputError("text", "'full' or 'excerpts'", repr(text))
    shown = reading if text == "full" else excerpted(reading)
    notes: dict[str, str] = {}
    drawn = [_chart(name, section, draw()) for section, name, draw in _charts(reading, shown, notes)]
    return {
        "title": _title(reading), "byline": _byline(reading), "finding": finding(reading), "limits": limits(reading), "text": text,
        "parties": [{"name": name, "colour": colour} for name, colour in party_colours(reading).items()],
        "charts": drawn, "notes": notes, "one_side": _one_side(reading, text), "evidence": evidence(shown),
        "contacts": _contacts(reading), "speakers": _speakers(reading), "articles": _articles(reading),
        "methods": methods(reading, ["tone", "ladder", "compound"], between=chief_sides(reading)),
        "manifest": json.loads(json.dumps(dict(reading.manifest), default=str)),
    }  # fmt: skip


def _charts(
    reading: Reading, shown: Reading, notes: dict[str, str]
) -> Iterator[tuple[str, str, Callable[[], go.Figure]]]:
    """Yield section, id and figure of each chart; ``notes`` gets why a section has none."""
    yield "sides", "chart-acts", lambda: charts.acts_by_party(reading)
    yield "sides", "chart-tone", lambda: charts.tone_by_party(shown)
    yield "sides", "chart-themes", lambda: charts.themes_by_party(reading)
    sides = chief_sides(reading)
    if sides:
        yield "sides", "chart-difference", lambda: charts.difference_by_measure(reading, between=sides)
        yield "one-side", "chart-points", lambda: charts.points_by_act(reading, sides)
        yield "words", "chart-shift", lambda: charts.difference_by_term(reading, "acts", sides)
        yield "words", "chart-words", lambda: charts.words_by_party(reading, sides)
    else:
        notes["words"] = "With one party there is no gap between sides."
    dates = reading.contacts.loc[reading.contacts["party"].isin(reading.parties), "start_date"].dropna()
    if dates.nunique() > 1:
        days = (dates.max() - dates.min()).days
        every = "month" if days < 240 else "quarter" if days < 1500 else "year"
        yield "time", "chart-time", lambda: charts.over_time(reading, "tone", every)
        yield "time", "chart-phrases", lambda: charts.phrases_over_time(reading)
    else:
        notes["time"] = "Over time nothing is drawn: fewer than two dates of contacts are known."
    yield "speakers", "chart-speakers", lambda: charts.who_speaks(reading)
    yield "along", "chart-along", lambda: charts.tone_along(shown)
    units = counted(reading).groupby("party")["unit"].nunique()
    n = [int(units.get(name, 0)) for name in sides or ()]
    if not n or min(n) < ENOUGH:
        notes["sensitivity"] = (f"What the finding hangs on is tested from {ENOUGH} tellings a side on; below that there is no finding "
                                "to lose.")  # fmt: skip
    elif sum(n) > SENSITIVITY_UNITS:
        notes["sensitivity"] = (f"With more than {SENSITIVITY_UNITS} tellings ({sum(n):,} here) leaving out each in turn takes long: "
                                "analysis.sensitivity does it on request.")  # fmt: skip
    else:
        yield "sensitivity", "chart-sensitivity", lambda: charts.sensitivity_panel(reading, sides)


def _one_side(reading: Reading, text: Text) -> dict[str, Any]:
    """Points by party that were not found with the other, and the whole alignment."""
    names = chief_sides(reading)
    if names is None:
        return {"sides": [], "table": [], "total": 0, "note": "There are no two sides to compare."}
    rows = [_plain(row) for row in omissions(reading, between=names).to_dict("records")]
    if text == "excerpts":
        rows = [row | {key: row[key] and excerpt(row[key]) for key in ("text", "nearest_text")} for row in rows]
    sides = [
        {"party": name, "other": other, "heading": f"Stands in {own(name)} part, not found in {own(other)}",
         "points": [row for row in rows if row["party"] == name and row["status"] == "absent"][:ALIGNED_ROWS],
         "absent": sum(row["party"] == name and row["status"] == "absent" for row in rows),
         "compared": sum(row["party"] == name for row in rows)}
        for name, other in (names, names[::-1])
    ]  # fmt: skip
    note = (
        ""
        if len(reading.parties) == 2
        else f"Compared are {listed(names)}, those of {len(reading.parties)} parties with the most tellings."
    )
    return {"sides": sides, "table": rows[:ALIGNED_ROWS], "total": len(rows), "note": note}


def evidence(reading: Reading) -> dict[str, Any]:
    """Return the sentences behind every number: ``rows`` (the first 1,200), ``total``, ``shown``, and the ``choices`` of each filter.

    Examples
    --------
    >>> import analysis
    >>> table = evidence(analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan"))
    >>> table["total"], table["choices"]["party"], table["choices"]["act"]
    (1, ['Azerbaijan'], ['PRAISE'])
    """
    table = reading.sentences[list(EVIDENCE)]
    rows = [_plain(row) for row in table.head(EVIDENCE_ROWS).to_dict("records")]
    # In one article the title says nothing; among several it tells where a sentence stands.
    titles = reading.articles.set_index("article_id")["title"].dropna().to_dict() if len(reading.articles) > 1 else {}
    for row in rows:
        row["article"] = titles.get(row["article_id"])
    choices = {name: [str(value) for value in table[name].dropna().unique()] for name in ("voice", "act", "speaker")}
    choices["party"] = [name for name in party_colours(reading) if (table["party"] == name).any()]
    choices["act"].sort(key=lambda act: LADDER.index(act) if act in LADDER else len(LADDER))
    return {"rows": rows, "total": len(table), "shown": len(rows), "choices": choices, "beside": None}


def _contacts(reading: Reading) -> dict[str, Any]:
    head = {
        "official": "official",
        "counterparts": "counterparts",
        "party": "side",
        "kind": "kind",
        "start_date": "date",
    }
    return _table(reading.contacts, head)


def _speakers(reading: Reading) -> dict[str, Any]:
    head = {"speaker": "name", "role": "role", "affiliation": "affiliation", "n_quotations": "quotations spoken",
            "n_relayed": "quotations relayed by others", "mean_tone": "mean tone"}  # fmt: skip
    return _table(reading.speakers, head)


def _table(table: pd.DataFrame, head: dict[str, str]) -> dict[str, Any]:
    rows = [_plain(row) for row in table[list(head)].head(_LISTED).to_dict("records")]
    shown = [
        [signed(row[key]) if key == "mean_tone" else "–" if row[key] is None else row[key] for key in head]
        for row in rows
    ]
    return {"columns": list(head.values()), "rows": shown, "total": len(table)}


def _articles(reading: Reading) -> list[dict[str, Any]]:
    keys = [
        "article_id",
        "title",
        "published",
        "outlet",
        "url",
        "genre",
        "issuer",
        "language",
        "n_words",
        "duplicate_of",
        "warnings",
    ]
    return [_plain(row) for row in reading.articles[keys].head(ARTICLES).to_dict("records")]


def _chart(name: str, section: str, figure: go.Figure) -> dict[str, Any]:
    plain = json.loads(figure.to_json())
    # Title and table stand in the page as HTML, where they wrap and can be copied.
    meta = plain["layout"].pop("meta")
    plain["layout"].pop("title", None)
    plain["layout"]["margin"]["t"] = 8
    return {"id": name, "section": section, **meta, "figure": plain}


def _title(reading: Reading) -> str:
    titles = reading.articles["title"].dropna()
    if len(reading.articles) == 1 and len(titles):
        return str(titles.iloc[0])
    return f"{count(len(reading.articles), 'article')} on {listed(reading.parties) or 'no party'}"


def _byline(reading: Reading) -> str:
    articles = reading.articles
    if len(articles) == 1:
        row = _plain(articles.iloc[0].to_dict())
        facts = [row["outlet"], row["published"] or "no date given", row["genre"]]
        return ", ".join(str(fact).replace("_", " ") for fact in facts if fact)
    dates = articles["published"].dropna()
    genres = Counter(articles["genre"].dropna())
    span = [f"{dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}"] if len(dates) else ["no dates given"]
    kinds = ", ".join(f"{genre.replace('_', ' ')} {n:,}" for genre, n in genres.most_common(4))
    return "; ".join([*span, *([f"by genre: {kinds}"] if kinds else [])])


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """A row without pandas: missing values are None, dates ISO, numbers Python's."""
    import pandas as pd

    out: dict[str, Any] = {}
    for key, value in row.items():
        if value is None or pd.isna(value):
            out[str(key)] = None
        elif isinstance(value, pd.Timestamp):
            out[str(key)] = f"{value:%Y-%m-%d}"
        else:
            out[str(key)] = value.item() if hasattr(value, "item") else value
    return out
