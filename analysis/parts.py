"""The parts that a run in batches leaves on disk: a folder of Parquet a batch, and what only all of them together tell."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus import PERSONS, ArticleTables, Row, renamed, repeats, rows_of, speakers_of, whole_corpus
from analysis.errors import InputError, PlaceNotFound
from analysis.language.identities import one_name_each
from analysis.reading import MANIFEST, SCHEMA, Reading, columns, frame, passed_on
from analysis.sources.articles import Article

if TYPE_CHECKING:
    import pandas as pd

PARTS = "parts"


def check(target: Path) -> None:
    """Raise InputError where a directory holds anything but an earlier run in batches."""
    try:
        known = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if target.exists() and "complete" not in known and (not target.is_dir() or any(target.iterdir())):
        raise InputError("directory", "a new or empty folder, or one that an earlier run in batches wrote", str(target))


def write(path: Path, data: bytes) -> None:
    """Write a file aside, then rename it."""
    aside = path.with_name(f".{path.name}")
    aside.write_bytes(data)
    aside.replace(path)


def save_part(folder: Path, articles: Sequence[Article], results: Sequence[ArticleTables]) -> None:
    """Write the tables of some articles into a folder, aside and then renamed, so that it is whole or not there."""
    import pandas as pd

    extra = list(dict.fromkeys(column for one in articles for column in passed_on(one.extra)))
    tables = {name: frame(name, rows, extra if name == "articles" else ()) for name, rows in rows_of(results).items()}
    people = [row | {"aliases": json.dumps(row["aliases"])} for result in results for row in result.people]
    tables["people"] = pd.DataFrame(people, columns=["speaker", "role", "affiliation", "aliases"], dtype="str")
    texts = [(one.article_id, one.text, json.dumps(one.removed)) for one in articles]
    tables["texts"] = pd.DataFrame(texts, columns=["article_id", "text", "removed"], dtype="str")
    aside = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, table in tables.items():
            table.to_parquet(aside / f"{name}.parquet", index=False)
        aside.chmod(0o755)
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def finish(target: Path, names: Sequence[str]) -> dict[str, Any]:
    """Write what only the whole corpus tells beside the parts; return its names and how many rows the tables have."""
    import pyarrow.parquet as pq

    def rows(table: str, columns: list[str]) -> Iterator[Row]:
        for name in names:
            yield from pq.read_table(target / PARTS / name / f"{table}.parquet", columns=columns).to_pylist()

    known = one_name_each((row["speaker"], row["affiliation"]) for row in rows("people", ["speaker", "affiliation"]))
    contacts = (
        renamed(row, known, PERSONS["contacts"]) | {key: _day(row[key]) for key in ("start_date", "end_date")}
        for row in rows("contacts", ["article_id", "official", "counterparts", "start_date", "end_date"])
    )
    articles = [
        row | {"published": _day(row["published"])} for row in rows("articles", ["article_id", "genre", "published"])
    ]
    texts = {row["article_id"]: row["text"] for row in rows("texts", ["article_id", "text"])}
    again = repeats(articles, list(contacts), texts)
    found = [{"article_id": one, "duplicate_of": kept} for one, kept in again.items()]
    _table(target / "repeats.parquet", columns(found, {"article_id": "str", "duplicate_of": "str"}))
    quotations = rows("quotations", ["article_id", "speaker", "principal", "content", "restates", "tone"])
    people = rows("people", ["speaker", "role", "affiliation", "aliases"])
    speakers = speakers_of(
        (
            renamed(row, known, PERSONS["quotations"]) | {"tone": math.nan if row["tone"] is None else row["tone"]}
            for row in quotations
        ),
        (renamed(row | {"aliases": json.loads(row["aliases"])}, known, ("speaker",)) for row in people),
    )
    _table(target / "speakers.parquet", frame("speakers", speakers))
    counts = {f"n_{table}": sum(pq.read_metadata(target / PARTS / name / f"{table}.parquet").num_rows for name in names)
              for table in ("contacts", "sentences", "quotations", "acts")}  # fmt: skip
    warned = sum(row["warnings"] is not None for row in rows("articles", ["warnings"]))
    return counts | {"n_speakers": len(speakers), "n_warnings": warned, "names": known}


def _day(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else moment.date()


def _table(path: Path, table: pd.DataFrame) -> None:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    write(path, buffer.getvalue())


def load_parts(source: Path) -> Reading:
    """Return the reading of a run in batches.

    Raises
    ------
    InputError
        If the run is not finished.
    PlaceNotFound
        If a part is missing.
    """
    import pandas as pd

    manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    if not manifest.get("complete"):
        raise InputError("directory", "a finished run: give the command again, and it goes on where it ended",
                         f"{source}, which is not finished")  # fmt: skip
    parts = sorted(path for path in (source / PARTS).iterdir() if not path.name.startswith("."))
    missing = manifest["n_parts"] - len(parts)
    if missing:
        raise PlaceNotFound("directory", f"{manifest['n_parts']} parts", f"{source / PARTS} with {len(parts)}")

    def joined(name: str) -> pd.DataFrame:
        found = [pd.read_parquet(part / f"{name}.parquet") for part in parts]
        columns = dict.fromkeys(column for one in found for column in one.columns)
        # Column by column as plain values: a column of the user can have another type in another part.
        cells = {
            column: [cell for one in found for cell in (one[column] if column in one else [None] * len(one))]
            for column in columns if column not in SCHEMA.get(name, {})
        }  # fmt: skip
        ours = pd.concat([one.drop(columns=[*cells], errors="ignore") for one in found], ignore_index=True)
        return ours.assign(**{column: pd.Series(cell) for column, cell in cells.items()})

    texts = joined("texts")
    removed = dict(zip(texts["article_id"], map(json.loads, texts["removed"]), strict=True))
    articles = _typed(joined("articles"), "articles")
    tables = {name: _typed(joined(name), name) for name in SCHEMA if name not in ("articles", "speakers")}
    again = pd.read_parquet(source / "repeats.parquet")
    repeats = dict(zip(again["article_id"], again["duplicate_of"], strict=True))
    return Reading(
        **whole_corpus({"articles": articles, **tables}, manifest["names"], repeats),
        speakers=_typed(pd.read_parquet(source / "speakers.parquet"), "speakers"),
        texts=dict(zip(texts["article_id"], texts["text"], strict=True)),
        manifest=manifest | {
            "texts": dict(
                zip(articles["article_id"], articles["sha256"].astype(object).where(articles["sha256"].notna(), None), strict=True)
            ),
            "removed": {key: value for key, value in removed.items() if value},
        },
    )  # fmt: skip


def _typed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table.astype({column: dtype for column, dtype in SCHEMA[name].items() if column in table})
