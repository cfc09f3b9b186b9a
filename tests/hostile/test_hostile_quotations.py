"""What `find_quotations` promises for any text whatever."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import find_quotations, split_sentences

PIECES = [
    "\u201c", "\u201d", '"', "\u2018", "\u2019", "'", "\u00ab", "\u00bb", "\u201e", "``", "''", " ", "\n", "\n\n", ". ", ", ", "? ", "! ", ": ", "\u2014", "...", "(", ")", "\x00", "\u200b", "\ud800", "\u0301", "\U0001f600",
    "Ms. Lee said", "he said", "according to the envoys", "told reporters that", "the border stays open", "We agree", "MR. MILLER: ", "Q ", "QUESTION: ", "thanked", "\u6771\u4eac", "the Secretary", "a" * 60,
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=24).map("".join)


def hold(text: str) -> None:
    found = find_quotations(text)
    for quotation in found:
        spans = (*quotation.content, *quotation.cue, *quotation.source)
        assert quotation.content
        assert quotation.kind in ("direct", "indirect", "mixed")
        for start, end in spans:
            assert 0 <= start < end <= len(text)
        for role in (quotation.content, quotation.cue, quotation.source):
            assert list(role) == sorted(role)
            assert all(one[1] <= two[0] for one, two in pairwise(role))
        low, high = min(start for start, _ in spans), max(end for _, end in spans)
        assert all(low <= start and end <= high for start, end in spans)
    assert found == sorted(found, key=lambda one: (one.content, one.cue))
    assert find_quotations(text) == found


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(text=TEXTS)
def test_spans_lie_in_the_text_and_are_in_order(text):
    hold(text)


@settings(derandomize=True, deadline=None, database=None, max_examples=100)
@given(text=TEXTS)
def test_sentences_lie_in_the_text_and_are_in_order(text):
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert split_sentences(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "?",
        "\ud800",
        "\x00" * 50,
        "a" * 3000,
        "\u201c" * 500,
        "\u201d\u201c" * 300,
        "'" * 500,
        '"' * 501,
        "\u00ab" * 300 + "\u00bb" * 300,
    ],
)
def test_odd_texts(text):
    hold(text)


@pytest.mark.parametrize("piece", ['"', "\u201c", "'", '"a', "\u201cWe agree. "])
def test_time_is_linear(piece):
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        find_quotations(text)
        return time.process_time() - start

    find_quotations("They met.")
    short, long = seconds(1500), seconds(6000)
    assert long < 3 * 4 * short + 0.5


def test_ten_thousand_marks():
    find_quotations("They met.")
    start = time.process_time()
    find_quotations('"' * 10_000)
    assert time.process_time() - start < 5
