"""Words that mark a side and that carry a difference: pinned values, what counts, and what cannot be compared."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from views.sample import A, B, empty, sample, several

import analysis
from analysis.errors import InputError
from analysis.statistics.keywords import log_odds, shifts

TERMS = ("support", "urge", "thank", "concern", "peace")
FIRST, SECOND = (6, 2, 3, 1, 8), (2, 5, 1, 4, 8)


def test_log_odds_are_those_of_scattertext():
    # scattertext 0.2.2: LogOddsRatioInformativeDirichletPrior(priors, scale_type="none").get_zeta_i_j_given_separate_counts
    _, z = log_odds(FIRST, SECOND, (1.2, 0.7, 0.4, 0.5, 1.6))
    assert z.tolist() == pytest.approx([1.36709792, -1.11533638, 0.93296037, -1.24981932, 0.0], abs=1e-8)


def test_parts_of_a_difference_are_those_of_shifterator():
    # shifterator 0.3.0: WeightedAvgShift(second, first, scores, reference_value="average").get_shift_scores, times its norm
    shares = [{term: n / 20 for term, n in zip(TERMS, side, strict=True)} for side in (FIRST, SECOND)]
    scores = dict(zip(TERMS, (1.9, 0.8, 1.5, -0.6, 2.5), strict=True))
    found = {str(row["term"]): row["shift"] for row in shifts(*shares, scores)}
    assert found == pytest.approx(
        {"concern": 0.29175, "support": 0.111, "urge": 0.08175, "thank": 0.0155, "peace": 0.0}
    )
    assert sum(found.values()) == pytest.approx(36.9 / 20 - 26.9 / 20)


def test_a_term_counts_once_in_a_telling_and_names_do_not_count():
    reading = several(4)
    again = reading.sentences["text"].where(
        reading.sentences["position"] != 4, "Holt thanked Sarian for peaches, peaches and peaches."
    )
    found = analysis.keyness(replace(reading, sentences=reading.sentences.assign(text=again))).set_index("term")
    row = found.loc["peach"]
    assert (row["party"], row["n_a"], row["n_b"], row["units_a"], row["wording"]) == (A, 4, 0, 4, "peaches")
    told = " ".join(found.index)
    assert not any(name in told for name in ("holt", "sarian", "mammad", "armenia"))
    assert found["z_by_chance"].nunique() == 1


def test_both_sides_have_words_however_unlike_their_numbers():
    reading = several(12)
    few = reading.sentences[
        (reading.sentences["party"] != B) | reading.sentences["article_id"].isin(["no0", "no1", "no2"])
    ]
    found = analysis.keyness(replace(reading, sentences=few))
    # Each telling of a side has all its words and none of the other's.
    most = found.assign(z=found["z"].abs()).groupby("party")["z"].max()
    assert most[A] > 1
    assert most[B] > 1


def test_sides_that_are_alike_have_no_word_beyond_chance():
    reading = several(8)
    texts = reading.sentences["text"].where(
        ~reading.sentences["party"].isin([A, B]), "They spoke of the long harvest and old bridges."
    )
    found = analysis.keyness(replace(reading, sentences=reading.sentences.assign(text=texts)))
    assert not found.empty
    assert (found["z"].abs() <= found["z_by_chance"]).all()


def test_a_side_without_words_is_named():
    reading = sample()
    mute = reading.sentences["text"].where(reading.sentences["party"] != B, "...")
    found = analysis.keyness(replace(reading, sentences=reading.sentences.assign(text=mute)))
    assert found.empty
    assert found.attrs["reason"] == f"no words of {B}"
    assert found["z"].dtype == "float64"


def test_no_word_of_the_lexicon_is_said():
    reading = sample()
    plain = reading.sentences.assign(text="They spoke of the calendar.")
    found = analysis.word_shift(replace(reading, sentences=plain))
    assert found.empty
    assert found.attrs["reason"] == f"no word of {A} and {B} has a score"


@pytest.mark.parametrize("measure", [analysis.keyness, analysis.word_shift])
def test_one_party_cannot_be_compared(measure):
    alone = replace(sample(), manifest={"name": "one", "parties": sample().manifest["parties"][:1]})
    found = measure(alone)
    assert found.empty
    assert found.attrs["reason"] == "one side cannot be compared"
    assert measure(empty()).empty


def test_tellings_without_dates_have_words_but_no_course():
    reading = several(4)
    assert reading.contacts["start_date"].isna().all()
    assert len(analysis.keyness(reading))
    assert analysis.phrases(reading).attrs["reason"] == "no telling has a date"
    assert (
        analysis.omissions(reading).attrs["reason"] == f"4 tellings of {A} and 4 tellings of {B}, all in pairs"
    )  # each pair in one article


def test_a_wrong_parameter_is_named():
    for wrong in (
        lambda: analysis.keyness(sample(), (A, "Mars")),
        lambda: analysis.word_shift(sample(), between=(A, A)),
    ):
        with pytest.raises(InputError, match=rf"between: two of {A}, {B}"):
            wrong()
    with pytest.raises(InputError, match="least: 1 or more"):
        analysis.keyness(sample(), least=0)
    with pytest.raises(InputError, match="kind: words or acts"):
        analysis.word_shift(sample(), "letters")


def test_the_lines_behind_a_word():
    found = analysis.concordance(sample(), "treaties")  # the sentence that restates a quotation counts once
    assert found["party"].tolist() == [A]
    assert found["word"].tolist() == ["treaty"]
    assert isinstance(found, pd.DataFrame)
    with pytest.raises(InputError, match="word: one or more words"):
        analysis.concordance(sample(), "!")
