"""What the kinds of files hold: front matter, HTML, rows of a table; each as text with what is known about it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.errors import InputError, UnreadableText
from analysis.sources.dates import parse_date

_LONE = re.compile("[\ud800-\udfff]")  # halves of letters: no file can hold them
_FRONT = re.compile(r"\A\s*---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
_KEYS = {
    "title": ("title", "headline"), "published": ("published", "date", "published_time", "date_published"),
    "outlet": ("outlet", "source", "publisher", "site"), "url": ("url", "source_url", "link"),
}  # fmt: skip
# Bodies that put out readouts, by the host of their pages: a page of theirs seldom names them.
_HOSTS = {
    "whitehouse.gov": "The White House", "bidenwhitehouse.archives.gov": "The White House",
    "trumpwhitehouse.archives.gov": "The White House", "obamawhitehouse.archives.gov": "The White House",
    "state.gov": "US Department of State", "defense.gov": "US Department of Defense", "gov.uk": "UK Government",
    "primeminister.am": "Office of the Prime Minister of Armenia", "mfa.am": "Ministry of Foreign Affairs of Armenia",
    "president.az": "Office of the President of Azerbaijan", "mfa.gov.az": "Ministry of Foreign Affairs of Azerbaijan",
    "kremlin.ru": "The Kremlin", "president.gov.ua": "Office of the President of Ukraine",
}  # fmt: skip
# More than any page has; what trafilatura takes beyond grows without bound.
_MOST_HTML = 5_000_000  # characters
_MOST_TAGS = 30_000
_MOST_FRONT = 50_000  # characters
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*))?$")


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


def read_markdown(text: str) -> Raw:
    """Return the body of a Markdown file and its YAML front matter: known keys as such, the others as extras.

    Front matter that is not quite YAML, such as a title with a colon, is read line by line, with a warning. A text
    that only begins with a rule keeps what follows it.

    Examples
    --------
    >>> raw = read_markdown("---\\ntitle: Talks\\ndate: 2024-05-03\\nwave: 2\\n---\\nThey met.")
    >>> raw.title, raw.published, raw.extra, raw.text
    ('Talks', datetime.date(2024, 5, 3), {'wave': 2}, 'They met.')
    """
    match = _FRONT.match(text)
    if not match or len(match.group(1)) > _MOST_FRONT:
        return Raw(text)
    front, body = match.group(1), text[match.end() :]
    lines = [line for line in front.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        return Raw(body)
    if not _PAIR.match(lines[0]):
        return Raw(text)  # prose between two rules
    try:
        data = _yaml(front)
    except (ValueError, RecursionError):
        pairs = [mark for line in lines if (mark := _PAIR.match(line))]
        data = {mark[1]: (mark[2] or "").strip().strip("'\"") for mark in pairs}
        more = tuple(line.strip() for line in lines if not _PAIR.match(line))
        told = f"; not understood: {' / '.join(more)[:200]!r}" if more else ""
        return from_row(data, body, (f"the front matter is not YAML and was read line by line{told}",), aliases=True)
    return from_row(data, body, aliases=True) if isinstance(data, dict) else Raw(text)


def _yaml(text: str) -> Any:
    """Plain YAML: no tags, and no aliases, with which ten lines can stand for gigabytes."""
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise ValueError("aliases are not read")
            return super().compose_node(parent, index)

    try:
        return yaml.load(text, Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, TypeError) as error:
        raise ValueError(str(error)) from None


def read_html(text: str, place: str) -> Raw:
    """Return the article in an HTML page, without navigation, and its metadata (trafilatura).

    Raises
    ------
    UnreadableText
        If there is no article in it, or it is larger than a page can be.
    """
    if len(text) > _MOST_HTML or text.count("<") > _MOST_TAGS:
        allowed = f"an HTML page of at most {_MOST_HTML // 1_000_000} million characters and {_MOST_TAGS:,} tags"
        raise UnreadableText("place", allowed, f"{place} of {len(text):,} and {text.count('<'):,}")
    import trafilatura

    # Without its extensive search: that makes a date of publication out of the year in "(c) 2024".
    dates = {"extensive_search": False, "original_date": True}
    try:
        found: Any = trafilatura.bare_extraction(
            text, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True,
            date_extraction_params=dates,
        )  # fmt: skip
    except Exception as error:  # whatever a parser of hostile pages may raise
        raise UnreadableText("place", "an HTML page", f"{place}: {type(error).__name__}: {error}") from error
    body = (getattr(found, "text", None) or "") if found is not None else ""
    if not body.strip():
        raise UnreadableText("place", "an HTML page with an article", f"{place}, in which none was found")
    url = found.url or None
    return Raw(
        "\n\n".join(line.strip().removeprefix("- ") for line in body.split("\n") if line.strip()), title=found.title or None,
        published=parse_date(found.date), outlet=found.sitename or (outlet_of(url) if url else None), url=url,
    )  # fmt: skip


def read_csv(text: str, place: str) -> list[Raw]:
    """Return the rows of a CSV file with a ``text`` column; commas, semicolons or tabs part the columns."""
    head = text.split("\n", 1)[0]
    mark = next((one for one in ",;\t" if "text" in (name.strip(' "\r') for name in head.split(one))), ",")
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
        raise InputError("place", "rows with a column 'text'", f"{place} without rows")
    names = [name.strip() for name in rows[0]]
    out = read_rows((dict(zip(names, row, strict=False)) for row in rows[1:]), place, names)
    return [
        raw
        if len(row) <= len(names)
        else _warned(raw, f"{len(row)} cells in {len(names)} columns: the last were left out")
        for raw, row in zip(out, rows[1:], strict=True)
    ]


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


def read_rows(rows: Iterable[Mapping[str, Any]], place: str, columns: Iterable[str] | None = None) -> list[Raw]:
    """Return one text a row; a row without text has a warning.

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
        elif _missing(text) or isinstance(text, str):
            out.append(from_row(row, "", ("the row has no text",)))
        else:
            out.append(from_row(row, "", (f"the row's text is no text but a {type(text).__name__}",)))
    if not any(raw.text for raw in out):
        raise UnreadableText(
            "place", "a column 'text' with texts", f"{place}: {out[0].warnings[0]} in all {len(out)} rows"
        )
    return out


def from_row(
    row: Mapping[str, Any], text: str, warnings: tuple[str, ...] = (), *, aliases: bool = False
) -> Raw:  # fmt: skip
    """Return a text with what a mapping says about it: known keys as such, the others as extras.

    Where a known key is absent its other names are looked up, such as ``date`` for ``published``. In a table such a
    column passes through as well: it is the user's own. With ``aliases``, for front matter, it does not.
    """
    rest = {str(key): _cell(value) for key, value in row.items()}
    known: dict[str, Any] = {}
    for name, keys in _KEYS.items():
        for key in keys:
            if name not in known and not _missing(rest.get(key)):
                known[name] = rest[key]
                if aliases:
                    del rest[key]
        rest.pop(name, None)
    article_id = rest.pop("article_id", None)
    if "published" in known:
        day = parse_date(known["published"])
        if day is None:
            warnings = (*warnings, f"the date is not understood: {str(known['published'])[:40]!r}")
        known["published"] = day
    for name in ("title", "outlet", "url"):
        if name in known:
            known[name] = " ".join(str(known[name]).split()) or None
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


def _cell(value: Any) -> Any:
    """A value that a cell of a table can hold: a list of values joined by "; ", anything deeper as JSON."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, list | tuple | set | frozenset):
        if all(isinstance(one, str | int | float) for one in value):
            return _LONE.sub("\ufffd", "; ".join(map(str, value)))
    if isinstance(value, list | tuple | dict):
        try:
            return _LONE.sub("\ufffd", json.dumps(value, ensure_ascii=False, default=str))
        except (TypeError, ValueError, RecursionError):
            return str(type(value).__name__)
    return value


def _missing(value: object) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    # NaN and NaT are not themselves; pandas.NA is neither that nor not.
    return type(value).__name__ == "NAType" or (isinstance(value, float | dt.date) and value != value)  # noqa: PLR0124


def _warned(raw: Raw, warning: str) -> Raw:
    return replace(raw, warnings=(*raw.warnings, warning))


def _some(names: Iterable[str]) -> str:
    listed = [repr(name[:40]) for name in names]
    return ", ".join(listed[:12]) + (f" and {len(listed) - 12} more" if len(listed) > 12 else "") or "none"
