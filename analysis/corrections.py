"""A reader's corrections of a reading: the sheet to fill, and the reading with what was filled in."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus import speakers_of
from analysis.diplomacy.tone import usual_tone
from analysis.errors import InputError, PlaceNotFound
from analysis.language.stance import ACTS
from analysis.reading import Reading, frame

if TYPE_CHECKING:
    import pandas as pd

FIELDS = ("party", "speaker", "principal", "act", "tone")


def sheet(reading: Reading) -> pd.DataFrame:
    """Return the sheet to fill: a row a sentence and a quotation, with its text, what it has now, and empty cells.

    Columns: id, text, then for each of `FIELDS` what stands there now (``now_party``, ...) and what shall stand there.
    """
    import pandas as pd

    rows = []
    for table, key, text in (("sentences", "sentence_id", "text"), ("quotations", "quotation_id", "content")):
        for row in getattr(reading, table).to_dict("records"):
            now = {f"now_{field}": row.get(field) for field in FIELDS}
            rows.append({"id": row[key], "text": row[text], **now, **dict.fromkeys(FIELDS)})
    order = ["id", "text", *(name for field in FIELDS for name in (f"now_{field}", field))]
    return pd.DataFrame(rows, columns=order)


def corrected(reading: Reading, file: str | os.PathLike[str]) -> Reading:
    """Return a reading with the corrections of a CSV file; see `Reading.correct`."""
    import pandas as pd

    place = Path(file)
    if not place.is_file():
        raise PlaceNotFound("file", "a CSV file of corrections", place)
    table = pd.read_csv(place, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    fields = [field for field in FIELDS if field in table.columns]
    if not {"id", "text"} <= set(table.columns) or not fields:
        raise InputError(
            "file", f"columns id, text and some of {', '.join(FIELDS)}", f"{place.name}: {', '.join(table.columns)}"
        )
    fixes: list[dict[str, Any]] = []
    seen: set[str] = set()
    known = {
        **dict(zip(reading.sentences["sentence_id"], reading.sentences["text"], strict=True)),
        **dict(zip(reading.quotations["quotation_id"], reading.quotations["content"], strict=True)),
    }
    for number, row in enumerate(table.to_dict("records"), 2):
        wanted = {field: row[field].strip().removeprefix("'") for field in fields if row[field].strip()}
        if wanted:
            fixes.append(_checked(place, number, row, wanted, known, seen, reading))
    return _applied(reading, fixes)


def _checked(
    place: Path, number: int, row: Mapping[Any, str], wanted: dict[str, str], known: Mapping[str, str], seen: set[str], reading: Reading
) -> dict[str, Any]:  # fmt: skip
    def wrong(column: str, allowed: str) -> InputError:
        return InputError(f"{place.name}, row {number}, {column}", allowed, repr(row[column]))

    name, piece = row["id"].strip(), row["text"].removeprefix("'").strip()
    if name not in known:
        raise wrong("id", "a sentence_id or quotation_id of the reading")
    if name in seen:
        raise wrong("id", "each row once")
    seen.add(name)
    if not piece or piece not in known[name]:
        raise wrong("text", "a piece of the row's own text")
    if "party" in wanted and wanted["party"] not in (*reading.parties, "both", "neither"):
        raise wrong("party", f"one of {', '.join(reading.parties)}, both, neither")
    if "act" in wanted and wanted["act"].upper() not in ACTS:
        raise wrong("act", f"one of {', '.join(ACTS)}")
    if "act" in wanted and name not in set(reading.sentences["sentence_id"]):
        raise wrong("act", "an act only of a sentence")
    if "tone" in wanted:
        try:
            tone = float(wanted["tone"])
        except ValueError:
            tone = math.nan
        if not -1 <= tone <= 1:
            raise wrong("tone", "a number from -1 to 1")
    return {"id": name, **wanted}


def _applied(reading: Reading, fixes: list[dict[str, Any]]) -> Reading:
    """The tables with all corrections, and with what follows from them."""
    tables = {name: table.copy() for name, table in reading.tables.items()}
    sentences, quotations, acts = tables["sentences"], tables["quotations"], tables["acts"]
    at_sentence: dict[str, Any] = {name: row for row, name in sentences["sentence_id"].items()}
    at_quotation: dict[str, Any] = {name: row for row, name in quotations["quotation_id"].items()}
    for fix in fixes:
        if fix["id"] in at_quotation:
            row = at_quotation[fix["id"]]
            for field in ("party", "speaker", "principal"):
                if field in fix:
                    quotations.loc[row, field] = fix[field]
            if "party" in fix:
                quotations.loc[row, "contact_id"] = _contact(reading, str(quotations["article_id"][row]), fix["party"])
            if "tone" in fix:
                quotations.loc[row, "tone"] = float(fix["tone"])
            if "speaker" in fix:
                quotations.loc[row, "speaker_evidence"] = "name"
            continue
        row = at_sentence[fix["id"]]
        inside = acts["sentence_id"] == fix["id"]
        if "party" in fix:
            contact = _contact(reading, str(sentences["article_id"][row]), fix["party"])
            said = quotations["sentence_id"] == fix["id"]
            for table, rows in ((sentences, [row]), (quotations, said), (acts, inside)):
                table.loc[rows, "party"] = fix["party"]
                table.loc[rows, "contact_id"] = contact
            sentences.loc[row, "party_evidence"] = "corrected"
        for field in ("speaker", "principal"):
            if field in fix:
                sentences.loc[row, field] = fix[field]
        if "principal" in fix:
            acts.loc[inside, "principal"] = fix["principal"]
        if "act" in fix:
            sentences.loc[row, "act"] = fix["act"].upper()
            tone = float(fix["tone"]) if "tone" in fix else usual_tone(fix["act"].upper())
            sentences.loc[row, "tone"] = tone
            first = acts.index[inside][:1]
            acts.loc[first, ["act", "plover"]] = [fix["act"].upper(), None]
            acts.loc[first, "tone"] = tone
            acts = acts.drop(index=acts.index[inside][1:])
        elif "tone" in fix:
            sentences.loc[row, "tone"] = float(fix["tone"])
            acts.loc[acts.index[inside][:1], "tone"] = float(fix["tone"])
            acts = acts.drop(index=acts.index[inside][1:])
    tables["acts"] = acts.reset_index(drop=True)
    people = [
        {**one, "aliases": (one["aliases"] or "").split("; ") if one["aliases"] else ()}
        for one in _plain(reading.speakers)
    ]
    tables["speakers"] = frame("speakers", speakers_of(_plain(quotations), people))
    earlier = list(reading.manifest.get("corrections", ()))
    return Reading(**tables, texts=reading.texts, manifest={**reading.manifest, "corrections": [*earlier, *fixes]})


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with None for what is missing, but NaN for a tone."""
    rows = table.astype("object").where(table.notna(), None).to_dict("records")
    return [{key: math.nan if key == "tone" and value is None else value for key, value in row.items()} for row in rows]  # type: ignore[misc]


def _contact(reading: Reading, article_id: str, party: str) -> str | None:
    """The one contact of an article with a party; None where there is none, or several."""
    contacts = reading.contacts
    found = contacts.loc[(contacts["article_id"] == article_id) & (contacts["party"] == party), "contact_id"].tolist()
    return found[0] if len(found) == 1 else None
