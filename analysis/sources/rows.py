"""Tables of texts: CSV, JSON Lines, the rows of a DataFrame."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from analysis.errors import InputError, UnreadableText
from analysis.sources.raw import Raw, from_row, is_missing

# What a spreadsheet takes for the beginning of a formula, behind the apostrophes that say that it is none.
FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def safe_cell(value: object) -> object:
    """Return a value for a CSV file: a text that a spreadsheet would take for a formula has an apostrophe before it.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("fine"), safe_cell(-1)
    ("'=1+1", 'fine', -1)
    """
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def table(text: str, place: str) -> tuple[list[str], list[dict[str, str]], dict[int, str]]:
    """Return the columns and rows of a CSV file, and a warning by row; commas, semicolons or tabs part the columns.

    Raises
    ------
    UnreadableText
        If it is no CSV file, or a quotation mark is never closed.
    InputError
        If it has no rows at all, or two columns of one name.
    """
    head = text.split("\n", 1)[0]
    known = {"text", "url"}
    mark = next((one for one in ",;\t" if known & {name.strip(' "\r') for name in head.split(one)}), ",")
    limit = csv.field_size_limit(len(text) + 1)
    try:
        # Strict: a quotation mark that is never closed would swallow every row after it.
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise UnreadableText("place", "a CSV file", f"{place}: {error}") from None
    finally:
        csv.field_size_limit(limit)
    rows = [row for row in rows if any(row)]
    if not rows:
        raise InputError("place", "rows with a column 'text' or 'url'", f"{place} without rows")
    names = [name.strip() for name in rows[0]]
    if len(set(names)) < len(names):
        twice = [name for at, name in enumerate(names) if name in names[:at]]
        raise InputError("place", "a table whose columns have different names", f"{place} with {_some(twice)} twice")
    wrong = {
        at: f"{len(row)} cells in {len(names)} columns: the last were left out"
        for at, row in enumerate(rows[1:])
        if len(row) > len(names)
    }
    return names, [dict(zip(names, row, strict=False)) for row in rows[1:]], wrong


def read_jsonl(text: str, place: str) -> list[Raw]:
    """Return the rows of a JSON Lines file, each an object with a ``text``; a line that is none has a warning."""
    rows: list[Mapping[str, Any]] = []
    wrong: dict[int, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            row, wrong[len(rows)] = {}, f"line {number} is not JSON: {error}"
        if not isinstance(row, dict):
            row, wrong[len(rows)] = {}, f"line {number} is no JSON object but a {type(row).__name__}"
        rows.append(row)
    if rows and len(wrong) == len(rows):
        raise UnreadableText("place", "JSON Lines, one object a line", f"{place}: {wrong[0]}")
    out = read_rows(rows, place)
    return [Raw("", warnings=(wrong[at],)) if at in wrong else raw for at, raw in enumerate(out)]


def read_rows(
    rows: Iterable[Mapping[str, Any]], place: str, columns: Iterable[str] | None = None,
    wrong: Mapping[int, str] | None = None,
) -> list[Raw]:  # fmt: skip
    """Return one text a row; a row without text has a warning, and so has one that ``wrong`` names.

    Raises
    ------
    InputError
        If there is no row, or no column ``text``.
    UnreadableText
        If no row has a text.
    """
    listed = [dict(row) for row in rows]
    names = list(columns) if columns is not None else list(dict.fromkeys(str(key) for row in listed for key in row))
    if "text" not in names and (listed or names):
        raise InputError("place", "a table with a column 'text'", f"{place} with {_some(names)}")
    if not listed:
        raise InputError("place", "rows with a column 'text'", f"{place} without rows")
    if len(set(names)) < len(names):
        twice = [name for at, name in enumerate(names) if name in names[:at]]
        raise InputError("place", "a table whose columns have different names", f"{place} with {_some(twice)} twice")
    out = []
    for row in listed:
        text = row.pop("text", None)
        if isinstance(text, str) and text.strip():
            out.append(from_row(row, text))
        elif is_missing(text) or isinstance(text, str):
            out.append(from_row(row, "", ("the row has no text",)))
        else:
            out.append(from_row(row, "", (f"the row's text is no text but a {type(text).__name__}",)))
    if not any(raw.text for raw in out):
        raise UnreadableText(
            "place", "a column 'text' with texts", f"{place}: {out[0].warnings[0]} in all {len(out)} rows"
        )
    return [
        replace(raw, warnings=(*raw.warnings, wrong[at])) if wrong and at in wrong else raw
        for at, raw in enumerate(out)
    ]


def _some(names: Iterable[str]) -> str:
    listed = [repr(name[:40]) for name in names]
    return ", ".join(listed[:12]) + (f" and {len(listed) - 12} more" if len(listed) > 12 else "") or "none"
