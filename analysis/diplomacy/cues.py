"""The words by which acts are done: cues read from ``resources/acts.toml`` and found in a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

_GAP = 7
# Verbs of discussion: what they govern is a topic.
_TALK = frozenset("discuss review exchange debate consult talk address cover touch examine explore".split())
_TAGS = {
    "v": frozenset("VB VBD VBG VBN VBP VBZ MD".split()), "f": frozenset("VBD VBN VBP VBZ".split()),
    "n": frozenset("NN NNS NNP NNPS".split()), "a": frozenset("JJ JJR JJS".split()),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One group of cues of ``resources/acts.toml``: act, PLOVER class, strength in [0, 1], cues, an example."""

    act: str
    plover: str
    strength: float
    cues: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class _Element:
    lemmas: frozenset[str]
    tags: frozenset[str]
    gap: bool


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The entries of ``resources/acts.toml`` in order.

    Examples
    --------
    >>> next(entry.example for entry in entries() if entry.act == "WELCOME")
    'The secretary welcomed the release of the sailors.'
    """
    raw = tomllib.loads((files("analysis.resources") / "acts.toml").read_text(encoding="utf-8"))
    return tuple(
        Entry(one["act"], one["plover"], float(one["strength"]), tuple(one["cues"]), one["example"])
        for one in raw["entry"]
    )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[tuple[_Element, ...], Entry]]]:
    """First lemma -> cue patterns that begin with it."""
    out: dict[str, list[tuple[tuple[_Element, ...], Entry]]] = {}
    for entry in entries():
        for cue in entry.cues:
            elements, gap = [], False
            for word in cue.split():
                if word == "...":
                    gap = True
                    continue
                body, _, kind = word.partition(":")
                elements.append(_Element(frozenset(body.strip("()").split("|")), _TAGS.get(kind, frozenset()), gap))
                gap = False
            for lemma in elements[0].lemmas:
                out.setdefault(lemma, []).append((tuple(elements), entry))
    return out


def find_cues(tokens: Tokens, bounds: Span) -> Iterator[tuple[list[int], Entry]]:
    """Yield the cues of a sentence, as positions of their words and the entry, in order and without overlap.

    The longest cue at each place is taken, of equally long ones the closest together. A noun that hangs on a verb of
    discussion ("discussed support for ...") is a topic and no cue; so is any cue in the object of such a verb.

    Parameters
    ----------
    tokens : Tokens
    bounds : (int, int)
        The sentence as a range of positions in ``tokens.words``, as in ``tokens.bounds``.
    """
    words = tokens.words
    used: set[int] = set()
    talks: set[int] = set()
    for position in range(*bounds):
        if position in used:
            continue
        best: tuple[list[int], Entry] | None = None
        for elements, entry in _patterns().get(words[position].lemma.lower(), ()):
            hit = _match(tokens, position, bounds[1], elements)
            if hit and not used & set(hit) and (best is None or (len(hit), -hit[-1]) > (len(best[0]), -best[0][-1])):
                best = hit, entry  # most words, then the closest together
        if best is None:
            continue
        positions, entry = best
        used |= set(positions)
        if _topic(tokens, positions[0], talks):
            continue
        if words[positions[0]].lemma.lower() in _TALK:
            talks.add(positions[0])
        yield positions, entry


def _topic(tokens: Tokens, position: int, talks: set[int]) -> bool:
    """Whether a word stands in what a verb of discussion is about, not beside it ("discussed X and thanked Y")."""
    words = tokens.words
    for _ in range(25):
        head = words[position].head
        if head == position:
            return False
        if head in talks:
            return words[position].dep not in ("conj", "advcl", "xcomp", "parataxis", "nsubj", "ccomp")
        position = head
    return False


def _match(tokens: Tokens, position: int, end: int, elements: Sequence[_Element]) -> list[int]:
    """Positions of a cue's elements from a place on, or an empty list."""
    words = tokens.words
    hit: list[int] = []
    at = position
    for element in elements:
        limit = min(end, at + _GAP + 1) if element.gap else min(end, at + 1)
        chosen = None
        for one in range(at, limit):
            word = words[one]
            if word.lemma.lower() in element.lemmas and (not element.tags or word.tag in element.tags):
                chosen = one
                break
            if word.text in ";:()" or word.dep == "ROOT":
                break
        if chosen is None:
            return []
        hit.append(chosen)
        at = chosen + 1
    return hit


def governor(tokens: Tokens, position: int) -> int | None:
    """Position of the verb that a word hangs on, or None."""
    words = tokens.words
    while words[position].head != position:
        position = words[position].head
        if words[position].pos in ("VERB", "AUX"):
            return position
    return None
