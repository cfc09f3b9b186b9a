"""Catalogues: tables that list pages by address, and the pages themselves, fetched and kept beside them."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from analysis.errors import InputError, ReadoutsError
from analysis.sources.addresses import split_url
from analysis.sources.formats import MOST, contents
from analysis.sources.raw import Raw, from_row, is_missing
from analysis.sources.rows import safe_cell, table
from analysis.sources.web import Page, Web

NAME = "pages.csv"
_FOLDER = "pages"
_KINDS = (".html", ".pdf", ".txt", ".md")
_HOSTS_AT_ONCE = 8
_ADDED = ("path", "sha256", "fetched", "problem")


def is_catalogue(names: Iterable[str]) -> bool:
    """Whether a table with these columns lists pages instead of holding texts.

    Examples
    --------
    >>> is_catalogue(["url", "outlet"]), is_catalogue(["url", "text"])
    (True, False)
    """
    listed = set(names)
    return "url" in listed and "text" not in listed


def read_catalogue(rows: Sequence[Mapping[str, Any]], home: Path, web: Web | None) -> list[Raw]:
    """Return the pages that a catalogue lists, each with what its row says about it, which counts before the page's own.

    A row whose ``path``, from the folder of the catalogue, is there is read from disk; the others are fetched, or with
    ``web`` None only named in a warning. A page that cannot be had is a row without text that says why.
    """

    def one(row: Mapping[str, Any]) -> Raw:
        try:
            page = _kept(row, home)
            if page is None and web is not None:
                page = web.get(_address(row))
            if page is None:
                raise InputError(
                    "place",
                    "a page that was fetched before (readouts fetch)",
                    f"{row.get('url')!r}, which is not there",
                )
            return _joined(row, page, home)
        except (ReadoutsError, OSError) as error:
            return from_row({key: value for key, value in row.items() if key not in _ADDED}, "", (str(error),))

    return _by_host(rows, one)


def fetch(
    catalogue: str | os.PathLike[str],
    directory: str | os.PathLike[str],
    *,
    allow_private: bool = False,
    pause: float = 1.0,
) -> list[dict[str, Any]]:
    """Get the pages that a catalogue lists into a folder, politely; what is there already is not asked for again.

    The folder gets ``pages/``, with a file a page, and ``pages.csv``: the catalogue's rows with ``path``, ``sha256``
    (of the file), ``fetched`` (the day) and ``problem`` (why a page could not be had). `analysis.read` takes that folder.

    Parameters
    ----------
    catalogue : path
        A CSV file with a column ``url``.
    directory : path
        Made if absent.
    allow_private : bool
        Whether pages of private networks and of this machine may be asked for.
    pause : float
        Seconds between two requests to a host.

    Returns
    -------
    list of dict
        The rows of ``pages.csv``.

    Raises
    ------
    InputError
        If the catalogue is none, or the folder cannot be written.
    """
    names, rows = _load(Path(catalogue))
    home = Path(directory)
    try:
        (home / _FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("directory", "a folder that can be written", f"{home} ({error.strerror})") from None
    web = Web(allow_private=allow_private, pause=pause)

    def one(row: Mapping[str, Any]) -> dict[str, Any]:
        out = {**row, **dict.fromkeys(_ADDED, "")}
        try:
            url = _address(row)
            path = next((place for kind in _KINDS if (place := home / _FOLDER / f"{_stem(url)}{kind}").is_file()), None)
            if path is None:
                page = web.get(url)
                path = home / _FOLDER / f"{_stem(url)}{page.kind}"
                _write(path, _declaring(page))
            out["path"] = path.relative_to(home).as_posix()
            out["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
            out["fetched"] = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date().isoformat()
        except (ReadoutsError, OSError) as error:
            out["problem"] = str(error)
        return out

    done = _by_host(rows, one)
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, [*(name for name in names if name not in _ADDED), *_ADDED], extrasaction="ignore")
    writer.writeheader()
    writer.writerows({key: safe_cell(value) for key, value in row.items()} for row in done)
    _write(home / NAME, file.getvalue().encode("utf-8", "replace"))
    return done


def _load(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    from analysis.sources.encodings import decode

    shown = repr(str(path))
    if not path.is_file():
        raise InputError("catalogue", "a CSV file with a column 'url'", f"{shown}, which is no file")
    if path.stat().st_size > MOST:
        raise InputError("catalogue", f"a CSV file of at most {MOST // 1_000_000} MB", shown)
    names, rows, _ = table(decode(path.read_bytes(), shown)[0], shown)
    if "url" not in names:
        raise InputError(
            "catalogue", "a CSV file with a column 'url'", f"{shown} with {', '.join(names)[:200] or 'none'}"
        )
    if not rows:
        raise InputError("catalogue", "a CSV file with rows", f"{shown} without rows")
    return names, rows


def _by_host(rows: Sequence[Mapping[str, Any]], one: Callable[[Mapping[str, Any]], Any]) -> list[Any]:
    """What ``one`` makes of each row, in their order; the rows of a host one after the other, hosts side by side."""
    from concurrent.futures import ThreadPoolExecutor

    groups: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(_host(row), []).append(number)
    out: dict[int, Any] = {}
    stop = threading.Event()

    def some(numbers: Sequence[int]) -> None:
        for number in numbers:
            if stop.is_set():
                return
            out[number] = one(rows[number])

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        try:
            list(pool.map(some, groups.values()))
        finally:
            stop.set()  # who interrupts does not wait for the pages that are left
    return [out[number] for number in range(len(rows))]


def _host(row: Mapping[str, Any]) -> str:
    try:
        return (urlsplit(str(row.get("url"))).hostname or "").casefold()
    except ValueError:
        return ""


def _address(row: Mapping[str, Any]) -> str:
    url = row.get("url")
    if is_missing(url):
        raise InputError("url", "an address", "an empty cell")
    split_url(str(url))
    return str(url).strip()


def _kept(row: Mapping[str, Any], home: Path) -> Page | None:
    """The page of a row as it lies beside the catalogue; a path that leads out of the folder is none."""
    if is_missing(row.get("path")):
        return None
    path = home / str(row["path"])
    try:
        inside = path.is_file() and path.resolve().is_relative_to(home.resolve())
    except (OSError, ValueError):
        return None
    if not inside or path.suffix.lower() not in _KINDS:
        return None
    if path.stat().st_size > MOST:
        raise InputError("place", f"a file of at most {MOST // 1_000_000} MB", repr(str(path)))
    return Page(str(row.get("url") or ""), path.read_bytes(), path.suffix.lower())


def _joined(row: Mapping[str, Any], page: Page, home: Path) -> Raw:
    found = contents(page.data, page.kind, repr(str(row.get("url"))), page.charset)
    said = from_row({key: value for key, value in row.items() if key not in _ADDED}, found.text)
    return replace(
        said,
        title=said.title or found.title,
        published=said.published or found.published,
        outlet=said.outlet or found.outlet,
        path=None if is_missing(row.get("path")) else str(home / str(row["path"])),
        joined=found.joined,
        removed=found.removed,
        warnings=(*said.warnings, *found.warnings),
    )


def _stem(url: str) -> str:
    """A name for the file of a page: readable, safe, one an address."""
    words = re.sub(r"[^a-z0-9]+", "-", urlsplit(url).path.casefold().rstrip("/").rpartition("/")[2])[:60].strip("-")
    return f"{words or 'page'}-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:10]}"


def _declaring(page: Page) -> bytes:
    """A page whose charset only the server named, with that charset in it, so that the file can be read alone."""
    if page.charset is None or page.kind != ".html" or re.search(rb"charset\s*=", page.data[:2048], re.I):
        return page.data
    return f'<meta charset="{page.charset}">'.encode("ascii") + page.data


def _write(path: Path, data: bytes) -> None:
    """Write aside and rename, so that a file is whole or not there."""
    handle, aside = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)
