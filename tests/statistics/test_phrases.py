"""Stock phrases: what is a phrase, when it comes and goes, and what is chance."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from analysis.errors import InputError
from analysis.reading import SCHEMA, Reading, frame

DATES = pd.date_range("2021-01-10", periods=12, freq="30D")


def series(*texts: str, dates=DATES, party="Armenia", duplicates=()) -> Reading:
    """A telling a text, dated in order, all to one side."""
    ids = [f"a{at:02d}" for at in range(len(texts))]
    parties = [{"name": one, "demonyms": [], "places": [], "leaders": []} for one in ("Armenia", "Azerbaijan")]
    tables = {
        "articles": [{"article_id": one, "issuer": "The Office", "genre": "readout", "duplicate_of": "a00" if at in duplicates else None}
                     for at, one in enumerate(ids)],
        "contacts": [{"contact_id": f"{one}.c1", "article_id": one, "party": party, "start_date": date, "official": "Dana Holt", "counterparts": "Anahit Sarian"}
                     for one, date in zip(ids, dates, strict=False)],
        "sentences": [{"sentence_id": f"{one}.s1", "article_id": one, "contact_id": f"{one}.c1", "party": party, "text": text, "position": 0,
                       "start": 0, "end": len(text), "tone": 0.0} for one, text in zip(ids, texts, strict=True)],
    }  # fmt: skip
    return Reading(
        **{name: frame(name, tables.get(name, [])) for name in SCHEMA}, manifest={"name": "x", "parties": parties}
    )


WITH = "Holt reaffirmed territorial integrity and open borders."
WITHOUT = "Holt thanked Sarian for the harvest."


def test_a_phrase_that_stood_in_seven_in_a_row_and_then_in_none_is_gone():
    found = analysis.phrases(series(*[WITH] * 7, *[WITHOUT] * 5)).set_index("phrase")
    row = found.loc["territorial integrity and open borders"]
    assert row["verdict"] == "gone"
    assert row["reason"] == "in 7 in a row (2021-01-10 to 2021-07-09), then absent from 5"
    assert (row["n"], row["n_tellings"], row["in_a_row"], row["before"], row["since"]) == (7, 12, 7, 0, 5)
    # Had it gone on at 7 in 8 tellings, five without it would have this chance.
    assert row["p_gone"] == pytest.approx((1 - 7 / 8) ** 5)
    assert "harvest" not in " ".join(found.index)  # one word is no phrase


def test_one_telling_without_a_rare_phrase_is_chance():
    found = analysis.phrases(series(WITH, WITHOUT, WITHOUT, WITH, WITHOUT, WITHOUT, WITH, WITHOUT, WITHOUT))
    assert found["verdict"].tolist() == ["no change shown"]
    assert found["reason"].tolist() == ["in 3 of 7 (2021-01-10 to 2021-07-09), then absent from 2"]


def test_a_phrase_that_begins_late_is_new_and_one_throughout_is_steady():
    new = analysis.phrases(series(*[WITHOUT] * 6, *[WITH] * 6))
    assert new["verdict"].tolist() == ["new"]
    assert new["reason"][0].startswith("absent from 6, then in 6 in a row")
    steady = analysis.phrases(series(*[WITH] * 6))
    assert steady["verdict"].tolist() == ["steady"]


@pytest.mark.parametrize("text", [
    "Holt spoke with Sarian on Monday, January 10, 2021.",  # dates
    "Holt and Sarian of Armenia met in Yerevan.",  # names and places
    "Holt expressed her appreciation and underscored the importance of the meeting.",  # words of every readout
    "Borders, integrity, harvest.",  # a comma ends a phrase
])  # fmt: skip
def test_what_is_no_phrase(text):
    found = analysis.phrases(series(*[text] * 4))
    assert found.empty, found["phrase"].tolist()
    assert found.attrs["reason"] == "no phrase stands in 3 tellings of a side"


def test_of_nested_phrases_the_longest_stands_and_a_more_frequent_part_too():
    found = analysis.phrases(series(*[WITH] * 3, *["Holt named territorial integrity."] * 2))
    assert found.set_index("phrase")["n"].to_dict() == {
        "territorial integrity": 5,
        "territorial integrity and open borders": 3,
    }


def test_repeated_texts_count_once_and_wordings_of_one_stem_are_one():
    assert analysis.phrases(series(WITH, WITH, WITH, duplicates=(1, 2))).empty
    mixed = analysis.phrases(
        series("Holt named open borders.", "Holt named an open border.", "Holt named the open border.")
    )
    assert mixed["phrase"].tolist() == ["open border"]


def test_without_dates_it_says_so():
    found = analysis.phrases(series(WITH, WITH, WITH, dates=[pd.NaT] * 3))
    assert found.empty
    assert found.attrs["reason"] == "no telling has a date"
    assert found["n"].dtype == "Int64"


def test_series_of_an_issuer():
    assert analysis.phrases(series(*[WITH] * 3), by="issuer")["side"].tolist() == ["The Office"]


def test_a_wrong_parameter_is_named():
    with pytest.raises(InputError, match="least: 2 or more"):
        analysis.phrases(series(WITH), least=1)
    with pytest.raises(InputError, match="alpha"):
        analysis.phrases(series(WITH), alpha=1)
    with pytest.raises(InputError, match="by: a column"):
        analysis.phrases(series(WITH), by="nothing")


def test_the_chart_fills_what_changed():
    figure = analysis.charts.phrases_over_time(series(*[WITH] * 7, *[WITHOUT] * 5))
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    assert [mark.marker.symbol for mark in marks] == ["circle"]
    assert marks[0].x == ("2021-01-10", "2021-07-09")
    assert "1 of 1 phrases came or went" in figure.layout.meta["note"]
    assert (
        "No telling has a date" in analysis.charts.phrases_over_time(series(WITH, dates=[pd.NaT])).layout.meta["note"]
    )
