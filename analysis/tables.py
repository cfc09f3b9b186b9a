"""Tables on disk: Parquet, CSV for spreadsheets, JSON Lines; each reloads equal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from analysis.sources.rows import FORMULA

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["parquet", "csv", "jsonl"]
KINDS: tuple[Kind, ...] = ("parquet", "csv", "jsonl")


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table in the kind that the ending of ``path`` names: ``.parquet``, ``.csv`` or ``.jsonl``.

    In CSV a cell that a spreadsheet would take for a formula has an apostrophe before it; an empty cell is a missing value.
    """
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False)
    elif path.suffix == ".csv":
        csv_safe(table).to_csv(path, index=False)
    else:
        plain = table.astype({name: "str" for name, dtype in table.dtypes.items() if dtype.kind == "M"})
        rows = plain.astype(object).where(table.notna(), None).to_dict("records")
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)


def read_table(path: Path, dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Return a table that `write_table` wrote, with the dtypes given; further columns have what pandas infers."""
    import pandas as pd

    if path.suffix == ".parquet":
        table = pd.read_parquet(path)
    elif path.suffix == ".csv":
        # Only an empty cell is missing: there are outlets called NA. Numbers are read as text first, which loses no digit.
        table = pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=dict.fromkeys(dtypes, "str"))
        for name in table.columns:
            if dtypes.get(name, "str") == "str" and table[name].dtype == "str":
                table[name] = table[name].where(~table[name].str.match(FORMULA, na=False), table[name].str[1:])
            elif dtypes.get(name) == "boolean":
                table[name] = table[name].map({"True": True, "False": False})
    else:
        lines = path.read_text(encoding="utf-8").split("\n")
        table = pd.DataFrame([json.loads(line) for line in lines if line])
        table = table if len(table.columns) else pd.DataFrame(columns=list(dtypes))
    return table.astype({name: dtype for name, dtype in dtypes.items() if name in table})


def csv_safe(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy in which no text cell is read as a formula by a spreadsheet.

    A cell that begins with apostrophes and then like a formula has one more, so that taking one away gives the text back.

    Examples
    --------
    >>> import pandas as pd
    >>> csv_safe(pd.DataFrame({"text": ["=1+1", "'=1", "fine"]}))["text"].tolist()
    ["'=1+1", "''=1", 'fine']
    """
    safe = table.copy()
    for column in safe.columns:
        if safe[column].dtype == "str" or safe[column].dtype == object:
            cells = safe[column].astype("str")
            safe[column] = cells.where(~cells.str.match(FORMULA, na=False), "'" + cells)
    return safe
