"""An article, and reading one from a place."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Article:
    """A text to analyse, cleaned, with what is known about it.

    Attributes
    ----------
    article_id : str
        Unique in what one `read` returns: a short name from file, title or row, and the start of the hash.
    text : str
        The cleaned text: paragraphs separated by a blank line, no headline, no page furniture. All offsets in
        all tables are character offsets into it.
    title, outlet, url, path : str or None
    published : datetime.date or None
    sha256 : str
        Of ``text`` in UTF-8, hexadecimal.
    removed : tuple of str
        What cleaning took out, in order.
    warnings : tuple of str
        What a reader of the results should know about the reading of this text.
    extra : mapping
        Further columns of a DataFrame, CSV or JSONL row; they pass through to ``reading.articles``.
    """

    article_id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    sha256: str = ""
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
