"""VADER as NLTK computes it."""

import pytest

import analysis


@pytest.mark.parametrize(
    ("text", "compound"),
    # From nltk.sentiment.vader 3.10 with its own lexicon file.
    [("VADER is smart, handsome, and funny.", 0.8316), ("Today sux", -0.3612), ("The book was good.", 0.4404)],
)
def test_published_values(text, compound):
    assert analysis.score_sentiment(text).compound == pytest.approx(compound)


def test_topic_is_what_it_measures():
    assert analysis.score_sentiment("She urged the release of the prisoners.").compound < 0  # hence the column tone


def test_lists_and_empty_text():
    assert analysis.score_sentiment(["", "table"]) == [(0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)]
