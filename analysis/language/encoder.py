"""The one small bundled model: text -> Encoding, read once and used by every later room; tone towards a target."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from analysis.errors import InputError
from analysis.language.models import session, vocabulary
from analysis.language.pieces import Pieces, cut, windows
from analysis.language.sentences import Span, split_sentences
from analysis.language.wordpiece import CLS, SEP, WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

MODEL, TONE = "encoder.onnx", "tone.onnx"
_OUTPUTS = ["tags", "as_cue", "as_part", "kinds", "as_word", "as_head", "hidden"]
_WHOLE = [name for name in _OUTPUTS if name not in ("as_cue", "as_part")]
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# Around the target: its opening and closing piece ([unused0], [unused1]), and the room of the whole.
_OPEN, _CLOSE, _TONE_ROOM, _TARGET_ROOM = 1, 2, 128, 24


@dataclass(frozen=True, slots=True)
class Window:
    """What the model says of the pieces ``start`` to ``end``.

    ``own`` is the part of them for which no other window is asked. ``as_cue`` and ``as_part``, each of shape
    (end - start, 256), are what `analysis.language.linking` scores pairs of pieces with.
    """

    start: int
    end: int
    own: Span
    as_cue: NDArray[np.float32]
    as_part: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text as the encoder reads it, once: every later step reads this.

    Attributes
    ----------
    pieces : Pieces
        Its n pieces with their offsets.
    tags : array of float, shape (n, 7)
        Probabilities of `TAGS`.
    kinds : array of float, shape (n, classes)
        Scores of the classes of a word: universal tags, tags, dependency labels and entities, one after the other.
    as_word, as_head : array of float, shape (n, 128)
        Their products are the scores of one word as the head of another.
    hidden : array of float, shape (n, 384)
        The last states.
    windows : tuple of Window
        In order; their own parts cover all pieces without overlap.
    """

    pieces: Pieces
    tags: NDArray[np.float32]
    kinds: NDArray[np.float32]
    as_word: NDArray[np.float32]
    as_head: NDArray[np.float32]
    hidden: NDArray[np.float32]
    windows: tuple[Window, ...]


class Tone(NamedTuple):
    """Probabilities of the tone towards a target; they sum to 1."""

    negative: float
    neutral: float
    positive: float


@overload
def encode(text: str) -> Encoding: ...
@overload
def encode(text: list[str]) -> list[Encoding]: ...
def encode(text: str | list[str]) -> Encoding | list[Encoding]:
    """Return what the encoder says of a text, or of each of several.

    Windows of up to 254 pieces hold whole paragraphs where they fit. Where a paragraph is cut, two windows overlap by
    64 pieces and each piece is taken from the one in which it stands further from the cut. The result of a text does
    not depend on the others: windows are never padded to another's length.

    Raises
    ------
    ModelUnusable
        If the model file is missing or damaged.

    Examples
    --------
    >>> encoding = encode("Miller said that talks go on.")
    >>> text = encoding.pieces.text
    >>> [(text[start:end], TAGS[tag]) for (start, end), tag in zip(encoding.pieces.offsets, encoding.tags.argmax(1))][:2]
    [('Miller', 'B-source'), ('said', 'B-cue')]
    """
    if isinstance(text, str):
        return encoded(cut(text, wordpieces()), session(MODEL))
    return [encoded(cut(one, wordpieces()), session(MODEL)) for one in text]


def encoded(pieces: Pieces, model: InferenceSession) -> Encoding:
    """`encode` for pieces and an open model."""
    import numpy as np

    ranges = windows(pieces)
    # Where two windows overlap, the middle of the overlap is the border of their own parts.
    borders = [0, *((later[0] + earlier[1]) // 2 for earlier, later in pairwise(ranges)), len(pieces)]
    found: list[Window] = []
    parts: list[list[NDArray[np.float32]]] = []
    for (start, end), own in zip(ranges, pairwise(borders), strict=False):
        numbers = np.concatenate([[CLS], pieces.numbers[start:end], [SEP]])[None].astype(np.int64)
        features = np.zeros((1, numbers.shape[1], pieces.features.shape[1]), np.float32)
        features[0, 1:-1] = pieces.features[start:end]
        said = model.run(_OUTPUTS, {"numbers": numbers, "features": features})
        tags, as_cue, as_part, *rest = (one[0, 1:-1] for one in said)
        found.append(Window(start, end, own, as_cue, as_part))
        parts.append([one[own[0] - start : own[1] - start] for one in (tags, *rest)])
    if not parts:
        widths = [one.shape[-1] for one in model.get_outputs() if one.name in _WHOLE]
        parts = [[np.zeros((0, width), np.float32) for width in widths]]
    whole = dict(zip(_WHOLE, (np.concatenate(column) for column in zip(*parts, strict=True)), strict=True))
    whole["tags"] = softmax(whole["tags"])
    return Encoding(pieces, **whole, windows=tuple(found))


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities along the last axis."""
    import numpy as np

    powers = np.exp(scores - scores.max(-1, keepdims=True, initial=-np.inf))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The activation x P(X <= x) of Hendrycks & Gimpel (2016) by its usual approximation."""
    import numpy as np

    inner = x * x
    inner *= np.float32(0.0356774)
    inner += np.float32(0.7978846)
    inner *= x
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= x
    inner *= np.float32(0.5)
    return inner


@lru_cache(maxsize=4)
def notes(name: str) -> dict[str, Any]:
    """Return what was written into a model file beside the network: small weights as arrays, thresholds, versions."""
    import numpy as np

    found: dict[str, Any] = {}
    for key, value in session(name).get_modelmeta().custom_metadata_map.items():
        one = json.loads(value)
        if isinstance(one, dict) and "base64" in one:
            one = np.frombuffer(base64.b64decode(one["base64"]), np.float32).reshape(one["shape"])
        found[key] = one
    return found


@overload
def tone_towards(text: str, target: Span) -> Tone: ...
@overload
def tone_towards(text: list[str], target: list[Span]) -> list[Tone]: ...
def tone_towards(text: str | list[str], target: Span | list[Span]) -> Tone | list[Tone]:
    """Return the tone of a text towards somebody or something that it names.

    Target-dependent sentiment (Hamborg & Donnay 2021): the tone of the sentence towards this target, not of the
    sentence as such. The sentence that holds the target is read, a long one up to 128 pieces about it. Not handled:
    tone that stands in another sentence; formulas of diplomacy are read by their everyday words.

    Parameters
    ----------
    text : str or list of str
    target : (int, int) or list of these
        Characters of the text; one for each text.

    Raises
    ------
    InputError
        If a target is empty or not inside its text, or not every text has one.
    ModelUnusable
        If the model file is missing or damaged.

    Examples
    --------
    >>> tone = tone_towards("The minister praised Armenia for its courage.", (21, 28))
    >>> max(tone._fields, key=lambda name: getattr(tone, name))
    'positive'
    """
    if isinstance(text, str):
        return _tones([text], [target])[0]  # type: ignore[list-item]
    return _tones(text, target)  # type: ignore[arg-type]


def _tones(texts: Sequence[str], targets: Sequence[Span]) -> list[Tone]:
    import numpy as np

    if len(texts) != len(targets):
        raise InputError("target", f"one for each of {len(texts)} texts", len(targets))
    rows = [marked(text, target, wordpieces()) for text, target in zip(texts, targets, strict=True)]
    out: list[Tone] = [Tone(0.0, 1.0, 0.0)] * len(rows)
    for row, (numbers, inside) in enumerate(rows):
        feed = {"numbers": np.array([numbers], np.int64), "target": np.array([inside], np.int64)}
        (scores,) = session(TONE).run(["tone"], feed)
        out[row] = Tone(*map(float, softmax(scores[0])))
    return out


def marked(text: str, target: Span, pieces: WordPiece) -> tuple[list[int], list[int]]:
    """Return the pieces of a target's sentence with the target marked, and 1 for each piece of the target, else 0.

    Raises
    ------
    InputError
        If the target is empty or not inside the text.
    """
    start, end = target
    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise InputError("target", f"a part of the text, 0 to {len(text)}, that is not blank", target)
    low, high = _around(text, start, end)
    before, inside, after = (
        [one[0] for one in pieces(part)] for part in (text[low:start], text[start:end], text[end:high])
    )
    inside = inside[:_TARGET_ROOM]
    room = _TONE_ROOM - len(inside) - 4
    if len(before) + len(after) > room:
        left = min(len(before), max(room // 2, room - len(after)))
        before, after = before[len(before) - left :], after[: room - left]
    numbers = [CLS, *before, _OPEN, *inside, _CLOSE, *after, SEP]
    return numbers, [0] * (len(before) + 2) + [1] * len(inside) + [0] * (len(after) + 2)


def _around(text: str, start: int, end: int) -> Span:
    """The sentences that a target touches, one as a rule."""
    touched = [span for span in _sentences(text) if span[0] < end and start < span[1]]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(split_sentences(text))


@lru_cache(maxsize=1)
def wordpieces() -> WordPiece:
    """What cuts text into the pieces that both models read; one a process."""
    return WordPiece(vocabulary())
