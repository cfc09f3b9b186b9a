"""Text to the pieces of words that the encoder reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

Piece = tuple[int, int, int, bool]
"""Number in the vocabulary, start and end in the text, whether a word begins with it."""

UNKNOWN, CLS, SEP, MASK = 100, 101, 102, 103
# White space after control characters are gone; those are dropped without a gap, as the model's own tokenizer does.
_CHUNK = re.compile(
    r"[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~\x0b\x0c\x1c-\x1f\x85]+(?:[\x0b\x0c\x1c-\x1f\x85]+[^\s!-/:-@\[-`{-~]*)*"
)
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_IDEOGRAPHS = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ceaf\U0002f800-\U0002fa1f]"
)
_LONGEST = 100  # a longer word is one unknown piece


class WordPiece:
    """The uncased WordPiece tokenizer of BERT (Devlin et al. 2019) over a vocabulary, with offsets into the text.

    Agrees piece by piece with the `tokenizers` library on the texts of `tests/benchmarks/attribution.py`; it exists
    because that library brings a client for downloads along. Not handled alike: characters that entered Unicode
    after that library's tables were made.

    Parameters
    ----------
    vocabulary : iterable of str
        One piece a line, its number is its position; ``##`` marks one that goes on.

    Examples
    --------
    >>> pieces = WordPiece(["[PAD]", "un", "##said", "!"])
    >>> pieces("Unsaid!")
    [(1, 0, 2, True), (2, 2, 6, False), (3, 6, 7, True)]
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.numbers = {line.rstrip("\n"): number for number, line in enumerate(vocabulary)}
        self._cached = lru_cache(100_000)(self._chunk)

    def __call__(self, text: str) -> list[Piece]:
        """Return the pieces of a text in order."""
        return [
            (number, start + low, start + high, first)
            for chunk in _CHUNK.finditer(text)
            for start in (chunk.start(),)
            for number, low, high, first in self._cached(chunk.group())
        ]

    def _chunk(self, chunk: str) -> list[Piece]:
        """The pieces of what stands between white space and ASCII marks."""
        out: list[Piece] = []
        word: list[tuple[str, int]] = []
        for at, char in enumerate(chunk):
            if char in "\0\ufffd" or unicodedata.category(char)[0] == "C":
                continue
            alone = _IDEOGRAPHS.match(char) is not None
            for part in unicodedata.normalize("NFD", char):
                kind = unicodedata.category(part)
                if kind == "Mn":
                    continue
                lower = [(low, at) for low in part.lower()]
                if alone or kind[0] == "P" or part in _ASCII_MARKS:
                    out += [*self._word(word), *self._word(lower)]
                    word = []
                else:
                    word += lower
        return out + self._word(word)

    def _word(self, word: list[tuple[str, int]]) -> list[Piece]:
        """The longest pieces first, from the left."""
        if not word:
            return []
        letters = "".join(letter for letter, _ in word)
        whole = [(UNKNOWN, word[0][1], word[-1][1] + 1, True)]
        out: list[Piece] = []
        start = 0
        while start < len(letters):
            if len(letters) > _LONGEST:
                return whole
            for end in range(len(letters), start, -1):
                number = self.numbers.get(("##" if start else "") + letters[start:end])
                if number is not None:
                    out.append((number, word[start][1], word[end - 1][1] + 1, start == 0))
                    start = end
                    break
            else:
                return whole
        return out
