"""The figures of the White House corpus: what the table holds, and that its script makes such a table."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.language.stance import ACTS

DATA = Path(__file__).parents[1] / "data"


def test_the_table_has_figures_of_known_acts_and_no_text():
    table = pd.read_csv(DATA / "white_house_tone.csv", keep_default_na=False, na_values=[""], parse_dates=["date"])
    assert list(table) == [
        "file",
        "date",
        "official",
        "counterpart",
        "party",
        "kind",
        "n_sentences",
        "mean_tone",
        "acts",
    ]
    assert len(table) == 1029
    assert table["mean_tone"].between(-1, 1).all()
    assert table["date"].dropna().between("2021-01-01", "2026-12-31").all()
    counts = table["acts"].dropna().str.split("; ").explode().str.split(" ")
    assert set(counts.str[0]) <= set(ACTS)
    assert (counts.str[1].astype(int) > 0).all()
    assert (
        table[["official", "counterpart", "party"]].map(len, na_action="ignore").max().max() < 200
    )  # names, not sentences


def test_the_script_makes_it_from_a_folder(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(DATA))
    sys.modules.pop("white_house_tone", None)
    import white_house_tone

    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "2024-05-02-call.md").write_text(
        "---\ntitle: Readout of President Joe Biden's Call with President Emmanuel Macron of France\ndate: 2024-05-02\n---\n\n"
        "President Joe Biden spoke today with President Emmanuel Macron of France. President Biden thanked President Macron for his support. "
        "He urged President Macron to sign the accord.\n", encoding="utf-8")  # fmt: skip
    (folder / "2024-05-03-home.md").write_text(
        "---\ntitle: A Visit to Ohio\n---\n\nThe President visited a bakery in Ohio.\n", encoding="utf-8"
    )
    monkeypatch.setattr(white_house_tone, "HERE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["white_house_tone.py", str(folder), str(tmp_path / "work"), "--jobs", "1"])
    white_house_tone.main()
    table = pd.read_csv(tmp_path / "white_house_tone.csv")
    assert table.to_dict("records") == [{
        "file": "2024-05-02-call.md", "date": "2024-05-02", "official": "Joe Biden", "counterpart": "Emmanuel Macron", "party": "France",
        "kind": "call", "n_sentences": 3, "mean_tone": pytest.approx(0.2, abs=0.05), "acts": "APPEAL 1; CONSULT 1; PRAISE 1",
    }]  # fmt: skip
