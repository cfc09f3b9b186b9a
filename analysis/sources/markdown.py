"""Markdown, and marks of it in plain text, reduced to their text."""

from __future__ import annotations

import html
import re

from analysis.sources.cleaning import is_paragraphs, join_block

# Marks that are escaped with a backslash wait as private characters until the other marks are gone.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xF700
_UNESCAPE = {_PRIVATE + code: chr(code) for code in range(33, 127)}

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_BULLET = re.compile(r"[ \t]*(?:[-*+\u2022])[ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r" {0,3}>(?![\d=])[ \t]?")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})[^`]*$")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]^]{1,200})\]:[ \t]*(?:https?:|mailto:|[/#<])\S+(?:[ \t]+[\"'(][^\n]*)?$")
_GAPS = re.compile(r"\n[^\S\n]*\n")

# Possessive quantifiers keep these linear: what they took is never given back.
_INSIDE = r"(?:[^\[\]]|\[[^\[\]]*+\])*+"
_ADDRESS = r"\(\s*+(?:<[^<>\n]*+>|(?:[^()\s]|\([^()\s]*+\))*+)(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?+\s*+\)"
_LINK = re.compile(rf"!?\[({_INSIDE})\]{_ADDRESS}")
_REFERENCE = re.compile(rf"!?\[({_INSIDE})\]\[([^\[\]]*+)\]")
_SURE_LINK = re.compile(r"!?\[([^\[\]\n]*+)\]\((?:https?://|mailto:)(?:[^()\s]|\([^()\s]*+\))*+\)")
_ADDRESS_ALONE = re.compile(r"<((?:https?://|mailto:)[^<>\s]*+)>")
_CODE = re.compile(r"(`{1,3})([^`]++)\1(?!`)")
_STARS = re.compile(r"(\*{1,3})(?![\s*])([^*]++)(?<!\s)\1(?!\*)")
_LOOSE_STARS = re.compile(r"(?<!\S)\*(?=\S)([^*]++)(?<=\s)\*(?=\w|$)")
_FIRST = frozenset("#-*+\u2022=_`~[0123456789")  # what a line with a meaning for its block begins with
_MARKS = re.compile(r"[`<\[*_&]")
_DOT = re.compile(r"^[\u2022\u25cf\u25aa\u00b7]\s+")
_LOW_LINES = re.compile(r"(?<!\w)(_{1,3})(?![\s_])([^_]++)(?<!\s)\1(?!\w)")
_SURE_STARS = re.compile(r"(?<![\w*])\*\*(?![\s*])([^*\n]++)(?<!\s)\*\*(?![\w*])")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|"
    r"q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|wbr)(?:\s[^<>]*+)?/?>",
    re.I,
)
_TAG_BREAK = re.compile(r"<(?:br|hr|p|li|/p|/div|/h[1-6]|/li|/tr|/figcaption)\b", re.I)
_BREAK = "\n\n"


def plain_markdown(text: str) -> str:
    """Return Markdown as its text, one paragraph a line, a blank line between paragraphs.

    Links and images become their words, headings, list items and quoted lines paragraphs; emphasis, rules, comments
    and tags go. An address alone, as ``<https://...>``, is text and stays. What is no mark stays: a number at a line's
    start outside a list, a star beside a space, brackets without an address.

    Examples
    --------
    >>> plain_markdown("# Call\\n\\nHe **thanked**\\n[her](https://example.org) for:\\n\\n1.  the bread\\n2.  the wine")
    'Call\\n\\nHe thanked her for:\\n\\nthe bread\\n\\nthe wine'
    """
    text = _without_comments(_ESCAPE.sub(lambda match: chr(_PRIVATE + ord(match.group(1))), text))
    lines = text.split("\n")
    known = {mark.group(1).casefold() for line in lines if (mark := _DEFINITION.match(line))}
    paragraphs = (_inline(block, known) for block in _blocks(lines))
    return "\n\n".join(part for block in paragraphs for part in block.split(_BREAK) if part).translate(_UNESCAPE)


def plain_marks(text: str) -> str:
    """Return plain text without the Markdown that cannot be anything else: links with an address, bold words.

    Examples
    --------
    >>> plain_marks("* He said [so](https://example.org) in **March** * ")
    '* He said so in March * '
    """
    return _SURE_STARS.sub(r"\1", _SURE_LINK.sub(r"\1", text))


def _blocks(lines: list[str]) -> list[str]:
    """The paragraphs, headings and list items of Markdown, each joined into one line."""
    out: list[str] = []
    block: list[str] = []
    in_list = fenced = False
    # Markdown that somebody typed with a paragraph a line and no blank lines is still that.
    whole = "\n".join(lines).strip()
    inner = [] if _GAPS.search(whole) else whole.split("\n")[:-1]
    wrapped = not is_paragraphs(inner) and max(map(len, inner), default=0) <= 120

    def close() -> None:
        if block:
            out.append(join_block(block, wrapped=wrapped))
            block.clear()

    for raw in lines:
        line = raw
        if raw.lstrip()[:1] == ">":
            for _ in range(9):  # quotations in quotations
                line = line[mark.end() :] if (mark := _QUOTE.match(line)) else line
        first = line.lstrip()[:1]
        if first and first not in _FIRST and not fenced:
            if not block and first == line[:1]:
                in_list = False
            block.append(line.strip())
            if line.endswith(("  ", "\\")):
                block[-1] = block[-1].rstrip("\\") + "\n"  # a line end that the writer meant
            continue
        if _FENCE.match(line):
            close()
            fenced = not fenced
        elif not line.strip():
            close()
        elif fenced:
            block.append(line.strip())
            close()
        elif (
            _RULE.match(line)
            or (not block and _DEFINITION.match(line))
            or (len(block) == 1 and not in_list and _UNDERLINE.match(line))
        ):
            close()
        elif mark := _HEADING.match(line):
            close()
            heading = line[mark.end() :].strip()
            closed = heading.rstrip("#")  # "## Talks ##"
            out.append(closed.rstrip() if closed.endswith((" ", "\t")) else heading)
            in_list = False
        elif (mark := _BULLET.match(line) or _NUMBER.match(line)) and (in_list or not block):
            close()
            block.append(line[mark.end() :].strip())
            in_list = True
        else:
            in_list = in_list and bool(block or line[:1] in (" ", "\t"))
            block.append(line.strip())
    close()
    return [one for one in out if one]


def _inline(text: str, known: set[str]) -> str:
    """One paragraph without marks inside its lines."""
    if not _MARKS.search(text):
        return _tidy(text)
    text = _CODE.sub(r"\2", text)
    if "<" in text:
        text = _ADDRESS_ALONE.sub(r"\1", text)
        text = _TAG.sub(lambda match: _BREAK if _TAG_BREAK.match(match.group()) else "", text)
    for _ in range(2):  # an image inside a link
        text = _LINK.sub(r"\1", text)
        if known:
            text = _REFERENCE.sub(lambda mark: mark[1] if (mark[2] or mark[1]).casefold() in known else mark[0], text)
    for _ in range(3):
        text = _LOW_LINES.sub(r"\2", _STARS.sub(r"\2", text))
    text = re.sub(r"\*{2,}", "", text)  # halves of emphasis that nothing closes
    if text.count("*") == 2:  # a space on the wrong side of the mark that closes
        text = _LOOSE_STARS.sub(r"\1 ", text)
    if "&" in text:
        text = html.unescape(text)
    return _tidy(text)


def _tidy(text: str) -> str:
    parts = (" ".join(part.split()) for part in text.split(_BREAK))
    return _BREAK.join(_DOT.sub("", part, count=1) for part in parts)


def _without_comments(text: str) -> str:
    """A text without ``<!-- comments -->``; one that is never closed stays."""
    out = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        out.append(text[at:start])
        at = end + 3
    return "".join(out) + text[at:]
