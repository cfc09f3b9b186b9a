"""What counts in an aggregate: sentences and acts once each, by unit: the contact as one article tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading


def counted(reading: Reading) -> pd.DataFrame:
    """Return the sentences that count in an aggregate, with the column ``unit``: the contact as one article tells it.

    Sentences of one party each; texts that repeat another article and sentences that only restate a quotation of the
    same article are left out, so that repeated words count once.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> counted(reading)["party"].tolist()
    ['Azerbaijan']
    """
    sentences = reading.sentences
    repeats = reading.articles.loc[reading.articles["duplicate_of"].notna(), "article_id"]
    kept = sentences[
        sentences["party"].isin(reading.parties)
        & ~sentences["article_id"].isin(repeats)
        & ~sentences["sentence_id"].isin(restating(reading))
    ]
    return kept.assign(unit=kept["contact_id"].fillna(kept["article_id"] + " " + kept["party"]))


def restating(reading: Reading) -> set[str]:
    """Return the ids of sentences whose every quotation restates another one that is in the reading."""
    quotations = reading.quotations
    again = quotations["restates"].isin(quotations["quotation_id"])
    return set(quotations.loc[again, "sentence_id"]) - set(quotations.loc[~again, "sentence_id"])


def counted_acts(reading: Reading) -> pd.DataFrame:
    """Return the acts of the counted sentences, with ``unit``, but for negated ones and the counterpart's own."""
    acts = reading.acts
    kept = acts[acts["party"].isin(reading.parties) & acts["tone"].notna() & (acts["modality"] != "negated")]
    unit = counted(reading).set_index(["sentence_id", "party"])["unit"]
    # Of no act at all the join would name the index after its keys.
    return kept.join(unit, on=["sentence_id", "party"], how="inner").reset_index(drop=True)
