"""The shipped case: US contacts with Armenia and Azerbaijan, coded point by point, as a reading."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import platform
from collections import defaultdict
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.diplomacy.acts import Act, Aim
from analysis.diplomacy.cues import entries
from analysis.diplomacy.parties import load_parties
from analysis.diplomacy.themes import THEMES
from analysis.diplomacy.tone import act_tone
from analysis.errors import InputError, PlaceNotFound
from analysis.language.countries import countries
from analysis.language.lexicon import score_sentiment
from analysis.language.stance import ACTS
from analysis.reading import Reading, frame

_CONTACTS = ("contact_id", "date", "us_official", "counterpart", "side", "kind", "round_id", "url")
_POINTS = ("contact_id", "teller", "act", "target", "theme", "point")
_TELLERS = {"washington": None, "yerevan": "Armenia", "baku": "Azerbaijan"}
_NOTE = "coded once by a language model from public pages, by no second coder and no human; a point that no page has may have been made"


def record(folder: str | os.PathLike[str] | None = None) -> Reading:
    """Return the record of US contacts with Armenia and Azerbaijan as a reading: one article a telling, one sentence a point.

    The points are those of ``data/points.csv``, in words of this project: a language model coded them once from public pages, with
    no second coder and no human check. Acts, targets and themes are the coded ones, tone follows from act and target. What Yerevan
    or Baku tell is theirs: an act towards their own side is the US official's, any other their own, which no tone counts.
    ``articles`` has the columns ``record_contact``, ``teller`` and ``round_id`` besides.

    Parameters
    ----------
    folder : path, optional
        A folder with ``contacts.csv`` and ``points.csv`` of the same form; None takes the shipped ones.

    Raises
    ------
    PlaceNotFound
        If a file is missing.
    InputError
        If a column is missing, or a cell is not allowed; file, row and column are named.

    Examples
    --------
    >>> reading = record()
    >>> print(reading)
    <Reading: 103 articles, 103 contacts, 207 sentences, 0 quotations, 0 spans, 207 acts, 0 speakers>
    """
    parties = load_parties("armenia-azerbaijan")
    sides = {name.lower(): name for name in parties.names} | {"both": "both"}
    contacts = {}
    for number, row in enumerate(_rows(folder, "contacts.csv", _CONTACTS), 2):
        _known(row, "side", sides, "contacts.csv", number)
        _known(row, "kind", ("call", "meeting"), "contacts.csv", number)
        try:
            row["day"] = dt.datetime.combine(dt.date.fromisoformat(row["date"]), dt.time())
        except ValueError:
            raise _wrong("contacts.csv", number, "date", "a day as YYYY-MM-DD", row["date"]) from None
        if not row["contact_id"] or row["contact_id"] in contacts:
            raise _wrong("contacts.csv", number, "contact_id", "every contact once", row["contact_id"])
        contacts[row["contact_id"]] = row
    targets = {"both": "both"} | {one.name.lower(): one.name for one in countries()}
    told: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for number, row in enumerate(_rows(folder, "points.csv", _POINTS), 2):
        allowed = (
            ("contact_id", contacts),
            ("teller", _TELLERS),
            ("act", ACTS),
            ("target", targets),
            ("theme", THEMES),
        )
        for column, values in allowed:
            _known(row, column, values, "points.csv", number)
        if not row["point"].strip():
            raise _wrong("points.csv", number, "point", "a few words", "nothing")
        told[row["contact_id"], row["teller"]].append(row)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("articles", "contacts", "sentences", "acts")}
    texts = {}
    for (key, teller), points in told.items():
        texts[f"{key}.{teller}"] = "\n".join(point["point"] for point in points)
        _telling(rows, contacts[key], teller, points, sides, targets)
    manifest = {
        "name": f"{parties.name}: the record", "readouts": version("readouts"), "python": platform.python_version(),
        "parties": parties.as_dict()["parties"], "coded": _NOTE,
        "texts": {name: sha256(text.encode()).hexdigest() for name, text in texts.items()},
    }  # fmt: skip
    extra = ("record_contact", "teller", "round_id")
    tables = {name: frame(name, rows[name], extra if name == "articles" else ()) for name in rows}
    tables |= {name: frame(name, ()) for name in ("quotations", "spans", "speakers")}
    return Reading(**tables, texts=texts, manifest=manifest)


def _telling(
    rows: dict[str, list[dict[str, Any]]], contact: dict[str, Any], teller: str, points: list[dict[str, Any]],
    sides: dict[str, str], targets: dict[str, str],
) -> None:  # fmt: skip
    article = f"{contact['contact_id']}.{teller}"
    contact_id, issuer, side = f"{article}.c1", teller.title(), sides[contact["side"]]
    text = "\n".join(point["point"] for point in points)
    rows["articles"].append({
        "article_id": article, "title": f"{contact['us_official']} and {contact['counterpart']}, as {issuer} tells it",
        "published": contact["day"], "outlet": issuer, "url": contact["url"] or None, "genre": "readout", "issuer": issuer,
        "language": "en", "n_words": len(text.split()), "n_sentences": len(points), "n_quotations": 0,
        "sha256": sha256(text.encode()).hexdigest(), "record_contact": contact["contact_id"], "teller": teller,
        "round_id": contact["round_id"] or None,
    })  # fmt: skip
    rows["contacts"].append({
        "contact_id": contact_id, "article_id": article, "official": contact["us_official"], "counterparts": contact["counterpart"],
        "party": side, "kind": contact["kind"], "start_date": contact["day"], "end_date": contact["day"], "joint": side == "both",
    })  # fmt: skip
    start = 0
    for number, point in enumerate(points):
        words, target = point["point"], targets[point["target"]]
        end = start + len(words)
        party = target if side == "both" and target in sides.values() else side
        official = teller == "washington" or target == _TELLERS[teller]
        principal = contact["us_official"] if official else contact["counterpart"]
        act = _act(point["act"], number, start, end, party, target, principal, official, set(sides.values()))
        scores = score_sentiment(words)
        sentence_id = f"{article}.s{number + 1:03d}"
        shared = {"article_id": article, "sentence_id": sentence_id, "contact_id": contact_id, "start": start, "end": end,
                  "party": party, "principal": principal, "act": act.act}  # fmt: skip
        tone = act_tone(act)
        rows["sentences"].append(shared | {
            "position": number, "paragraph": number, "text": words, "voice": "narrator", "speaker": issuer,
            "compound": scores.compound, "positive": scores.positive, "neutral": scores.neutral, "negative": scores.negative,
            "tone": tone if official else 0.0, "themes": point["theme"],
        })  # fmt: skip
        rows["acts"].append(shared | {
            "act_id": f"{article}.a{number + 1}", "end": start, "cue": "", "plover": act.plover, "strength": act.strength,
            "modality": act.modality, "target": target, "third_party": act.third_party, "tone": tone,
        })  # fmt: skip
        start = end + 1


def _act(
    label: str,
    number: int,
    start: int,
    end: int,
    party: str,
    target: str,
    principal: str,
    official: bool,
    sides: set[str],
) -> Act:
    """The coded act with the strength that acts.toml gives its label first."""
    entry = next(one for one in entries() if one.act == label)
    towards = target in (party, "both") or party == "both"
    aim: Aim = "counterpart" if towards else "adversary" if target in sides else "third party"
    if not official:
        aim = "counterpart acts"
    third = target if aim == "third party" else None
    return Act(
        number,
        0,
        start,
        end,
        "",
        label,
        entry.plover or None,
        entry.strength,
        "asserted",
        principal,
        target,
        third,
        party,
        aim,
    )


def _rows(folder: str | os.PathLike[str] | None, name: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    if folder is None:
        shipped = files("analysis.resources") / "record" / name
        # A wheel carries the files inside the package, a checkout has them in data/.
        place = shipped if shipped.is_file() else Path(__file__).parent.parent / "data" / name
    else:
        place = Path(folder) / name
    if not place.is_file():
        raise PlaceNotFound(
            "folder", "a folder with contacts.csv and points.csv", f"{folder or 'the shipped record'} without {name}"
        )
    try:
        reader = csv.DictReader(io.StringIO(place.read_bytes().decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError:
        raise InputError("record", "files in UTF-8", f"{name}, which is not UTF-8 text") from None
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError("record", f"columns are {', '.join(columns)}", f"{name} without {missing[0]}")
    return [{column: (row[column] or "").strip() for column in columns} for row in reader]


def _known(row: dict[str, Any], column: str, allowed: Any, name: str, number: int) -> None:
    if row[column] not in allowed:
        listed = ", ".join(list(allowed)[:16]) + (", ..." if len(allowed) > 16 else "")
        raise _wrong(name, number, column, listed, row[column])


def _wrong(name: str, number: int, column: str, allowed: str, got: str) -> InputError:
    return InputError("record", f"{column} is one of {allowed}" if "," in allowed else f"{column}: {allowed}",
                      f"{got!r} in {name}, row {number}, column {column}")  # fmt: skip
