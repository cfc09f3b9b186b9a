"""From a reading to one HTML file that needs no network, or to the same as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.tables import csv_safe
from analysis.views.charts import CONFIG, signed
from analysis.views.report.annotation import anchor_names, annotate
from analysis.views.report.excerpts import excerpted
from analysis.views.report.summary import EVIDENCE, Text, summarise

if TYPE_CHECKING:
    from analysis.reading import Reading

_ALLOWED = "a file to write, in an existing folder"


def render_report(reading: Reading, text: Text = "full") -> str:
    """Return the report as one HTML document.

    It makes no request: styles, scripts and plotly.js stand in it, and its content security policy allows only
    these scripts, by their hash. Whatever comes from articles is escaped. Without JavaScript all text and tables stay.

    Parameters
    ----------
    reading : Reading
    text : "full" or "excerpts"
        With ``"excerpts"`` the articles are left out, and of each sentence a few words stand; see `summarise`.

    Raises
    ------
    InputError
        For another ``text``.

    Examples
    --------
    >>> import analysis
    >>> article = analysis.Article.from_text("Blinken thanked Aliyev.", title="<b>A call</b>")
    >>> page = render_report(analysis.analyze(article, "armenia-azerbaijan"))
    >>> "&lt;b&gt;A call" in page, "<b>A call" in page
    (True, False)
    """
    return _page(reading, summarise(reading, text))


def _page(reading: Reading, summary: dict[str, Any]) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    here = files("analysis.views.report")
    parts = {name: (here / name).read_text(encoding="utf-8") for name in ("template.html", "report.css", "report.js")}
    full = summary["text"] == "full"
    shown = {article["article_id"] for article in summary["articles"]} if full else set()
    listed = {row["sentence_id"] for row in summary["evidence"]["rows"]}
    inside = reading.sentences[reading.sentences["article_id"].isin(shown)]
    anchors = anchor_names([*inside["sentence_id"], *(row["sentence_id"] for row in summary["evidence"]["rows"])])
    data = {
        "charts": [{"id": chart["id"], **chart["figure"]} for chart in summary["charts"]], "config": CONFIG,
        "anchors": anchors,
    }  # fmt: skip
    scripts = [plotly_script(), parts["report.js"]]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"signed": signed, "link": _link}
    return environment.from_string(parts["template.html"]).render(
        **summary, policy=content_policy(scripts), scripts=[Markup(script) for script in scripts],  # noqa: S704  our own files
        style=Markup(parts["report.css"]), data=Markup(script_json(data)), annotated=annotate(reading, shown, anchors),  # noqa: S704
        anchors=anchors, listed=listed, in_article=set(inside["sentence_id"]),
        side={party["name"]: f"p{at}" for at, party in enumerate(summary["parties"])},
        n_articles=len(reading.articles),
    )  # fmt: skip


def write_report(reading: Reading, path: str | os.PathLike[str], text: Text = "full") -> Path:
    """Write the report to a file, which is either whole or not there.

    Where the evidence table holds only the first sentences, all of them go into a CSV file beside it, whose name ends in
    ``-evidence.csv``.

    Parameters
    ----------
    reading : Reading
    path : path
        A file in an existing folder; an earlier one is replaced.
    text : "full" or "excerpts"
        See `render_report`.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    InputError
        If ``path`` is a folder, or lies in one that is missing or cannot be written to; for another ``text``.
    """
    target = check_target(path)
    summary = summarise(reading, text)
    if summary["evidence"]["total"] > summary["evidence"]["shown"]:
        beside = target.with_name(f"{target.stem}-evidence.csv")
        summary["evidence"]["beside"] = beside.name
        table = (reading if text == "full" else excerpted(reading)).sentences[list(EVIDENCE)]
        _write(csv_safe(table).to_csv(index=False).encode("utf-8"), check_target(beside))
    _write(_page(reading, summary).encode("utf-8"), target)
    return target


def write_summary(reading: Reading, path: str | os.PathLike[str], text: Text = "full") -> Path:
    """Write what the report shows as JSON: the dict of `summarise`. Parameters and errors are those of `write_report`."""
    target = check_target(path)
    _write(
        (json.dumps(summarise(reading, text), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"),
        target,
    )
    return target


def _write(content: bytes, target: Path) -> None:
    """Write a file aside and rename it."""
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
    except OSError as error:
        raise InputError("path", _ALLOWED, f"{target}, where nothing can be written ({error.strerror})") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp gives a file to its owner alone; a report is meant to be passed on.
        Path(aside).chmod(0o644)
        Path(aside).replace(target)
    except OSError as error:
        raise InputError("path", _ALLOWED, f"{target}: {error.strerror}") from error
    finally:
        Path(aside).unlink(missing_ok=True)


def check_target(path: str | os.PathLike[str]) -> Path:
    """Return the path of a report that can be written there.

    Raises
    ------
    InputError
        If ``path`` is a folder or read-only, or lies in a folder that is missing.
    """
    target = Path(path)
    if target.is_dir():
        raise InputError("path", _ALLOWED, f"{target}, which is a folder")
    if not target.parent.is_dir():
        raise InputError("path", _ALLOWED, f"{target}, whose folder does not exist")
    if target.exists() and not os.access(target, os.W_OK):
        raise InputError("path", _ALLOWED, f"{target}, which is read-only")
    return target


def plotly_script() -> str:
    """Return plotly.js's bundle of bar, pie and scatter charts, a quarter of the full one.

    Examples
    --------
    >>> "plotly.js (basic - minified) v4.1.1" in plotly_script()[:80]
    True
    """
    return (files("analysis.resources") / "plotly-basic.min.js").read_text(encoding="utf-8")


def content_policy(scripts: Sequence[str]) -> str:
    """Return the content security policy that allows exactly these inline scripts.

    Examples
    --------
    >>> content_policy(["1"])[:75]
    "default-src 'none'; script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S"
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def script_json(value: object) -> str:
    """Return JSON that can stand in a script element: nothing in it can end the element or open a comment.

    Examples
    --------
    >>> script_json({"text": "</script>"})
    '{"text": "\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _link(url: str | None) -> str | None:
    """The address if a browser can follow it safely, else None: ``javascript:`` and the like are text."""
    return url if url and re.match(r"https?://[^\s<>\"']+\Z", url, re.I) else None
