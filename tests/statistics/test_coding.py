"""Blind sheets, agreement of coders, corrected means."""

import math
from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.statistics.coding import confusion, write_sheet

TEXTS = [
    "Secretary of State Jane Roe thanked President Aliyev for the truce. She urged restraint. They discussed the road.",
    "Secretary of State Jane Roe thanked Prime Minister Pashinyan for the truce. She praised his plan. They met again.",
    "Secretary of State Jane Roe condemned President Aliyev for the raid. She warned Aliyev of sanctions. It rained.",
    "Secretary of State Jane Roe welcomed Prime Minister Pashinyan warmly. She offered help. It rained.",
]


@pytest.fixture(scope="module")
def reading():
    articles = [analysis.Article.from_text(text, title=f"Text {at}") for at, text in enumerate(TEXTS)]
    found = analysis.analyze(articles, "armenia-azerbaijan")
    # On the coders' five degrees, so that they can agree with it to the digit.
    return replace(found, sentences=found.sentences.assign(tone=found.sentences["tone"].mul(2).round() / 2))


@pytest.fixture
def sheet(reading):
    return analysis.code_sheet(reading, 8)


def filled(sheet, reading, tmp_path, coder="Ann", shift=0):
    scores = reading.sentences.set_index("sentence_id")["tone"]
    acts = reading.sentences.set_index("sentence_id")["act"]
    tones = [str(max(-2, min(2, round(2 * scores[name]) + shift))) for name in sheet["sentence_id"]]
    done = sheet.assign(coder=coder, tone=tones, act=[acts[name] for name in sheet["sentence_id"]])
    return write_sheet(done, tmp_path / f"{coder}.csv")


def test_a_sheet_is_blind_shuffled_and_the_same_for_a_seed(reading, sheet):
    assert list(sheet.columns) == ["sentence_id", "text", "counterpart", "probability", "coder", "tone", "act"]
    assert (sheet[["coder", "tone", "act"]] == "").all().all()
    assert len(sheet) == 8
    assert sheet["sentence_id"].is_unique
    assert sheet["probability"].between(0, 1, inclusive="right").all()
    pd.testing.assert_frame_equal(sheet, analysis.code_sheet(reading, 8))
    assert not sheet.equals(analysis.code_sheet(reading, 8, seed=1))


def test_alpha_is_krippendorff_s_own_example():
    # Krippendorff (2011), nominal data of two observers: alpha 0.095.
    one, two = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    rows = [
        (f"s{at}", coder, value, str(value))
        for coder, values in (("a", one), ("b", two))
        for at, value in enumerate(values)
    ]
    found = analysis.agreement(pd.DataFrame(rows, columns=["sentence_id", "coder", "tone", "act"]))
    assert found["value"].tolist() == pytest.approx([0.095, 0.095], abs=0.0005)
    assert found["n"].tolist() == [10, 10]


def test_coders_who_agree_with_the_scores(reading, sheet, tmp_path):
    codes = analysis.read_sheets([filled(sheet, reading, tmp_path), filled(sheet, reading, tmp_path, "Bo")], reading)
    found = analysis.agreement(codes, reading).set_index("measure")["value"]
    assert found.tolist() == pytest.approx([1.0] * 5)
    table = confusion(codes, reading)
    assert table.to_numpy().sum() == len(sheet)
    means = analysis.corrected_means(codes, reading)
    assert means["verdict"].tolist() == ["the scores stand"] * 2
    assert means["corrected"].tolist() == pytest.approx(means["mean"].tolist())


def test_means_are_corrected_by_what_every_coded_sentence_shows(reading, tmp_path):
    everything = analysis.code_sheet(reading, 1000)
    codes = analysis.read_sheets([filled(everything, reading, tmp_path, shift=-1)], reading)
    means = analysis.corrected_means(codes, reading)
    wanted = codes.set_index("sentence_id")["tone"].div(2)
    table = reading.sentences.assign(coded=reading.sentences["sentence_id"].map(wanted)).dropna(subset=["coded"])
    for row in means.to_dict("records"):
        mine = table[table["party"] == row["party"]]
        assert row["corrected"] == pytest.approx(mine.groupby("contact_id")["coded"].mean().mean())
        assert row["corrected"] < row["mean"]


def test_one_coder_has_no_alpha(reading, sheet, tmp_path):
    found = analysis.agreement(analysis.read_sheets([filled(sheet, reading, tmp_path)]))
    assert found["value"].map(math.isnan).all()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("tone", "3", "row 2, tone: one of -2, -1, 0, 1, 2"),
        ("act", "SHOUT", "row 2, act: one of CONSULT"),
        ("text", "another sentence", "row 2, text: the sentence as it was written"),
        ("sentence_id", "x.s001", "row 2, sentence_id: a sentence of the reading"),
        ("probability", "often", "row 2, probability"),
    ],
)
def test_a_faulty_sheet_names_row_and_column(reading, sheet, tmp_path, column, value, words):
    file = filled(sheet, reading, tmp_path)
    table = pd.read_csv(file, dtype="str", keep_default_na=False)
    table.loc[0, column] = value
    table.to_csv(file, index=False)
    with pytest.raises(analysis.InputError, match=words):
        analysis.read_sheets([file], reading)


def test_sheets_that_are_none(reading, sheet, tmp_path):
    with pytest.raises(analysis.PlaceNotFound):
        analysis.read_sheets([tmp_path / "none.csv"])
    with pytest.raises(analysis.InputError, match="at least one row"):
        analysis.read_sheets([write_sheet(sheet, tmp_path / "empty.csv")])
    file = filled(sheet, reading, tmp_path)
    with pytest.raises(analysis.InputError, match="each sentence once a coder"):
        analysis.read_sheets([file, file])
    with pytest.raises(analysis.InputError, match="without act"):
        analysis.read_sheets([write_sheet(sheet.drop(columns="act"), tmp_path / "less.csv")])
    with pytest.raises(analysis.InputError, match="1 or more"):
        analysis.code_sheet(reading, 0)
