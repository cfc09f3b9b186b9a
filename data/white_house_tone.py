"""Make data/white_house_tone.csv anew: figures of a folder of White House readouts, and no text.

    python data/white_house_tone.py FOLDER WORK [--jobs 2]

FOLDER holds the texts, WORK gets the tables; started again after a cut, it goes on where it ended. Parties are all countries
but the United States, so that every contact with a foreign counterpart has a side. One row is a contact as one text tells it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd

import analysis
from analysis.batch import analyze_places
from analysis.language.countries import countries
from analysis.statistics.units import counted, counted_acts

HERE = Path(__file__).parent
OWN = "United States"


def parties(path: Path) -> Path:
    """Write a party file of all countries but one's own."""
    tables, taken = [], set()
    for one in countries():
        # A demonym of two countries is nobody's.
        words = [word for word in (*one.other_names, *one.demonyms) if word not in taken]
        taken |= {one.name, *words}
        if one.name != OWN:
            tables.append(
                f"[[party]]\nname = {json.dumps(one.name)}\ndemonyms = {json.dumps(words, ensure_ascii=False)}\nplaces = []\n"
            )
    path.write_text('name = "every country"\n' + "\n".join(tables), encoding="utf-8")
    return path


def figures(reading: analysis.Reading) -> pd.DataFrame:
    """Return file, date, official, counterpart, party, kind, sentences, acts by name and mean tone of each contact with one side."""
    sentences, acts = counted(reading), counted_acts(reading)
    by = sentences.groupby("contact_id")
    table = pd.DataFrame({"n_sentences": by.size(), "mean_tone": by["tone"].mean().round(3)})
    listed = acts.groupby(["contact_id", "act"]).size().rename("n").reset_index()
    told = (listed["act"] + " " + listed["n"].astype("str")).groupby(listed["contact_id"]).agg("; ".join)
    contacts = reading.contacts.set_index("contact_id")
    files = reading.articles.set_index("article_id")["path"].map(lambda path: Path(path).name)
    kept = contacts[contacts.index.isin(table.index)]
    out = pd.DataFrame({
        "file": kept["article_id"].map(files), "date": kept["start_date"].dt.strftime("%Y-%m-%d"), "official": kept["official"],
        "counterpart": kept["counterparts"], "party": kept["party"], "kind": kept["kind"],
    })  # fmt: skip
    return out.join(table).assign(acts=told).sort_values(["file", "party"]).reset_index(drop=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    analyze_places(options.folder, options.work / "tables", parties(options.work / "countries.toml"), jobs=options.jobs)
    table = figures(analysis.Reading.load(options.work / "tables"))
    table.to_csv(HERE / "white_house_tone.csv", index=False)
    print(f"{len(table):,} contacts of {table['file'].nunique():,} texts")


if __name__ == "__main__":
    main()
