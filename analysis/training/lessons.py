"""Words and stances as the encoder is taught them: lessons on pieces, the losses on them, how far they are learnt."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from analysis.language.pieces import Pieces
from analysis.language.sentences import Span, split_sentences
from analysis.language.stance import DEGREES, LABELS
from analysis.language.wordpiece import WordPiece
from analysis.training.bert import Reader
from analysis.training.polnear import Article, Example, example
from analysis.training.readouts import NEAR, OwnSentence

Slice = tuple[Example, int, int]


class Told(NamedTuple):
    """A coded sentence and where it names its counterpart, or else where the text does first; degree and act as places
    in `DEGREES` and `LABELS`.
    """

    sentence: Span
    counterpart: tuple[Span, ...]
    degree: int
    act: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text as others read it.

    Attributes
    ----------
    name, text : str
    words : array of int, shape (n, 2)
        Characters.
    kinds : array of int, shape (n, 4)
        Of each word: universal tag, tag, dependency label, entity (0 outside, 2k + 1 where one of kind k begins).
    heads : array of int, shape (n,)
        The position of the syntactic head, its own for a root.
    told : tuple of Told
    """

    name: str
    text: str
    words: NDArray[np.int32]
    kinds: NDArray[np.int16]
    heads: NDArray[np.int32]
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Aims:
    """A lesson on the pieces of its text.

    Attributes
    ----------
    piece : array of int, shape (words,)
        The piece with which each word begins.
    kinds : array of int, shape (words, 4)
    heads, sentences : array of int, shape (words,)
        The position of the head among the words; running number of the sentence.
    told : list of (first piece, end piece, pieces of the counterpart, degree, act)
    """

    piece: NDArray[np.int64]
    kinds: NDArray[np.int64]
    heads: NDArray[np.int64]
    sentences: NDArray[np.int64]
    told: list[tuple[int, int, NDArray[np.int64], int, int]]


class Plan:
    """All lessons, by the name of their text.

    Parameters
    ----------
    names : dict
        The classes of a word, by what they are of.
    lessons : list of Lesson
    vocabulary : WordPiece
    labelled : set of str
        Names of the texts that have examples of their own; of the others ``texts`` makes some.
    """

    def __init__(self, names: dict[str, list[str]], lessons: Iterable[Lesson], vocabulary: WordPiece,
                 labelled: Set[str]) -> None:  # fmt: skip
        self.sizes = [len(names["pos"]), len(names["tag"]), len(names["dep"]), 2 * len(names["entity"]) + 1]
        self.vocabulary = vocabulary
        self.lessons = {one.name: one for one in lessons}
        self.texts = [self._bare(one.name, one.text) for one in self.lessons.values() if one.name not in labelled]
        self._aims: dict[str, Aims] = {}

    def own(self, sentences: Iterable[OwnSentence]) -> list[Example]:
        """Sentences of our own wording as texts of one sentence."""
        out = []
        for number, (text, counterpart, degree, act) in enumerate(sentences):
            name = f"own {number}"
            told = Told((0, len(text)), counterpart, degree, act)
            empty = np.zeros((0, 2), np.int32)
            self.lessons[name] = Lesson(name, text, empty, np.zeros((0, 4), np.int16), np.zeros(0, np.int32), (told,))
            self._aims.pop(name, None)
            out.append(self._bare(name, text))
        return out

    def _bare(self, name: str, text: str) -> Example:
        return replace(example(Article(name, text, ()), self.vocabulary), labelled=False)

    def aims(self, one: Example) -> Aims | None:
        """The lesson of an example, where it has one."""
        name = one.article.name
        if name not in self._aims and name in self.lessons:
            self._aims[name] = aims(self.lessons[name], one.pieces)
        return self._aims.get(name)


def aims(lesson: Lesson, pieces: Pieces) -> Aims:
    """Return a lesson on the pieces of its text."""
    ends = np.array([end for _, end in split_sentences(lesson.text)] or [0])
    told = []
    for one in lesson.told:
        low, high = (int(at) for at in np.searchsorted(pieces.offsets[:, 0], one.sentence))
        who = np.flatnonzero(pieces.touched(one.counterpart))
        told.append((low, high, who, one.degree, one.act))
    return Aims(pieces.at(lesson.words), lesson.kinds.astype(np.int64), lesson.heads.astype(np.int64),
                np.searchsorted(ends, lesson.words[:, 0], side="right"), told)  # fmt: skip


def read_silver(file: Path, vocabulary: WordPiece, labelled: Set[str]) -> Plan:
    """Return the lessons that `analysis.training.silver` wrote."""
    names, lessons = pickle.loads(file.read_bytes())  # noqa: S301
    return Plan(names, lessons, vocabulary, labelled)


def word_losses(said: Sequence[Tensor], rows: Sequence[Slice], plan: Plan) -> Tensor:
    """Cross entropy of the classes of words, and of their heads among the words of their sentence."""
    kinds, as_word, as_head = said[4:]
    at_row, at_piece, wanted, sentence, head = _places(rows, plan)
    if not len(at_row):
        return kinds.sum() * 0
    tensor = torch.from_numpy
    loss = torch.zeros(())
    parts = kinds[tensor(at_row), tensor(at_piece)].split(plan.sizes, -1)
    for column, scores in enumerate(parts):
        loss = loss + _mean(scores, tensor(wanted[:, column]))
    return loss + _mean(*arcs(as_word, as_head, at_row, at_piece, sentence, head))


def _mean(scores: Tensor, wanted: Tensor) -> Tensor:
    """The mean cross entropy of what is known, 0 where nothing is."""
    total = functional.cross_entropy(scores, wanted, ignore_index=-100, reduction="sum")
    return total / max(1, int((wanted >= 0).sum()))


def arcs(as_word: Tensor, as_head: Tensor, at_row: NDArray[np.int64], at_piece: NDArray[np.int64],
         sentence: NDArray[np.int64], head: NDArray[np.int64]) -> tuple[Tensor, Tensor]:  # fmt: skip
    """Scores (words, pieces) of each piece as the head of a word, and the piece of its head, -100 for a root."""
    tensor = torch.from_numpy
    n = as_word.shape[1]
    of = np.full((as_word.shape[0], n), -1, np.int64)
    of[at_row, at_piece] = sentence
    allowed = of[at_row] == sentence[:, None]
    allowed[np.arange(len(at_row)), at_piece] = False
    counts = np.bincount(at_row, minlength=len(as_head)).tolist()  # the words stand row by row
    words = as_word[tensor(at_row), tensor(at_piece)].split(counts)
    scores = torch.cat([one @ row.T for one, row in zip(words, as_head, strict=True)])
    gold = np.where((head >= 0) & allowed[np.arange(len(at_row)), np.maximum(head, 0)], head, -100)
    return scores.masked_fill(~tensor(allowed), -1e9), tensor(gold)


def _places(rows: Sequence[Slice], plan: Plan) -> tuple[NDArray[np.int64], ...]:
    """Of each word inside the slices: row, piece, classes, sentence, and the piece of its head or -1."""
    found: list[tuple[NDArray[np.int64], ...]] = []
    for row, (one, start, end) in enumerate(rows):
        lesson = plan.aims(one)
        if lesson is None or not len(lesson.piece):
            continue
        mine = np.flatnonzero((lesson.piece >= start) & (lesson.piece < end))
        head = lesson.piece[lesson.heads[mine]]
        inside = (head >= start) & (head < end) & (lesson.heads[mine] != mine)
        found.append((np.full(len(mine), row), lesson.piece[mine] - start + 1, lesson.kinds[mine],
                      lesson.sentences[mine], np.where(inside, head - start + 1, -1)))  # fmt: skip
    if not found:
        return tuple(np.zeros(0, np.int64) for _ in range(5))
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))


def sentence_losses(network: Reader, states: Tensor, rows: Sequence[Slice], plan: Plan) -> Tensor:
    """Cross entropy of the stances of the sentences inside the slices, and the error of the expected degree."""
    asked = []
    for row, (one, start, end) in enumerate(rows):
        lesson = plan.aims(one)
        asked += [(row, start, *told) for told in (lesson.told if lesson else ()) if start <= told[0] < told[1] <= end]
    if not asked:
        return states.sum() * 0
    sizes = [rows[one[0]][2] - one[1] for one in asked]
    sentence, counterpart = (np.zeros((len(asked), states.shape[1]), bool) for _ in range(2))
    for at, (_, start, low, high, who, *_) in enumerate(asked):
        sentence[at, low - start + 1 : high - start + 1] = True
        near = who[(who >= start) & (who < start + sizes[at])]
        counterpart[at, near - start + 1] = True
    tensor = torch.from_numpy
    scores = network.stance(states[torch.tensor([one[0] for one in asked])], tensor(sentence), tensor(counterpart))
    degrees, acts = scores.split([len(DEGREES), len(LABELS)], 1)
    degree, act = (torch.tensor([one[column] for one in asked]) for column in (5, 6))
    expected = torch.softmax(degrees, 1) @ torch.tensor(DEGREES)
    return (functional.cross_entropy(degrees, torch.from_numpy(NEAR)[degree]) + functional.cross_entropy(acts, act)
            + 2 * functional.mse_loss(expected, torch.tensor(DEGREES)[degree]))  # fmt: skip


@torch.no_grad()
def word_accuracy(network: Reader, rows: Sequence[Slice], plan: Plan) -> dict[str, float]:
    """How many words, in percent, have the class and the head that the lessons give them."""
    from analysis.training.attribution import collate

    network.eval()
    hits, total = np.zeros(5), 0
    order = sorted(rows, key=lambda one: one[2] - one[1])
    for low in range(0, len(order), 16):
        some = order[low : low + 16]
        numbers, features, mask, *_ = collate(some)
        said = network(numbers, features, mask)
        at_row, at_piece, wanted, sentence, head = _places(some, plan)
        if not len(at_row):
            continue
        parts = said[4][torch.from_numpy(at_row), torch.from_numpy(at_piece)].split(plan.sizes, -1)
        for column, scores in enumerate(parts):
            hits[column] += (scores.argmax(-1).numpy() == wanted[:, column]).sum()
        scores, gold = arcs(said[5], said[6], at_row, at_piece, sentence, head)
        known = gold >= 0
        hits[4] += float((scores.argmax(-1)[known] == gold[known]).sum()) / max(1, int(known.sum())) * len(at_row)
        total += len(at_row)
    network.train()
    return dict(
        zip(("pos", "tag", "dep", "entity", "head"), (100 * hits / max(1, total)).round(1).tolist(), strict=True)
    )
