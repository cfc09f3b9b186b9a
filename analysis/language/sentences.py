"""Where paragraphs and sentences begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from analysis.errors import InputError

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

Span = tuple[int, int]

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
# Curly marks and long dashes are folded to ASCII one to one, so offsets stay and Punkt knows them.
_FOLD = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_ENDS = re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]]*\s*$")
# After an abbreviation these begin a sentence when capitalised: "left the U.S. He then ...".
_STARTERS = frozenset(
    "the he she it they we i you in on at but and this these those that there his her its their our after as "
    "when while if for both earlier later today yesterday asked according".split()
)


def paragraphs(text: str) -> list[Span]:
    """Return the ``(start, end)`` of each paragraph, white space at its edges left out.

    Paragraphs are separated by a blank line; a single line break is white space.

    Examples
    --------
    >>> paragraphs("One.\\n\\nTwo\\nlines.")
    [(0, 4), (6, 16)]
    """
    out = []
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        piece = text[start:end]
        if piece.strip():
            out.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = gap.end() if gap else end
    return out


def split_sentences(text: str) -> list[Span]:
    """Return the ``(start, end)`` character offsets of each sentence of a text, in order.

    NLTK's Punkt (Kiss & Strunk 2006) with the abbreviations of ``resources/abbreviations.txt`` in place of a
    trained model. A sentence never crosses a blank line. A full stop, question or exclamation mark that is
    followed by a lower-case word does not end one, so that a question inside a quotation stays with its
    attribution. Not handled: text without any sentence punctuation comes back as one sentence a paragraph.

    Examples
    --------
    >>> text = "Gen. Lee met Mr. Brown. \\u201cIs it true?\\u201d he asked."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Gen. Lee met Mr. Brown.', '\\u201cIs it true?\\u201d he asked.']
    """
    if not isinstance(text, str):
        raise InputError("text", "a string", type(text).__name__)
    folded = text.translate(_FOLD)
    out: list[Span] = []
    for low, high in paragraphs(text):
        parts: list[Span] = []
        for piece in _punkt().span_tokenize(folded[low:high]):
            start, end = piece[0] + low, piece[1] + low
            if parts and _continues(folded, parts[-1], start):
                parts[-1] = (parts[-1][0], end)
            else:
                parts.append((start, end))
        out += parts
    return out


def sentence_at(sentences: Sequence[Span], position: int) -> int:
    """The number of the sentence in which a character stands, or of the next one where it stands between two.

    Examples
    --------
    >>> sentence_at([(0, 5), (6, 9)], 7)
    1
    """
    return min(bisect_right(sentences, position, key=lambda one: one[1]), len(sentences) - 1)


def _continues(text: str, previous: Span, start: int) -> bool:
    """Whether the sentence that starts here goes on with the previous one."""
    first = text[start]
    return not _ENDS.search(text[previous[0] : previous[1]]) or first.islower() or first in ",;)"


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """The entries of ``resources/abbreviations.txt``: in small letters, without the last full stop."""
    lines = (files("analysis.resources") / "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def _punkt() -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations())
    parameters.sent_starters = set(_STARTERS)
    return PunktSentenceTokenizer(parameters)
