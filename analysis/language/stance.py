"""How a sentence stands towards a counterpart, and what is done in it, as the encoder reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.language.encoder import MODEL, Encoding, gelu, notes, softmax
from analysis.language.sentences import Span

ACTS = ("CONSULT", "SUPPORT", "PRAISE", "WELCOME", "OFFER", "CONDOLE", "AGREE", "APPEAL", "CONCERN", "CONDEMN", "WARN",
        "REJECT", "STATE")  # fmt: skip
LABELS = (*ACTS, "NONE")  # what the model tells apart: a title or furniture is no act
DEGREES = (-1.0, -0.5, 0.0, 0.5, 1.0)


class Asked(NamedTuple):
    """A sentence whose stance is asked, and where it names the counterpart, or else where the text does; characters."""

    sentence: Span
    counterpart: tuple[Span, ...] = ()


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


def stances(encoding: Encoding, asked: Sequence[Asked]) -> list[Stance]:
    """Return how each sentence stands towards its counterpart, and what act it is.

    From the last states of its pieces: those that name the counterpart ask the others what matters (dot-product
    attention), so "condemned the strike on Arvenia" is warm said to Arvenia and cold said to whoever struck. Learnt from
    sentences of readouts that a language model coded by a codebook, and from a larger model that had learnt from them;
    ``resources/encoder-card.md`` has the data and the scores. A sentence without pieces stands nowhere: neutral, no act.

    Examples
    --------
    >>> from analysis.language.encoder import encode
    >>> text = "The Secretary thanked the Prime Minister for his leadership. He urged Armenia to release the prisoners."
    >>> thanks, appeal = stances(encode(text), [Asked((0, 60), ((22, 40),)), Asked((61, 103), ((70, 77),))])
    >>> thanks.tone > 0.5, appeal.tone < 0
    (True, True)
    """
    import numpy as np

    weights, offsets = notes(MODEL), encoding.pieces.offsets
    out = []
    for one in asked:
        low, high = (int(at) for at in np.searchsorted(offsets[:, 0], one.sentence))
        if low == high:
            out.append(Stance((0.0, 0.0, 1.0, 0.0, 0.0), (*[0.0] * len(ACTS), 1.0)))
            continue
        states = encoding.hidden[low:high]
        inside = encoding.pieces.touched(one.counterpart)
        who = encoding.hidden[inside].mean(0) if inside.any() else weights["stance.nobody"]
        keys = states @ weights["stance.key.weight"].T + weights["stance.key.bias"]
        asks = who @ weights["stance.ask.weight"].T + weights["stance.ask.bias"]
        answer = softmax((keys @ asks)[None] / np.float32(np.sqrt(len(asks))))[0] @ states
        known = np.concatenate([states.mean(0), answer, who])
        inner = gelu(known @ weights["stance.inner.weight"].T + weights["stance.inner.bias"])
        scores = inner @ weights["stance.out.weight"].T + weights["stance.out.bias"]
        degrees, acts = softmax(scores[None, : len(DEGREES)])[0], softmax(scores[None, len(DEGREES) :])[0]
        out.append(Stance(tuple(map(float, degrees)), tuple(map(float, acts))))
    return out
