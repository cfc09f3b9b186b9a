"""Officials whom texts name by office or surname alone, by the day: those of the United States, who hold the calls."""

from __future__ import annotations

import csv
import datetime as dt
import re
from functools import lru_cache
from importlib.resources import files

from analysis.language.names import Known

# Bodies in whose texts an office without a name is their own: "the Secretary" of a department, at the White House all.
_OURS = re.compile(r"\bWhite House\b", re.I)
_DEPARTMENTS = re.compile(
    r"\bU\.?S\.? (?:Department|Embassy)|\bDepartment of (?:State|Defense)\b|\bState Department\b|^Department Press Briefing\b",
    re.I,
)


def officials_on(day: dt.date | None, outlet: str | None = None) -> list[Known]:
    """Return the officials in office on a day; none where the day is not known.

    Those of a text that their own government put out are ``host``: an office without a name there is theirs.

    Examples
    --------
    >>> [one.name for one in officials_on(dt.date(2024, 5, 1)) if one.role == "Secretary of State"]
    ['Antony Blinken']
    >>> officials_on(None)
    []
    """
    if day is None:
        return []
    house, department = (bool(outlet and one.search(outlet)) for one in (_OURS, _DEPARTMENTS))
    # In a department's text "the President" is another one, where one is named.
    ours = {"President": "President of the United States"} if department and not house else {}
    return [
        Known(name, ours.get(office, office), country, aliases, house or (department and office not in ours))
        for country, office, name, aliases, since, until in _table()
        if since <= day and (until is None or day < until)
    ]


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, str, str, tuple[str, ...], dt.date, dt.date | None], ...]:
    text = (files("analysis.resources") / "officials.csv").read_text(encoding="utf-8")
    return tuple(
        (row["country"], row["office"], row["name"], tuple(filter(None, row["aliases"].split("|"))), dt.date.fromisoformat(row["from"]),
         dt.date.fromisoformat(row["until"]) if row["until"] else None)
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip
