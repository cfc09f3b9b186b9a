"""Charts: what is counted, what is said about it, and that nothing from articles reaches plotly as markup."""

from __future__ import annotations

import json

import pytest

from analysis.statistics import units
from analysis.statistics.inference import interval
from analysis.views import charts

from .sample import BOSS, MOUTH, POISON, A, B, empty, hostile, sample, several

EVERY = [charts.tone_by_party, charts.acts_by_party, charts.tone_along, charts.who_speaks, charts.difference_by_measure,
         charts.difference_by_stratum, charts.units_before_and_after, charts.sensitivity_panel, charts.themes_by_party,
         charts.words_by_party, charts.difference_by_term, charts.points_by_act]  # fmt: skip


@pytest.mark.parametrize("draw", EVERY)
def test_every_chart_says_how_to_read_it_and_what_it_counts(draw):
    figure = draw(several(3) if draw is charts.words_by_party else sample())  # a word counts from two tellings on
    meta = figure.layout.meta
    assert meta["how_to_read"].startswith("How to read this: ")
    assert meta["title"]
    assert meta["note"]
    assert meta["table"]["rows"]
    assert all(len(row) == len(meta["table"]["columns"]) for row in meta["table"]["rows"])
    assert "n = " in figure.to_json()
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"


@pytest.mark.parametrize("draw", EVERY)
def test_an_empty_reading_gives_a_figure_that_says_why(draw):
    figure = draw(empty())
    assert not figure.data
    assert "so" in figure.layout.annotations[0].text.replace("<br>", " ")


@pytest.mark.parametrize("draw", EVERY)
def test_drawing_leaves_the_reading_and_plotly_defaults_alone(draw):
    import plotly.io as pio

    reading = sample()
    before = {name: table.copy() for name, table in reading.tables.items()}
    default = pio.templates.default
    draw(reading)
    assert pio.templates.default == default
    for name, table in reading.tables.items():
        assert table.equals(before[name]), name


@pytest.mark.parametrize("draw", EVERY)
def test_words_of_articles_reach_plotly_escaped(draw):
    figure = json.loads(draw(hostile()).to_json())
    figure["layout"].pop("meta")  # not rendered by plotly; the page escapes it

    def strings(value, path=()):
        if isinstance(value, dict):
            for key, one in value.items():
                yield from strings(one, (*path, key))
        elif isinstance(value, list):
            for at, one in enumerate(value):
                yield from strings(one, (*path, at))
        elif isinstance(value, str):
            yield path, value

    for path, text in strings(figure):
        # Ids and names for the page's own script: templates display the second of customdata only.
        if "customdata" in path and path[-1] != 1:
            continue
        bare = text.replace("<br>", "").replace("<b>", "").replace("</b>", "").replace("<extra></extra>", "")
        assert "<" not in bare, (path, text[:200])
        if "hovertemplate" in path:
            assert text == "%{customdata[1]}<extra></extra>"


def test_a_colour_belongs_to_one_party():
    colours = charts.party_colours(sample())
    assert list(colours) == [A, B, "both", "neither"]
    assert len(set(colours.values())) == 4
    assert not set(colours.values()) & set(charts.KINDS.values())


def test_restated_words_and_joint_sentences_do_not_count():
    kept = units.counted(sample())
    assert kept["party"].value_counts().to_dict() == {B: 5, A: 3}
    assert "one.s002" not in set(kept["sentence_id"])  # only restates the quotation behind it
    assert units.restating(sample()) == {"one.s002"}
    # With the quotation gone, its paraphrase is all there is.
    assert "one.s002" in set(units.counted(sample().where(voice="indirect"))["sentence_id"])


def test_a_repeated_article_does_not_count():
    reading = several(2)
    reading.articles.loc[1, "duplicate_of"] = "no0"
    assert set(units.counted(reading)["article_id"]) == {"no0"}


def test_negated_acts_and_those_of_the_counterpart_do_not_count():
    reading = sample()
    acts = units.counted_acts(reading)
    assert acts["act"].value_counts().to_dict() == {
        "SUPPORT": 1, "OFFER": 1, "CONSULT": 1, "PRAISE": 1, "WELCOME": 1, "APPEAL": 1, "CONCERN": 1, "WARN": 1,
    }  # fmt: skip
    assert acts.loc[acts["act"] == "PRAISE", "party"].tolist() == [A]
    reading.acts.loc[reading.acts["act"] == "WARN", "modality"] = "negated"
    assert "WARN" not in set(units.counted_acts(reading)["act"])


def test_one_article_has_dots_and_no_interval():
    figure = charts.tone_by_party(sample())
    assert [trace.mode for trace in figure.data].count("lines") == 0
    assert "One article: too few to tell" in figure.layout.meta["note"]
    dots = [trace for trace in figure.data if trace.customdata is not None]
    assert sum(len(trace.x) for trace in dots) == 8
    rows = {row[0]: row for row in figure.layout.meta["table"]["rows"]}
    assert rows[A] == [A, "+0.67", "", 1, 3, 2, 1, 0]
    assert rows[B] == [B, "−0.30", "", 1, 5, 3, 2, 2]


def test_three_tellings_a_side_have_intervals_over_tellings():
    figure = charts.tone_by_party(several(3))
    assert [trace.mode for trace in figure.data].count("lines") == 2
    row = figure.layout.meta["table"]["rows"][0]
    assert row[0] == A
    assert row[3:5] == [3, 9]
    assert " to " in row[2]
    bars = charts.acts_by_party(several(3))
    assert all(trace.error_x.array is not None for trace in bars.data)
    assert "acts a telling" in bars.layout.meta["how_to_read"]


def test_two_articles_are_still_too_few():
    assert "Fewer than three tellings" in charts.tone_by_party(several(2)).layout.meta["note"]


def test_the_interval_is_that_of_student():
    # R: t.test(c(0.2, 0.5, 0.1, 0.6))$conf.int
    low, high = interval([0.2, 0.5, 0.1, 0.6])
    assert low == pytest.approx(-0.0288, abs=2e-3)
    assert high == pytest.approx(0.7288, abs=2e-3)


def test_the_ladder_stands_from_cold_to_warm():
    figure = charts.acts_by_party(sample())
    drawn = list(figure.data[0].y)
    assert drawn == [act.lower() for act in charts.LADDER if act.lower() in drawn]
    assert drawn[0] == "warn"
    assert [trace.name for trace in figure.data] == [f"{B} (n = 4 acts, 1 telling)", f"{A} (n = 4 acts, 1 telling)"]


def test_the_course_shows_every_sentence_in_place():
    figure = charts.tone_along(sample())
    marks = [trace for trace in figure.data if trace.customdata is not None]
    assert sorted(x for trace in marks for x in trace.x) == list(range(1, 13))
    armenia = next(trace for trace in marks if trace.legendgroup == A)
    assert list(armenia.marker.symbol) == ["circle", "circle", "circle-open", "circle"]
    assert list(armenia.marker.size) == [7, 11, 11, 11]
    assert [point[0] for point in armenia.customdata] == ["one.s002", "one.s003", "one.s004", "one.s005"]
    assert max(x for trace in charts.tone_along(several(2)).data for x in trace.x if x) == 100


def test_of_very_many_sentences_some_are_drawn_and_all_are_counted(monkeypatch):
    monkeypatch.setattr("analysis.views.charts.tone._DRAWN", 20)
    figure = charts.tone_along(several(4))
    assert sum(len(trace.x) for trace in figure.data if trace.customdata is not None) < 20
    assert "Drawn is one in 3 of each side" in figure.layout.meta["note"]
    assert f"{A} (n = 16)" in [trace.name for trace in figure.data]


def test_who_speaks_counts_a_quotation_once():
    meta = charts.who_speaks(sample()).layout.meta
    assert meta["table"]["rows"] == [[MOUTH, BOSS, 2, 1, 0, 3], [BOSS, BOSS, 1, 0, 1, 2]]
    assert meta["note"].startswith("n = 5 quotations; 1 more restates")


def test_an_unknown_speaker_is_said_to_be_unknown():
    reading = sample()
    reading.quotations.loc[:, "speaker"] = None
    assert charts.who_speaks(reading).layout.meta["table"]["rows"][0][:2] == ["unknown", BOSS]


def test_poison_is_what_it_should_be():
    assert any("onerror" in one for one in POISON)


def test_over_time_and_drift_name_the_side_and_count():
    from dataclasses import replace

    import pandas as pd

    reading = several(6)
    dates = pd.to_datetime(["2024-01-05", "2024-02-05"] * 6).astype("datetime64[s]")
    dated = replace(reading, contacts=reading.contacts.assign(start_date=dates))
    figure = charts.over_time(dated, every="month")
    assert [trace.name for trace in figure.data] == [f"{A} (n = 6)", f"{B} (n = 6)"]
    assert figure.layout.meta["how_to_read"].startswith("How to read this: ")
    assert charts.act_drift(dated).layout.meta["table"]["rows"]


def test_a_difference_is_drawn_in_the_colour_of_the_side_that_is_ahead():
    figure = charts.difference_by_measure(several(8), "tone")
    mark = figure.data[-1]
    assert mark.marker.color == charts.party_colours(several(1))[A]
    assert mark.marker.symbol == "circle"
    assert A in figure.layout.xaxis.title.text


def test_themes_are_shares_of_a_tellings_sentences():
    figure = charts.themes_by_party(several(3))
    rows = {row[0]: row[1:] for row in figure.layout.meta["table"]["rows"]}
    # Two of three counted sentences with one side (the third restates a quotation), one of five with the other.
    assert rows["border"] == ["33%", "33% to 33%", "20%", "20% to 20%"]
    assert rows["humanitarian"] == ["33%", "33% to 33%", "0%", "0% to 0%"]
    assert "n = 3 tellings" in figure.data[0].name
    assert all(trace.error_x.array is None for trace in charts.themes_by_party(sample()).data)


def test_words_stand_on_their_side_with_the_band_of_chance():
    figure = charts.words_by_party(several(6))
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    rows = figure.layout.meta["table"]["rows"]
    assert {row[1]: row[0] for row in rows}["harvest"] == A
    assert {row[1]: row[0] for row in rows}["pilots"] == B
    assert all((row[0] == A) == (not row[4].startswith("\u2212")) for row in rows)
    assert figure.layout.shapes[0].x1 == -figure.layout.shapes[0].x0 > 0
    assert {mark.marker.symbol for mark in marks} <= {"circle", "circle-open"}


def test_the_parts_of_a_difference_add_up():
    figure = charts.difference_by_term(several(3))
    rows = figure.layout.meta["table"]["rows"]
    carried = [float(row[4].replace("\u2212", "-").replace("\u2013", "0")) for row in rows]
    # Mean tone of the counted acts: 0.625 with one side, -0.375 with the other; each part is rounded.
    assert sum(carried) == pytest.approx(1.0, abs=0.03)
    assert {row[0] for row in rows[:2]} == {"praise", "support"}
    assert "carries" in charts.difference_by_term(several(3), "words").layout.title.text


def test_points_are_counted_by_how_they_stand_on_the_other_side():
    figure = charts.points_by_act(sample())
    table = figure.layout.meta["table"]
    assert table["columns"][2:] == ["not found there", "weaker there", "stronger there", "there too", "uncertain"]
    assert [row[:3] for row in table["rows"] if row[1] in ("offer", "warn")] == [[A, "offer", 1], [B, "warn", 1]]
    assert sum(sum(row[2:]) for row in table["rows"]) == 9
