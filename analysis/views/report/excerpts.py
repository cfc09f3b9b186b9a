"""Excerpts: a reading that can be shown where the texts themselves may not be passed on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.reading import Reading

WORDS = 15
_WORD = re.compile(r"\S+")


def excerpt(text: str, at: int = 0) -> str:
    """Return at most fifteen words, and at most half, of a sentence: those around a position in it.

    Examples
    --------
    >>> excerpt("The Secretary thanked the President for his letter.", 14)
    'The Secretary thanked the …'
    >>> excerpt("Thanks.")
    '…'
    """
    words = [match.span() for match in _WORD.finditer(text)]
    most = min(WORDS, len(words) // 2)
    if not most:
        return "…" if words else ""
    here = sum(end <= at for _, end in words)
    first = min(max(0, here - most // 2), len(words) - most)
    before, after = "… " if first else "", " …" if first + most < len(words) else ""
    return before + text[words[first][0] : words[first + most - 1][1]] + after


def excerpted(reading: Reading) -> Reading:
    """Return the reading with no text but an excerpt of each sentence, around the cue of its first act, and of each quotation.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev for it."), "armenia-azerbaijan")
    >>> excerpted(reading).sentences["text"].tolist(), excerpted(reading).texts
    (['Blinken thanked …'], {})
    """
    cues = reading.acts.groupby("sentence_id")["start"].min().to_dict()
    sentences, quotations = reading.sentences, reading.quotations
    short = [excerpt(str(row["text"]), int(cues.get(row["sentence_id"], row["start"])) - int(row["start"]))
             for row in sentences.to_dict("records")]  # fmt: skip
    parts = {
        name: quotations[name].map(excerpt, na_action="ignore").astype(quotations[name].dtype)
        for name in ("content", "source", "cue")
    }
    return replace(reading, texts={}, sentences=sentences.assign(text=short).astype({"text": sentences["text"].dtype}),
                   quotations=quotations.assign(**parts))  # fmt: skip
