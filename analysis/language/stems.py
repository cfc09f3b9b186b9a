"""The content words of a text as stems, by which two wordings of one thing are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that carry no content of their own in a report of what was said.
_FUNCTION = frozenset(
    "the and for with that this these those from its their our his her has have had was were are been will would could "
    "should can may which who whom while also all any both between about into over under more most such than then they "
    "she him them you your not but too very said says".split()
)


def stems(text: str, without: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the stems (Snowball; Porter 2001) of the words of three or more letters that are no function words.

    "Long-standing" and "longstanding" are one word.

    Parameters
    ----------
    text : str
    without : frozenset of str
        Further words to leave out, in small letters.

    Examples
    --------
    >>> sorted(stems("They reaffirmed a long-standing partnership"))
    ['longstand', 'partnership', 'reaffirm']
    """
    words = _WORD.findall(re.sub(r"(\w)-(\w)", r"\1\2", text.casefold()))
    return frozenset(_stem(word) for word in words if word not in _FUNCTION and word not in without)


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer().stem(word))


@lru_cache(maxsize=1)
def _stemmer() -> SnowballStemmer:
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")
