"""Points of one side and what is nearest to them on the other."""

import pytest

import analysis

ROE = "Secretary of State Jane Roe held separate calls with Prime Minister Nikol Pashinyan and President Ilham Aliyev.\n\n"


def table(text, **options):
    reading = analysis.analyze(analysis.Article.from_text(ROE + text), parties="armenia-azerbaijan")
    return analysis.omissions(reading, **options)


def test_same_words_weaker_act():
    rows = table(
        "Roe welcomed Pashinyan\u2019s plan for the border road. She urged Aliyev to accept the plan for the border road."
    )
    assert rows[["party", "act", "status", "nearest_act"]].values.tolist() == [
        ["Armenia", "WELCOME", "weaker", "APPEAL"],
        ["Azerbaijan", "APPEAL", "stronger", "WELCOME"],
    ]


def test_absent_has_its_nearest():
    rows = table("Roe thanked Pashinyan for the harvest. She urged Aliyev to release the sailors.")
    assert rows["status"].tolist() == ["absent", "absent"]
    assert rows["nearest_text"].tolist() == rows["text"].tolist()[::-1]


def test_columns_and_range():
    rows = table("Roe thanked Pashinyan for the harvest.")
    assert list(rows.columns) == [
        "party", "sentence_id", "text", "act", "themes", "status", "nearest_sentence_id", "nearest_text", "nearest_act", "similarity",
    ]  # fmt: skip
    assert rows["similarity"].between(0, 1).all()


def test_between_must_name_two_of_the_parties():
    with pytest.raises(analysis.InputError, match="Atlantis"):
        table("Roe thanked Pashinyan.", between=("Armenia", "Atlantis"))


def test_nothing_to_compare_is_an_empty_table():
    reading = analysis.analyze(analysis.Article.from_text("It rained."), parties="armenia-azerbaijan")
    assert analysis.omissions(reading).empty
