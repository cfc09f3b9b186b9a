"""Which of the proposed relations to keep."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.language.linking import Relation
from analysis.language.sentences import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analysis.language.pieces import Pieces

# A quoted stretch of so many words is a quotation even where nobody is named; a shorter one may be a scare quote.
LONG = 6
_SURE = 0.5
_NEXT = 12  # pieces between a quotation and the cue beside it
_PRONOUNS = frozenset("he she they it i we you who".split())
_STOP = re.compile(r"[.!?]")
_WORD = re.compile(r"\w+")


def confidence(found: Sequence[Relation], weights: NDArray[np.float32]) -> list[Relation]:
    """Return the relations with the probability that each is right, by logistic regression on its evidence.

    Parameters
    ----------
    found : sequence of Relation
    weights : array, shape (3, 1 + number of evidence values)
        Mean and scale of the values (the first column is for the constant), and the coefficients.
    """
    import numpy as np

    if not found:
        return []
    mean, scale, coefficients = weights
    values = np.array([[1.0, *one.evidence] for one in found])
    logits = ((values - mean) / scale) @ coefficients
    return [replace(one, confidence=float(p)) for one, p in zip(found, 1 / (1 + np.exp(-logits)), strict=True)]


def chosen(pieces: Pieces, proposed: Sequence[Relation], stretches: Sequence[Span], keep: float) -> list[Relation]:
    """Return the relations to keep, in the order of their cues.

    Those surer than ``keep`` are; of several that are `alike` the surest one; and for each long quoted stretch that is
    in none of these the surest relation that holds most of it, however unsure.

    Parameters
    ----------
    pieces : Pieces
    proposed : sequence of Relation
        With their confidence.
    stretches : sequence of (int, int)
        Of characters between quotation marks.
    keep : float
    """
    import numpy as np

    proposed = _each_his_own(pieces, proposed)
    kept: list[Relation] = []
    holders: dict[int, list[int]] = defaultdict(list)  # piece -> positions in kept
    for relation in sorted(proposed, key=lambda one: (-one.confidence, one.cue)):
        if relation.confidence <= keep:
            break
        near = {position for piece in _pieces(relation) for position in holders.get(piece, ())}
        if not any(alike(relation, kept[position]) for position in near):
            for piece in _pieces(relation):
                holders[piece].append(len(kept))
            kept.append(relation)
    held = set(holders)
    offered: dict[int, list[Relation]] = defaultdict(list)
    for relation in proposed:
        for piece in _pieces(relation):
            offered[piece].append(relation)
    for stretch in stretches:
        low, high = (int(at) for at in np.searchsorted(pieces.offsets[:, 0], stretch))
        inside = range(low, high)
        if len(_WORD.findall(pieces.text, *stretch)) < LONG or not held.isdisjoint(inside):
            continue
        offers = {id(one): one for piece in inside for one in offered.get(piece, ())}.values()
        holding = [one for one in offers if 2 * shared(one.content, [(low, high)]) >= len(inside)]
        if holding:
            kept.append(max(holding, key=lambda one: (one.confidence, one.cue)))
            held |= set(inside)
    return sorted(kept, key=lambda one: one.cue)


def _each_his_own(pieces: Pieces, proposed: Sequence[Relation]) -> list[Relation]:
    """The relations, of two with other names as sources that want the same two quotations each with the one that stands
    next to its cue: "A," Lee said. "B," Brown said.
    """
    named = [_words(pieces, one) for one in proposed]
    out = []
    for one, mine in zip(proposed, named, strict=True):
        kept = [
            span for span in one.content
            if not any(
                other is not one and other.confidence > _SURE and mine and theirs and not mine & theirs
                and shared(other.content, [span]) >= 0.8 * (span[1] - span[0])
                and _apart(pieces, other.cue, span) < min(_apart(pieces, one.cue, span), _NEXT)
                and pieces.features[span[0] : span[1], 2].mean() > 0.8
                for other, theirs in zip(proposed, named, strict=True)
            )
        ]  # fmt: skip
        out.append(replace(one, content=tuple(kept)) if kept and len(kept) < len(one.content) else one)
    return out


def _words(pieces: Pieces, relation: Relation) -> frozenset[str]:
    """The words of a source in small letters; none where it is a pronoun."""
    text = " ".join(pieces.text[slice(*pieces.span(*one))] for one in relation.source).casefold()
    words = frozenset(_WORD.findall(text)) - {"the", "a", "an", "of"}
    return frozenset() if words & _PRONOUNS else words


def _apart(pieces: Pieces, cue: Span, span: Span) -> int:
    """How many pieces lie between a cue and a quotation; far where a sentence ends between them."""
    low, high = (cue[1], span[0]) if cue[1] <= span[0] else (span[1], cue[0])
    if low >= high:
        return 0
    return high - low + (_NEXT if _STOP.search(pieces.text, *pieces.span(low, high)) else 0)


def alike(one: Relation, two: Relation) -> bool:
    """Whether two contents share half of what either holds, or one of the same source lies inside the other.

    What another one tells, with a cue and a source of its own, is nested in it and not alike: "Lee warned, Brown said".
    """
    if one.source and two.source and one.source != two.source and (_tells(one, two) or _tells(two, one)):
        return False
    common = shared(one.content, two.content)
    total = length(one.content) + length(two.content) - common
    inside = one.source == two.source and common >= 0.9 * min(length(one.content), length(two.content))
    return 2 * common >= total or (inside and bool(one.source))


def _tells(outer: Relation, inner: Relation) -> bool:
    """Whether a content holds the cue of another relation."""
    return any(low <= inner.cue[0] and inner.cue[1] <= high for low, high in outer.content)


def shared(one: Sequence[Span], two: Sequence[Span]) -> int:
    """How much two lists of spans have in common.

    Examples
    --------
    >>> shared([(0, 4), (6, 9)], [(2, 7)])
    3
    """
    return sum(max(0, min(end, high) - max(start, low)) for start, end in one for low, high in two)


def length(spans: Sequence[Span]) -> int:
    """How long spans are together."""
    return sum(end - start for start, end in spans)


def _pieces(relation: Relation) -> Iterator[int]:
    for low, high in relation.content:
        yield from range(low, high)
