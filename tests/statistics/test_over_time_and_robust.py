"""Windows, drift, sensitivity and the methods paragraph."""

from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.statistics.robustness import _without


@pytest.fixture(scope="module")
def calls():
    """Twelve readouts of one secretary, half to each side, warmer towards one."""
    texts = []
    for at in range(6):
        warm = (
            f"thanked Pashinyan for harvest {at}. She supported the road."
            if at
            else "urged Pashinyan to pave the road."
        )
        for said in (
            f"Secretary of State Jane Roe {warm}",
            f"Secretary of State Jane Roe urged Aliyev to open road {at}.",
        ):
            texts.append({"text": said, "title": "Call"})
    reading = analysis.analyze(analysis.read(pd.DataFrame(texts)), parties="armenia-azerbaijan")
    days = pd.to_datetime([f"2024-{at // 2 + 1:02d}-05" for at in range(12)]).astype("datetime64[s]")
    return replace(reading, contacts=reading.contacts.assign(start_date=days))  # news has no date of its own


def test_sensitivity_has_every_check_and_the_finding_first(calls):
    found = analysis.sensitivity(calls)
    assert found["check"].unique().tolist() == [
        "as it is", "another lexicon", "acts alone", "direct quotations alone", "the official's voice alone", "restated text too",
        "without unit", "without cue word",
    ]  # fmt: skip
    first = found.iloc[0]
    assert first["difference"] == pytest.approx(analysis.compare(calls)["difference"][0])
    units = found[found["check"] == "without unit"]
    assert len(units) == 12
    assert sorted(units["n_a"] + units["n_b"]) == [11] * 12
    # No sentence is quoted: an honest empty row.
    quoted = found[found["check"] == "direct quotations alone"].iloc[0]
    assert quoted["verdict"] == "not comparable"
    assert pd.isna(quoted["survives"])
    # Without "urged" nothing cold is left.
    assert found.query("check == 'without cue word' and detail == 'urg'")["difference"].iloc[0] < first["difference"]
    with pytest.raises(analysis.InputError, match="reading"):
        analysis.sensitivity(pd.DataFrame())


def test_without_a_word_that_no_cue_has_tones_are_made_again_as_they_were(calls, seed_reading):
    for reading in (calls, seed_reading):
        again = _without(reading, "zzz").sentences["tone"]
        assert again.tolist() == pytest.approx(reading.sentences["tone"].tolist())
    kept = seed_reading.sentences["sentence_id"].isin(seed_reading.acts["sentence_id"])
    touched = _without(seed_reading, "the")  # a word of no content: nothing changes
    assert touched.sentences.loc[kept, "tone"].tolist() == seed_reading.sentences.loc[kept, "tone"].tolist()


def test_windows_count_every_unit_once(calls):
    for every, n in (("month", 12), ("quarter", 4), ("year", 2)):
        found = analysis.timeline(calls, every=every)
        assert len(found) == n
        assert found["n"].sum() == 12
    year = analysis.timeline(calls, every="year")
    means = analysis.compare(calls)[["mean_a", "mean_b"]].iloc[0].tolist()
    assert year["mean"].tolist() == pytest.approx(means)
    assert year["start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-01"] * 2
    with pytest.raises(analysis.InputError, match="every"):
        analysis.timeline(calls, every="week")


def test_units_without_a_date_have_a_row_of_their_own(calls):
    blank = replace(calls, contacts=calls.contacts.assign(start_date=pd.NaT))
    found = analysis.timeline(blank)
    assert found["start"].isna().all()
    assert found["n"].tolist() == [6, 6]


def test_drift_is_the_slope_of_a_line(calls):
    acts = calls.acts.copy()
    dates = acts["contact_id"].map(calls.contacts.set_index("contact_id")["start_date"])
    acts["strength"] = 0.1 + 0.5 * (dates - dates.min()).dt.days / 365.25
    found = analysis.drift(replace(calls, acts=acts)).query("act == 'APPEAL' and party == 'Azerbaijan'").iloc[0]
    assert found["n"] == 6
    assert [found["per_year"], found["low"], found["high"]] == pytest.approx([0.5, 0.5, 0.5], abs=1e-6)


def test_the_paragraph_says_what_was_done(calls, seed_reading):
    said = analysis.methods(calls, ["tone", "words"], match="genre")
    for words in (
        "12 texts",
        "6 and 6 units",
        "Holm 1979",
        "the same genre",
        "Hedges",
        "scipy",
        "2024-01-05 to 2024-06-05",
        "Cite:",
    ):
        assert words in said, words
    one = analysis.methods(seed_reading)
    assert "1 and 1 units" in one
    assert "nan" not in one


def test_an_interval_ends_where_the_scale_ends():
    table = pd.DataFrame({"article_id": list("abc"), "contact_id": list("abc"), "party": "A", "tone": [1.0, 1.0, 0.0],
                          "start_date": pd.Timestamp("2024-05-01")})  # fmt: skip
    row = analysis.timeline(table).iloc[0]
    assert (row["low"], row["high"]) == (pytest.approx(-0.767, abs=1e-3), 1.0)
