"""Encoding -> attribution relations in pieces: which source and which content belong to a cue."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.language.encoder import Encoding, Window, gelu, softmax
from analysis.language.pieces import Pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Range = tuple[int, int]
Pair = tuple[Range, int, "NDArray[np.float32]"]

_WORD = re.compile(r"\w")
_REACH = 160  # pieces further from a cue than this are not asked about
_SOURCE, _CONTENT = 1, 2


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds, chosen on the held-out part of the training articles.

    Attributes
    ----------
    cue : float
        The least probability of a cue's piece.
    content, source : float
        The least probability of a piece of content, and the least score of the best piece of the source.
    quoted : float
        The same for the source of words between quotation marks, which somebody must have said.
    link, nested, inner : float
        The least mean score with which a cue takes a segment of content as the first to want it; the same as a
        further one; the same for a segment of another role.
    alone : float
        A cue above this probability that got no segment takes the pieces that it wants.
    share : float
        How much of a source's score is the pair's and not the tag's: it is their weighted geometric mean.
    gap : int
        Holes of so many pieces in a content are filled.
    edge : float
        A source goes on while its score is above this share of the best.
    keep : float
        The least confidence of a relation.
    """

    cue: float = 0.25
    content: float = 0.4
    source: float = 0.3
    quoted: float = 0.1
    link: float = 0.2
    nested: float = 0.8
    inner: float = 0.5
    alone: float = 0.2
    share: float = 0.6
    gap: int = 2
    edge: float = 0.5
    keep: float = 0.4


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution relation: ranges of pieces, and what speaks for it.

    ``evidence`` holds the values that `confidence` weighs; its order is that of `_evidence`.
    """

    content: tuple[Range, ...]
    cue: Range
    source: tuple[Range, ...]
    evidence: tuple[float, ...]
    confidence: float = 1.0


def relations(encoding: Encoding, weights: dict[str, Any], settings: Settings) -> list[Relation]:
    """Return every relation that the encoder proposes, unsure ones too, in the order of their cues.

    Each likely cue scores the pieces about it as its source or content. The tags cut the text into segments; a segment
    of content goes to the cue that wants it most, and to each other that surely wants it too, as in nested
    attributions. Between and beside a cue's segments it takes sources and cues that it wants, which belong to what is
    nested, and small holes.

    Parameters
    ----------
    encoding : Encoding
    weights : dict
        What `analysis.language.encoder.notes` gives: ``distance``, ``near``, ``score``, ``bias``.
    settings : Settings
    """
    import numpy as np

    tags, pieces = encoding.tags, encoding.pieces
    if not len(pieces):
        return []
    is_source, is_cue, is_content = tags[:, 1] + tags[:, 2], tags[:, 3] + tags[:, 4], tags[:, 5] + tags[:, 6]
    cues = _cues(tags, pieces, settings.cue)
    pairs = [
        pair
        for window in encoding.windows
        for pair in pair_scores(
            window, pieces, [cue for cue in cues if window.own[0] <= cue[0] < window.own[1]], weights
        )
    ]
    if not pairs:
        return []
    parts = segments(encoding, settings.content)
    taken = _shared_out(pieces, parts, pairs, np.array([is_cue[slice(*cue)].max() for cue, _, _ in pairs]), settings)
    out = []
    for (cue, low, scores), mine in zip(pairs, taken, strict=True):
        high = low + len(scores)
        content = _joined(pieces, [parts[at][:2] for at in mine])
        if not content and is_cue[slice(*cue)].max() > settings.alone:
            score = np.sqrt(scores[:, _CONTENT] * np.maximum(is_content[low:high], 0.25))
            score[max(0, cue[0] - low) : cue[1] - low] = 0
            content = _runs(pieces, score > 0.5, low, settings.gap)
        if not content:
            continue
        source_score = scores[:, _SOURCE] ** settings.share * is_source[low:high] ** (1 - settings.share)
        source_score[max(0, cue[0] - low) : cue[1] - low] = 0
        inside = np.concatenate([np.arange(*one) for one in content])
        best = float(source_score.max(initial=0.0))
        sure = best > settings.source
        quoted = pieces.features[inside, 2].mean() > 0.8
        source = _source(pieces, source_score, low, settings) if sure or (quoted and best > settings.quoted) else ()
        near = inside[(inside >= low) & (inside < high)]
        evidence = _evidence(pieces, cue, content, inside, is_cue, is_content, scores[near - low, _CONTENT],
                             best if sure else 0.0)  # fmt: skip
        out.append(Relation(content, cue, source, evidence))
    return out


def segments(encoding: Encoding, content: float) -> list[tuple[int, int, int]]:
    """Return runs of pieces of one role: start, end, and 0 none, 1 source, 2 cue, 3 content.

    A piece is content where its probability is above ``content`` and no other role is likelier. Words are whole; a run
    ends with its paragraph and where a span of its role begins.
    """
    import numpy as np

    tags, pieces = encoding.tags, encoding.pieces
    by_role = np.stack([tags[:, 0], tags[:, 1] + tags[:, 2], tags[:, 3] + tags[:, 4], tags[:, 5] + tags[:, 6]], axis=1)
    role = by_role.argmax(1)
    role[(role == 0) & (by_role[:, 3] > content)] = 3
    role = role[np.maximum.accumulate(np.where(pieces.first, np.arange(len(pieces)), 0))]
    begins = pieces.first & (tags[np.arange(len(pieces)), np.maximum(2 * role - 1, 0)] > 0.5) & (role > 0)
    new = begins.copy()
    new[:1] = True
    new[1:] |= (role[1:] != role[:-1]) | (pieces.paragraph[1:] != pieces.paragraph[:-1])
    starts = np.flatnonzero(new)
    return [(int(low), int(high), int(role[low])) for low, high in zip(starts, [*starts[1:], len(pieces)], strict=True)]


def _shared_out(pieces: Pieces, parts: Sequence[tuple[int, int, int]], pairs: Sequence[Pair], sure: NDArray[np.float32],
                settings: Settings) -> list[list[int]]:  # fmt: skip
    """For each cue the positions of the segments that make its content."""
    import numpy as np

    wants: list[dict[int, float]] = [{} for _ in pairs]
    asking: dict[int, list[tuple[float, int]]] = {}
    starts = [low for low, _, _ in parts]
    for number, (cue, low, scores) in enumerate(pairs):
        high = low + len(scores)
        sums = np.concatenate([[0.0], np.cumsum(scores[:, _CONTENT], dtype=np.float64)])
        for at in range(max(0, bisect_right(starts, low) - 1), bisect_left(starts, high)):
            start, end, role = parts[at]
            first, last = max(start, low), min(end, high)
            if last - first < 0.6 * (end - start) or (cue[0] < end and start < cue[1]):
                continue
            wants[number][at] = float(sums[last - low] - sums[first - low]) / (last - first)
            if role == 3:
                weighed = wants[number][at] * min(1.0, float(sure[number]) / 0.5) ** 0.5
                asking.setdefault(at, []).append((weighed, number))
    taken: list[set[int]] = [set() for _ in pairs]
    for at, every in asking.items():
        best = max(every)
        for score, number in every:
            if ((score, number) == best and score > settings.link) or score > settings.nested:
                taken[number].add(at)
    for mine, want in zip(taken, wants, strict=True):
        if mine:
            mine |= {at for at, score in want.items() if parts[at][2] in (1, 2) and score > settings.inner}
        for at in sorted(mine):
            hole = at + 1
            if hole in want and hole not in mine and parts[hole][2] == 0 and hole + 1 in mine:
                small = parts[hole][1] - parts[hole][0] <= settings.gap
                if (small or want[hole] > 0.5) and pieces.paragraph[parts[at][0]] == pieces.paragraph[
                    parts[hole + 1][0]
                ]:
                    mine.add(hole)
    return [sorted(mine) for mine in taken]


def _joined(pieces: Pieces, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Ranges that touch within a paragraph as one; those without a word dropped."""
    out: list[Range] = []
    for start, end in ranges:
        if out and out[-1][1] == start and pieces.paragraph[start] == pieces.paragraph[start - 1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(one for one in out if _WORD.search(pieces.text, *pieces.span(*one)))


def _cues(tags: NDArray[np.float32], pieces: Pieces, least: float) -> list[Range]:
    """Ranges of pieces that may be a cue, of whole words, each within a paragraph."""
    import numpy as np

    likely = tags[:, 3] + tags[:, 4] > least
    new = likely & (tags[:, 3] > 0.5)
    new[:1] = True
    new[1:] |= (likely[1:] != likely[:-1]) | (pieces.paragraph[1:] != pieces.paragraph[:-1])
    starts = np.flatnonzero(new)
    out: list[Range] = []
    for first, last in zip(starts, [*starts[1:], len(pieces)], strict=True):
        if likely[first]:
            low, high = pieces.whole_words(int(first), int(last))
            if not out or out[-1][1] <= low:
                out.append((low, high))
    return out


def pair_scores(window: Window, pieces: Pieces, cues: Sequence[Range], weights: dict[str, Any]) -> list[Pair]:
    """Return for each cue the probabilities (nothing, source, content) of the pieces about it and the first of these.

    The mean of what the cue's pieces say, in log probabilities.
    """
    import numpy as np

    distance, score, bias = weights["distance"], weights["score"].T, weights["bias"]
    width, far = distance.shape[1], distance.shape[0] // 2
    out = []
    for cue in cues:
        heads = np.arange(max(cue[0], window.start), min(cue[1], window.end))[:3]
        low, high = max(window.start, cue[0] - _REACH), min(window.end, cue[1] + _REACH)
        part = window.as_part[low - window.start : high - window.start]
        same = (pieces.paragraph[low:high] == pieces.paragraph[cue[0]])[:, None] * weights["near"]
        base = part[:, :width] + same
        total = np.zeros((high - low, 3), np.float32)
        for head in heads:
            view = window.as_cue[head - window.start]
            apart = np.clip(np.arange(low, high) - head, -far, far) + far
            added = gelu(view[:width] + base + distance[apart])
            scores = added @ score[:width] + (view[width:] * part[:, width:]) @ score[width:] + bias
            top = scores.max(-1, keepdims=True)
            total += scores - top - np.log(np.exp(scores - top).sum(-1, keepdims=True))
        out.append((cue, low, softmax(total / np.float32(len(heads)))))
    return out


def _runs(pieces: Pieces, taken: NDArray[np.bool_], low: int, gap: int) -> tuple[Range, ...]:
    """Runs of taken pieces as ranges of whole words, small holes in a paragraph filled, those without a word dropped."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[False], taken, [False]]).astype(np.int8))) + low
    out: list[Range] = []
    for first, last in edges.reshape(-1, 2):
        start, end = pieces.whole_words(int(first), int(last))
        if out and start - out[-1][1] <= gap and pieces.paragraph[start] == pieces.paragraph[out[-1][0]]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(one for one in out if _WORD.search(pieces.text, *pieces.span(*one)))


def _source(pieces: Pieces, score: NDArray[np.float32], low: int, settings: Settings) -> tuple[Range, ...]:
    """The best piece and those beside it that score nearly as well."""
    start = end = int(score.argmax())
    floor = settings.edge * score[start]
    paragraph = pieces.paragraph[low : low + len(score)]
    while start > 0 and score[start - 1] > floor and paragraph[start - 1] == paragraph[start]:
        start -= 1
    while end + 1 < len(score) and score[end + 1] > floor and paragraph[end + 1] == paragraph[end]:
        end += 1
    return (pieces.whole_words(low + start, low + end + 1),)


def _evidence(pieces: Pieces, cue: Range, content: Sequence[Range], inside: NDArray[np.int64],
              is_cue: NDArray[np.float32], is_content: NDArray[np.float32], pair: NDArray[np.float32],
              source_score: float) -> tuple[float, ...]:  # fmt: skip
    """What speaks for a relation: how sure its cue, content and source are, lengths, distances, quotation marks."""
    import numpy as np

    sure = is_cue[cue[0] : cue[1]]
    apart = min(np.abs(inside - cue[0]).min(), np.abs(inside - cue[1]).min())
    values = (
        np.log(sure.mean() + 1e-3), sure.max(), np.log(is_content[inside].mean() + 1e-3), is_content[inside].min(),
        np.log(pair.mean() + 1e-3) if len(pair) else -7.0, pair.min() if len(pair) else 0.0, source_score, not source_score,
        np.log(len(inside)), pieces.features[inside, 2].mean(), pieces.features[cue[0], 2], np.log1p(apart),
        min(len(content), 3), (pieces.paragraph[inside] == pieces.paragraph[cue[0]]).all(),
    )  # fmt: skip
    return tuple(map(float, values))
