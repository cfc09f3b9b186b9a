"""A text as its file has it, with what the file says about it, before any cleaning."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.sources.dates import parse_date

_LONE = re.compile("[\ud800-\udfff]")  # halves of letters: no file can hold them
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


@dataclass(frozen=True, slots=True)
class Raw:
    """A text as its file has it, and what the file says about it.

    ``article_id`` and ``path`` only where a row of a table gives them; ``joined`` where lines are paragraphs and marks are gone already; ``removed``
    what left the text already.
    """

    text: str
    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    article_id: str | None = None
    path: str | None = None
    joined: bool = False
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


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
            if name not in known and not is_missing(rest.get(key)):
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
        text, article_id=None if is_missing(article_id) else str(article_id), warnings=warnings, extra=rest, **known
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


def is_missing(value: object) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    # NaN and NaT are not themselves; pandas.NA is neither that nor not.
    return type(value).__name__ == "NAType" or (isinstance(value, float | dt.date) and value != value)  # noqa: PLR0124
