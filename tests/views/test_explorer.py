"""The explorer: a click shows the sentences behind a mark, filters narrow them, and nothing in a text is markup."""

from __future__ import annotations

import builtins
from types import SimpleNamespace

import pytest

import analysis
from analysis.errors import InputError
from analysis.views import explorer

from .sample import B, empty, hostile, sample, several

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")


def parts(view):
    charts, filters, head, page = view.children
    return (
        charts.children,
        dict(zip(explorer.FILTERS, filters.children, strict=False)),
        filters.children[-1],
        head,
        page,
    )


def click(chart, trace, at):
    """What the browser's message does: the handler of the trace runs with the place of the mark."""
    for handler in chart.data[trace]._click_callbacks:
        handler(chart.data[trace], SimpleNamespace(point_inds=[at]), None)


def test_it_begins_with_all_sentences_and_their_marks():
    _, _, _, head, page = parts(analysis.explore(sample()))
    assert "12 of 12 sentences" in head.value
    assert page.value.count("<li>") == 12
    assert 'title="direct quotation: Omar Reyes, for Dana Holt' in page.value
    assert "Omar Reyes for Dana Holt | direct | appeal" in page.value


def test_a_bar_shows_its_sentences_and_a_dot_its_telling():
    (acts, tone), filters, everything, head, page = parts(analysis.explore(several(4)))
    bar = next(at for at, trace in enumerate(acts.data) if trace.customdata[0][2] == B)
    place = next(at for at, data in enumerate(acts.data[bar].customdata) if data[3] == "WARN")
    click(acts, bar, place)
    assert (filters["party"].value, filters["act"].value) == (B, "WARN")
    assert filters["act"].index == filters["act"].options.index(("WARN", "WARN"))  # which is what the browser shows
    assert "4 of 48 sentences" in head.value
    dots = next(at for at, trace in enumerate(tone.data) if trace.customdata is not None)
    click(tone, dots, 0)
    assert filters["act"].value == ""
    assert "5 of 48 sentences" in head.value  # one telling of one side
    assert page.value.count("Calls, part") == 5
    everything.click()
    assert "48 of 48 sentences" in head.value


def test_filters_narrow():
    _, filters, _, head, page = parts(analysis.explore(sample()))
    filters["voice"].value = "direct"
    assert "2 of 12 sentences" in head.value
    filters["party"].value = B
    assert "1 of 12 sentences" in head.value
    assert "reopen the road" in page.value


def test_a_long_list_says_so(monkeypatch):
    monkeypatch.setattr(explorer, "SHOWN", 5)
    _, _, _, head, page = parts(analysis.explore(sample()))
    assert "12 of 12 sentences, the first 5 shown" in head.value
    assert page.value.count("<li>") == 5


def test_text_is_never_markup():
    view = analysis.explore(hostile())
    for page in (parts(view)[4].value, explorer.static(hostile()).page):
        assert "<script" not in page
        assert "<img" not in page
        assert "<svg" not in page
        assert " onmouseover" not in page.replace("&quot;&gt;&lt;b onmouseover", "")


def test_an_empty_reading_has_an_empty_view():
    assert "0 of 0 sentences" in parts(analysis.explore(empty()))[3].value
    assert "0 of 0 sentences" in explorer.static(empty()).page


def test_without_widgets_it_is_a_page(monkeypatch):
    real = builtins.__import__

    def absent(name, *args, **kwargs):
        if name in ("anywidget", "ipywidgets"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", absent)
    page = analysis.explore(sample())._repr_html_()
    assert f"<summary>{B} (5)</summary>" in page
    assert "&quot;" not in page  # curly quotation marks stay as they are
    assert page.count("<li>") == 12


def test_what_is_no_reading_is_named():
    with pytest.raises(InputError, match="reading: a Reading"):
        analysis.explore([])
