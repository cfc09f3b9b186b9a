"""Which indirect quotation paraphrases a direct one of the same text."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.language.quotations import Quotation
from analysis.language.stems import stems

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
    found = [frozenset().union(*(stems(text[start:end]) for start, end in one.content)) for one in quotations]
    direct = [number for number, one in enumerate(quotations) if one.kind == "direct"]
    out: list[int | None] = []
    for number, one in enumerate(quotations):
        best: tuple[float, int] | None = None
        if one.kind != "direct" and found[number]:
            for other in direct:
                shared = len(found[number] & found[other])
                if shared >= 2 and shared / len(found[number]) >= _SHARE:
                    best = max(best or (0.0, other), (shared / len(found[number]), other))
        out.append(best[1] if best else None)
    return out
