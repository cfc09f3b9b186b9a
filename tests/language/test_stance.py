"""What the tone model hears in a sentence depends on whom it is said to."""

import pytest

from analysis.language.models import vocabulary
from analysis.language.stance import DEGREES, LABELS, Asked, addressed, stances
from analysis.language.wordpiece import WordPiece


def heard(sentence, party, people=None):
    return stances([Asked.of(party, people, "Antony Blinken", sentence)])[0]


def test_probabilities_sum_to_one():
    (one,) = stances([Asked("Armenia", "Antony Blinken", "They spoke by telephone.")])
    assert len(one.degrees) == len(DEGREES)
    assert len(one.acts) == len(LABELS)
    assert sum(one.degrees) == pytest.approx(1, abs=1e-5)
    assert sum(one.acts) == pytest.approx(1, abs=1e-5)
    assert -1 <= one.tone <= 1


@pytest.mark.parametrize(
    ("sentence", "pressed", "comforted"),
    [
        ("He condemned the Moldovan bombardment of Georgian villages.", "Moldova", "Georgia"),
        ("She accused Chad of shelling a market in Niger.", "Chad", "Niger"),
        ("He reaffirmed firm support for the territorial integrity of Georgia.", "Moldova", "Georgia"),
    ],
)
def test_the_same_words_are_warmer_to_whom_they_comfort(sentence, pressed, comforted):
    assert heard(sentence, pressed).tone < heard(sentence, comforted).tone - 0.1


def test_a_grave_topic_is_no_cold_tone():
    assert abs(heard("They talked about the war, the hunger and the killing of civilians.", "Sudan").tone) < 0.25


def test_a_long_sentence_and_long_names_are_cut_to_the_room():
    numbers, inside = addressed(Asked("A" * 400, "B" * 400, "word " * 500), WordPiece(vocabulary()))
    assert len(numbers) == len(inside) == 128
    assert sum(inside) <= 24


def test_nothing_asked_nothing_heard():
    assert stances([]) == []
