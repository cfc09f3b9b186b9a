"""Sentence sentiment as the field's common baseline computes it: VADER through NLTK."""

from __future__ import annotations

import csv
import math
import os
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, overload

from analysis.errors import InputError, PlaceNotFound

if TYPE_CHECKING:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer


class Sentiment(NamedTuple):
    """VADER's four figures: ``compound`` in [-1, 1]; the shares ``positive``, ``neutral``, ``negative`` in [0, 1]."""

    compound: float
    positive: float
    neutral: float
    negative: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words with their weights, from -4 (unpleasant) to 4 (pleasant), in lower case; ``name`` stands in the manifest."""

    name: str
    words: Mapping[str, float]


class Match(NamedTuple):
    """A word of a text that a lexicon has: its characters, and its weight there."""

    start: int
    end: int
    word: str
    weight: float


@overload
def score_sentiment(text: str, lexicon: Lexicon | None = None) -> Sentiment: ...  # type: ignore[overload-overlap]
@overload
def score_sentiment(text: Sequence[str], lexicon: Lexicon | None = None) -> list[Sentiment]: ...
def score_sentiment(text: str | Sequence[str], lexicon: Lexicon | None = None) -> Sentiment | list[Sentiment]:
    """Return the sentiment of a sentence, or of each of a list.

    VADER (Hutto & Gilbert 2014) with the rules of `nltk.sentiment.vader` and the lexicon file of the
    ``vaderSentiment`` package, or another lexicon in its place. NLTK's rules differ from that package's own scorer on a
    few sentences in a hundred. It measures the pleasantness of words, not the stance of a speaker: see the ``tone``
    column for that. A text without a known word is neutral: ``(0, 0, 1, 0)``; an empty text is ``(0, 0, 0, 0)``.

    Examples
    --------
    >>> score_sentiment("He thanked the prime minister for her support.").compound > 0
    True
    >>> score_sentiment(["", "table"])[1].neutral
    1.0
    """
    if isinstance(text, str):
        scores = (
            _analyzer(_marks(text), lexicon or vader()).polarity_scores(text)
            if text.strip()
            else dict.fromkeys(("compound", "pos", "neu", "neg"), 0.0)
        )
        return Sentiment(*(float(scores[key]) for key in ("compound", "pos", "neu", "neg")))
    return [score_sentiment(one, lexicon) for one in text]


def matches(text: str, lexicon: Lexicon | None = None) -> list[Match]:
    """Return the words of a text that a lexicon has, VADER's by default, in order.

    Examples
    --------
    >>> [(one.word, one.weight) for one in matches("He thanked them for their support.")]
    [('thanked', 1.9), ('support', 1.7)]
    """
    words = (lexicon or vader()).words
    out = []
    for found in re.finditer(r"\S+", text):
        whole = found.group()
        bare = whole.strip(string.punctuation + "\u2018\u2019\u201c\u201d\u2013\u2014\u2026")
        start = found.start() + (whole.find(bare) if bare else 0)
        for form, at in ((whole, found.start()), (bare, start)):  # an emoticon is a word with its marks
            if form and form.lower() in words:
                out.append(Match(at, at + len(form), form, words[form.lower()]))
                break
    return out


@lru_cache(maxsize=1)
def vader() -> Lexicon:
    """Return VADER's lexicon.

    Examples
    --------
    >>> vader().words["support"]
    1.7
    """
    lines = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8").split("\n")
    words = {word: float(measure) for word, measure, *_ in (line.strip().split("\t") for line in lines)}
    return Lexicon("VADER lexicon of vaderSentiment", words)


def load_lexicon(file: str | os.PathLike[str]) -> Lexicon:
    """Return the lexicon of a CSV file with the columns ``word`` and ``weight``.

    Raises
    ------
    PlaceNotFound
        If there is no such file.
    InputError
        For a missing column, an empty word, a weight that is no number from -4 to 4, or a word twice with different
        weights; it names row and column.
    """
    path = Path(file)
    if not path.is_file():
        raise PlaceNotFound("lexicon", "a CSV file with the columns word and weight", path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = {"word", "weight"} - set(rows.fieldnames or ())
        if missing:
            raise InputError("lexicon", "columns word and weight", f"{path.name} without {', '.join(sorted(missing))}")
        words: dict[str, float] = {}
        for number, row in enumerate(rows, 2):
            where = f"{path.name}, row {number}"
            word, weight = (row["word"] or "").strip().lower(), (row["weight"] or "").strip()
            if not word or " " in word:
                raise InputError(f"{where}, word", "one word", repr(row["word"]))
            try:
                value = float(weight)
            except ValueError:
                value = math.nan
            if not -4 <= value <= 4:
                raise InputError(f"{where}, weight", "a number from -4 to 4", repr(weight))
            if words.setdefault(word, value) != value:
                raise InputError(f"{where}, weight", f"{word!r} with one weight", f"{words[word]} and {value}")
    if not words:
        raise InputError("lexicon", "at least one word", f"{path.name} without any")
    return Lexicon(path.name, words)


@lru_cache(maxsize=256)
def _analyzer(marks: tuple[str, ...], lexicon: Lexicon) -> SentimentIntensityAnalyzer:
    """VADER's rules with a lexicon, for texts that hold these of its punctuation marks.

    NLTK joins every word of a text with every mark to look words up with and without; only those marks that the text
    has can make a difference, and most of the time went into the others.
    """
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    class Vader(SentimentIntensityAnalyzer):  # type: ignore[misc]
        # NLTK reads the lexicon from its own data folder, which pip does not fill; the same file is in vaderSentiment.
        def __init__(self) -> None:
            self.lexicon = lexicon.words
            self.constants = VaderConstants()
            self.constants.PUNC_LIST = list(marks)

    return Vader()


def _marks(text: str) -> tuple[str, ...]:
    return tuple(mark for mark in _all_marks() if mark in text)


@lru_cache(maxsize=1)
def _all_marks() -> tuple[str, ...]:
    from nltk.sentiment.vader import VaderConstants

    return tuple(VaderConstants().PUNC_LIST)
