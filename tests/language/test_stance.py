"""What is heard in a sentence depends on whom it is said to."""

import pytest

from analysis.language.encoder import encode
from analysis.language.stance import DEGREES, LABELS, Asked, stances


def heard(sentence, *names):
    spans = tuple((sentence.index(name), sentence.index(name) + len(name)) for name in names)
    return stances(encode(sentence), [Asked((0, len(sentence)), spans)])[0]


def test_probabilities_sum_to_one():
    one = heard("They spoke by telephone.")
    assert len(one.degrees) == len(DEGREES)
    assert len(one.acts) == len(LABELS)
    assert sum(one.degrees) == pytest.approx(1, abs=1e-5)
    assert sum(one.acts) == pytest.approx(1, abs=1e-5)
    assert -1 <= one.tone <= 1


@pytest.mark.parametrize(
    ("sentence", "pressed", "comforted"),
    [
        ("He condemned the Moldovan bombardment of Georgian villages.", "Moldovan", "Georgian"),
        ("She accused Chad of shelling a market in Niger.", "Chad", "Niger"),
        ("He condemned the attack by Sudan on Egypt.", "Sudan", "Egypt"),
    ],
)
def test_the_same_words_are_warmer_to_whom_they_comfort(sentence, pressed, comforted):
    assert heard(sentence, pressed).tone < heard(sentence, comforted).tone - 0.1


def test_a_grave_topic_is_no_cold_tone():
    assert abs(heard("They talked about the war, the hunger and the killing of civilians.").tone) < 0.25


def test_a_sentence_hears_only_its_own_pieces():
    text = "The Secretary thanked Armenia. They spoke by telephone."
    whole = stances(encode(text), [Asked((31, 55))])[0]
    assert whole.tone < 0.4 < stances(encode(text), [Asked((0, 30), ((22, 29),))])[0].tone


def test_nothing_asked_nothing_heard():
    assert stances(encode("They met."), []) == []


def test_a_sentence_without_pieces_is_neutral():
    (one,) = stances(encode("\x00\x01"), [Asked((0, 2))])
    assert (one.tone, one.acts[LABELS.index("NONE")]) == (0.0, 1.0)
