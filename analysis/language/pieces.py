"""A text as the arrays that the encoder reads: pieces, what is known of each, and windows over them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.language.marks import quoted_stretches
from analysis.language.sentences import paragraphs
from analysis.language.wordpiece import WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEATURES = 4
# A window holds this many pieces; the model's own two ends make 256.
ROOM = 254
# Windows overlap so much where no paragraph ends, so that what stands at the cut is read with both its sides.
OVERLAP = 64
_SENTENCE = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text.

    Attributes
    ----------
    text : str
    numbers : array of int, shape (n,)
        In the vocabulary.
    offsets : array of int, shape (n, 2)
        Characters of the text.
    first : array of bool, shape (n,)
        Whether a word begins.
    features : array of float, shape (n, 4)
        Whether the word is capitalised, is all capitals, stands between quotation marks, begins a paragraph.
    paragraph, sentence : array of int, shape (n,)
        Running numbers. The sentences are rough ones: windows are cut at them, nothing else reads them.
    """

    text: str
    numbers: NDArray[np.int64]
    offsets: NDArray[np.int64]
    first: NDArray[np.bool_]
    features: NDArray[np.float32]
    paragraph: NDArray[np.int64]
    sentence: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.numbers)

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """A range of pieces widened to whole words."""
        while start > 0 and not self.first[start]:
            start -= 1
        while end < len(self) and not self.first[end]:
            end += 1
        return start, end

    def at(self, words: NDArray[np.int64]) -> NDArray[np.int64]:
        """The piece with which each word begins, for words (n, 2) in characters: one inside it, else that around it."""
        import numpy as np

        found = np.searchsorted(self.offsets[:, 0], words[:, 0])
        inside = self.offsets[np.minimum(found, len(self) - 1), 0] < words[:, 1]
        return np.where((found < len(self)) & inside, found, np.maximum(found - 1, 0))

    def touched(self, spans: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
        """Whether each piece stands in one of some stretches of characters, at least with a part."""
        import numpy as np

        inside = np.zeros(len(self), bool)
        for start, end in spans:
            inside |= (self.offsets[:, 0] < end) & (self.offsets[:, 1] > start)
        return inside

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters from the first to the last piece of a range."""
        return int(self.offsets[start, 0]), int(self.offsets[end - 1, 1])


def cut(text: str, pieces: WordPiece) -> Pieces:
    """Return the pieces of a text.

    Parameters
    ----------
    text : str
        Any text; offsets refer to it.
    pieces : WordPiece
        The vocabulary at work.
    """
    import numpy as np

    found: list[tuple[int, int, int, bool]] = []
    paragraph: list[int] = []
    for number, (low, high) in enumerate(paragraphs(text)):
        inside = pieces(text[low:high])
        found += [(one, start + low, end + low, first) for one, start, end, first in inside]
        paragraph += [number] * len(inside)
    n = len(found)
    offsets = np.array([one[1:3] for one in found], np.int64).reshape(n, 2)
    first = np.array([one[3] for one in found], bool)
    of_paragraph = np.array(paragraph, np.int64)
    if not n:
        return Pieces(
            text, np.zeros(0, np.int64), offsets, first, np.zeros((0, FEATURES), np.float32), of_paragraph, of_paragraph
        )
    begins = np.ones(n, bool)
    begins[1:] = of_paragraph[1:] != of_paragraph[:-1]
    # Inner pieces take what is known of their word.
    word = np.cumsum(first) - 1
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], n) - 1
    words = [text[offsets[low, 0] : offsets[high, 1]] for low, high in zip(starts, ends, strict=True)]
    capital = np.array([one[:1].isupper() for one in words], bool)
    shouted = np.array([len(one) > 1 and one.isupper() for one in words], bool)
    quoted = np.zeros(len(text) + 1, bool)
    for low, high in quoted_stretches(text):
        quoted[low:high] = True
    cuts = np.array([gap.end() for gap in _SENTENCE.finditer(text)], np.int64)
    sentence = np.cumsum(begins) + np.searchsorted(cuts, offsets[:, 0], side="right")
    features = np.stack([capital[word], shouted[word], quoted[offsets[:, 0]], begins], axis=1).astype(np.float32)
    return Pieces(text, np.array([one[0] for one in found], np.int64), offsets, first, features, of_paragraph, sentence)


def windows(
    pieces: Pieces, room: int = ROOM, first_room: int | None = None, overlap: int = OVERLAP
) -> list[tuple[int, int]]:
    """Return the ranges of pieces that are read at once, in order.

    Each ends where a paragraph ends, else where a sentence ends, else anywhere; in the latter two cases the next one
    begins ``overlap`` pieces earlier.

    Parameters
    ----------
    pieces : Pieces
    room : int
        The most pieces of a window.
    first_room : int, optional
        The same for the first one: training moves the cuts with it.
    overlap : int
        0 gives ranges that do not overlap.
    """
    import numpy as np

    out: list[tuple[int, int]] = []
    start, done, n = 0, 0, len(pieces)
    while done < n:
        end = min(n, start + (first_room if first_room and not out else room))
        whole = True
        if end < n:
            for key, at_paragraph in ((pieces.paragraph, True), (pieces.sentence, False)):
                low = int(np.searchsorted(key, key[end]))
                if low > max(start, done):
                    end, whole = low, at_paragraph
                    break
            else:
                whole = False
        out.append((start, end))
        done = end
        start = end if whole or end == n else max(start + 1, end - overlap)
    return out
