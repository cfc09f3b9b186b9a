"""Sentence sentiment as the field's common baseline computes it: VADER through NLTK."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer


class Sentiment(NamedTuple):
    """VADER's four figures: ``compound`` in [-1, 1]; the shares ``positive``, ``neutral``, ``negative`` in [0, 1]."""

    compound: float
    positive: float
    neutral: float
    negative: float


@overload
def score_sentiment(text: str) -> Sentiment: ...  # type: ignore[overload-overlap]
@overload
def score_sentiment(text: Sequence[str]) -> list[Sentiment]: ...
def score_sentiment(text: str | Sequence[str]) -> Sentiment | list[Sentiment]:
    """Return the sentiment of a sentence, or of each of a list.

    VADER (Hutto & Gilbert 2014) with the rules of `nltk.sentiment.vader` and the lexicon file of the
    ``vaderSentiment`` package. NLTK's rules differ from that package's own scorer on a few sentences in a hundred.
    It measures the pleasantness of words, not the stance of a speaker: see the ``tone`` column for that. A text
    without a known word is neutral: ``(0, 0, 1, 0)``; an empty text is ``(0, 0, 0, 0)``.

    Examples
    --------
    >>> score_sentiment("He thanked the prime minister for her support.").compound > 0
    True
    >>> score_sentiment(["", "table"])[1].neutral
    1.0
    """
    if isinstance(text, str):
        scores = (
            _analyzer(_marks(text)).polarity_scores(text)
            if text.strip()
            else dict.fromkeys(("compound", "pos", "neu", "neg"), 0.0)
        )
        return Sentiment(*(float(scores[key]) for key in ("compound", "pos", "neu", "neg")))
    return [score_sentiment(one) for one in text]


def lexicon() -> dict[str, float]:
    """Return VADER's words with their scores in [-4, 4].

    Examples
    --------
    >>> lexicon()["support"]
    1.7
    """
    return dict(_lexicon())


@lru_cache(maxsize=256)
def _analyzer(marks: tuple[str, ...]) -> SentimentIntensityAnalyzer:
    """VADER for texts that hold these of its punctuation marks.

    NLTK joins every word of a text with every mark to look words up with and without; only those marks that the text
    has can make a difference, and most of the time went into the others.
    """
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    class Vader(SentimentIntensityAnalyzer):  # type: ignore[misc]
        # NLTK reads the lexicon from its own data folder, which pip does not fill; the same file is in vaderSentiment.
        def __init__(self) -> None:
            self.lexicon = _lexicon()
            self.constants = VaderConstants()
            self.constants.PUNC_LIST = list(marks)

    return Vader()


def _marks(text: str) -> tuple[str, ...]:
    return tuple(mark for mark in _all_marks() if mark in text)


@lru_cache(maxsize=1)
def _all_marks() -> tuple[str, ...]:
    from nltk.sentiment.vader import VaderConstants

    return tuple(VaderConstants().PUNC_LIST)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, float]:
    lines = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8").split("\n")
    return {word: float(measure) for word, measure, *_ in (line.strip().split("\t") for line in lines)}
