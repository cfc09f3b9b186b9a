"""Quotation marks: which stretches of a text stand between them."""

from __future__ import annotations

import re

from analysis.language.sentences import Span, paragraphs

_MARKS = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]|``|''")
_CLOSES = {"\u201c": "\u201d", "\u201e": "\u201d\u201c", "\u00ab": "\u00bb", "``": "''", '"': '"'}


def quoted_stretches(text: str) -> list[Span]:
    """Return the spans between double quotation marks, marks left out, paragraph by paragraph.

    Marks are paired by their kind: straight ones inside curly ones belong to an inner quotation. A curly one that no
    curly one closes is closed by the next mark of another kind. A mark left open runs to the end of its paragraph,
    as it does where a quotation goes on in the next one. A closing mark without an opening one is passed over, so
    that a stray mark never spoils another paragraph.

    Examples
    --------
    >>> quoted_stretches('He said "yes" and \\u201cno\\u201d.')
    [(9, 12), (19, 21)]
    >>> text = "\\u201cHe called it \\"grand\\" twice,\\u201d she said."
    >>> [text[start:end] for start, end in quoted_stretches(text)]
    ['He called it "grand" twice,']
    """
    out: list[Span] = []
    for low, high in paragraphs(text):
        marks = [(mark.group(), mark.start(), mark.end()) for mark in _MARKS.finditer(text, low, high)]
        last = {sign: position for position, (sign, _, _) in enumerate(marks)}
        opened: tuple[str, int] | None = None
        for position, (sign, start, end) in enumerate(marks):
            if opened is None:
                if sign in _CLOSES:
                    opened = (sign, end)
                continue
            own = _CLOSES[opened[0]]
            closed_later = any(last.get(one, -1) > position for one in (own if len(own[0]) == 1 else [own]))
            if sign in own or (not closed_later and sign not in ("\u201c", "\u00ab", "``")):
                out.append((opened[1], start))
                opened = None
        if opened is not None and opened[1] < high:
            out.append((opened[1], high))
    return [span for span in out if text[span[0] : span[1]].strip()]
