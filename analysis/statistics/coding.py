"""Blind sheets for human coders, how far they agree, and what their codes say of the scores."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError, PlaceNotFound
from analysis.language.stance import ACTS
from analysis.statistics.units import counted
from analysis.tables import csv_safe

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

COLUMNS = ("sentence_id", "text", "counterpart", "probability", "coder", "tone", "act")
CODES = (-2, -1, 0, 1, 2)


def code_sheet(reading: Reading, n: int = 100, seed: int = 0) -> pd.DataFrame:
    """Return a blind sample of sentences for human coders: shuffled, without any score.

    Drawn in equal parts from strata of party and of warm, neutral and cold tone, so that rare kinds are in it; how
    likely each sentence was to be drawn stands in ``probability``, which `corrected_means` needs.

    Parameters
    ----------
    reading : Reading
    n : int
        Number of sentences, at most those that count in an aggregate.
    seed : int
        The same seed draws the same sheet.

    Returns
    -------
    pandas.DataFrame
        Columns of `COLUMNS`; ``coder``, ``tone`` (-2 to 2) and ``act`` are empty, to be filled by the codebook.

    Raises
    ------
    InputError
        If ``n`` is below 1, or the reading has no sentence of a party.

    Examples
    --------
    >>> import analysis
    >>> article = analysis.Article.from_text("Blinken thanked Aliyev. He urged restraint.")
    >>> code_sheet(analysis.analyze(article, "armenia-azerbaijan"))["probability"].tolist()
    [1.0, 1.0]
    """
    import pandas as pd

    if n < 1:
        raise InputError("n", "1 or more", n)
    table = counted(reading)
    if table.empty:
        raise InputError("reading", "at least one sentence of a party", "none")
    side = pd.cut(table["tone"].fillna(0.0), [-2, -0.1, 0.1, 2], labels=["cold", "neutral", "warm"]).astype("str")
    strata = [rows for _, rows in table.groupby([table["party"].astype("object"), side.astype("object")], sort=True)]
    shares = _shares([len(rows) for rows in strata], min(n, len(table)))
    drawn = [
        rows.sample(share, random_state=seed).assign(probability=share / len(rows))
        for rows, share in zip(strata, shares, strict=True)
        if share
    ]
    sheet = pd.concat(drawn).sample(frac=1, random_state=seed)
    return sheet.assign(counterpart=sheet["party"], coder="", tone="", act="")[list(COLUMNS)].reset_index(drop=True)


def _shares(sizes: Sequence[int], n: int) -> list[int]:
    """How many to draw from strata: as equal as their sizes allow."""
    shares = [0] * len(sizes)
    while sum(shares) < n:
        for at, size in enumerate(sizes):
            if shares[at] < size and sum(shares) < n:
                shares[at] += 1
    return shares


def write_sheet(sheet: pd.DataFrame, file: str | os.PathLike[str]) -> Path:
    """Write a sheet as CSV that no spreadsheet takes for formulas, aside and then renamed."""
    target = Path(file)
    part = target.with_name(target.name + ".part")
    csv_safe(sheet).to_csv(part, index=False)
    part.replace(target)
    return target


def read_sheets(files: Sequence[str | os.PathLike[str]], reading: Reading | None = None) -> pd.DataFrame:
    """Return the filled sheets of one or more coders as one table with a row a code.

    Rows without a tone and an act are left out: a sheet may be half done. A sheet without names in ``coder`` is its
    file's coder.

    Parameters
    ----------
    files : sequence of path
    reading : Reading, optional
        Checks that each sentence is in it, with its text unchanged.

    Raises
    ------
    PlaceNotFound
        If a file is missing.
    InputError
        For a missing column, an unknown code, a sentence twice from one coder, an unknown id or an edited text; it names
        file, row and column. Nothing of a faulty sheet is used.
    """
    import pandas as pd

    texts = (
        {} if reading is None else dict(zip(reading.sentences["sentence_id"], reading.sentences["text"], strict=True))
    )
    tables = []
    for file in map(Path, files):
        if not file.is_file():
            raise PlaceNotFound("files", "sheets of `readouts code-sheet`", file)
        table = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        missing = [name for name in COLUMNS if name not in table.columns]
        if missing:
            raise InputError("files", f"columns are {', '.join(COLUMNS)}", f"{file} without {', '.join(missing)}")
        rows = [_row(file, number, row, texts) for number, row in enumerate(table.to_dict("records"), 2)]
        tables.append(pd.DataFrame([row for row in rows if row], columns=list(COLUMNS)))
    out = pd.concat(tables, ignore_index=True)
    twice = out[out.duplicated(["coder", "sentence_id"])]
    if len(twice):
        raise InputError(
            "files", "each sentence once a coder", f"{twice.iloc[0]['sentence_id']} twice from {twice.iloc[0]['coder']}"
        )
    if out.empty:
        raise InputError("files", "at least one row with tone and act", "none")
    return out


def _row(file: Path, number: int, row: dict[Any, str], texts: dict[str, str]) -> dict[str, Any] | None:
    def wrong(column: str, allowed: str) -> InputError:
        return InputError(f"{file.name}, row {number}, {column}", allowed, repr(row[column]))

    tone, act = row["tone"].strip().removeprefix("'"), row["act"].strip().upper()
    if not tone and not act:
        return None
    if texts:
        if row["sentence_id"] not in texts:
            raise wrong("sentence_id", "a sentence of the reading")
        if row["text"].removeprefix("'") != texts[row["sentence_id"]].removeprefix("'"):
            raise wrong("text", "the sentence as it was written into the sheet")
    if tone not in {str(code) for code in CODES} | {f"+{code}" for code in CODES if code > 0}:
        raise wrong("tone", f"one of {', '.join(map(str, CODES))}")
    if act not in (*ACTS, "NONE"):
        raise wrong("act", f"one of {', '.join(ACTS)}, NONE")
    try:
        probability = float(row["probability"])
    except ValueError:
        probability = math.nan
    if not 0 < probability <= 1:
        raise wrong("probability", "the number that was written into the sheet")
    return {
        **row,
        "coder": row["coder"].strip() or file.stem,
        "tone": int(tone),
        "act": act,
        "probability": probability,
    }


def agreement(codes: pd.DataFrame, reading: Reading | None = None) -> pd.DataFrame:
    """Return how far coders agree with each other and, given the reading, how far its scores agree with them.

    Krippendorff's alpha (2004) as NLTK computes it: interval for tone, nominal for acts. Scores are compared with the
    mean tone and the most frequent act of the coders.

    Parameters
    ----------
    codes : pandas.DataFrame
        What `read_sheets` returned.
    reading : Reading, optional

    Returns
    -------
    pandas.DataFrame
        measure, value in [-1, 1], n (sentences), reading (one line). NaN where a figure is not defined, as for one coder.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("s1", "a", 1, "PRAISE"), ("s1", "b", 1, "PRAISE"), ("s2", "a", -1, "APPEAL"), ("s2", "b", -1, "APPEAL")]
    >>> agreement(pd.DataFrame(rows, columns=["sentence_id", "coder", "tone", "act"]))["value"].tolist()
    [1.0, 1.0]
    """
    import pandas as pd
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    shared = codes.groupby("sentence_id").filter(lambda rows: len(rows) > 1)
    rows = []
    for column, distance in (("tone", interval_distance), ("act", binary_distance)):
        value = math.nan
        if shared["sentence_id"].nunique() > 1:
            data = list(shared[["coder", "sentence_id", column]].itertuples(index=False, name=None))
            same = shared[column].nunique() == 1  # alpha is not defined without variation
            value = math.nan if same else float(AnnotationTask(data, distance=distance).alpha())
        rows.append({"measure": f"Krippendorff's alpha, {column}", "value": value, "n": shared["sentence_id"].nunique(),
                     "reading": "coders with each other: above 0.80 reliable, below 0.67 too little to build on"})  # fmt: skip
    if reading is not None:
        merged = _with_scores(codes, reading)
        same_side = (_side(merged["coded"]) == _side(merged["tone"])).mean() if len(merged) else math.nan
        varied = len(merged) > 2 and merged["coded"].nunique() > 1 and merged["tone"].nunique() > 1
        rho = float(merged["coded"].corr(merged["tone"], method="spearman")) if varied else math.nan
        rows += [
            {"measure": "tone, Spearman with the coders", "value": rho, "n": len(merged), "reading": "order of the scores"},
            {"measure": "tone, same side", "value": float(same_side), "n": len(merged),
             "reading": "share of sentences that both call warm, neutral or cold"},
            {"measure": "main act, same", "value": float((merged["coded_act"] == merged["act"]).mean()),
             "n": len(merged), "reading": "share of sentences with the same main act"},
        ]  # fmt: skip
    return pd.DataFrame(rows)


def confusion(codes: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return how often an act of the coders (rows) is which act of the reading (columns)."""
    import pandas as pd

    merged = _with_scores(codes, reading)
    return pd.crosstab(merged["coded_act"], merged["act"])


def corrected_means(codes: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return each party's mean tone, and the mean corrected for what the coders found wrong with the scores.

    Design-based supervised learning (Egami, Hinck, Stewart & Wei 2023): every sentence has its score, a coded one
    also its error divided by how likely it was to be coded; the mean of both is unbiased whatever the scores are
    worth. The interval is Student's over units, as everywhere here.

    Returns
    -------
    pandas.DataFrame
        party, n_units, n_coded, mean, corrected, low, high, verdict.

    Raises
    ------
    InputError
        If the sheets have no sentence of the reading.
    """
    import pandas as pd
    from scipy import stats

    merged = _with_scores(codes, reading)
    if merged.empty:
        raise InputError("codes", "sentences of the reading", "none of them")
    table = counted(reading)
    gap = (merged["coded"] - merged["tone"]) / merged["probability"]
    pseudo = table["tone"].fillna(0.0) + table["sentence_id"].map(gap.set_axis(merged["sentence_id"])).fillna(0.0)
    rows = []
    for party in reading.parties:
        mine = table["party"] == party
        units = pseudo[mine].groupby(table.loc[mine, "unit"]).mean()
        if units.empty:
            continue
        coded = int(table.loc[mine, "sentence_id"].isin(merged["sentence_id"]).sum())
        mean, low, high = float(units.mean()), math.nan, math.nan
        if len(units) > 1:
            half = float(stats.t.ppf(0.975, len(units) - 1) * units.std(ddof=1) / math.sqrt(len(units)))
            low, high = mean - half, mean + half
        raw = float(table.loc[mine, "tone"].fillna(0.0).groupby(table.loc[mine, "unit"]).mean().mean())
        if coded == 0:
            verdict = "no sentence coded: nothing can be corrected"
        elif math.isnan(low):
            verdict = "one unit: no interval"
        else:
            verdict = (
                "the scores stand" if low <= raw <= high else f"the scores are too {'warm' if raw > mean else 'cold'}"
            )
        rows.append({"party": party, "n_units": len(units), "n_coded": coded, "mean": raw, "corrected": mean, "low": low,
                     "high": high, "verdict": verdict})  # fmt: skip
    return pd.DataFrame(rows)


def _with_scores(codes: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """One row a coded sentence: the coders' mean tone in [-1, 1] and most frequent act, and the reading's."""
    grouped = codes.groupby("sentence_id")
    means = grouped["tone"].mean().div(2).rename("coded").to_frame()
    means["coded_act"] = grouped["act"].agg(lambda acts: acts.mode().iloc[0])
    means["probability"] = grouped["probability"].first()
    scores = reading.sentences[["sentence_id", "tone", "act"]].assign(tone=reading.sentences["tone"].fillna(0.0))
    return means.reset_index().merge(scores, on="sentence_id")


def _side(tones: pd.Series) -> pd.Series:
    return (tones > 0.1).astype(int) - (tones < -0.1).astype(int)
