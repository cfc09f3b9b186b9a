"""Why a sentence has its tone: its acts with their targets, what the encoder hears, and the words that a lexicon knows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from analysis.diplomacy.parties import Parties, Party, load_parties
from analysis.diplomacy.tone import ACTS_SHARE, sentence_tone
from analysis.language.lexicon import Lexicon, matches
from analysis.pipeline import analyze
from analysis.reading import columns
from analysis.sources.articles import Article

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "part": "str", "words": "str", "start": "Int64", "end": "Int64", "act": "str", "principal": "str", "target": "str",
    "third_party": "str", "modality": "str", "strength": "float64", "tone": "float64", "weight": "float64",
}  # fmt: skip


def explain(
    sentence: str, parties: str | os.PathLike[str] | Parties | None = None, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """Return what makes the tone and the sentiment of a sentence: a row an act, a row for what the encoder hears in each
    sentence, and a row a word of the lexicon.

    Parameters
    ----------
    sentence : str
        A sentence, or a few: a text of its own. In an article more is known of who speaks to whom, so the acts of the
        article itself stand in ``reading.acts``.
    parties : str, path or Parties, optional
        The sides, as for `analysis.analyze`; left out, whoever is addressed is the counterpart.
    lexicon : Lexicon, optional
        VADER's by default.

    Returns
    -------
    pandas.DataFrame
        part (``"act"``, ``"stance"`` or ``"word"``), words, start, end (characters of the sentence), then for an act: act,
        principal, target, third_party, modality, strength in [0, 1], tone in [-1, 1] (NaN for the counterpart's own); for
        a stance: its tone, three tenths of the acts' balance and seven of this make the tone of the sentence; for a word:
        weight in [-4, 4]. `analysis.score_sentiment` makes its figure of the words, and of negations and boosters around
        them. ``attrs["coverage"]`` is the share of words that the lexicon has.

    Examples
    --------
    >>> table = explain("Blinken thanked Pashinyan for his support and urged restraint.", "armenia-azerbaijan")
    >>> table.loc[table["part"] == "act", ["words", "act", "tone"]].values.tolist()
    [['thanked', 'PRAISE', 1.0], ['urged', 'APPEAL', -0.5]]
    >>> table.loc[table["part"] == "word", ["words", "weight"]].values.tolist()
    [['thanked', 1.9], ['support', 1.7]]
    """
    sides = load_parties(parties) if parties is not None else Parties("none given", (Party("the counterpart"),))
    reading = analyze(Article.from_text(sentence), sides)
    rows: list[dict[str, object]] = [
        {"part": "act", "words": act["cue"]} | {key: act[key] for key in COLUMNS if key in act}
        for act in reading.acts.astype("object").where(reading.acts.notna(), None).to_dict("records")
    ]
    for one in reading.sentences.to_dict("records"):
        if one["party"] != "neither":  # the tone is made of both, so what the model hears can be told from it
            told = sentence_tone(reading.acts.loc[reading.acts["sentence_id"] == one["sentence_id"], "tone"].tolist())
            rows.append({"part": "stance", "words": one["text"], "start": one["start"], "end": one["end"],
                         "tone": round((one["tone"] - ACTS_SHARE * told) / (1 - ACTS_SHARE), 2)})  # fmt: skip
    found = matches(sentence, lexicon)
    rows += [
        {"part": "word", "words": one.word, "start": one.start, "end": one.end, "weight": one.weight} for one in found
    ]
    table = columns(rows, COLUMNS)
    table.attrs["coverage"] = len(found) / max(1, len(sentence.split()))
    return table
