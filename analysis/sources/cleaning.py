"""From text to paragraphs: line breaks, spaces and invisible marks, wrapped lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from analysis.sources.furniture import is_furniture

# Zero width, soft hyphens, marks of direction, byte order marks.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|[\u2028\u0085\x0b\x0c]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# A word that was broken at a soft hyphen is one word; letters that a typesetter drew as one are several.
_SOFT = re.compile("\u00ad[^\\S\n]*\n[^\\S\n]*")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_COMPOSABLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]{1,64}")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*$")
_STOP = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019)\]]*$")  # what a list comes after
# A line that ends with one of these goes on in the next.
_GOES_ON = re.compile(
    r"(?:[,\u2014\u2013(&/-]|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|nor|as|than|that|which|who|whose|his|her|"
    r"its|their|our|is|are|was|were|be|been|has|have|had|will|would|not|into|between|about|against|under|over|after|before))$"
)
_EDGE = 8  # lines
_DOTS = "\u2022\u25cf\u25aa\u00b7"
_ITEM = re.compile(rf"(?:[-*+{_DOTS}]|\d{{1,2}}[.)])\s+\S")
# A compound that was broken at its hyphen is joined without a space; "pre- and post-war" is none.
_HYPHEN = re.compile(r"\w-$")
_AFTER_HYPHEN = re.compile(r"(?!(?:and|or|to)\b)\w")


def normalise(text: str) -> str:
    """Return a text with plain line breaks and spaces, without invisible marks, in composed form.

    Examples
    --------
    >>> normalise("a\u00a0b\\r\\nco\u00adop")
    'a b\\ncoop'
    """
    text = _SOFT.sub("", _BREAKS.sub("\n", text.replace("\u2029", "\n\n"))).translate(_LIGATURES)
    text = CONTROLS.sub(" ", _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    # Piece by piece: composing a long run of accents takes quadratic time.
    return _COMPOSABLE.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)


def join_lines(text: str) -> str:
    """Return a text with one line a paragraph and a blank line between paragraphs.

    Lines that a column width broke are joined; line ends that were meant part paragraphs. A line end was meant where
    the next word would have fitted into the width and nothing shows that the sentence goes on: an address, a list, a
    file with one paragraph a line.

    Examples
    --------
    >>> join_lines("The leaders spoke of the\\nharvest.\\n\\nThey agreed.")
    'The leaders spoke of the harvest.\\n\\nThey agreed.'
    >>> join_lines("First they met.\\nThen they left.")
    'First they met.\\n\\nThen they left.'
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    for at in {*range(1, len(lines))[:_EDGE], *range(1, len(lines))[-_EDGE:]}:
        # A line of the page's own at an edge is nobody's continuation.
        one, two = lines[at - 1], lines[at]
        if (is_furniture(one) or is_furniture(two)) and not _GOES_ON.search(one[-60:]):
            lines[at] = "\n" + two
    blocks = [block.split("\n") for block in _BLANK.split("\n".join(lines))]
    width = column_width(blocks)
    return "\n\n".join(filter(None, (join_block(block, width or 0) for block in blocks)))


def column_width(blocks: Sequence[Sequence[str]]) -> int | None:
    """Return the columns that a text was wrapped at; None where its lines are paragraphs.

    Parameters
    ----------
    blocks : sequence of sequence of str
        The lines of each block between blank lines.

    Examples
    --------
    >>> column_width([["They met in the morning.", "They left at noon.", "It rained.", "They ate."]])
    """
    inner = [line for block in blocks for line in block[:-1]]  # the last line of a paragraph tells nothing
    if not inner:
        return None
    lengths = sorted(map(len, inner))
    width = lengths[int(len(lengths) * 0.9)]  # above it are addresses and tables
    every = [line for block in blocks if len(block) > 1 for line in block]
    if sum(len(line) > 1.5 * width for line in every) > 0.2 * len(every):
        return None  # short lines between long paragraphs
    if is_paragraphs(inner):
        return None
    middle = lengths[len(lengths) // 2 if len(lengths) >= 6 else 0]
    even = len(inner) >= (6 if width <= 100 else 3) and middle >= 0.8 * width >= 24
    return width if even or 45 <= width <= 100 else None


def is_paragraphs(lines: Sequence[str]) -> bool:
    """Whether most of at least three lines end like sentences.

    Examples
    --------
    >>> is_paragraphs(["They met.", "They ate.", "They left."])
    True
    """
    return len(lines) >= 3 and sum(bool(_END.search(line[-60:])) for line in lines) > 0.6 * len(lines)


def join_block(lines: Sequence[str], width: int = 0, *, wrapped: bool = False) -> str:
    """Return the lines of one block as one paragraph, or as several with a blank line between them.

    Parameters
    ----------
    lines : sequence of str
        Without white space around them; one that ends with a line break was broken on purpose.
    width : int
        Columns that the text was wrapped at, 0 where it was not.
    wrapped : bool
        Whether every other line end is white space, as in Markdown.

    Examples
    --------
    >>> join_block(["They spoke of long-", "standing ties"], wrapped=True)
    'They spoke of long-standing ties'
    """
    pieces = [" ".join(lines[0].split())]
    for before, raw in pairwise(lines):
        line = raw.strip()
        if _continues(before.strip(), line) or (
            not before.endswith("\n") if wrapped else _broken(before.strip(), line, width)
        ):
            hyphen = _HYPHEN.search(before[-3:]) and _AFTER_HYPHEN.match(line)
            pieces.append("" if hyphen else " ")
        else:
            pieces.append("\n\n")
        pieces.append(" ".join(line.split()))
    return "".join(pieces).strip()


def _continues(before: str, line: str) -> bool:
    """Whether a sentence certainly goes on over the line end."""
    if not before or not line or _is_item(before, line):
        return False
    return bool(_GOES_ON.search(before[-60:])) or (
        line[0].islower() and (before[-1] == "." or not _STOP.search(before[-60:]))  # "the U.S." ends no sentence
    )


def _broken(before: str, line: str, width: int) -> bool:
    """Whether a column width broke this line, rather than a writer."""
    if not width or _is_item(before, line):
        return False
    room = width - len(before) - 1 - len(line.split(" ", 1)[0])
    # Proportional fonts and lost marks make widths ragged: there, room alone is no proof.
    return room < 0 or (room < width * 0.25 and not _END.search(before[-60:]))


def _is_item(before: str, line: str) -> bool:
    """Whether a line is an item of a list, rather than one that happens to begin with a number or dash."""
    return bool(_ITEM.match(line)) and (
        bool(_STOP.search(before[-60:])) or bool(_ITEM.match(before)) or line[0] in _DOTS
    )
