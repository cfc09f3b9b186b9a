"""Words with their lemma, tag, syntactic head and entity label, as the encoder tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analysis.language.encoder import MODEL, Encoding, encode, notes
from analysis.language.lemmas import lemma
from analysis.language.sentences import Span, split_sentences
from analysis.language.words import split_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A longer sentence is parsed in parts: the scores of its heads grow with the square.
_LONGEST = 300
_ROOT = "ROOT"


class Token(NamedTuple):
    """One word or mark.

    ``start`` and ``end`` are character offsets into the text, ``head`` is the position of the syntactic head in
    `Tokens.words` (its own where it is the root), ``pos`` the universal tag, ``tag`` that of the Penn
    Treebank, ``dep`` the dependency label of ClearNLP, ``entity`` that of OntoNotes or ``""``, ``entity_start`` whether an entity begins here.
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    entity_start: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text and its sentences.

    ``sentences`` are character spans, ``bounds`` the same as ranges of positions in ``words``, one each.
    """

    text: str
    words: tuple[Token, ...]
    sentences: tuple[Span, ...]
    bounds: tuple[Span, ...]
    children: tuple[tuple[int, ...], ...]

    def subtree(self, position: int, without: frozenset[int] = frozenset()) -> list[int]:
        """Positions of a token and all that hangs on it, in order; branches that begin in ``without`` are left out."""
        out, stack = [], [position]
        while stack:
            one = stack.pop()
            out.append(one)
            stack += [child for child in self.children[one] if child not in without]
        return sorted(out)

    def span(self, positions: Sequence[int]) -> Span:
        """The character span from the first to the last of some positions."""
        return self.words[min(positions)].start, self.words[max(positions)].end

    def entities(self) -> Iterator[tuple[str, int, int]]:
        """Yield ``(label, first position, end position)`` of each named entity."""
        position = 0
        while position < len(self.words):
            end = position + 1
            if label := self.words[position].entity:
                while end < len(self.words) and self.words[end].entity == label and not self.words[end].entity_start:
                    end += 1
                yield label, position, end
            position = end


def parse(text: str) -> Tokens:
    """Return the tokens of a text, parsed sentence by sentence along `split_sentences`.

    Classes and heads are what the encoder has learnt from spaCy's small English model (distillation; its card says how
    often they agree), in the same labels. A head is the word with the highest score among those of the sentence (Dozat
    & Manning 2017), and a circle is broken where that costs least. Not handled: sentences of more than 300 words are
    parsed in parts.

    Examples
    --------
    >>> tokens = parse("Miller thanked Armenia. He left.")
    >>> [(word.text, word.lemma, word.dep) for word in tokens.words[:3]]
    [('Miller', 'Miller', 'nsubj'), ('thanked', 'thank', 'ROOT'), ('Armenia', 'Armenia', 'dobj')]
    >>> tokens.bounds
    ((0, 4), (4, 7))
    """
    return parsed(encode(text))


def parsed(encoding: Encoding) -> Tokens:
    """`parse` for a text that is encoded already."""
    import numpy as np

    text = encoding.pieces.text
    # What has no piece for the encoder (a control character) is no word.
    cut = [(span, split_words(text, *span)) for span in split_sentences(text)] if len(encoding.pieces) else []
    cut = [(span, found) for span, found in cut if found]
    spans = [one for _, found in cut for one in found]
    if not spans:
        return Tokens(text, (), (), (), ())
    at = encoding.pieces.at(np.array(spans, np.int64))
    names: dict[str, list[str]] = notes(MODEL)["words"]
    sizes = [len(names["pos"]), len(names["tag"]), len(names["dep"])]
    pos, tag, dep, entity = np.split(encoding.kinds[at], np.cumsum(sizes), axis=1)
    root = names["dep"].index(_ROOT)
    as_root = dep[:, root].copy()
    dep[:, root] = -np.inf  # who is the root is asked sentence by sentence
    words: list[Token] = []
    bounds: list[Span] = []
    children: list[list[int]] = [[] for _ in spans]
    heads = np.arange(len(spans))
    for _, found in cut:
        first = bounds[-1][1] if bounds else 0
        last = first + len(found)
        for low in range(first, last, _LONGEST):
            high = min(last, low + _LONGEST)
            scores = encoding.as_word[at[low:high]] @ encoding.as_head[at[low:high]].T
            heads[low:high] = low + tree(scores, int(as_root[low:high].argmax()))
        bounds.append((first, last))
    kinds = entity.argmax(1)
    labels = zip(pos.argmax(1).tolist(), tag.argmax(1).tolist(), dep.argmax(1).tolist(), kinds.tolist(),
                 heads.tolist(), strict=True)  # fmt: skip
    starts = {low for low, _ in bounds}
    before = 0
    for number, ((start, end), (upos, xpos, label, kind, head)) in enumerate(zip(spans, labels, strict=True)):
        word = text[start:end]
        begins = kind > 0 and (kind % 2 == 1 or number in starts or (before + 1) // 2 != (kind + 1) // 2)
        words.append(Token(
            word, start, end, lemma(word, names["pos"][upos], names["tag"][xpos]), names["pos"][upos], names["tag"][xpos],
            _ROOT if head == number else names["dep"][label], head, names["entity"][(kind - 1) // 2] if kind else "", begins,
        ))  # fmt: skip
        before = kind
        if head != number:
            children[head].append(number)
    return Tokens(text, tuple(words), tuple(span for span, _ in cut), tuple(bounds), tuple(map(tuple, children)))


def tree(scores: NDArray[np.float32], root: int) -> NDArray[np.int64]:
    """Return the head of each word, a tree under the root, which is its own head.

    Parameters
    ----------
    scores : array of float, shape (n, n)
        In row i those of every word as the head of word i; the diagonal is not read.
    root : int
        Position of the root.

    Examples
    --------
    >>> import numpy as np
    >>> tree(np.array([[0, 9, 1], [9, 0, 2], [5, 1, 0]], np.float32), 2).tolist()
    [1, 2, 2]
    """
    import numpy as np

    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    heads[root] = root
    while True:
        above = heads
        for _ in range(max(1, len(heads) - 1).bit_length()):  # twice as far up each time
            above = above[above]
        lost = np.flatnonzero(above != root)
        if not len(lost):
            return np.asarray(heads, np.int64)
        circle = np.unique(above[lost])  # so far up one stands on a circle
        reached = np.flatnonzero(above == root)
        price = scores[np.ix_(circle, reached)] - scores[circle, heads[circle]][:, None]
        word, head = np.unravel_index(int(price.argmax()), price.shape)
        heads[circle[word]] = reached[head]
