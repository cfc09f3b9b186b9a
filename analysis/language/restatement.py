"""Which indirect quotation paraphrases a direct one of the same text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.language.quotations import Quotation

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that carry no content of their own in a report of what was said.
_FUNCTION = frozenset(
    "the and for with that this these those from its their our his her has have had was were are been will would could "
    "should can may which who whom while also all any both between about into over under more most such than then they "
    "she him them you your not but too very said says".split()
)
# A paraphrase shares at least two content stems with the quotation, and this share of its own.
_SHARE = 0.4


def restated(text: str, quotations: Sequence[Quotation]) -> list[int | None]:
    """Return for each quotation the position of the direct one that it paraphrases, or None.

    An indirect quotation restates a direct one when at least two of its content words' stems (Snowball; Porter 2001)
    and at least 40 % of them stand in the direct one too; the best-covered one wins. Not handled: a paraphrase in
    wholly other words.

    Examples
    --------
    >>> from analysis.language.quotations import find_quotations
    >>> text = 'Lee stressed that the border must stay open. "The border must stay open to all," Lee said.'
    >>> restated(text, find_quotations(text))
    [1, None]
    """
    stems = [frozenset().union(*(_stems(text[start:end]) for start, end in one.content)) for one in quotations]
    direct = [number for number, one in enumerate(quotations) if one.kind == "direct"]
    out: list[int | None] = []
    for number, one in enumerate(quotations):
        best: tuple[float, int] | None = None
        if one.kind != "direct" and stems[number]:
            for other in direct:
                shared = len(stems[number] & stems[other])
                if shared >= 2 and shared / len(stems[number]) >= _SHARE:
                    best = max(best or (0.0, other), (shared / len(stems[number]), other))
        out.append(best[1] if best else None)
    return out


def _stems(text: str) -> frozenset[str]:
    # "long-standing" and "longstanding" are one word.
    words = _WORD.findall(re.sub(r"(\w)-(\w)", r"\1\2", text.casefold()))
    return frozenset(_stemmer().stem(word) for word in words if word not in _FUNCTION)


@lru_cache(maxsize=1)
def _stemmer() -> SnowballStemmer:
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")
