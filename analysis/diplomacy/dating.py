"""Which of the days that a sentence names is that of what it tells, by its grammar."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.diplomacy.dates import Days, day_spans, days_aside, days_from, find_days
from analysis.language.people import People
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

# Who does this tells of something; the day is that of the telling.
_REPORTS = frozenset(
    "say tell write report announce confirm add post state publish release issue note acknowledge claim recount recall disclose reveal quote cite comment explain insist".split()
)
_RECENT = dt.timedelta(days=10)  # what lies further back is background
_FAR = 99
_EARLY = 30  # characters of a sentence in which its day opens it


def day_told(
    tokens: Tokens, sentence: Span, where: int, published: dt.date | None, ahead: bool, last: dt.date | None
) -> tuple[Days, bool]:
    """Return the first and last day that a sentence gives for what its verb or noun at ``where`` tells, and whether they
    are firm.

    Of several days it is the one that hangs nearest to it in the tree of heads; those of a verb of saying ("..., he said
    on Wednesday") are left out, unless it is the verb itself or no other day is there. "A day earlier" is counted from
    another day of the sentence, else from ``last``.

    Parameters
    ----------
    tokens : Tokens
    sentence : (int, int)
        Characters.
    where : int
        A character of the word that tells it.
    published : datetime.date or None
    ahead : bool
        Whether it is to come.
    last : datetime.date or None
        The day of what was told before.

    Returns
    -------
    (datetime.date or None, datetime.date or None), bool
        Both None where the sentence names no day for it; not firm where it only names the day on which it was said.

    Examples
    --------
    >>> from analysis.language.tokens import parse
    >>> text = "Ann Lee met Bo Roe late on Tuesday, her spokesman said on Wednesday."
    >>> day_told(parse(text), (0, len(text)), text.index("met"), dt.date(2024, 5, 23), False, None)[0][0]
    datetime.date(2024, 5, 21)
    """
    text = tokens.text[slice(*sentence)]
    aside = days_aside(text, published)
    if aside and aside[1][0] <= where - sentence[0] < aside[1][1]:
        return aside[0], True
    mine = _word(tokens, where)
    ranked = []
    for low, high in day_spans(text):
        verb = _verb(tokens, _word(tokens, low + sentence[0]), mine)
        reports = verb != mine and tokens.words[verb].lemma in _REPORTS
        ranked.append((reports, _apart(tokens, mine, verb), abs(low + sentence[0] - where), (low, high)))
    if not ranked:
        return (None, None), False
    best = min(ranked)
    bare = text
    for one in ranked:
        if one is not best and one[:2] != best[:2]:
            low, high = one[3]
            bare = bare[:low] + " " * (high - low) + bare[high:]
    days = find_days(bare, published, ahead)
    counted = days_from(text[slice(*best[3])], find_days(text, published, ahead)[0] or last)
    return counted or days, not best[0]


def day_opened(sentence: str, published: dt.date | None, last: dt.date | None) -> Days:
    """Return the day with which a sentence opens, for what follows it: "Two days earlier, in Lima, ...".

    Examples
    --------
    >>> day_opened("Two days earlier, in Lima, it had been put otherwise.", None, dt.date(2024, 5, 23))[0]
    datetime.date(2024, 5, 21)
    """
    early = [one for one in day_spans(sentence) if one[0] <= _EARLY]
    if not early:
        return None, None
    words = sentence[: early[0][1]]
    return days_from(words, last) or find_days(words, published)


def day_of(
    tokens: Tokens, people: People, names: Sequence[str], places: re.Pattern[str], others: re.Pattern[str] | None,
    published: dt.date | None, last: dt.date | None,
) -> Days:  # fmt: skip
    """Return the day of the first sentence that names somebody, or a place of his side and none of ``others``, with a
    day on which nobody says anything: "It was Li who picked up first, on Thursday".
    """
    for span in tokens.sentences:
        text = tokens.text[slice(*span)]
        spans = day_spans(text)
        if not spans or not published:
            continue
        named = any(one.name in names for one in people.within(span, ("name",)))
        if not named and not (places.search(text) and not (others and others.search(text))):
            continue
        verbs = [tokens.words[_verb(tokens, _word(tokens, low + span[0]), -1)] for low, _ in spans]
        days = days_from(text, last) or find_days(text, published)
        recent = days[0] is not None and dt.timedelta(0) <= published - days[0] <= _RECENT
        if recent and not any(verb.lemma in _REPORTS for verb in verbs):
            return days
    return None, None


def _word(tokens: Tokens, at: int) -> int:
    """The position of the word at a character, or the one before it."""
    return max(0, bisect_right(tokens.words, at, key=lambda word: word.start) - 1)


def _verb(tokens: Tokens, word: int, mine: int) -> int:
    """The verb that a word hangs on, or ``mine`` where that comes first."""
    while word != mine and tokens.words[word].head != word and tokens.words[word].pos not in ("VERB", "AUX"):
        word = tokens.words[word].head
    return word


def _apart(tokens: Tokens, one: int, two: int) -> int:
    """How many steps lie between two words in the tree of heads."""
    up = _above(tokens, one)
    return next((steps + up.index(word) for steps, word in enumerate(_above(tokens, two)) if word in up), _FAR)


def _above(tokens: Tokens, word: int) -> list[int]:
    out = [word]
    while tokens.words[out[-1]].head != out[-1]:
        out.append(tokens.words[out[-1]].head)
    return out
