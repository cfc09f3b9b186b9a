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
            _analyzer().polarity_scores(text) if text.strip() else dict.fromkeys(("compound", "pos", "neu", "neg"), 0.0)
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
    return dict(_analyzer().lexicon)


@lru_cache(maxsize=1)
def _analyzer() -> SentimentIntensityAnalyzer:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    class Vader(SentimentIntensityAnalyzer):  # type: ignore[misc]
        # NLTK reads the lexicon from its own data folder, which pip does not fill; the same file is in vaderSentiment.
        def __init__(self) -> None:
            self.lexicon_file = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8")
            self.lexicon = self.make_lex_dict()
            self.constants = VaderConstants()

    return Vader()
