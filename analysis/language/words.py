"""Where words and marks begin and end."""

from __future__ import annotations

import re

from analysis.language.sentences import Span, abbreviations

_APOSTROPHE = "['\u2019]"
# In this order: addresses; numbers; letters with full stops; words; marks that repeat; any other mark.
_TOKEN = re.compile(
    r"(?:https?://|www\.)[^\s<>\"\u201c\u201d]*[^\s<>\"\u201c\u201d.,;:!?)\]'\u2019]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[@#]\w+"
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?!\w)"
    r"|(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?"
    r"|[^\W_]+(?:['\u2019][^\W_]+)*"
    r"|\.{2,}|-{2,}|_+|\S"
)
# What is split off the end of a word: "n't" and the short forms of verbs, the possessive.
_TAIL = re.compile(rf"(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$", re.I)
_JOINED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the ``(start, end)`` of each word and mark of a stretch of text.

    As the Penn Treebank cuts them: short forms and the possessive stand alone, a full stop belongs to an abbreviation
    (``resources/abbreviations.txt``) inside the stretch, else not. Words with hyphens are cut at these.

    Examples
    --------
    >>> text = "Gen. Lee's cease-fire didn't hold in the U.S."
    >>> [text[start:end] for start, end in split_words(text)]
    ['Gen.', 'Lee', "'s", 'cease', '-', 'fire', 'did', "n't", 'hold', 'in', 'the', 'U.S.']
    """
    out: list[Span] = []
    end = len(text) if end is None else end
    at = start
    while match := _TOKEN.search(text, at, end):
        low, at = match.span()
        word = match.group()
        if not word[0].isalpha():
            out.append((low, at))
            continue
        if at + 1 < end and text[at] == "." and word.lower() in abbreviations():
            at += 1
            out.append((low, at))
            continue
        if len(word) == 2 and word[1] == "." and not (word[0].isupper() and at < end):  # "plan b." ends a sentence
            at -= 1
            word = word[0]
        if tail := _TAIL.search(word):
            out += [(low, low + tail.start())] * (tail.start() > 0) + [(low + tail.start(), at)]
        elif head := _JOINED.get(word.lower()):
            out += [(low, low + head), (low + head, at)]
        else:
            out.append((low, at))
    return out
