"""The tables keep their schema, filter, and survive the disk."""

import json

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.reading import SCHEMA, frame
from analysis.tables import KINDS, csv_safe, read_table, write_table


def test_tables_have_exactly_the_contracts_columns(seed_reading):
    for name, table in seed_reading.tables.items():
        assert list(table.columns) == list(SCHEMA[name])
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == dict(SCHEMA[name])


def test_offsets_point_into_the_text(seed_reading):
    texts = seed_reading.texts
    for row in seed_reading.sentences.to_dict("records"):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"]
    for row in seed_reading.acts.to_dict("records"):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["cue"]
    text = next(iter(texts.values()))
    hulls = seed_reading.quotations.set_index("quotation_id")[["start", "end"]]
    for row in seed_reading.spans.to_dict("records"):
        start, end = hulls.loc[row["quotation_id"]]
        assert 0 <= start <= row["start"] < row["end"] <= end <= len(text)


def test_empty_tables_have_the_same_dtypes():
    reading = analysis.analyze(analysis.Article.from_text("It rained."), parties="armenia-azerbaijan")
    assert reading.quotations.empty
    assert {column: str(dtype) for column, dtype in reading.quotations.dtypes.items()} == dict(SCHEMA["quotations"])


def test_where_keeps_what_belongs_together(seed_reading):
    small = seed_reading.where(party="Armenia", voice="direct")
    assert set(small.sentences["party"]) == {"Armenia"}
    assert set(small.sentences["voice"]) == {"direct"}
    assert set(small.quotations["sentence_id"]) <= set(small.sentences["sentence_id"])
    assert set(small.spans["quotation_id"]) == set(small.quotations["quotation_id"])
    assert len(seed_reading.sentences) == 12  # the reading itself is unchanged


def test_where_takes_lists(seed_reading):
    assert len(seed_reading.where(party=["Armenia", "Azerbaijan"]).sentences) == 10


@pytest.mark.parametrize(
    ("conditions", "named"),
    [({"colour": "red"}, "colour"), ({"party": "Atlantis"}, "Atlantis"), ({"voice": "loud"}, "loud")],
)
def test_where_names_what_is_wrong(seed_reading, conditions, named):
    with pytest.raises(analysis.InputError, match=named):
        seed_reading.where(**conditions)


@pytest.mark.parametrize("kind", KINDS)
def test_save_and_load(seed_reading, tmp_path, kind):
    place = seed_reading.save(tmp_path / "out")
    again = analysis.Reading.load(place, kind)
    for name, table in seed_reading.tables.items():
        assert_frame_equal(again.tables[name], table)
    assert again.texts == seed_reading.texts
    assert again.manifest == json.loads(json.dumps(seed_reading.manifest))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out"]  # nothing aside is left


def test_save_replaces_a_reading_but_nothing_else(seed_reading, tmp_path):
    seed_reading.save(tmp_path / "out")
    seed_reading.save(tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    with pytest.raises(analysis.InputError, match="mine"):
        seed_reading.save(tmp_path / "mine")
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep me"


def test_a_failed_save_leaves_the_old_reading(seed_reading, tmp_path, monkeypatch):
    place = seed_reading.save(tmp_path / "out")

    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        seed_reading.save(place)
    monkeypatch.undo()
    assert len(analysis.Reading.load(place).sentences) == 12
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out"]


def test_load_names_what_is_missing(seed_reading, tmp_path):
    with pytest.raises(analysis.PlaceNotFound, match="nowhere"):
        analysis.Reading.load(tmp_path / "nowhere")
    place = seed_reading.save(tmp_path / "out")
    (place / "acts.parquet").unlink()
    with pytest.raises(analysis.PlaceNotFound, match=r"acts\.parquet"):
        analysis.Reading.load(place)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_formulas_are_neutral_in_csv(cell):
    table = frame("sentences", [{"sentence_id": "a.s001", "text": cell}])
    assert csv_safe(table)["text"].iloc[0] == "'" + cell
    assert table["text"].iloc[0] == cell


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SCHEMA)
def test_odd_cells_reload_equal(tmp_path, name, kind):
    odd = [
        "=1+1",
        "'=1",
        "''@x",
        "-",
        "'quoted'",
        "NA",
        "null",
        "None",
        "1.50",
        "007",
        "True",
        " a ",
        'a "b", c',
        "two\nlines",
        "\u2028\u6771",
        "\uff1d1",
    ]
    values = {"str": odd, "float64": [0.1 + 0.2, -1e-17, 1 / 3, float("nan")], "Int64": [0, -7, 10**12], "boolean": [True, False],
              "datetime64[s]": [pd.Timestamp("2024-05-03")]}  # fmt: skip
    rows = [
        {column: some[at % len(some)] for column, dtype in SCHEMA[name].items() for some in [values[dtype]]}
        for at in range(len(odd))
    ]
    for table in (frame(name, [*rows, {}]), frame(name, [])):
        write_table(table, tmp_path / f"table.{kind}")
        assert_frame_equal(read_table(tmp_path / f"table.{kind}", SCHEMA[name]), table)


def test_load_names_the_kinds(seed_reading, tmp_path):
    with pytest.raises(analysis.InputError, match="kind: parquet, csv, jsonl"):
        analysis.Reading.load(seed_reading.save(tmp_path / "out"), "xlsx")


def test_notebook_view_escapes(seed_reading):
    assert "12 sentences" in seed_reading._repr_html_()
    hostile = analysis.Reading(**seed_reading.tables, manifest={"name": "<script>"})
    assert "<script>" not in hostile._repr_html_()
