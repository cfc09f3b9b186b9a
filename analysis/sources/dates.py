"""Dates of publication: as a value, alone in a line, at the start of an agency's text."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_WRITTEN = (
    r"(?:[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4})"
)
_DATE = rf"(?:\d{{4}}-\d\d-\d\d|{_WRITTEN})"
_DAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:,?\s*(?:at\s+|[T|\u2022\u00b7-]\s*)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*\(?[A-Z]{1,4}\)?|[+-]\d\d:?\d\d)?)?"
_LINE = re.compile(r"(?:(?i:published|posted|updated|date|issued)(?i:\s+on)?\s*:?\s*)?" + f"{_DAY}({_DATE}){_TIME}")
_DATELINE = re.compile(r"[A-Z][A-Z.,' /-]{2,40}?,\s+" + f"({_DATE})" + r"(?=\s*[(\u2014\u2013:-])")


def parse_date(value: object) -> dt.date | None:
    """Return a date from a date, an ISO text or "May 3, 2024", with or without a time; None where it is none.

    Not handled, because day and month cannot be told apart: ``03/05/2024``.

    Examples
    --------
    >>> parse_date("May 3, 2024"), parse_date("soon")
    (datetime.date(2024, 5, 3), None)
    """
    if isinstance(value, dt.datetime):
        return value.date() if value == value else None  # noqa: PLR0124 - NaT is not itself
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or len(value) > 100:
        return None
    match = _LINE.fullmatch(value.strip())
    if not match:
        return None
    words = re.findall(r"\d+|[A-Za-z]{3,}", match.group(1))
    try:
        if "-" in match.group(1):
            return dt.date(*map(int, words))
        year = int(words.pop())
        day, name = words if words[0].isdigit() else words[::-1]
        month = next(at for at, full in enumerate(_MONTHS, 1) if full.startswith(name.casefold()))
        return dt.date(year, month, int(day))
    except (ValueError, StopIteration):
        return None


def dateline(paragraph: str) -> dt.date | None:
    """Return the date at the start of a paragraph that begins with place and date, as news agencies write it.

    Examples
    --------
    >>> dateline("PORT MARY, May 3, 2024 (Agency) - The envoys met.")
    datetime.date(2024, 5, 3)
    """
    match = _DATELINE.match(paragraph[:120])
    return parse_date(match.group(1)) if match else None
