"""Paraphrases are found, other quotations are not."""

from analysis.language.quotations import Quotation
from analysis.language.restatement import restated


def quotation(text, words, kind):
    start = text.index(words)
    return Quotation(((start, start + len(words)),), (), (), kind)


def test_paraphrase():
    text = "the bridge must stay open to traders / The bridge must stay open to all traders / the harvest was poor this year"
    parts = text.split(" / ")
    quotations = [
        quotation(text, part, kind) for part, kind in zip(parts, ("indirect", "direct", "indirect"), strict=True)
    ]
    assert restated(text, quotations) == [1, None, None]


def test_nothing_direct_nothing_restated():
    text = "the bridge must stay open / the bridge must stay open"
    assert restated(text, [quotation(text, part, "indirect") for part in text.split(" / ")]) == [None, None]
