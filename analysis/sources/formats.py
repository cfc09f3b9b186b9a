"""From the bytes of a file to texts: what kind it is, Markdown's front matter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from analysis.errors import UnreadableText
from analysis.sources.cleaning import normalise
from analysis.sources.encodings import decode, mend
from analysis.sources.markdown import plain_markdown
from analysis.sources.pages import read_html
from analysis.sources.pdf import read_pdf
from analysis.sources.raw import Raw, from_row

KINDS = (".txt", ".md", ".html", ".htm", ".pdf", ".csv", ".jsonl")
MOST = 20_000_000  # bytes of a file; an article has a thousandth of that
_HTML = re.compile(r"\s*+<(?:!doctype html|html)\b", re.I)

_FRONT = re.compile(r"\A\s*---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
_MOST_FRONT = 50_000  # characters
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*))?$")


def contents(data: bytes, kind: str, place: str, charset: str | None = None) -> Raw:
    """Return the text in the bytes of a file that holds one, without its markup.

    Parameters
    ----------
    data : bytes
    kind : str
        ``".txt"``, ``".md"``, ``".html"``, ``".htm"`` or ``".pdf"``.
    place : str
        Where it is from, for messages.
    charset : str, optional
        A charset that came with it.

    Raises
    ------
    UnreadableText
        If there is no text in it.

    Examples
    --------
    >>> contents(b"<html><p>They met in the hall and spoke of the ferry.</p></html>", ".txt", "a.txt").text
    'They met in the hall and spoke of the ferry.'
    """
    if kind == ".pdf":
        return read_pdf(data, place)
    text, warning = decode(data, place, charset)
    if not text.strip():
        raise UnreadableText("place", "a file with text", f"{place}, which is empty")
    text, spoilt = mend(text)  # before markup is read, which drops controls that tell what a letter was
    if kind in (".html", ".htm") or (kind == ".txt" and _HTML.match(text)):
        raw = read_html(text, place)
    elif kind == ".md":
        raw = read_markdown(normalise(text))
        raw = replace(raw, text=plain_markdown(raw.text), joined=True)
    else:
        raw = Raw(text)
    told = tuple(filter(None, (warning, spoilt)))
    return replace(raw, warnings=(*raw.warnings, *told))


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
