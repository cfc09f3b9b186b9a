"""An article, and reading one from a place."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from glob import glob
from pathlib import Path
from types import MappingProxyType

from analysis.errors import InputError, PlaceNotFound, ReadoutsError, UnreadableText
from analysis.sources.cleaning import clean, decode, join_lines, normalise, plain_markdown
from analysis.sources.formats import Raw, parse_date, read_csv, read_html, read_jsonl, read_markdown, read_rows

KINDS = (".txt", ".md", ".html", ".htm", ".csv", ".jsonl")
MOST = 20_000_000  # bytes of a file; an article has a thousandth of that
_KINDS_TEXT = ", ".join(KINDS[:-1]) + " or " + KINDS[-1]


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

    @classmethod
    def from_text(
        cls, text: str, title: str | None = None, *, published: dt.date | str | None = None, outlet: str | None = None,
        url: str | None = None,
    ) -> Article:  # fmt: skip
        """Return an article from text in hand, cleaned like one from a file.

        Parameters
        ----------
        text : str
            Plain text; paragraphs separated by blank lines.
        title, outlet, url : str, optional
        published : datetime.date or str, optional
            A date, or one as ``2024-05-03``.

        Raises
        ------
        InputError
            If ``text`` is no string or has no words, or ``published`` is no date.

        Examples
        --------
        >>> Article.from_text("The envoys met.\\n\\nThey agreed.", title="Talks").article_id
        'talks-3267be'
        """
        if not isinstance(text, str):
            raise InputError("text", "a string", type(text).__name__)
        if not re.search(r"\w", text):
            raise InputError("text", "a text with words", repr(text[:40]))
        day = parse_date(published)
        if published is not None and day is None:
            raise InputError("published", "a date, or one as 2024-05-03", repr(published))
        return _article(Raw(text, title, day, outlet, url), None, None, markdown=False)


def read(place: object) -> list[Article]:
    """Return the articles of a place.

    Parameters
    ----------
    place : str, path, DataFrame, or a list of these
        A string is always a place: a ``.txt``, ``.md`` (with YAML front matter), ``.html``, ``.csv`` or ``.jsonl``
        file, a folder of these, or a pattern such as ``"articles/*.txt"``. Text in hand is `Article.from_text`. A
        DataFrame, CSV or JSONL file has a column ``text``; ``title``, ``published``, ``outlet``, ``url`` and
        ``article_id`` are known, other columns pass through to ``reading.articles``.

    Returns
    -------
    list of Article
        In the order of the places, files of a folder by name. Where several are read, one that cannot be is an
        article without text whose ``warnings`` say why.

    Raises
    ------
    PlaceNotFound
        If there is nothing at a place.
    InputError
        If a table has no column ``text``, a folder no article, or the kind of place is not known.
    UnreadableText
        If the only file is binary, empty, too large (20 MB) or no article.

    Examples
    --------
    >>> import pandas as pd
    >>> read(pd.DataFrame({"text": ["The envoys met."], "title": ["Talks"]}))[0].title
    'Talks'
    """
    found = _from(place, alone=True)
    taken: dict[str, int] = {}
    out = []
    for article in found:
        taken[article.article_id] = taken.get(article.article_id, 0) + 1
        number = taken[article.article_id]
        out.append(article if number == 1 else replace(article, article_id=f"{article.article_id}-{number}"))
    return out


def _from(place: object, alone: bool) -> list[Article]:
    if isinstance(place, Article):
        return [place]
    if isinstance(place, str | os.PathLike):
        return _from_path(os.fspath(place), alone)
    if hasattr(place, "to_dict") and hasattr(place, "columns"):
        columns = ", ".join(map(str, place.columns))
        if "text" not in place.columns:
            raise InputError("place", "a DataFrame with a column 'text'", f"columns {columns or 'none'}")
        if not len(place):  # type: ignore[arg-type]
            raise InputError("place", "a DataFrame with rows", "none")
        return [_article(raw, None, None) for raw in read_rows(place.to_dict("records"), "the DataFrame")]
    if isinstance(place, Iterable):
        listed = list(place)
        if not listed:
            raise InputError("place", "at least one place", "an empty list")
        return [article for one in listed for article in _from(one, alone=len(listed) == 1)]
    raise InputError("place", "a path, folder, pattern, DataFrame or a list of these", type(place).__name__)


def _from_path(place: str, alone: bool) -> list[Article]:
    if re.match(r"[a-z][a-z0-9+.-]+://", place, re.I):
        raise InputError("place", "a file or folder: save the page and read the file", place)
    path = Path(place)
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if there and path.is_dir():
        files = [one for one in sorted(path.rglob("*")) if _belongs(one, path)]
        if not files:
            raise InputError("place", f"a folder with {_KINDS_TEXT} files", f"{place} without any")
        return _from_files(files, alone=len(files) == 1)
    if not there and any(mark in place for mark in "*?["):
        files = [Path(one) for one in sorted(glob(place, recursive=True)) if Path(one).is_file()]
        if not files:
            raise PlaceNotFound("place", "a pattern that some file fits", repr(place))
        return _from_files(files, alone=len(files) == 1)
    if not there:
        shown = place if len(place) < 200 else place[:80] + "..."
        raise PlaceNotFound(
            "place", "an existing file, folder or pattern; text in hand is Article.from_text(text)", repr(shown)
        )
    return _from_files([path], alone)


def _belongs(path: Path, folder: Path) -> bool:
    """Whether a file of a folder is read: of a known kind, not hidden, not reached through a link out of the folder."""
    if path.suffix.lower() not in KINDS or not path.is_file():
        return False
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return False
    return path.resolve().is_relative_to(folder.resolve())


def _from_files(files: Sequence[Path], alone: bool) -> list[Article]:
    out: list[Article] = []
    for path in files:
        try:
            out += _from_file(path)
        except (ReadoutsError, OSError, RecursionError, MemoryError) as error:
            if alone:
                if isinstance(error, ReadoutsError):
                    raise
                raise UnreadableText("place", "a file that can be read", f"{path} ({error})") from error
            digest = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()
            out.append(Article(f"{_slug(path.stem)}-{digest[:6]}", "", path=str(path), warnings=(str(error),)))
    return out


def _from_file(path: Path) -> list[Article]:
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UnreadableText("place", f"a {_KINDS_TEXT} file", f"{path}")
    size = path.stat().st_size
    if size > MOST:
        raise UnreadableText("place", f"a file of at most {MOST // 1_000_000} MB", f"{path} of {size / 1e6:.0f} MB")
    if size == 0:
        raise UnreadableText("place", "a file with text", f"{path}, which is empty")
    text, warning = decode(path.read_bytes(), str(path))
    warnings = (warning,) if warning else ()
    if kind == ".csv":
        raws = read_csv(text, str(path))
    elif kind == ".jsonl":
        raws = read_jsonl(text, str(path))
    elif kind in (".html", ".htm") or (kind == ".txt" and re.match(r"\s*<(?:!doctype html|html)\b", text, re.I)):
        raws = [read_html(text, str(path))]
    else:
        raws = [read_markdown(text, str(path)) if kind == ".md" else Raw(text)]
    articles = [
        _article(replace(raw, warnings=(*raw.warnings, *warnings)), path, len(raws), kind == ".md") for raw in raws
    ]
    if len(articles) == 1 and not articles[0].text and not articles[0].warnings:
        raise UnreadableText("place", "a file with text", f"{path}, which has no words")
    return articles


def _article(raw: Raw, path: Path | None, rows: int | None, markdown: bool = False) -> Article:
    """Clean a text and say what it is."""
    text = normalise(raw.text)
    text = join_lines(plain_markdown(text) if markdown else text)
    title = " ".join(normalise(raw.title).split()) if raw.title else None
    cleaned = clean(text, title)
    body = cleaned.text if re.search(r"\w", cleaned.text) else ""
    published = raw.published
    if published is None:  # a dateline alone in its line
        first = body.split("\n\n", 1)[0] if body else ""
        published = parse_date(first) if len(first) < 30 else None
        body = body[len(first) :].lstrip("\n") if published else body
    digest = hashlib.sha256(body.encode("utf-8")).hexdigest()
    stem = (
        path.stem if path is not None and rows == 1 else title or cleaned.title or (path.stem if path else "") or "text"
    )
    warnings = raw.warnings if body or raw.warnings else ("no text",)
    return Article(
        raw.article_id or f"{_slug(stem)}-{digest[:6]}", body, title or cleaned.title, published, raw.outlet or cleaned.outlet, raw.url,
        str(path) if path is not None else None, digest, cleaned.removed, warnings, MappingProxyType(dict(raw.extra)),
    )  # fmt: skip


def _slug(name: str) -> str:
    """A name as lower-case ASCII letters, digits and hyphens, at most forty."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40].strip("-") or "text"
