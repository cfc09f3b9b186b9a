"""What the kinds of files hold: front matter, HTML, rows of a table; each as text with what is known about it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import InputError, UnreadableText

_FRONT = re.compile(r"\A\s*---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
_KEYS = {
    "title": ("title", "headline"), "published": ("published", "date", "published_time", "date_published"),
    "outlet": ("outlet", "source", "publisher", "site"), "url": ("url", "source_url", "link"),
}  # fmt: skip
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WRITTEN = re.compile(r"(?:(\w+)\s+(\d{1,2})(?:st|nd|rd|th)?,?|(\d{1,2})\s+(\w+),?)\s+(\d{4})")
# Bodies that put out readouts, by the host of their pages: a page of theirs seldom names them.
_HOSTS = {
    "whitehouse.gov": "The White House", "bidenwhitehouse.archives.gov": "The White House",
    "trumpwhitehouse.archives.gov": "The White House", "obamawhitehouse.archives.gov": "The White House",
    "state.gov": "US Department of State", "defense.gov": "US Department of Defense", "gov.uk": "UK Government",
    "primeminister.am": "Office of the Prime Minister of Armenia", "mfa.am": "Ministry of Foreign Affairs of Armenia",
    "president.az": "Office of the President of Azerbaijan", "mfa.gov.az": "Ministry of Foreign Affairs of Azerbaijan",
    "kremlin.ru": "The Kremlin", "president.gov.ua": "Office of the President of Ukraine",
}  # fmt: skip
_DEEP = 2_000  # an HTML page is not nested deeper; one that is would exhaust the parser


@dataclass(frozen=True, slots=True)
class Raw:
    """A text as its file has it, and what the file says about it; ``article_id`` only where a row gives one."""

    text: str
    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    article_id: str | None = None
    warnings: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


def parse_date(value: object) -> dt.date | None:
    """Return a date from a date, an ISO text or "May 3, 2024"; None where it is none.

    Examples
    --------
    >>> parse_date("May 3, 2024"), parse_date("soon")
    (datetime.date(2024, 5, 3), None)
    """
    if isinstance(value, dt.datetime):
        return value.date() if value == value else None  # noqa: PLR0124 - NaT is not itself
    if isinstance(value, dt.date):
        return value
    text = str(value or "").strip()
    if match := re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", text):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            return None
    if match := _WRITTEN.fullmatch(text):
        month, day = (match.group(1), match.group(2)) if match.group(1) else (match.group(4), match.group(3))
        number = next(
            (
                at
                for at, name in enumerate(_MONTHS, 1)
                if len(month) >= 3 and name.startswith(month.casefold().rstrip("."))
            ),
            None,
        )
        try:
            return dt.date(int(match.group(5)), number, int(day)) if number else None
        except ValueError:
            return None
    return None


def read_markdown(text: str, place: str) -> Raw:
    """Return the body of a Markdown file and its YAML front matter: known keys as such, the others as extras.

    Front matter that is not YAML stays in the text, with a warning.
    """
    match = _FRONT.match(text)
    if not match:
        return Raw(text)
    import yaml

    try:
        data = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, ValueError, RecursionError):
        return Raw(text[match.end() :], warnings=("the front matter is not YAML and was left out",))
    if not isinstance(data, dict):
        return Raw(text[match.end() :], warnings=("the front matter is no table of keys and was left out",))
    return from_row({str(key): value for key, value in data.items()}, text[match.end() :])


def read_html(text: str, place: str) -> Raw:
    """Return the article in an HTML page, without navigation, and its metadata (trafilatura).

    Raises
    ------
    UnreadableText
        If there is no article in it, or it is nested deeper than a page can be.
    """
    if _depth(text) > _DEEP:
        raise UnreadableText("place", "an HTML page", f"{place}, which is nested too deep")
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True
    )
    body = (getattr(found, "text", None) or "") if found is not None else ""
    if not body.strip():
        raise UnreadableText("place", "an HTML page with an article", f"{place}, in which none was found")
    return Raw(
        "\n\n".join(line for line in body.split("\n") if line.strip()), title=found.title or None, published=parse_date(found.date),
        outlet=found.sitename or None, url=found.url or None,
    )  # fmt: skip


def _depth(text: str) -> int:
    """How deep block tags are open at once at most; cheap, and only a bound."""
    depth = deepest = 0
    for match in re.finditer(
        r"<(/?)(?:div|span|table|tr|td|ul|ol|li|p|b|i|em|section|article|font|a|blockquote)\b", text, re.I
    ):
        depth = max(0, depth + (-1 if match.group(1) else 1))
        deepest = max(deepest, depth)
    return deepest


def read_csv(text: str, place: str) -> list[Raw]:
    """Return the rows of a CSV file with a ``text`` column."""
    csv.field_size_limit(30_000_000)
    try:
        rows = list(csv.DictReader(io.StringIO(text)))
    except csv.Error as error:
        raise UnreadableText("place", "a CSV file", f"{place}: {error}") from None
    return read_rows(rows, place)


def read_jsonl(text: str, place: str) -> list[Raw]:
    """Return the rows of a JSON Lines file, each an object with a ``text``."""
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise UnreadableText("place", "JSON Lines", f"{place}, line {number}: {error}") from None
        if not isinstance(row, dict):
            raise UnreadableText("place", "JSON Lines of objects", f"{place}, line {number}: {type(row).__name__}")
        rows.append(row)
    return read_rows(rows, place)


def read_rows(rows: Iterable[Mapping[str, Any]], place: str) -> list[Raw]:
    """Return one text a row; a row without text has a warning.

    Raises
    ------
    InputError
        If there is no row, or a row has no column ``text``.
    """
    listed = [dict(row) for row in rows]
    if not listed:
        raise InputError("place", "rows with a column 'text'", f"{place} without rows")
    columns = list(dict.fromkeys(str(key) for row in listed for key in row))
    if "text" not in columns:
        raise InputError("place", "a table with a column 'text'", f"{place} with {', '.join(columns)}")
    out = []
    for row in listed:
        text = row.pop("text", None)
        if isinstance(text, str) and text.strip():
            out.append(from_row(row, text))
        else:
            out.append(from_row(row, "", ("the row has no text",)))
    return out


def from_row(row: Mapping[str, Any], text: str, warnings: tuple[str, ...] = ()) -> Raw:
    """Return a text with what a mapping says about it: known keys as such, the others as extras."""
    rest = {str(key): value for key, value in row.items() if key is not None}
    known: dict[str, Any] = {}
    for name, keys in _KEYS.items():
        for key in keys:
            value = rest.get(key)
            if name not in known and not _missing(value):
                known[name] = rest.pop(key)
            elif key == name:
                rest.pop(key, None)
    article_id = rest.pop("article_id", None)
    if "published" in known:
        day = parse_date(known["published"])
        if day is None:
            warnings = (*warnings, f"the date is not understood: {str(known['published'])[:40]!r}")
        known["published"] = day
    for name in ("title", "outlet", "url"):
        if name in known:
            known[name] = str(known[name]).strip() or None
    if known.get("url") and not known.get("outlet"):
        known["outlet"] = outlet_of(known["url"])
    return Raw(
        text, article_id=None if _missing(article_id) else str(article_id), warnings=warnings, extra=rest, **known
    )


def outlet_of(url: str) -> str | None:
    """The body behind a page's address, where it is one that puts out readouts.

    Examples
    --------
    >>> outlet_of("https://www.state.gov/call")
    'US Department of State'
    """
    host = re.sub(r"^[a-z]+://(?:www\.)?([^/:]+).*$", r"\1", url, flags=re.S)
    return next((name for known, name in _HOSTS.items() if host == known or host.endswith("." + known)), None)


def _missing(value: object) -> bool:
    return value is None or value == "" or value != value  # noqa: PLR0124 - NaN is not itself
