"""Sentence and paragraph spans."""

from itertools import pairwise

import pytest

from analysis.language.sentences import paragraphs, split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. He did not return.", ["He left the U.S.", "He did not return."]),
        ("The U.S. Embassy in St. Mary Bay closed.", ["The U.S. Embassy in St. Mary Bay closed."]),
        ("Gen. Lee met Mr. Brown Jr. in Jan. 2020.", ["Gen. Lee met Mr. Brown Jr. in Jan. 2020."]),
        ("\u201cIs it true?\u201d he asked. Nobody knew.", ["\u201cIs it true?\u201d he asked.", "Nobody knew."]),
        ("\u201cWe agree.\u201d Then she left.", ["\u201cWe agree.\u201d", "Then she left."]),
        ("It cost $4.5 million. He paid.", ["It cost $4.5 million.", "He paid."]),
        ("A title\n\nA sentence. Another", ["A title", "A sentence.", "Another"]),
        ("One line\nwith a break. Two.", ["One line\nwith a break.", "Two."]),
        ("", []),
        (" \n\n ", []),
        ("...", ["..."]),
    ],
)
def test_split(text, expected):
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_spans_are_in_order_and_inside():
    text = "One. Two! Three?\n\n\u201cFour,\u201d she said. Five\u2026 six. " * 50
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_no_sentence_crosses_a_paragraph():
    text = "One without a stop\n \t\nTwo"
    assert paragraphs(text) == [(0, 18), (22, 25)]
    assert split_sentences(text) == [(0, 18), (22, 25)]
