"""Whom "he" and "she" stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol

from analysis.language.leaders import pronoun_of
from analysis.language.marks import quoted_stretches
from analysis.language.names import SERVES
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

_SHE = frozenset({"she", "her", "hers", "herself"})
_HE = frozenset({"he", "his", "him", "himself"})
_SHE_TITLES = re.compile(r"\b(?:Mrs|Ms|Queen|[Cc]hairwoman|Congresswoman|[Ss]pokeswoman|First Lady|Princess)\.?,?\s+$")
_HE_TITLES = re.compile(
    r"\b(?:Mr|King|[Cc]hairman|Congressman|[Ss]pokesman|Prince|Crown Prince|Sheikh|Sultan|Emir|Amir|Pope)\.?,?\s+$"
)
_SELF = re.compile(r"\s+(him|her)self\b")
# "Lee, she said, had replied": whoever says it is not whom the words name as their subject.
_ASIDE = re.compile(r"[,\u201d\"]\s+$")
_REPORTS = frozenset("say add tell write note argue explain continue insist claim recall stress reply report".split())
_SAID = frozenset("said added noted explained continued argued insisted".split())  # "..., said Ann Lee"
_SPEAKS = re.compile(r",\s+[^,.;]{0,60}?\b(?:spokes|chair)(man|woman)\b")
_LEAD = 60  # characters before a name in which its office is looked for
_BACK = 12  # mentions before a pronoun that are looked at
_SOON = 3  # words before a pronoun of a subordinate clause whose subject comes behind


class Named(Protocol):
    """A stretch of text that stands for a person."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def name(self) -> str: ...


def find_pronouns(
    tokens: Tokens, mentions: Sequence[Named], turns: Sequence[tuple[Span, str]] = ()
) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and person of each personal pronoun of the third person.

    It is the last person that was the subject of a verb, else the last one named, of those whom it can mean: gender is
    known from the text ("Ms.", "spokesman", "she" before) and from the lists of leaders; outside quotation marks nobody is meant who was named
    inside; the object of a verb is not its subject ("Lee left her"). "He ... He ..." is one person while nobody else
    became the subject; "during his talks with A, B said" and "after she spoke with A, B said" mean B. ``turns`` are the
    stretches in which a person has the word, who says "I" of himself.
    """
    text = tokens.text
    quoted = quoted_stretches(text)
    lows = [low for low, _ in quoted]

    def inside(at: int) -> bool:
        place = bisect_right(lows, at) - 1
        return place >= 0 and at < quoted[place][1]

    acting = _acting(tokens)
    listed = [one for one in mentions if text[one.end : one.end + 1] != ":"]  # who has the turn says "I"
    starts = [one.start for one in listed]
    gender = _gender(text, listed)
    found: dict[int, str] = {}  # start -> person, of pronouns
    telling: set[int] = set()  # pronouns that say something
    last: dict[bool, tuple[int, str]] = {}  # the last pronoun that was a subject, inside and outside quotation marks

    def acts(one: Named) -> bool:
        at = bisect_left(acting, one.start)
        return at < len(acting) and acting[at] < one.end

    main = _acting(tokens, main=True)

    def leads(one: Named) -> bool:
        at = bisect_left(main, one.start)
        return at < len(main) and main[at] < one.end

    for number, (low, high) in enumerate(tokens.bounds):
        before_low = tokens.words[tokens.bounds[max(0, number - 1)][0]].start  # where the sentence before begins
        end = tokens.words[high - 1].end
        for position in range(low, high):
            word = tokens.words[position]
            lower = word.text.casefold()
            if lower not in _SHE | _HE or word.pos != "PRON":
                continue
            wanted = "she" if lower in _SHE else "he"
            at, level = bisect_right(starts, word.start), inside(word.start)
            doer = None if lower in ("his", "her", "hers") and word.dep == "poss" else _doer(tokens, position)
            barred = (
                {who for _, who in turns} if any(begin <= word.start < stop for (begin, stop), _ in turns) else set()
            )
            head = tokens.words[word.head]
            if word.dep == "nsubj" and head.lemma in _REPORTS and _ASIDE.search(text, word.start - 3, word.start):
                barred |= {
                    one.name for one in listed if tokens.words[low].start <= one.start < word.start and acts(one)
                }
            if at and lower in ("his", "her") and text[listed[at - 1].end : word.start] == ", ":  # "Ann Lee, his aide"
                barred |= {listed[at - 1].name}
            if doer and not lower.endswith("self"):
                barred |= {_who(doer, listed, starts, found) or ""}

            def fits(one: Named, wanted: str = wanted, level: bool = level, barred: set[str] = barred) -> bool:
                return (
                    gender.get(one.name, wanted) == wanted
                    and one.name not in barred
                    and (level or not inside(one.start))
                )

            reports = word.dep == "nsubj" and head.lemma in _REPORTS
            nearby = [one for one in listed[max(0, at - _BACK) : at] if fits(one)]
            nearby = nearby or [one for one in listed[max(0, at - 3 * _BACK) : at] if fits(one)]
            if not reports:  # who only tells journalists of somebody is not who is told of
                nearby = [
                    one for one in nearby if not SERVES.search(text, max(0, one.start - _LEAD), one.start)
                ] or nearby
            following = [one for one in listed[at : at + 6] if one.start < end and acts(one) and fits(one)]
            following = following if position - low <= _SOON else []
            subjects = [one for one in nearby if acts(one)]
            recent = [one for one in nearby if one.start >= before_low] if lower in ("him", "her") and doer else []
            chosen = ([one for one in recent if acts(one)] or recent or subjects or nearby)[-1:]
            mains = [one for one in nearby if one.start >= before_low and leads(one)]
            if word.dep == "nsubj" and head.head == word.head and mains and not level:
                chosen = mains[-1:]  # "Lee urged Diaz to go. He ..." is Lee
            if chosen and chosen[0].name not in gender:  # of whom the text tells it goes before whom it does not
                sure = [one for one in nearby if one.name in gender and one.start > chosen[0].start]
                chosen = sure[-1:] if wanted == "she" and sure else chosen
            name = chosen[0].name if chosen else None
            before = max((one for key, one in last.items() if level or not key), default=None)
            if level and before and before[0] in telling:  # whoever is quoted says "I"
                before = last.get(True)
            if before and chosen and chosen[0].end <= before[0] and gender.get(before[1], wanted) == wanted:
                name = before[1] if before[1] not in barred else name
            if word.dep == "nsubj" and (owner := _owner(tokens, position, listed)) and fits(owner):
                name = owner.name  # "a statement from Lee's office said he"
            if lower.endswith("self") and at and listed[at - 1].end >= word.start - 1:  # "Lee herself"
                name = listed[at - 1].name
            if following and (lower in ("his", "her") or name is None):
                name = following[0].name
            if name is None:
                continue
            if not level:
                gender.setdefault(name, wanted)
            found[word.start] = name
            if word.dep in ("nsubj", "nsubjpass"):
                last[level] = (word.start, name)
                telling |= {word.start} if head.lemma in _REPORTS and not level else set()
            yield word.start, word.end, name


def _acting(tokens: Tokens, main: bool = False) -> list[int]:
    """Where the subjects of verbs begin, also those that the parser takes for a modifier of the verb behind them;
    ``main``: only those of the verb of a sentence.
    """
    words = tokens.words
    if main:
        return [word.start for word in words if word.dep == "nsubj" and words[word.head].head == word.head]
    return [
        word.start for at, word in enumerate(words)
        if word.dep in ("nsubj", "nsubjpass")
        or (word.pos == "PROPN" and at and words[at - 1].text in _SAID)
        or (word.dep == "nmod" and word.head > at and words[word.head].pos in ("VERB", "AUX"))
        or (word.dep == "appos" and words[word.head].dep in ("nsubj", "nsubjpass"))
    ]  # fmt: skip


def _gender(text: str, mentions: Sequence[Named]) -> dict[str, str]:
    """What titles and "himself" tell of persons; of leaders and officials what their list tells."""
    out = {one.name: known for one in mentions if (known := pronoun_of(one.name))}
    for one in mentions:
        before = text[max(0, one.start - 16) : one.start]
        if own := _SELF.match(text, one.end):
            out[one.name] = "he" if own.group(1) == "him" else "she"
        elif behind := _SPEAKS.match(text, one.end):
            out.setdefault(one.name, "he" if behind.group(1) == "man" else "she")
        elif _SHE_TITLES.search(before):
            out.setdefault(one.name, "she")
        elif _HE_TITLES.search(before):
            out.setdefault(one.name, "he")
    return out


def _owner(tokens: Tokens, position: int, mentions: Sequence[Named]) -> Named | None:
    """Whose body it is that tells what the subject at a position does: of "Lee's office said he had ..." Lee."""
    words = tokens.words
    verb = words[words[position].head].head
    if words[verb].lemma not in _REPORTS or words[position].head == verb:
        return None
    tellers = [child for child in tokens.children[verb] if words[child].dep == "nsubj"]
    spans = [tokens.span(tokens.subtree(one)) for one in tellers]
    owners = [
        one for one in mentions for low, high in spans
        if low <= one.start and one.end < high and tokens.text[one.end : one.end + 1] in "'\u2019"
    ]  # fmt: skip
    return owners[-1] if owners else None


def _doer(tokens: Tokens, position: int) -> Span | None:
    """The subject of the verb whose object a word is, as characters."""
    words = tokens.words
    if words[position].dep not in ("dobj", "iobj", "dative", "pobj", "obj"):
        return None
    at = position
    for _ in range(4):
        if words[at].head == at:
            return None
        at = words[at].head
        if words[at].pos in ("VERB", "AUX"):
            subject = next((one for one in tokens.children[at] if words[one].dep in ("nsubj", "nsubjpass")), None)
            return None if subject is None else (words[subject].start, words[subject].end)
    return None


def _who(place: Span, mentions: Sequence[Named], starts: Sequence[int], found: dict[int, str]) -> str | None:
    """Whom a word stands for: a mention that holds it, or a pronoun that was found."""
    if place[0] in found:
        return found[place[0]]
    at = bisect_right(starts, place[0]) - 1
    return mentions[at].name if at >= 0 and place[0] < mentions[at].end else None
