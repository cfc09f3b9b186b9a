"""Where words begin and end, and their lemmas."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.lemmas import lemma
from analysis.language.words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They didn't, can't and won't.", "They|did|n't|,|ca|n't|and|wo|n't|."),
        ("Lee’s envoys’ talks; it’s over.", "Lee|’s|envoys|’|talks|;|it|’s|over|."),
        ("He left the U.S. at 5 p.m. on 1/2/24.", "He|left|the|U.S.|at|5|p.m.|on|1/2/24|."),
        ("He said no.", "He|said|no|."),
        ("Dr. Roe paid $1,250.50 (5.5%).", "Dr.|Roe|paid|$|1,250.50|(|5.5|%|)|."),
        ("A U.S.-Chilean cease-fire -- “at last”...", "A|U.S.|-|Chilean|cease|-|fire|--|“|at|last|”|..."),
        ("See https://example.org/a?b=1. Write to a.b@example.org!", "See|https://example.org/a?b=1|.|Write|to|a.b@example.org|!"),
        ("the 21st G7 summit cannot end", "the|21st|G7|summit|can|not|end"),
        ("Կարեն Ə #tag", "Կարեն|Ə|#tag"),
    ],
)  # fmt: skip
def test_words(text, words):
    assert "|".join(text[start:end] for start, end in split_words(text)) == words


@given(st.text(max_size=200))
def test_words_cover_the_text_in_order(text):
    found = split_words(text)
    assert all(start < end for start, end in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    covered = {at for start, end in found for at in range(start, end)}
    assert {at for at, char in enumerate(text) if not char.isspace()} <= covered


def test_a_part_of_a_text_is_cut_within_its_ends():
    text = "Gen. Lee left. He won't return."
    assert [text[a:b] for a, b in split_words(text, 5, 14)] == ["Lee", "left", "."]


@pytest.mark.parametrize(
    ("word", "pos", "tag", "expected"),
    [
        ("thanked", "VERB", "VBD", "thank"), ("Urges", "VERB", "VBZ", "urge"), ("left", "VERB", "VBD", "leave"),
        ("was", "AUX", "VBD", "be"), ("has", "AUX", "VBZ", "have"), ("'s", "AUX", "VBZ", "be"), ("'s", "PART", "POS", "'s"),
        ("crises", "NOUN", "NNS", "crisis"), ("talks", "NOUN", "NNS", "talk"), ("Talks", "PROPN", "NNPS", "Talks"),
        ("better", "ADJ", "JJR", "good"), ("n't", "PART", "RB", "not"), ("them", "PRON", "PRP", "they"),
        ("blorfed", "VERB", "VBD", "blorf"), ("could", "AUX", "MD", "could"), ("Firm", "ADJ", "JJ", "firm"),
    ],
)  # fmt: skip
def test_lemmas(word, pos, tag, expected):
    assert lemma(word, pos, tag) == expected
