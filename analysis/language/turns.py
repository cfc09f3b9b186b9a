"""Attribution by layout: turns of a transcript (``NAME: ...``) and signed quotations (a quotation, then ``- Name``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analysis.language.sentences import Span, paragraphs

# A name in capitals that opens a paragraph, with a title or without; "Q" and "A" of an interview.
_TURN = re.compile(
    r"([A-Z](?:[A-Z.'\u2019-]|[ ](?=[A-Z(])){1,40}[A-Z.](?:\s?\([^)\n]{1,40}\))?|Q|A)[ \u00a0]?(:)\s+(?=\S)"
)
# "Wagner: ...", beside "Q: ...": names in small letters, where each has the word more than once.
_NAMED_TURN = re.compile(r"((?:[A-Z][\w'\u2019-]+[ ]){0,2}[A-Z][\w'\u2019-]+|Q|A)(:)\s+(?=\S)")
_TITLE = re.compile(
    r"(?:MR|MS|MRS|DR|AMBASSADOR|SECRETARY|SENATOR|GENERAL|GOVERNOR|THE PRESIDENT|SENIOR|Q$|A$|QUESTION)\b"
)
# After the closing mark: a dash and a name, to the end of the line.
_SIGNED = re.compile(
    r"[\"\u201d\u00bb]?[^\S\n]*\n{0,2}[^\S\n]*([\u2012-\u2015]|--?)[^\S\n]*([A-Z][^\n\"\u201c\u201d]{1,80}?)\.?[^\S\n]*(?=\n|\Z)"
)
# A dash, a name and a colon right before the opening mark.
_LABEL = re.compile(r"\s[\u2012-\u2015-]\s([A-Z][\w.'\u2019&]*(?:\s[A-Z][\w.'\u2019&]*){0,3})(:)\s*[\"\u201c\u00ab]$")
# A dash inside a sentence also stands before a capital: only a signature is so short.
_LONGEST = 10

Relation = tuple[Span, Span, Span]
"""Content, cue and source."""

# "...," federal prosecutors wrote; Ms. Lee released the following statement: "...".
_SAYS = r"(?:said|says|wrote|writes|stated|states|asked|asks|tweeted|posted|added|continued|replied|explained|argued|declared|can be heard asking)"
_BEHIND = re.compile(rf"[\u201d\"][^\S\n]+(?P<source>[^.:;,\n\u201c\u201d\"]{{2,60}}?)\s+(?P<cue>{_SAYS})\b")
_BEFORE = re.compile(
    rf"(?:\A|[.!?\u201d\"]\s+|,\s+|\n)(?P<source>(?:the\s+)?[A-Z][^.,:;!?\n\u201c\u201d\"]{{1,70}}?)\s+"
    rf"(?P<cue>{_SAYS}(?:\s[^.:;\n]{{0,40}})?|(?:released|issued)\s+(?:the|a|this)\s+(?:following\s+)?statement)\s*:\s*[\u201c\"]?\Z"
)
_LEAD = 200  # characters before a quotation in which its lead is looked for


def turns(text: str) -> list[Relation]:
    """Return the turns of a transcript: what follows each ``NAME:`` that opens a paragraph, to the paragraph's end.

    A text with fewer than two such paragraphs is no transcript.

    Examples
    --------
    >>> text = "MR. MILLER: We welcome that.\\n\\nQ: When?"
    >>> [(text[slice(*source)], text[slice(*content)]) for content, _, source in turns(text)]
    [('MR. MILLER', 'We welcome that.'), ('Q', 'When?')]
    """
    found = [
        ((turn.end(), high), turn.span(2), turn.span(1))
        for low, high in paragraphs(text)
        if (turn := _TURN.match(text, low, high)) and turn.end() < high
    ]
    named = [
        ((turn.end(), high), turn.span(2), turn.span(1))
        for low, high in paragraphs(text)
        if (turn := _NAMED_TURN.match(text, low, high)) and turn.end() < high
    ]
    labels = Counter(text[slice(*source)] for *_, source in found)
    if max(labels.values(), default=0) < 2 and not any(_TITLE.match(label) for label in labels):
        found = []  # headings in capitals
    labels = Counter(text[slice(*source)] for *_, source in named)
    if len(labels) > 1 and len(named) > len(found) and min(labels.values()) > 1:
        return named
    return found if len(found) > 1 else []


def labelled(text: str, stretches: Sequence[Span]) -> list[Relation]:
    """Return the quotations before which a dash, a name and a colon stand, as in a list of excerpts.

    Examples
    --------
    >>> text = 'Mayor under fire - Daily Lantern: "Few believed it."'
    >>> [(text[slice(*source)], text[slice(*content)]) for content, _, source in labelled(text, [(35, 51)])]
    [('Daily Lantern', 'Few believed it.')]
    """
    out = []
    for start, end in stretches:
        line = text.rfind("\n", 0, start) + 1
        if label := _LABEL.search(text, line, start):
            out.append(((start, end), label.span(2), label.span(1)))
    return out


def dialogue(text: str) -> list[Relation]:
    """Return the turns of a text in which people talk: three or more, one of them who has the word again. Headings in
    capitals are none.

    Examples
    --------
    >>> len(dialogue("ROE: Why?\\n\\nLEE: We had to.\\n\\nROE: Thank you.")), dialogue("AID: Much.\\n\\nTRADE: Little.")
    (3, [])
    """
    found = turns(text)
    labels = [text[slice(*source)] for *_, source in found]
    return found if len(labels) >= 3 and len(set(labels)) < len(labels) else []


def signed(text: str, stretches: Sequence[Span]) -> list[Relation]:
    """Return the quotations that a line opens with and a dash and a name close.

    Parameters
    ----------
    text : str
    stretches : sequence of (int, int)
        What `analysis.language.marks.quoted_stretches` gives.

    Examples
    --------
    >>> text = '"Peace is a long road."\\n- Ann Lee, mayor'
    >>> [(text[slice(*source)], text[slice(*content)]) for content, _, source in signed(text, [(1, 22)])]
    [('Ann Lee, mayor', 'Peace is a long road.')]
    """
    out = []
    for start, end in stretches:
        opens = start < 2 or text[start - 2] == "\n"
        if opens and (mark := _SIGNED.match(text, end)) and len(mark.group(2).split()) <= _LONGEST:
            out.append(((start, end), mark.span(1), mark.span(2)))
    return out


def beside(text: str, stretch: Span) -> tuple[tuple[Span], tuple[Span]] | None:
    """Return cue and source of a quoted stretch that stand right behind it, or before it with a colon; None without.

    Examples
    --------
    >>> text = "\u201cWe shall see,\u201d federal prosecutors wrote on Monday."
    >>> cue, source = beside(text, (1, 14))
    >>> text[slice(*source[0])], text[slice(*cue[0])]
    ('federal prosecutors', 'wrote')
    """
    found = _BEHIND.match(text, stretch[1]) or _BEFORE.search(text, max(0, stretch[0] - _LEAD), stretch[0])
    return ((found.span("cue"),), (found.span("source"),)) if found else None
