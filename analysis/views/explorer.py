"""The notebook view: charts of which a click on a mark shows the sentences behind it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.reading import Reading
from analysis.views.charts import CONFIG, acts_by_party, signed, tone_by_party
from analysis.views.report.annotation import Row, anchor_names, annotate
from analysis.views.report.summary import evidence

if TYPE_CHECKING:
    import ipywidgets

FILTERS = ("party", "voice", "speaker", "act")
SHOWN = 60  # sentences at a time; a longer list is not read
_MARKS = {"direct": "background:#d9d2ee;color:#111", "mixed": "background:#d9d2ee;color:#111", "indirect": "border-bottom:2px dotted #8878b5",
          "source": "font-weight:600", "cue": "font-style:italic", "act": "text-decoration:underline"}  # fmt: skip


class Sentences:
    """Sentences as HTML: what a notebook shows where it has no widgets."""

    def __init__(self, page: str) -> None:
        self.page = page

    def _repr_html_(self) -> str:
        return self.page


def explore(reading: Reading) -> ipywidgets.VBox | Sentences:
    """Return charts of acts and tone; a click on a bar or dot shows the sentences behind it, filters narrow them.

    In a notebook with ipywidgets and anywidget (extra ``notebook``) it is a widget. Without them it is a page of the same sentences, by party.
    Quotations, their sources and cues, and acts are marked in the text; who speaks for whom stands beside it.

    Parameters
    ----------
    reading : Reading

    Raises
    ------
    InputError
        If ``reading`` is no Reading.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> type(explore(reading)).__name__ in ("VBox", "Sentences")
    True
    """
    if not isinstance(reading, Reading):
        raise InputError("reading", "a Reading", type(reading).__name__)
    try:
        import anywidget  # noqa: F401  what FigureWidget needs
        import ipywidgets
    except ImportError:
        return static(reading)
    return _widget(reading, ipywidgets)


def static(reading: Reading) -> Sentences:
    """Return the sentences of a reading by party, as a page that needs no widgets.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked <b>Aliyev</b>."), "armenia-azerbaijan")
    >>> "<summary>Azerbaijan (1)</summary>" in static(reading).page, "<b>Aliyev" in static(reading).page
    (True, False)
    """
    table, texts = evidence(reading), _marked(reading)
    parts = []
    for name in table["choices"]["party"]:
        rows = [row for row in table["rows"] if row["party"] == name]
        parts.append(f"<details><summary>{html.escape(name)} ({len(rows):,})</summary>{_listed(rows, texts)}</details>")
    return Sentences(f"<p>{html.escape(_counted(table['rows'], table['total']))}</p>{''.join(parts)}")


def _widget(reading: Reading, widgets: Any) -> ipywidgets.VBox:
    import plotly.graph_objects as go

    table, texts = evidence(reading), _marked(reading)
    rows = {row["sentence_id"]: row for row in table["rows"]}
    head, page = widgets.HTML(), widgets.HTML()
    chosen = {name: widgets.Dropdown(options=[("all", ""), *((str(value)[:60], value) for value in table["choices"][name])], description=name)
              for name in FILTERS}  # fmt: skip
    telling: list[tuple[str, str]] = []  # article and party of a clicked dot

    busy: list[bool] = []  # while several filters are set at once the list is made once

    def show(_: object = None) -> None:
        if busy:
            return
        found = [row for row in table["rows"] if all(not one.value or row[name] == one.value for name, one in chosen.items())
                 and (not telling or (row["article_id"], row["party"]) == telling[0])]  # fmt: skip
        head.value = f"<p><b>{html.escape(_counted(found, table['total']))}</b></p>"
        page.value = _listed(found, texts)

    def reset(values: Mapping[str, str]) -> None:
        busy.append(True)
        for name, one in chosen.items():
            value = values.get(name, "")
            one.value = value if value in {option for _, option in one.options} else ""
        busy.clear()
        show()

    def clicked(trace: Any, points: Any, _: object) -> None:
        if not points.point_inds:
            return
        data = list(trace.customdata[points.point_inds[0]])
        telling.clear()
        if data[0] in rows:
            row = rows[data[0]]
            telling.append((row["article_id"], row["party"]))
            reset({})
        elif len(data) > 3:
            reset({"party": data[2], "act": data[3]})

    charts = []
    for draw in (acts_by_party, tone_by_party):
        figure = go.FigureWidget(draw(reading))
        figure._config = figure._config | CONFIG  # without the button that sends the figure away
        for trace in figure.data:
            if trace.customdata is not None:
                trace.on_click(clicked)
        charts.append(figure)
    everything = widgets.Button(description="Show all")

    def all_again(_: object) -> None:
        telling.clear()
        reset({})

    everything.on_click(all_again)
    for one in chosen.values():
        one.observe(show, "value")
    show()
    return widgets.VBox([widgets.HBox(charts, layout=widgets.Layout(flex_flow="row wrap")),
                         widgets.HBox([*chosen.values(), everything], layout=widgets.Layout(flex_flow="row wrap")), head, page])  # fmt: skip


def _counted(rows: Iterable[Row], total: int) -> str:
    n = len(list(rows))
    return f"{n:,} of {total:,} sentences" + (f", the first {SHOWN} shown" if n > SHOWN else "")


def _marked(reading: Reading) -> dict[str, str]:
    """The sentences as HTML with their marks; all text escaped."""
    ids = list(reading.sentences["sentence_id"])
    articles = annotate(reading, set(reading.articles["article_id"]), anchor_names(ids))
    return {sentence["sentence_id"]: "".join(map(_piece, sentence["pieces"]))
            for paragraphs in articles.values() for paragraph in paragraphs for sentence in paragraph}  # fmt: skip


def _piece(piece: Row) -> str:
    text = html.escape(piece["text"])
    style = ";".join(_MARKS[name] for name in piece["classes"].split() if name in _MARKS)
    return f'<span style="{style}" title="{html.escape(piece["title"])}">{text}</span>' if style else text


def _listed(rows: list[Row], texts: Mapping[str, str]) -> str:
    items = []
    for row in rows[:SHOWN]:
        who = str(row["speaker"] or "unknown speaker")
        if row["principal"] and row["principal"] != row["speaker"]:
            who += f" for {row['principal'].replace('; ', ' and ')}"
        facts = [
            str(row["party"] or "neither"),
            who,
            str(row["voice"] or ""),
            (row["act"] or "no act").lower(),
            f"tone {signed(row['tone'])}",
        ]
        title = f" <small>{html.escape(row['article'][:90])}</small>" if row["article"] else ""
        items.append(
            f"<li>{texts.get(row['sentence_id'], html.escape(row['text']))}<br><small>{html.escape(' | '.join(filter(None, facts)))}</small>{title}</li>"
        )
    return f"<ol>{''.join(items)}</ol>"
