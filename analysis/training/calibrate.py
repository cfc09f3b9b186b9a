"""Fit the confidence of relations and choose their thresholds, on the articles held out of PolNeAR's train part.

The gold standard says which proposed relations are right; a logistic regression on their evidence learns it, and the
threshold with the best F1 in two folds is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.language.choosing import confidence
from analysis.language.encoder import Encoding
from analysis.language.linking import Relation, Settings, relations
from analysis.language.sentences import Span
from analysis.training.polnear import Article

_TOKEN = re.compile(r"\w+")
_EMPTY = frozenset("a an the of in on at by to for from with and or but as s".split())
THRESHOLDS = tuple(round(0.25 + 0.025 * step, 3) for step in range(12))

Words = frozenset[Span]


def fit(values: NDArray[np.float64], right: NDArray[np.float64], ridge: float = 1.0) -> NDArray[np.float32]:
    """Return mean, scale and coefficients of a logistic regression (Newton's method), as `confidence` takes them.

    Parameters
    ----------
    values : array, shape (n, k)
    right : array of 0 and 1, shape (n,)
    ridge : float
        The penalty on squared coefficients, none on the constant.
    """
    mean, scale = values.mean(0), values.std(0) + 1e-6
    x = np.column_stack([np.ones(len(values)), (values - mean) / scale])
    penalty = np.diag([1e-9, *[ridge] * values.shape[1]])
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - right) + penalty @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, gradient)
    return np.array([[0, *mean], [1, *scale], weights], np.float32)


def words(text: str, spans: Iterable[Span]) -> Words:
    """The words that spans touch, as spans."""
    return frozenset(word.span() for start, end in spans for word in _TOKEN.finditer(text, start, end))


def rights(article: Article, encoding: Encoding, found: Sequence[Relation]) -> list[bool]:
    """Whether each relation meets a gold one: contents overlap by half, sources share a telling word or are both empty."""
    text, pieces = article.text, encoding.pieces
    gold = [(words(text, one["content"]), words(text, one["source"])) for one in article.gold]
    return [
        any(_meets(text, mine, theirs) for theirs in gold)
        for mine in (
            (words(text, map_spans(pieces, one.content)), words(text, map_spans(pieces, one.source))) for one in found
        )
    ]


def map_spans(pieces: Any, ranges: Iterable[Span]) -> list[Span]:
    """Ranges of pieces as characters."""
    return [pieces.span(*one) for one in ranges]


def _meets(text: str, mine: tuple[Words, Words], theirs: tuple[Words, Words]) -> bool:
    if 2 * len(mine[0] & theirs[0]) < max(1, len(mine[0] | theirs[0])):
        return False
    shared = (text[start:end].lower() for start, end in mine[1] & theirs[1])
    return any(word not in _EMPTY for word in shared) or not (mine[1] or theirs[1])


def calibrated(
    held: Sequence[tuple[Article, Encoding]], weights: Mapping[str, Any], settings: Settings
) -> tuple[Settings, NDArray[np.float32], float]:
    """Return the settings with the best threshold, the weights of the confidence, and the F1 in two folds, in percent.

    Parameters
    ----------
    held : sequence of (Article, Encoding)
    weights : mapping
        Of the pairs, as in `analysis.language.linking.relations`.
    settings : Settings
        Where to start.
    """
    found = [relations(encoding, dict(weights), settings) for _, encoding in held]
    right = [rights(article, encoding, mine) for (article, encoding), mine in zip(held, found, strict=True)]
    folds = [range(0, len(held), 2), range(1, len(held), 2)]
    sure: list[list[float]] = [[] for _ in held]
    for fold, other in (folds, folds[::-1]):
        fitted = _fit(found, right, fold)
        for at in other:
            sure[at] = [one.confidence for one in confidence(found[at], fitted)]
    gold = sum(len(article.gold) for article, _ in held)
    scores = []
    for threshold in THRESHOLDS:
        kept = [ok for oks, ps in zip(right, sure, strict=True) for ok, p in zip(oks, ps, strict=True) if p > threshold]
        scores.append((200 * sum(kept) / (len(kept) + gold), threshold))
    best, threshold = max(scores)
    return replace(settings, keep=threshold), _fit(found, right, range(len(held))), best


def _fit(
    found: Sequence[Sequence[Relation]], right: Sequence[Sequence[bool]], which: Iterable[int]
) -> NDArray[np.float32]:
    chosen = list(which)
    values = np.array([one.evidence for at in chosen for one in found[at]])
    return fit(values, np.array([ok for at in chosen for ok in right[at]], float))


def notes(weights: Mapping[str, Any], settings: Settings, fitted: NDArray[np.float32]) -> dict[str, Any]:
    """What goes into the model file beside the network."""
    return {**weights, "settings": asdict(settings), "confidence": fitted}
