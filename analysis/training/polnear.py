"""PolNeAR (Newell, Margolin & Ruths 2018): news articles with their attribution relations, for training and tuning."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.errors import PlaceNotFound
from analysis.language.pieces import Pieces, cut
from analysis.language.sentences import Span
from analysis.language.wordpiece import WordPiece

ROLES = ("source", "cue", "content")
HELD_OUT = 84  # articles of train that tune thresholds and are never trained on
_RECORD = re.compile(r"\r?\n(?=[A-Z#*]\d*\t)")

Attribution = dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its gold relations: each role's spans in order, empty where absent; a content is never empty."""

    name: str
    text: str
    gold: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An article in pieces.

    Attributes
    ----------
    article : Article
    pieces : Pieces
    tags : array of int, shape (3, n)
        For source, cue and content: 1 where a span begins, 2 inside, else 0.
    links : tuple of dict
        For each relation the pieces of each role.
    labelled : bool
        False for a text that nobody annotated: its tags say nothing.
    """

    article: Article
    pieces: Pieces
    tags: NDArray[np.int8]
    links: tuple[dict[str, NDArray[np.int64]], ...]
    labelled: bool = True


def articles(folder: Path, split: str) -> list[Article]:
    """Return the articles of a part of PolNeAR, by name.

    Parameters
    ----------
    folder : Path
        Holds ``train/`` and ``dev/`` with ``text/`` and ``attributions/`` (brat stand-off) in each.
    split : str
        ``"fit"`` and ``"held"`` are train without and only with 84 articles drawn once and for all; else a folder.

    Raises
    ------
    PlaceNotFound
        If there is no such folder.
    """
    place = folder / {"fit": "train", "held": "train"}.get(split, split)
    if not (place / "text").is_dir():
        raise PlaceNotFound("data", "a folder with text/ and attributions/ of PolNeAR", place)
    annotated: dict[str, Path] = {}
    for file in sorted((place / "attributions").iterdir(), reverse=True):  # the first annotator's of several
        annotated[file.name.rsplit("_", 1)[0]] = file
    names = sorted(file.name.removesuffix(".txt") for file in (place / "text").iterdir())
    if split in ("fit", "held"):
        held = set(random.Random(7).sample(names, HELD_OUT))  # noqa: S311
        names = [name for name in names if (name in held) == (split == "held")]
    out = []
    for name in names:
        text = (place / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        out.append(Article(name, text, parse(annotated[name].read_bytes().decode("utf-8"))))
    return out


def parse(annotation: str) -> tuple[Attribution, ...]:
    """Return the relations with a content of a brat stand-off file.

    Examples
    --------
    >>> parse("T1\\tCue 4 8\\tsaid\\nT2\\tContent 9 12;14 16\\tyes no\\nE1\\tAttribution:T1 Cue1:T1 Content:T2")
    ({'source': [], 'cue': [(4, 8)], 'content': [(9, 12), (14, 16)]},)
    """
    spans: dict[str, list[Span]] = {}
    events: list[list[tuple[str, str]]] = []
    for record in _RECORD.split(annotation.strip("\r\n")):
        key, _, rest = record.partition("\t")
        if key.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]
            spans[key] = [(int(start), int(end)) for start, end in (part.split() for part in places.split(";"))]
        elif key.startswith("E"):
            events.append([(role, target) for role, _, target in (one.partition(":") for one in rest.split()[1:])])
    out = []
    for event in events:
        roles: Attribution = {role: [] for role in ROLES}
        for role, target in event:
            roles[role.rstrip("0123456789").lower()] += spans[target]
        if roles["content"]:
            out.append({role: sorted(found) for role, found in roles.items()})
    return tuple(out)


def example(article: Article, vocabulary: WordPiece) -> Example:
    """Return an article in pieces, each span as those that it touches."""
    pieces = cut(article.text, vocabulary)
    tags = np.zeros((len(ROLES), len(pieces)), np.int8)
    links = []
    for relation in article.gold:
        link = {}
        for row, role in enumerate(ROLES):
            touched = [np.flatnonzero(pieces.touched([span])) for span in relation[role]]
            touched = [one for one in touched if len(one)]
            for one in touched:
                tags[row, one] = 2
                tags[row, one[0]] = 1
            link[role] = np.concatenate(touched) if touched else np.zeros(0, np.int64)
        links.append(link)
    return Example(article, pieces, tags, tuple(links))


def labels(tags: NDArray[np.int8]) -> NDArray[np.int64]:
    """The three rows of tags as one of `analysis.language.encoder.TAGS`; a source or cue inside a content wins."""
    out = np.zeros(tags.shape[1], np.int64)
    for row in (2, 0, 1):
        there = tags[row] > 0
        out[there] = 2 * row + tags[row][there]
    return out
