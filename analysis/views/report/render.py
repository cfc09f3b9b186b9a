"""From a reading to one HTML file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.views.charts import CONFIG, signed
from analysis.views.report.summary import summarise

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

Row = dict[Any, Any]


_ALLOWED = "a file to write, in an existing folder"


def render_report(reading: Reading) -> str:
    """Return the report as one HTML document.

    It makes no request: styles, scripts and plotly.js stand in it, and its content security policy allows only
    these scripts, by their hash. Whatever comes from articles is escaped. Without JavaScript all text and tables stay.

    Examples
    --------
    >>> import analysis
    >>> article = analysis.Article.from_text("Blinken thanked Aliyev.", title="<b>A call</b>")
    >>> page = render_report(analysis.analyze(article, "armenia-azerbaijan"))
    >>> "&lt;b&gt;A call" in page, "<b>A call" in page
    (True, False)
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    here = files("analysis.views.report")
    parts = {name: (here / name).read_text(encoding="utf-8") for name in ("template.html", "report.css", "report.js")}
    summary = summarise(reading)
    shown = {article["article_id"] for article in summary["articles"]}
    listed = {row["sentence_id"] for row in summary["evidence"]["rows"]}
    inside = reading.sentences[reading.sentences["article_id"].isin(shown)]
    anchors = anchor_names([*inside["sentence_id"], *(row["sentence_id"] for row in summary["evidence"]["rows"])])
    in_article = set(inside["sentence_id"])
    data = {
        "charts": [{"id": chart["id"], **chart["figure"]} for chart in summary["charts"]], "config": CONFIG,
        "anchors": {key: name for key, name in anchors.items() if key in in_article},
    }  # fmt: skip
    scripts = [plotly_script(), parts["report.js"]]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"signed": signed, "link": _link}
    return environment.from_string(parts["template.html"]).render(
        **summary, policy=content_policy(scripts), scripts=[Markup(script) for script in scripts],  # noqa: S704  our own files
        style=Markup(parts["report.css"]), data=Markup(script_json(data)), annotated=annotate(reading, shown, anchors),  # noqa: S704
        anchors=anchors, listed=listed, in_article=in_article,
        side={party["name"]: f"p{at}" for at, party in enumerate(summary["parties"])},
        n_articles=len(reading.articles),
    )  # fmt: skip


def write_report(reading: Reading, path: str | os.PathLike[str]) -> Path:
    """Write the report to a file, which is either whole or not there.

    Parameters
    ----------
    reading : Reading
    path : path
        A file in an existing folder; an earlier one is replaced.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    InputError
        If ``path`` is a folder, or lies in one that is missing or cannot be written to.
    """
    target = check_target(path)
    page = render_report(reading).encode("utf-8")
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
    except OSError as error:
        raise InputError("path", _ALLOWED, f"{target}, where nothing can be written ({error.strerror})") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page)
        # mkstemp gives a file to its owner alone; a report is meant to be passed on.
        Path(aside).chmod(0o644)
        Path(aside).replace(target)
    except OSError as error:
        raise InputError("path", _ALLOWED, f"{target}: {error.strerror}") from error
    finally:
        Path(aside).unlink(missing_ok=True)
    return target


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


def anchor_names(sentence_ids: Sequence[str]) -> dict[str, str]:
    """Return for each sentence a name that can be an element's id and a link's fragment as it is.

    Examples
    --------
    >>> anchor_names(["a.s001", "b c.s001", "b-c.s001"])
    {'a.s001': 'a.s001', 'b c.s001': 'b-c.s001', 'b-c.s001': 'b-c.s001-2'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in dict.fromkeys(sentence_ids):
        base = name = re.sub(r"[^A-Za-z0-9_.-]+", "-", key)
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        names[key] = name
    return names


def annotate(reading: Reading, article_ids: set[str], anchors: Mapping[str, str]) -> dict[str, list[list[Row]]]:
    """Return article_id -> paragraphs -> sentences, each with the pieces its text falls into.

    A piece is a stretch of text over which the same quotations, cues and acts run, so spans that nest or overlap need
    no nested elements: ``text``, ``classes``, ``title`` (who speaks for whom), ``first`` (begins a quotation here).
    """
    marks: dict[str, list[tuple[int, int, str, Row]]] = defaultdict(list)
    quotations = {row["quotation_id"]: row for row in reading.quotations.to_dict("records")}
    for span in reading.spans.to_dict("records"):
        if quotation := quotations.get(span["quotation_id"]):
            marks[quotation["article_id"]].append((span["start"], span["end"], span["role"], quotation))
    for act in reading.acts.drop_duplicates(["article_id", "start", "end", "act"]).to_dict("records"):
        marks[act["article_id"]].append((act["start"], act["end"], "act", act))
    out: dict[str, list[list[Row]]] = {}
    for article_id, part in reading.sentences.groupby("article_id", sort=False):
        key = str(article_id)
        if key in article_ids:
            out[key] = _paragraphs(part, marks[key], reading.texts.get(key), anchors)
    return out


def _paragraphs(
    sentences: pd.DataFrame, marks: list[tuple[int, int, str, Row]], text: str | None, anchors: Mapping[str, str]
) -> list[list[Row]]:
    paragraphs: list[list[Row]] = []
    before: object = None
    for row in sentences.sort_values("position").to_dict("records"):
        start, end = row["start"], row["end"]
        # Without the text, or with one that the offsets do not fit, the sentence stands unmarked.
        fits = text is not None and text[start:end] == row["text"]
        near = [mark for mark in marks if mark[0] < end and mark[1] > start] if fits else []
        sentence = {
            "anchor": anchors[row["sentence_id"]], "sentence_id": row["sentence_id"], "number": row["position"] + 1,
            "party": _or(row["party"], "neither"), "voice": _or(row["voice"], ""), "act": _or(row["act"], "").lower(),
            "tone": None if row["tone"] != row["tone"] else float(row["tone"]),
            "pieces": _pieces(row["text"], start, near),
        }  # fmt: skip
        if not paragraphs or row["paragraph"] != before:
            paragraphs.append([])
        before = row["paragraph"]
        paragraphs[-1].append(sentence)
    return paragraphs


def _pieces(text: str, start: int, marks: list[tuple[int, int, str, Row]]) -> list[Row]:
    end = start + len(text)
    cuts = sorted({start, end, *(min(max(at, start), end) for low, high, _, _ in marks for at in (low, high))})
    pieces: list[Row] = []
    begun: set[str] = set()
    for low, high in pairwise(cuts):
        over = [mark for mark in marks if mark[0] <= low and mark[1] >= high]
        # The outermost quotation first, so that a title reads from the outside in.
        quoted = [row for _, _, role, row in sorted(over, key=lambda mark: mark[0] - mark[1]) if role == "content"]
        acts = [row for _, _, role, row in over if role == "act"]
        roles = {role for _, _, role, _ in over}
        classes = [f"q {row['kind']}" for row in quoted[-1:]] + ["nested"] * (len(quoted) > 1)
        classes += [role for role in ("source", "cue", "act") if role in roles]
        titles = [f"{row['kind']} quotation: {_or(row['speaker'], 'unknown speaker')}{_behalf(row)}" for row in quoted]
        titles += [f"act: {row['act'].lower()}" for row in acts]
        new = {row["quotation_id"] for row in quoted} - begun
        begun |= new
        pieces.append({"text": text[low - start : high - start], "classes": " ".join(classes),
                       "title": "; ".join(dict.fromkeys(titles)), "first": bool(new)})  # fmt: skip
    return pieces


def _behalf(row: Row) -> str:
    principal = _or(row["principal"], "an unknown principal")
    return ", in own name" if principal == row["speaker"] else f", for {principal.replace('; ', ' and ')}"


def _or(value: object, default: str) -> str:
    return value if isinstance(value, str) else default


def _link(url: str | None) -> str | None:
    """The address if a browser can follow it safely, else None: ``javascript:`` and the like are text."""
    return url if url and re.match(r"https?://[^\s<>\"']+\Z", url, re.I) else None
