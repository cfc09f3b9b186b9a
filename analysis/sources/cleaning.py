"""From what a file holds to clean text: encodings, line breaks, markup and page furniture; nothing is removed unlisted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from analysis.errors import UnreadableText

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|\u2028|\u0085|\x0b|\x0c")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.-]{3,20})")
_FURNITURE = re.compile(
    r"(?:top|bottom) of page|skip to (?:main )?content|(?:ad|advertisement)\b.{0,80}|.{0,40}\b(?:subscribe|subscribing|sign up)\b.{0,80}|"
    r"share (?:this|on)\b.{0,60}|(?:tweet|print|email|share|menu|home|search|back to top|read more|load more|related (?:articles|stories))\b.{0,20}|"
    r".{0,80}\b(?:cookies?|privacy policy|terms of (?:use|service))\b.{0,160}|(?:\u00a9|\(c\)|copyright)\b.{0,120}|.{0,60}all rights reserved.{0,40}|"
    r"follow us\b.{0,60}|#{3}|[-_*=\u2014]{3,}",
    re.I,
)
_OUTLET = re.compile(
    r"(?:(?i:subscrib\w+ to|\u00a9(?:\s*\d{4})?(?:\s+by)?|copyright(?:\s*\d{4})?(?:\s+by)?|published (?:by|in)|sign up (?:for|to)))\s+"
    r"((?:The\s+)?[A-Z][\w.'\u2019&-]*(?:\s+(?:of|the|and|for|[A-Z][\w.'\u2019&-]*)){0,5})"
)
# What does not belong to an outlet's name at the end of what _OUTLET found.
_OUTLET_TAIL = re.compile(r"\s+(?:of|the|and|for|Newsletter|All|Rights|Reserved|Today|Inc\.?|LLC)$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|<(?:https?|mailto):[^<>\s]*>")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])")
_LINE_MARK = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))|^\s{0,3}#{3,}\s*$|^\s{0,3}(?:[-*_]\s*){3,}$", re.M)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_END = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019)\]]*$")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without furniture and headline, what those told, and every piece that was taken out, in order."""

    text: str
    title: str | None
    outlet: str | None
    removed: tuple[str, ...]


def decode(data: bytes, place: str) -> tuple[str, str | None]:
    """Return the text of some bytes and a warning, or None, about their encoding.

    UTF-8, UTF-16 with a byte order mark, the encoding that the first two kilobytes declare, else Windows-1252 with a
    warning.

    Raises
    ------
    UnreadableText
        If the bytes are binary: NULs, or more than one control character in a hundred.

    Examples
    --------
    >>> decode("caf\u00e9".encode("cp1252"), "a.txt")
    ('caf\u00e9', 'not UTF-8: read as Windows-1252')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError:
            raise UnreadableText("place", "a text file", f"{place}, which is broken UTF-16") from None
    if b"\0" in data[:100_000]:
        raise UnreadableText("place", "a text file", f"{place}, which is binary")
    try:
        text, warning = data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        text, warning = _guess(data)
    sample = text[:100_000]
    controls = sum(unicodedata.category(mark) == "Cc" and mark not in "\n\r\t\x0b\x0c\x85" for mark in sample)
    if controls * 100 > len(sample):
        raise UnreadableText("place", "a text file", f"{place}, which is binary")
    return text, warning


def _guess(data: bytes) -> tuple[str, str]:
    declared = _DECLARED.search(data[:2048])
    if declared:
        name = declared.group(1).decode("ascii")
        try:
            return data.decode(name), f"read as {name}, as the file declares"
        except (LookupError, UnicodeDecodeError):
            pass
    return data.decode("cp1252", errors="replace"), "not UTF-8: read as Windows-1252"


def normalise(text: str) -> str:
    """Return a text with plain line breaks and spaces, without invisible marks, in composed form.

    Examples
    --------
    >>> normalise("a\u00a0b\\r\\nco\u00adop")
    'a b\\ncoop'
    """
    text = _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))
    text = "".join(mark if mark in "\n\t" or unicodedata.category(mark) not in ("Cc", "Cs") else " " for mark in text)
    return unicodedata.normalize("NFC", text)


def plain_markdown(text: str) -> str:
    """Return Markdown as its text: links, emphasis, headings, lists and quotation marks at line starts reduced.

    Examples
    --------
    >>> plain_markdown("# Call\\n\\nHe **thanked** [her](https://example.org).")
    'Call\\n\\nHe thanked her.'
    """
    text = _LINK.sub(lambda match: match.group(1) or "", text)
    text = _LINE_MARK.sub("", text)
    for _ in range(3):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)


def join_lines(text: str) -> str:
    """Return a text with one line a paragraph and a blank line between paragraphs.

    Lines that a column width broke are joined. Where a text has no blank line and its lines are long or end sentences,
    each line is a paragraph.

    Examples
    --------
    >>> join_lines("The leaders spoke of the\\nharvest.\\n\\nThey agreed.")
    'The leaders spoke of the harvest.\\n\\nThey agreed.'
    """
    text = text.strip()
    blocks = _PARAGRAPHS.split(text)
    if len(blocks) == 1 and "\n" in text:
        lines = [line.strip() for line in text.split("\n")]
        ends = sum(bool(_END.search(line)) for line in lines)
        if max(map(len, lines)) > 120 or ends > 0.6 * len(lines):
            blocks = lines
    joined = (re.sub(r"\s*\n\s*", " ", block) for block in blocks)
    cleaned = (re.sub(r"(?<=[a-z]-) (?=[a-z])", "", re.sub(r"[^\S\n]+", " ", block)).strip() for block in joined)
    return "\n\n".join(block for block in cleaned if block)


def clean(text: str, title: str | None = None) -> Cleaned:
    """Return a text of joined paragraphs without headline and page furniture, and what was taken out.

    Furniture is a short paragraph without the end of a sentence that is one of the usual lines of a page; it is looked
    for among the first and last few paragraphs. The outlet is read from it first. The headline is a first paragraph
    that stands twice, equals ``title``, or is short and does not end like a sentence. A paragraph of prose is never
    removed.

    Examples
    --------
    >>> clean("top of page\\n\\nEnvoys Meet\\n\\nEnvoys Meet\\n\\nThe envoys met.\\n\\nSubscribe to The Post").outlet
    'The Post'
    """
    blocks = text.split("\n\n") if text else []
    removed: list[tuple[int, str]] = []
    outlet = None
    edge = 6
    kept: list[tuple[int, str]] = []
    for number, block in enumerate(blocks):
        near = number < edge or number >= len(blocks) - edge
        if (
            near
            and len(block) < 200
            and _FURNITURE.fullmatch(block.strip())
            and not re.search(r"[a-z][.!?][\"\u201d]?$", block)
        ):
            named = _OUTLET.search(block)
            if named and outlet is None:
                outlet = named.group(1)
                while tail := _OUTLET_TAIL.search(outlet):
                    outlet = outlet[: tail.start()]
            removed.append((number, block))
        else:
            kept.append((number, block))
    headline = title
    wanted = _folded(title) if title else None
    while len(kept) > 1:
        number, block = kept[0]
        twice = _folded(block) == _folded(kept[1][1])
        short = len(block) <= 200 and not _END.search(block) and len(block.split()) <= 30
        same = wanted is not None and _folded(block) == wanted
        again = headline is not None and _folded(block) == _folded(headline)
        if not (same or again or (short and (twice or headline is None))):
            break
        headline = headline or block
        removed.append((number, block))
        kept = kept[1:]
    return Cleaned(
        "\n\n".join(block for _, block in kept), headline, outlet, tuple(block for _, block in sorted(removed))
    )


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
