"""An article, and reading one from a place."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from glob import glob
from pathlib import Path
from types import MappingProxyType

from analysis.errors import InputError, PlaceNotFound, ReadoutsError, UnreadableText
from analysis.sources.catalogue import is_catalogue, read_catalogue
from analysis.sources.cleaning import join_lines, normalise
from analysis.sources.dates import dateline, parse_date
from analysis.sources.encodings import decode, mend
from analysis.sources.formats import KINDS, MOST, contents
from analysis.sources.furniture import clean
from analysis.sources.markdown import plain_marks
from analysis.sources.raw import Raw, outlet_of
from analysis.sources.rows import read_jsonl, read_rows, table
from analysis.sources.web import Web

_ADDRESS = re.compile(r"https?://", re.I)
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
        Of ``text`` in UTF-8, hexadecimal; empty where there is no text.
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
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "extra", MappingProxyType(dict(self.extra)))

    def __reduce__(self) -> tuple[type[Article], tuple[object, ...]]:
        # A mapping proxy cannot be pickled, and articles go to worker processes.
        values = (getattr(self, one.name) for one in fields(self))
        return Article, tuple(dict(one) if isinstance(one, MappingProxyType) else one for one in values)

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
        for name, value in (("title", title), ("outlet", outlet), ("url", url)):
            if value is not None and not isinstance(value, str):
                raise InputError(name, "a string or None", type(value).__name__)
        day = parse_date(published)
        if published is not None and day is None:
            raise InputError("published", "a date, or one as 2024-05-03", repr(published))
        article = _article(Raw(text, title, day, outlet, url))
        if not article.text:
            raise InputError("text", "a text with words, besides page furniture", repr(text[:40]))
        return article


def read(place: object, *, allow_private: bool = False) -> list[Article]:
    """Return the articles of a place.

    Parameters
    ----------
    place : str, path, DataFrame, or a list of these
        A string is always a place: a ``.txt``, ``.md`` (with YAML front matter), ``.html``, ``.pdf``, ``.csv`` or
        ``.jsonl`` file, a folder of these, a pattern such as ``"articles/*.txt"``, or the address of a page. Text in
        hand is `Article.from_text`. A DataFrame, CSV or JSONL file has a column ``text``; ``title``, ``published``,
        ``outlet``, ``url`` and ``article_id`` are known, other columns pass through to ``reading.articles``. A CSV
        file with a column ``url`` and none of texts is a catalogue: its pages are read from the web, or from beside
        it where ``readouts fetch`` put them. A folder or pattern never leads to the web.
    allow_private : bool
        Whether pages of private networks and of this machine may be asked for.

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
        If the only file or page is binary, empty, too large (20 MB), no article, or does not come.

    Examples
    --------
    >>> import pandas as pd
    >>> read(pd.DataFrame({"text": ["The envoys met."], "title": ["Talks"]}))[0].title
    'Talks'
    """
    out = []
    taken = dict[str, int]()
    for article in _from(place, Web(allow_private), alone=True):
        article_id, number = article.article_id, taken.get(article.article_id, 0)
        while article_id in taken:
            number += 1
            article_id = f"{article.article_id}-{number}"
        taken[article.article_id] = max(number, 1)
        taken[article_id] = 1
        out.append(replace(article, article_id=article_id) if article_id != article.article_id else article)
    return out


def _from(place: object, web: Web, alone: bool) -> list[Article]:
    """The articles of a place; ``alone`` where it is the only one, so that what is wrong with it is an error."""
    if isinstance(place, Article):
        return [place]
    if isinstance(place, str | os.PathLike) and isinstance(os.fspath(place), str):
        try:
            return _from_path(str(os.fspath(place)), web, alone)
        except ReadoutsError as error:
            if alone:
                raise
            return [_unread(str(os.fspath(place)), error)]
    # Without importing pandas: who has a DataFrame has imported it.
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(place, pandas.DataFrame):
        columns = [str(name) for name in place.columns]
        raws = read_rows((dict(zip(columns, row, strict=True)) for row in place.itertuples(index=False, name=None)),
                         "the DataFrame", columns)  # fmt: skip
        return [_article(raw) for raw in raws]
    if isinstance(place, Iterable) and not isinstance(place, bytes | bytearray | Mapping | os.PathLike):
        listed = list(place)
        if not listed:
            raise InputError("place", "at least one place", "an empty list")
        return _some_read([_from(one, web, alone and len(listed) == 1) for one in listed], "the list")
    kind = f"{type(place).__module__}.{type(place).__name__}".removeprefix("builtins.")
    raise InputError("place", "a path, folder, pattern, address, pandas DataFrame or a list of these", kind)


def _from_path(place: str, web: Web, alone: bool) -> list[Article]:
    if _ADDRESS.match(place):
        page = web.get(place)
        raw = contents(page.data, page.kind, _shown(place), page.charset)
        return [_article(replace(raw, url=page.url, outlet=raw.outlet or outlet_of(page.url)))]
    if re.match(r"[a-z][a-z0-9+.-]+://", place, re.I):
        raise InputError("place", "a path, or an address with http or https", _shown(place))
    path = Path(place)
    try:
        there = bool(place.strip()) and path.exists()  # the empty path would be the working folder
        folder = there and path.is_dir()
    except (OSError, ValueError):  # a text by mistake is too long for a path, or has a NUL
        folder = there = False
    if folder:
        return _from_folder(path, alone)
    if there:
        return _from_files([path], web, alone)
    try:  # a pattern is short and stands in one line
        files = sorted(glob(place, recursive=True)) if len(place) < 4096 and "\n" not in place else []
    except (OSError, ValueError):
        files = []
    found = [Path(one) for one in files if Path(one).is_file()]
    if found:
        return _from_files(found, None, alone and len(found) == 1, place)
    raise PlaceNotFound(
        "place", "an existing file, folder or pattern (text in hand is Article.from_text(text))", _shown(place)
    )


def _from_folder(folder: Path, alone: bool) -> list[Article]:
    """The articles of a folder and those in it; hidden files, other kinds and links out of it are passed over."""
    home = folder.resolve()
    files: list[Path] = []
    others: dict[str, int] = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if name.startswith(".") or not path.is_file() or not path.resolve().is_relative_to(home):
                continue
            if path.suffix.lower() in KINDS:
                files.append(path)
            else:
                others[path.suffix.lower()] = others.get(path.suffix.lower(), 0) + 1
    if not files:
        there = ", ".join(f"{number} {kind or 'without an ending'}" for kind, number in sorted(others.items())[:8])
        raise InputError("place", f"a folder with {_KINDS_TEXT} files", f"{_shown(str(folder))} with {there or 'none'}")
    files.sort(key=lambda path: path.relative_to(folder).parts)
    return _from_files(files, None, alone and len(files) == 1, str(folder))


def _from_files(files: Sequence[Path], web: Web | None, alone: bool, place: str = "") -> list[Article]:
    out: dict[Path, list[Article]] = {}
    listed = set[str]()
    # Tables first: a page that a catalogue lists is read once, with what the catalogue says of it.
    for path in sorted(files, key=lambda path: path.suffix.lower() != ".csv"):
        if str(path) in listed:
            continue
        try:
            out[path] = _from_file(path, web)
        except ReadoutsError as error:
            if alone:
                raise
            out[path] = [_unread(str(path), error)]
        except (OSError, MemoryError) as error:
            wrong = UnreadableText("place", "a file that can be read", f"{_shown(str(path))} ({error})")
            if alone:
                raise wrong from error
            out[path] = [_unread(str(path), wrong)]
        listed |= {one.path for one in out[path] if one.path} - {_sound(str(path))}
    return _some_read([out[path] for path in files if path in out], _shown(place))


def _some_read(found: Sequence[Sequence[Article]], place: str) -> list[Article]:
    """All articles, or an error where there are several and none has a text."""
    articles = [article for some in found for article in some]
    if len(articles) > 1 and not any(article.text for article in articles):
        told = "; ".join(article.warnings[0] for article in articles[:3])
        more = f" and {len(articles) - 3} more" if len(articles) > 3 else ""
        raise UnreadableText(
            "place", "at least one article that can be read", f"none of {len(articles)} in {place}: {told}{more}"
        )
    return articles


def _unread(place: str, error: ReadoutsError) -> Article:
    """An article without text in place of one that could not be read."""
    digest = hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()
    web = _ADDRESS.match(place)
    return Article(
        f"{_slug(Path(place).stem)}-{digest[:6]}", "", url=_sound(place) if web else None,
        path=None if web else _sound(place), warnings=(str(error),),
    )  # fmt: skip


def _from_file(path: Path, web: Web | None) -> list[Article]:
    kind, shown = path.suffix.lower(), _shown(str(path))
    if kind not in KINDS:
        raise UnreadableText(
            "place", f"a {_KINDS_TEXT} file", f"{shown}: {kind or 'a file without an ending'} is not read"
        )
    if not path.is_file():
        raise UnreadableText("place", "a file", f"{shown}, which is none")
    size = path.stat().st_size
    if size > MOST:
        raise UnreadableText("place", f"a file of at most {MOST // 1_000_000} MB", f"{shown} of {size / 1e6:.0f} MB")
    data = path.read_bytes()
    if kind in (".csv", ".jsonl"):
        return [_article(raw, path, rows=True) for raw in _rows(data, path, web)]
    article = _article(contents(data, kind, shown), path)
    if not article.text:
        raise UnreadableText("place", "a file with text", f"{shown}, in which there is none besides page furniture")
    return [article]


def _rows(data: bytes, path: Path, web: Web | None) -> list[Raw]:
    """The rows of a table of texts, or the pages that a catalogue lists."""
    shown = _shown(str(path))
    text, warning = decode(data, shown)
    if not text.strip():
        raise UnreadableText("place", "a file with text", f"{shown}, which is empty")
    if path.suffix.lower() == ".jsonl":
        raws = read_jsonl(text, shown)
    else:
        names, rows, wrong = table(text, shown)
        raws = read_catalogue(rows, path.parent, web) if is_catalogue(names) else read_rows(rows, shown, names, wrong)
    return [replace(raw, warnings=(*raw.warnings, warning)) for raw in raws] if warning else raws


def _article(raw: Raw, path: Path | None = None, *, rows: bool = False) -> Article:
    """Clean a text and say what it is."""
    text, spoilt = mend(raw.text)
    text = normalise(text)
    text = text if raw.joined else plain_marks(join_lines(text))
    title = _plain(mend(raw.title)[0]) if raw.title else None
    cleaned = clean(text, title)
    body = cleaned.text if re.search(r"\w", cleaned.text) else ""
    digest = hashlib.sha256(body.encode("utf-8")).hexdigest()
    stem = path.stem if path is not None and not rows else cleaned.title or (path.stem if path else "")
    place = raw.path or (str(path) if path is not None else None)
    warnings = (*raw.warnings, *([spoilt] if spoilt else []))
    return Article(
        raw.article_id or f"{_slug(stem)}-{digest[:6]}", body, cleaned.title,
        raw.published or cleaned.published or dateline(body), _plain(raw.outlet) or cleaned.outlet, _plain(raw.url),
        _sound(place) if place is not None else None, digest if body else "", (*raw.removed, *cleaned.removed),
        warnings if body or raw.warnings else (*warnings, "no text besides page furniture"), raw.extra,
    )  # fmt: skip


def _slug(name: str) -> str:
    """A name as lower-case ASCII letters, digits and hyphens, at most forty."""
    ascii_name = unicodedata.normalize("NFKD", name[:1000]).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40].strip("-") or "text"


def _plain(text: str | None) -> str | None:
    return " ".join(normalise(text).split()) or None if text else None


def _sound(path: str) -> str:
    """A path as text that a table can hold: file systems allow names that no encoding has."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _shown(place: str) -> str:
    """A place in a message: one line, not longer than a line."""
    return repr(_sound(place) if len(place) < 200 else _sound(place[:80]) + "...")
