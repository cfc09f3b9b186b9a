"""The record: the shipped case as a reading, and clear errors for files that are not as they should be."""

import pytest
from conftest import ROOT

import analysis


@pytest.fixture
def folder(tmp_path):
    for name in ("contacts.csv", "points.csv"):
        (tmp_path / name).write_bytes((ROOT / "data" / name).read_bytes())
    return tmp_path


def test_record_is_a_reading_with_rounds_and_differences():
    washington = analysis.record().where(issuer="Washington")
    assert set(washington.sentences["party"]) == {"Armenia", "Azerbaijan", "both"}
    assert (
        washington.sentences["text"]
        .eq([washington.texts[a][s:e] for a, s, e in washington.sentences[["article_id", "start", "end"]].values])
        .all()
    )
    table = analysis.compare(washington, "tone")
    assert table["verdict"].item() == "different"
    assert table["difference"].item() > 0
    points = analysis.omissions(washington)
    absent = points[points["status"] == "absent"].groupby(["party", "themes"]).size()
    assert absent["Azerbaijan", "rights"] > absent["Armenia", "rights"]
    assert ("Azerbaijan", "sovereignty") not in absent.index


@pytest.mark.parametrize(
    ("column", "old", "new", "message"),
    [
        ("act", "C01,washington,APPEAL", "C01,washington,SHOUT", "'SHOUT' in points.csv, row 2, column act"),
        (
            "target",
            "APPEAL,both,security,immediate",
            "APPEAL,moon,security,immediate",
            "'moon' in points.csv, row 2, column target",
        ),
        (
            "contact_id",
            "C01,washington,APPEAL",
            "C99,washington,APPEAL",
            "'C99' in points.csv, row 2, column contact_id",
        ),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(folder, column, old, new, message):
    file = folder / "points.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(analysis.InputError, match=message):
        analysis.record(folder)


def test_a_missing_file_or_column_is_named(folder):
    (folder / "points.csv").write_text("contact_id,teller\n", encoding="utf-8")
    with pytest.raises(analysis.InputError, match=r"points\.csv without act"):
        analysis.record(folder)
    (folder / "points.csv").unlink()
    with pytest.raises(analysis.PlaceNotFound, match=r"without points\.csv"):
        analysis.record(folder)
