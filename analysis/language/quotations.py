"""Attribution relations: who (source) said (cue) what (content), directly or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.language.sentences import Span, paragraphs
from analysis.language.tokens import Token, Tokens, parse

Kind = Literal["direct", "indirect", "mixed"]

# Verbs that report what somebody says or thinks when a clause follows ("said that ...").
_CLAUSE = frozenset(
    "say state tell add note explain claim argue insist announce declare report write warn believe think hope expect "
    "suggest stress emphasize emphasise underscore underline reiterate reaffirm affirm confirm acknowledge admit agree "
    "deny assure inform remark observe recall maintain contend assert allege promise pledge vow predict recognize "
    "recognise signal indicate conclude point propose recommend caution concede repeat reply respond ask urge demand "
    "request call ".split()
)
# Verbs that report a speech act when a noun phrase follows ("expressed appreciation for ...").
_OBJECT = frozenset(
    "express convey relay voice articulate emphasize emphasise underscore underline stress highlight reiterate reaffirm "
    "affirm acknowledge recognize recognise note outline welcome condemn denounce praise commend announce declare "
    "pledge promise offer raise demand urge reject deny confirm extend ".split()
)
_HUMAN = frozenset(
    "official spokesperson spokesman spokeswoman secretary president minister premier leader chancellor ambassador "
    "ministry government administration department embassy office statement readout release source analyst expert "
    "report advisor adviser envoy diplomat general senator governor mayor king queen prince chairman chairwoman "
    "chair commissioner director representative delegation party side ally critic lawmaker who".split()
)
_MARKS = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")
_ACCORDING = re.compile(r"\b[Aa]ccording to\b")
_WORD = re.compile(r"\w+")
# A quoted stretch that begins a sentence: what stands before its mark ends one.
_CLOSED = re.compile(r"(?:[.!?\u2026:]|\A|\n)[\"\u201d]?\s*[\"\u201c\u201e\u00ab]\Z")
_EDGE = ' \t\n,.;:"\u201c\u201d\u201e\u00ab\u00bb'
# A quoted stretch of so many words is a quotation even where nobody is named; a shorter one may be a scare quote.
_LONG = 6


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

    Rules over the dependency parse find reporting verbs, their subject and what they govern; "according to"; and
    quoted stretches with the attribution that stands beside them. Not found: attributions without a cue outside
    quotation marks ("Miller: ..."), nouns as cues ("his claim that"), attributions inside a direct quotation.

    Parameters
    ----------
    text : str
        Any text; it is not cleaned, offsets refer to it.

    Examples
    --------
    >>> text = "\\u201cWe agree,\\u201d Ms. Lee said. \\u201cThe border stays open.\\u201d"
    >>> for quotation in find_quotations(text):
    ...     print(quotation.kind, [text[a:b] for a, b in quotation.content], [text[a:b] for a, b in quotation.source])
    direct ['We agree', 'The border stays open.'] ['Ms. Lee']
    """
    return quotations_in(parse(text))


def quotations_in(tokens: Tokens) -> list[Quotation]:
    """`find_quotations` for a text that is parsed already."""
    stretches = quoted_stretches(tokens.text)
    found = [*_attributed(tokens, stretches), *_according(tokens)]
    found = [*found, *_unattributed(tokens.text, stretches, found)]
    found = _joined(tokens, stretches, found)
    return sorted(found, key=lambda quotation: quotation.content[0])


def quoted_stretches(text: str) -> list[Span]:
    """Return the spans between double quotation marks, marks left out, paragraph by paragraph.

    A mark left open runs to the end of its paragraph, as it does where a quotation goes on in the next one. A
    closing mark without an opening one is passed over, so a stray mark never spoils another paragraph.

    Examples
    --------
    >>> quoted_stretches('He said "yes" and \\u201cno\\u201d.')
    [(9, 12), (19, 21)]
    """
    out: list[Span] = []
    for low, high in paragraphs(text):
        opened: int | None = None
        for mark in _MARKS.finditer(text, low, high):
            sign = mark.group()
            opens = sign in "\u201c\u201e\u00ab" or (sign == '"' and opened is None)
            if opened is not None and not (opens and sign != '"'):
                out.append((opened, mark.start()))
                opened = None
            elif opens and opened is None:
                opened = mark.end()
        if opened is not None and opened < high:
            out.append((opened, high))
    return [span for span in out if text[span[0] : span[1]].strip()]


def classify(text: str, content: Iterable[Span], stretches: Iterable[Span]) -> Kind:
    """Return the kind of a content: all its words quoted, none, or some."""
    total = quoted = 0
    marked = list(stretches)
    for start, end in content:
        for word in _WORD.finditer(text, start, end):
            total += 1
            quoted += any(low <= word.start() < high for low, high in marked)
    if not quoted:
        return "indirect"
    return "direct" if quoted == total else "mixed"


def _attributed(tokens: Tokens, stretches: list[Span]) -> Iterator[Quotation]:
    """Relations whose cue is a reporting verb outside long quoted stretches."""
    text, words = tokens.text, tokens.words
    long = [span for span in stretches if len(_WORD.findall(text[span[0] : span[1]])) >= 3]
    for low, high in tokens.bounds:
        for position in range(low, high):
            cue = words[position]
            if cue.pos not in ("VERB", "AUX") or cue.lemma not in _CLAUSE | _OBJECT or _inside(cue, long):
                continue
            source = _source(tokens, position)
            if not source:
                continue
            direct = _beside(tokens, (low, high), position, source, long)
            content = direct or _complement(tokens, position, source)
            if content:
                yield Quotation(content, ((cue.start, cue.end),), (source,), classify(text, content, stretches))


def _source(tokens: Tokens, position: int) -> Span | None:
    """The subject of a reporting verb, its own or that of the verb it depends on; a person, a body or a pronoun."""
    words = tokens.words
    verb = position
    for _ in range(4):
        if any(words[child].dep == "nsubjpass" for child in tokens.children[verb]):
            agents = [child for child in tokens.children[verb] if words[child].dep == "agent"]
            subjects = [child for agent in agents for child in tokens.children[agent] if words[child].dep == "pobj"]
        else:
            subjects = [child for child in tokens.children[verb] if words[child].dep == "nsubj"]
        if subjects:
            head = subjects[0]
            word = words[head]
            if not (word.entity in ("PERSON", "ORG", "NORP", "GPE") or word.pos in ("PROPN",)
                    or word.lemma.lower() in _HUMAN or (word.pos == "PRON" and word.tag in ("PRP", "WP")
                                                       and word.text.lower() != "it")):  # fmt: skip
                return None
            loose = frozenset(
                child for child in tokens.children[head]
                if words[child].dep in ("relcl", "acl")
                or (words[child].dep == "prep" and words[child].lemma not in ("of", "for", "from"))
            )  # fmt: skip
            return tokens.span(tokens.subtree(head, loose))
        if words[verb].dep not in ("advcl", "conj", "xcomp") or words[words[verb].head].pos not in ("VERB", "AUX"):
            return None
        verb = words[verb].head
    return None


def _beside(tokens: Tokens, bounds: Span, position: int, source: Span, stretches: list[Span]) -> tuple[Span, ...]:
    """Quoted stretches that stand right before or after a cue and its source, in its sentence."""
    text, words = tokens.text, tokens.words
    cue = words[position]
    low, high = min(cue.start, source[0]), max(cue.end, source[1])
    begin, end = words[bounds[0]].start, words[bounds[1] - 1].end
    out = []
    for stretch in stretches:
        before, after = text[stretch[1] : low], text[high : stretch[0]]
        if (begin <= stretch[0] and stretch[1] <= low and not _WORD.search(before)) or (
            high <= stretch[0] < end and re.fullmatch(r"[^.\n\w]{0,4}|\W*(that)?\W*", after)
        ):
            out.append(stretch)
    return tuple(_trim(text, stretch, " ,") for stretch in out)


def _complement(tokens: Tokens, position: int, source: Span) -> tuple[Span, ...]:
    """What a reporting verb governs: a clause before or after it, or a noun phrase with what follows in the clause."""
    text, words = tokens.text, tokens.words
    cue = words[position]
    children = tokens.children[position]
    clauses = [child for child in children if words[child].dep in ("ccomp", "xcomp")]
    if cue.dep == "parataxis" and not clauses:
        rest = list(tokens.subtree(cue.head, frozenset({position})))
        spans = [
            tokens.span(part) for part in ([r for r in rest if r < position], [r for r in rest if r > position]) if part
        ]
        return tuple(_trim(text, span) for span in spans)
    early = [child for child in clauses if child < position]
    if early and cue.lemma in _CLAUSE:
        return (_trim(text, tokens.span(tokens.subtree(early[0], frozenset({position})))),)
    governs = [child for child in children if child > position and words[child].dep in ("dobj", "ccomp", "xcomp")]
    if cue.lemma == "call":  # "called on X to do Y": the rest of the verb phrase
        governs += [
            child for child in children if words[child].dep == "prep" and words[child].lemma in ("on", "upon", "for")
        ]
    allowed = (cue.lemma in _CLAUSE and any(words[child].dep in ("ccomp", "xcomp", "prep") for child in governs)) or (
        cue.lemma in _OBJECT and any(words[child].dep == "dobj" for child in governs)
    )
    if not governs or not allowed:
        return ()
    kept = []
    for child in children:
        word = words[child]
        if child < min(governs) or word.dep in ("cc", "conj", "punct", "parataxis", "nsubj"):
            continue
        if word.dep == "advcl" and word.lemma in _CLAUSE | _OBJECT:
            continue  # a report of its own, with the same source
        kept += tokens.subtree(child)
    inside = [one for one in kept if not (source[0] <= words[one].start < source[1])]
    return (_trim(text, tokens.span(inside)),) if inside else ()


def _according(tokens: Tokens) -> Iterator[Quotation]:
    """ "According to X, Y" and "Y, according to X"."""
    text, words = tokens.text, tokens.words
    for low, high in tokens.bounds:
        begin, end = words[low].start, words[high - 1].end
        match = _ACCORDING.search(text, begin, end)
        if not match:
            continue
        last = next(i for i in range(low, high) if words[i].end >= match.end())
        objects = [child for child in tokens.children[last] if words[child].dep == "pobj"]
        if not objects:
            continue
        source = tokens.span(tokens.subtree(objects[0]))
        parts = [
            _trim(text, part) for part in ((begin, match.start()), (source[1], end)) if _WORD.search(text[slice(*part)])
        ]
        if parts:
            content = (parts[0],) if match.start() - begin > 2 else tuple(parts)
            yield Quotation(
                content, (match.span(),), (source,), classify(text, content, quoted_stretches(text[: end + 1]))
            )


def _unattributed(text: str, stretches: list[Span], found: list[Quotation]) -> Iterator[Quotation]:
    """Long quoted stretches and whole quoted sentences that belong to no relation yet."""
    for start, end in stretches:
        taken = any(low < end and start < high for quotation in found for low, high in quotation.content)
        sentence = (
            text[start].isupper()
            and _CLOSED.search(text, max(0, start - 6), start)
            and (text[end - 1] in ".!?\u2026," or end == len(text) or text[end] == "\n")
        )
        if not taken and (sentence or len(_WORD.findall(text[start:end])) >= _LONG):
            yield Quotation((_trim(text, (start, end), " "),), (), (), "direct")


def _joined(tokens: Tokens, stretches: list[Span], found: list[Quotation]) -> list[Quotation]:
    """Join a direct quotation without attribution to the one that it goes on from.

    It goes on where it follows the earlier one's attribution in the same paragraph, or where the earlier one was
    left open at the end of the paragraph before.
    """
    text = tokens.text
    blocks = paragraphs(text)
    out: list[Quotation] = []
    for quotation in sorted(found, key=lambda one: one.content[0]):
        if quotation.kind == "direct" and not quotation.source:
            start = quotation.content[0][0]
            block = next(i for i, (low, high) in enumerate(blocks) if low <= start < high)
            earlier = [one for one in out if one.kind == "direct" and one.source]
            previous = earlier[-1] if earlier else None
            if previous is not None:
                last = previous.content[-1][1]
                home = next(i for i, (low, high) in enumerate(blocks) if low <= last <= high)
                between = any(last < one.content[0][0] < start for one in out if one is not previous)
                left_open = home == block - 1 and not re.search(r"[\"\u201d\u00bb]", text[last : blocks[home][1]])
                if not between and (home == block or left_open):
                    out[out.index(previous)] = Quotation(
                        (*previous.content, *quotation.content), previous.cue, previous.source, "direct"
                    )
                    continue
        out.append(quotation)
    return out


def _inside(word: Token, spans: list[Span]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _trim(text: str, span: Span, edge: str = _EDGE) -> Span:
    """A span without marks and white space at its edges; a quotation mark stays where its partner is inside."""
    start, end = span
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    inner = text[start:end]
    if (inner.count("\u201c") > inner.count("\u201d") and text[end : end + 1] == "\u201d") or (
        inner.count('"') % 2 and text[end : end + 1] == '"'
    ):
        end += 1
    return start, end
