"""A reader's corrections, and what follows from them."""

import pandas as pd
import pytest

import analysis

TEXT = "Secretary of State Jane Roe held separate calls with Pashinyan and Aliyev. She thanked Pashinyan. She urged Aliyev to wait, Bo Li said."


@pytest.fixture(scope="module")
def reading():
    return analysis.analyze(analysis.Article.from_text(TEXT), "armenia-azerbaijan")


def fixes(tmp_path, rows):
    file = tmp_path / "fixes.csv"
    pd.DataFrame(rows).to_csv(file, index=False)
    return file


def test_a_sheet_as_it_came_changes_nothing(reading, tmp_path):
    file = tmp_path / "sheet.csv"
    reading.corrections_sheet().to_csv(file, index=False)
    same = reading.correct(file)
    for name, table in reading.tables.items():
        pd.testing.assert_frame_equal(same.tables[name], table)
    assert same.manifest["corrections"] == []


def test_a_party_goes_on_to_acts_quotations_and_contact(reading, tmp_path):
    row = reading.sentences.iloc[1]
    found = reading.correct(fixes(tmp_path, [{"id": row["sentence_id"], "text": "thanked", "party": "Azerbaijan"}]))
    assert found.sentences.loc[1, ["party", "party_evidence"]].tolist() == ["Azerbaijan", "corrected"]
    contact = found.contacts.loc[found.contacts["party"] == "Azerbaijan", "contact_id"].item()
    assert found.sentences.loc[1, "contact_id"] == contact
    acts = found.acts[found.acts["sentence_id"] == row["sentence_id"]]
    assert set(acts["party"]) == {"Azerbaijan"}
    assert set(acts["contact_id"]) == {contact}
    assert reading.sentences.loc[1, "party"] == "Armenia"
    assert found.manifest["corrections"] == [{"id": row["sentence_id"], "party": "Azerbaijan"}]


def test_an_act_sets_the_tone_of_the_codebook_and_a_given_tone_stands(reading, tmp_path):
    rows = reading.sentences
    found = reading.correct(
        fixes(
            tmp_path,
            [
                {"id": rows.loc[1, "sentence_id"], "text": "She thanked", "act": "warn", "tone": ""},
                {"id": rows.loc[2, "sentence_id"], "text": "urged", "act": "CONCERN", "tone": "-0.25"},
            ],
        )
    )
    assert found.sentences.loc[1:2, "act"].tolist() == ["WARN", "CONCERN"]
    assert found.sentences.loc[1:2, "tone"].tolist() == [-1.0, -0.25]
    assert found.acts.groupby("sentence_id").size()[rows.loc[1, "sentence_id"]] == 1


def test_a_speaker_changes_the_table_of_speakers(reading, tmp_path):
    row = reading.quotations.iloc[-1]
    found = reading.correct(
        fixes(tmp_path, [{"id": row["quotation_id"], "text": row["content"][:10], "speaker": "Ann Keller"}])
    )
    assert found.quotations.iloc[-1]["speaker"] == "Ann Keller"
    assert "Ann Keller" in set(found.speakers["speaker"])
    assert found.speakers.dtypes.equals(reading.speakers.dtypes)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "nobody.s001"}, "row 2, id: a sentence_id or quotation_id"),
        ({"text": "words of another row"}, "row 2, text: a piece of the row.s own text"),
        ({"text": ""}, "row 2, text"),
        ({"party": "Chile"}, "row 2, party: one of Armenia, Azerbaijan, both, neither"),
        ({"act": "SHOUT"}, "row 2, act: one of CONSULT"),
        ({"tone": "2"}, "row 2, tone: a number from -1 to 1"),
        ({"tone": "warm"}, "row 2, tone"),
    ],
)
def test_a_faulty_sheet_names_row_and_column(reading, tmp_path, change, words):
    row = {"id": reading.sentences.loc[1, "sentence_id"], "text": "thanked", "party": "Armenia", "act": "", "tone": ""}
    with pytest.raises(analysis.InputError, match=words):
        reading.correct(fixes(tmp_path, [row | change]))


def test_files_that_are_no_sheets(reading, tmp_path):
    with pytest.raises(analysis.PlaceNotFound):
        reading.correct(tmp_path / "none.csv")
    with pytest.raises(analysis.InputError, match="columns id, text and some of"):
        reading.correct(fixes(tmp_path, [{"id": "a", "party": "Armenia"}]))
    row = {"id": reading.sentences.loc[1, "sentence_id"], "text": "thanked", "party": "Armenia"}
    with pytest.raises(analysis.InputError, match="row 3, id: each row once"):
        reading.correct(fixes(tmp_path, [row, row]))
