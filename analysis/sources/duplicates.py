"""One text in several places: exact and near repeats."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any

_WORDS = 3  # of a shingle
_SHARE = 0.7  # of the shingles of the shorter text that must stand in the longer; tests/benchmarks/reprints.py says why
_LENGTH = 0.5  # of the longer text that the shorter must have: more is another text that quotes this one
_FEWEST = 20  # shingles; shorter texts repeat only exactly
_ALL = 100  # texts that are all compared; loading datasketch for fewer takes longer
_HASHES = 128


def find_repeats(texts: Sequence[str], differ: Callable[[int, int], bool]) -> dict[int, int]:
    """Return, for each text that repeats another one, which: its number and that of the text that is kept.

    A text repeats one before it where the words are the same, or where seven tenths of the runs of three words in the
    shorter stand in the longer, which is at most twice as long. Among many texts the candidates come from MinHash (Broder
    1997; datasketch); they are checked on the texts themselves. What is kept repeats nothing, so there are no chains.

    Parameters
    ----------
    texts : sequence of str
        The one to keep first.
    differ : function of two numbers
        Whether two texts are about different things, however alike they are.

    Examples
    --------
    >>> find_repeats(["The envoys met.", "They left.", "The envoys met!"], lambda one, two: False)
    {2: 0}
    """
    same: dict[tuple[str, ...], list[int]] = {}
    repeats: dict[int, int] = {}
    index = _Index()
    for number, text in enumerate(texts):
        words = tuple(re.findall(r"\w+", text.casefold()))
        if not words:
            continue
        kept = next((one for one in same.get(words, ()) if not differ(one, number)), None)
        if kept is None and len(words) - _WORDS >= _FEWEST:
            shingles = _shingles(words)
            kept = next((one for one in index.alike(shingles) if not differ(one, number)), None)
            if kept is None:
                index.add(number, shingles)
        if kept is None:
            same.setdefault(words, []).append(number)
        else:
            repeats[number] = kept
    return repeats


class _Index:
    """The shingles of texts that are kept, by number, and those that may be alike."""

    def __init__(self) -> None:
        self.texts: dict[int, frozenset[int]] = {}
        self._buckets: Any = None

    def add(self, number: int, shingles: frozenset[int]) -> None:
        self.texts[number] = shingles
        if self._buckets is not None:
            self._buckets.insert(number, _signature(shingles))
        elif len(self.texts) > _ALL:
            from datasketch import MinHashLSH

            # The least Jaccard similarity of a pair that is alike; a candidate too many costs little, one missed is lost.
            least = _SHARE * _LENGTH / (1 + _LENGTH - _SHARE * _LENGTH)
            self._buckets = MinHashLSH(threshold=least, num_perm=_HASHES, weights=(0.1, 0.9))
            for one, some in self.texts.items():
                self._buckets.insert(one, _signature(some))

    def alike(self, shingles: frozenset[int]) -> list[int]:
        """The numbers of texts that are alike, in order."""
        near = self.texts if self._buckets is None else self._buckets.query(_signature(shingles))
        return sorted(one for one in near if _alike(self.texts[one], shingles))


def _alike(one: frozenset[int], two: frozenset[int]) -> bool:
    shorter, longer = sorted((len(one), len(two)))
    return shorter >= _LENGTH * longer and len(one & two) >= _SHARE * shorter


def _shingles(words: Sequence[str]) -> frozenset[int]:
    # Python's own hashes of words differ from run to run.
    return frozenset(zlib.crc32(" ".join(words[at : at + _WORDS]).encode()) for at in range(len(words) - _WORDS + 1))


def _signature(shingles: frozenset[int]) -> Any:
    from datasketch import MinHash

    out = MinHash(num_perm=_HASHES, hashfunc=int)
    out.update_batch(sorted(shingles))
    return out
