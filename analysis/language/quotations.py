"""Attribution relations: who (source) said (cue) what (content), directly or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.language.choosing import LONG, chosen, confidence, length, shared
from analysis.language.encoder import MODEL, Encoding, encode, notes
from analysis.language.linking import Relation, Settings, relations
from analysis.language.marks import quoted_stretches
from analysis.language.sentences import Span, paragraphs
from analysis.language.turns import beside, labelled, signed, turns

__all__ = ["Kind", "Quotation", "attributions", "classify", "find_quotations", "quoted_stretches"]

Kind = Literal["direct", "indirect", "mixed"]

_WORD = re.compile(r"\w+")
_EDGE = ' \t\r\n,.;:\u2013\u2014"\u201c\u201d\u201e\u00ab\u00bb\u00a0'
# What stands inside the marks of a direct quotation stays, less the comma that belongs to the sentence about it.
_QUOTED_EDGE = ' \t\r\n,"\u201c\u201d\u201e\u00ab\u00bb\u00a0'
_SLIP = 3
# A clause that begins after a content sometimes leaves its first word in it.
_TAIL = re.compile(r"(?:[\s,;]+(?:and|but|or|which|who|while))?[\s,;\u2012-\u2015-]*\Z")
_SENTENCE = re.compile(r"\s*[A-Z].*[.!?,\u2026]\s*\Z", re.DOTALL)
# What follows a quoted sentence, and what leads to one.
_NEXT = re.compile(r"[\"\u201d]\s+[A-Z]")
_LEAD = re.compile(r":\s*[\"\u201c]\Z")
_CLOSING = re.compile(r"[\"\u201d\u00bb]|''")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One attribution relation.

    Attributes
    ----------
    content, cue, source : tuple of (int, int)
        Character spans in order; empty where absent. Quotation marks around a direct content are left out.
    kind : "direct", "indirect" or "mixed"
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Kind


def find_quotations(text: str) -> list[Quotation]:
    """Return the attribution relations of a text in the order of their contents.

    The bundled encoder, trained on PolNeAR (Newell, Margolin & Ruths 2018), tags the pieces of sources, cues and
    contents and scores which belong together; quotation marks then mend the edges. Relations may be nested. A long
    quoted stretch that belongs to nobody is a relation without cue and source.

    Parameters
    ----------
    text : str
        Any text; it is not cleaned, offsets refer to it.

    Raises
    ------
    ModelUnusable
        If the model file is missing or damaged.

    Examples
    --------
    >>> text = "\\u201cWe agree,\\u201d Ms. Lee said. \\u201cThe border stays open.\\u201d"
    >>> for quotation in find_quotations(text):
    ...     print(quotation.kind, [text[a:b] for a, b in quotation.content], [text[a:b] for a, b in quotation.source])
    direct ['We agree', 'The border stays open.'] ['Ms. Lee']
    """
    return attributions(encode(text))


def attributions(encoding: Encoding) -> list[Quotation]:
    """`find_quotations` for a text that is encoded already."""
    found = notes(MODEL)
    settings = Settings(**found["settings"])
    return finished(encoding, confidence(relations(encoding, found, settings), found["confidence"]), settings.keep)


def finished(encoding: Encoding, proposed: Sequence[Relation], keep: float) -> list[Quotation]:
    """Relations of pieces as relations of characters.

    The sure ones are kept, and for a long quoted stretch in none of these the surest that holds it. Edges are mended
    at quotation marks; what is left of long stretches is joined to what it goes on from, or stands by itself.
    """
    text = encoding.pieces.text
    stretches = quoted_stretches(text)
    kept = chosen(encoding.pieces, proposed, stretches, keep)
    found = [_quotation(encoding, relation, stretches) for relation in kept]
    found = [quotation for quotation in found if quotation.content]
    found = _with_the_rest(text, _by_layout(text, _undisputed(text, found), stretches), stretches)
    unique = {(one.content, one.cue, one.source): one for one in found}
    return sorted(unique.values(), key=lambda one: (one.content, one.cue))


def classify(text: str, content: Iterable[Span], stretches: Sequence[Span]) -> Kind:
    """Return the kind of a content: all its words quoted, none, or some.

    Parameters
    ----------
    text : str
    content : iterable of (int, int)
    stretches : sequence of (int, int)
        What `quoted_stretches` gives: in order, without overlap.
    """
    starts = [start for start, _ in stretches]
    total = quoted = 0
    for start, end in content:
        for word in _WORD.finditer(text, start, end):
            total += 1
            at = bisect_right(starts, word.start()) - 1
            quoted += at >= 0 and word.start() < stretches[at][1]
    if not quoted:
        return "indirect"
    return "direct" if quoted == total else "mixed"


def _quotation(encoding: Encoding, relation: Relation, stretches: Sequence[Span]) -> Quotation:
    pieces = encoding.pieces
    cue, source = (pieces.span(*relation.cue),), tuple(pieces.span(*one) for one in relation.source)
    found = _to_the_mark(pieces.text, sorted(pieces.span(*one) for one in relation.content), (*cue, *source), stretches)
    content = _mended(pieces.text, found, (*cue, *source), stretches)
    content = [_sentence_alone(pieces.text, one, cue[0], stretches) for one in content]
    kind = classify(pieces.text, content, stretches)
    if kind == "mixed":
        # A word or two beside whole quoted sentences are a slip, not a part of what was said.
        quoted = [one for one in content if classify(pieces.text, [one], stretches) == "direct"]
        words = [len(_WORD.findall(pieces.text, *one)) for one in content if one not in quoted]
        if sum(words) <= _SLIP and any(len(_WORD.findall(pieces.text, *one)) >= LONG for one in quoted):
            content, kind = quoted, "direct"
    return Quotation(_trimmed(pieces.text, content, kind), cue, source, kind)


def _by_layout(text: str, found: Sequence[Quotation], stretches: Sequence[Span]) -> list[Quotation]:
    """Relations with those that the layout shows, which take the place of others with much the same content.

    A turn of a transcript only stands in where nothing is attributed in its paragraph by the same mark.
    """
    out = list(found)
    for content, cue, source in (*signed(text, stretches), *labelled(text, stretches)):
        span = _trimmed(text, [content], "direct")
        if span:
            out = [
                one
                for one in out
                if 2 * shared(one.content, span) < length(one.content) or not shared(one.content, span)
            ]
            out.append(Quotation(span, (cue,), (source,), "direct"))
    by_mark = {one.cue for one in out}
    for content, cue, source in turns(text):
        if (cue,) not in by_mark:
            kind = classify(text, [content], stretches)
            span = _trimmed(text, [content], kind)
            out = [one for one in out if one.source or not shared(one.content, span)]
            if span:
                out.append(Quotation(span, (cue,), (source,), kind))
    return out


def _undisputed(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """Relations without what stands in another paragraph than their cue, where one of that paragraph has it as well."""
    starts = [low for low, _ in paragraphs(text)]

    def block(at: int) -> int:
        return bisect_right(starts, at)

    out = []
    for one in found:
        home = block(one.cue[0][0]) if one.cue else None
        lost = [
            span for span in one.content
            if home is not None and block(span[0]) != home and any(
                other.source and other.cue != one.cue and block(other.cue[0][0]) == block(span[0])
                and shared(other.content, [span]) >= 0.8 * (span[1] - span[0]) for other in found if other.cue
            )
        ]  # fmt: skip
        kept = tuple(span for span in one.content if span not in lost)
        out.append(replace(one, content=kept) if lost and kept else one)
    return out


def _to_the_mark(text: str, content: Sequence[Span], taken: Sequence[Span], stretches: Sequence[Span]) -> list[Span]:
    """Contents that begin where a quoted stretch begins and hold half of it, or its end too, as the whole of it: who is
    quoted tells what others say, and goes on beyond what a cue reaches.
    """
    out = list(content)
    for low, high in stretches:
        inside = [one for one in out if low - _SLIP <= one[0] and one[1] <= high + _SLIP]
        if not inside or any(low < stop and begin < high for begin, stop in taken):
            continue
        begins = not _WORD.search(text, low, max(low, inside[0][0]))
        ends = not _WORD.search(text, min(inside[-1][1], high), high)
        if begins and (ends or 2 * length(inside) >= high - low):
            whole = (min(inside[0][0], low), max(inside[-1][1], high))
            out = sorted([one for one in out if one not in inside] + [whole])
    return out


def _mended(text: str, content: Sequence[Span], taken: Sequence[Span], stretches: Sequence[Span]) -> list[Span]:
    """Contents that reach to the marks where they hold nearly all of a quoted stretch without the cue or source."""
    ends = [end for _, end in stretches]
    out: list[Span] = []
    for first, last in sorted(content):
        start, end = first, last
        at = bisect_right(ends, start)
        while at < len(stretches) and stretches[at][0] < end:
            low, high = stretches[at]
            common = min(end, high) - max(start, low)
            if common >= 0.8 * (high - low) and not any(low < stop and begin < high for begin, stop in taken):
                start, end = min(start, low), max(end, high)
            at += 1
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _sentence_alone(text: str, span: Span, cue: Span, stretches: Sequence[Span]) -> Span:
    """A quoted sentence without the unquoted one beside it, as far as the marks tell: ``"Peace." He went`` is two
    sentences, and in ``as he put it: "Peace is near," he said`` the cue behind is that of the quotation alone.
    """
    start, end = span
    ends = [high for _, high in stretches]
    for low, high in stretches[bisect_right(ends, start) : bisect_left(stretches, (end, 0))]:
        if low - start <= _SLIP and high < end and text[high - 1] in ".!?" and _NEXT.match(text, high):
            return start, high
        lead = _LEAD.search(text, start, low)
        if lead and high + _SLIP >= end and cue[0] >= high and text[low : low + 1].isupper():
            return low, end
    return span


def _with_the_rest(text: str, found: Sequence[Quotation], stretches: Sequence[Span]) -> list[Quotation]:
    """Quoted stretches in no relation yet: joined to the one that they go on from, or a relation of their own.

    A stretch goes on from the relation that ends last before it: in the same paragraph where that has a source, and is
    quoted too or the stretch a sentence; from the paragraph before where its quotation is left open, or it has a source
    and the stretch is a sentence that begins its paragraph, right behind the content where that is not quoted. What is
    left is a relation if it is a long sentence: names of books and slogans are nobody's words. Who stands beside it with a
    verb of saying is its source.
    """
    starts = [low for low, _ in paragraphs(text)]
    out = list(found)
    ends = sorted((span[1], at) for at, one in enumerate(out) for span in one.content)
    covered = _merged(span for one in out for span in one.content)
    for stretch in stretches:
        at = bisect_left(covered, (stretch[1], 0))
        if at and covered[at - 1][1] > stretch[0]:
            continue
        span = _trimmed(text, [stretch], "direct")
        long = len(_WORD.findall(text, *stretch)) >= LONG
        sentence = bool(_SENTENCE.match(text, *stretch))
        if not span or not (long or sentence):
            continue
        place = bisect_right(ends, (stretch[0], len(out)))
        last, holder = ends[place - 1] if place else (0, -1)
        if place and _goes_on(text, starts, out[holder], last, stretch, long and sentence):
            out[holder] = replace(out[holder], content=tuple(sorted((*out[holder].content, *span))))
            ends.insert(place, (span[0][1], holder))
        elif long and (sentence or beside(text, stretch)):
            cue, source = beside(text, stretch) or ((), ())
            out.append(Quotation(span, cue, source, "direct"))
            ends.insert(place, (span[0][1], len(out) - 1))
    return [replace(one, kind=classify(text, one.content, stretches)) for one in out]


def _goes_on(text: str, starts: Sequence[int], one: Quotation, last: int, stretch: Span, sentence: bool) -> bool:
    """Whether a quoted stretch goes on from a relation whose content ends at ``last``."""
    blocks = bisect_right(starts, stretch[0]) - bisect_right(starts, last)
    if blocks == 0:
        return bool(one.source) and (sentence or one.kind != "indirect")
    if blocks > 1:
        return False
    rest = text[last : starts[bisect_right(starts, last)]]
    if one.kind != "indirect" and not _CLOSING.search(rest):
        return True
    begins = not _WORD.search(text, starts[bisect_right(starts, stretch[0]) - 1], stretch[0])
    return bool(one.source) and sentence and begins and (one.kind != "indirect" or not _WORD.search(rest))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _trimmed(text: str, content: Iterable[Span], kind: Kind) -> tuple[Span, ...]:
    """Contents without marks and white space at their edges; a quotation mark stays where its partner is inside."""
    edge = _QUOTED_EDGE if kind == "direct" else _EDGE
    out = []
    for first, last in content:
        start, end = first, last
        while start < end and text[start] in edge:
            start += 1
        while end > start and text[end - 1] in edge:
            end -= 1
        inner = text[start:end]
        if (inner.count("\u201c") > inner.count("\u201d") and text[end : end + 1] == "\u201d") or (
            inner.count('"') % 2 and text[end : end + 1] == '"'
        ):
            end += 1
        if _WORD.search(text, start, end):
            out.append((start, end))
    return tuple(sorted(out))
