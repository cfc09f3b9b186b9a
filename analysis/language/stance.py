"""How a sentence stands towards a counterpart, and what is done in it: what the bundled tone model says of readouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.language.encoder import TONE, softmax, wordpieces
from analysis.language.models import session
from analysis.language.wordpiece import CLS, SEP, WordPiece

ACTS = ("CONSULT", "SUPPORT", "PRAISE", "WELCOME", "OFFER", "CONDOLE", "AGREE", "APPEAL", "CONCERN", "CONDEMN", "WARN",
        "REJECT", "STATE")  # fmt: skip
LABELS = (*ACTS, "NONE")  # what the model tells apart: a title or furniture is no act
DEGREES = (-1.0, -0.5, 0.0, 0.5, 1.0)
# Around the counterpart: its opening and closing piece ([unused0], [unused1]), and the room of each part.
_OPEN, _CLOSE, _ROOM, _COUNTERPART_ROOM, _OFFICIAL_ROOM = 1, 2, 128, 24, 14


class Asked(NamedTuple):
    """A sentence, with the counterpart towards whom its stance is asked and the official who told it."""

    counterpart: str
    official: str
    sentence: str

    @classmethod
    def of(cls, party: str, counterparts: str | None, official: str | None, sentence: str) -> Asked:
        """The question about a sentence of a contact; names that are not known are left out.

        Examples
        --------
        >>> Asked.of("Armenia", "Nikol Pashinyan", None, "They spoke.")
        Asked(counterpart='Armenia, Nikol Pashinyan', official='the United States', sentence='They spoke.')
        """
        return cls(f"{party}, {counterparts}" if counterparts else party, official or "the United States", sentence)


@dataclass(frozen=True, slots=True)
class Stance:
    """What the model says of a sentence.

    Attributes
    ----------
    degrees : tuple of float
        Probabilities of `DEGREES`: from strongly cold to strongly warm.
    acts : tuple of float
        Probabilities of `LABELS`.
    """

    degrees: tuple[float, ...]
    acts: tuple[float, ...]

    @property
    def tone(self) -> float:
        """The expected degree, in [-1, 1]."""
        return sum(p * degree for p, degree in zip(self.degrees, DEGREES, strict=True))


def stances(asked: Sequence[Asked]) -> list[Stance]:
    """Return how each sentence stands towards its counterpart, and what act it is.

    The model reads the counterpart and the official before the sentence, so "condemned the strike on Arvenia" is warm
    said to Arvenia and cold said to whoever struck. It was trained on sentences of readouts that a language model coded
    by a codebook; ``resources/encoder-card.md`` has the data and the scores.

    Raises
    ------
    ModelUnusable
        If the model file is missing or damaged.

    Examples
    --------
    >>> thanks, appeal = stances([
    ...     Asked("Armenia", "Antony Blinken", "The Secretary thanked the Prime Minister for his leadership."),
    ...     Asked("Armenia", "Antony Blinken", "The Secretary urged Armenia to release the prisoners."),
    ... ])
    >>> thanks.tone > 0.5, appeal.tone < 0
    (True, True)
    """
    import numpy as np

    out = []
    for one in asked:
        numbers, inside = addressed(one, wordpieces())
        feed = {"numbers": np.array([numbers], np.int64), "target": np.array([inside], np.int64)}
        degrees, acts = session(TONE).run(["degree", "act"], feed)
        out.append(Stance(tuple(map(float, softmax(degrees[0]))), tuple(map(float, softmax(acts[0])))))
    return out


def addressed(asked: Asked, pieces: WordPiece) -> tuple[list[int], list[int]]:
    """Return the pieces of counterpart, official and sentence, and 1 for each piece of the counterpart, else 0.

    A sentence longer than some ninety pieces loses its end.
    """
    counterpart, official, sentence = (
        [one[0] for one in pieces(text)] for text in (asked.counterpart, f"{asked.official}:", asked.sentence)
    )
    counterpart, official = counterpart[:_COUNTERPART_ROOM], official[:_OFFICIAL_ROOM]
    start = [CLS, _OPEN, *counterpart, _CLOSE, *official]
    numbers = [*start, *sentence[: _ROOM - len(start) - 1], SEP]
    return numbers, [0, 0, *[1] * len(counterpart), *[0] * (len(numbers) - len(counterpart) - 2)]
