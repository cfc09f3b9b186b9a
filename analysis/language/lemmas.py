"""Word and tag -> lemma."""

from __future__ import annotations

from functools import lru_cache

# Short forms, and the pronouns by the one that stands for all their cases.
_SHORT = {"n't": "not", "'ve": "have", "'ll": "will", "'re": "be", "'m": "be", "'d": "would", "ca": "can", "wo": "will",
          "me": "I", "us": "we", "him": "he", "them": "they", "i": "I", "an": "a"}  # fmt: skip
_CHANGED = frozenset("NNS NNPS VBD VBG VBN VBP VBZ JJR JJS RBR RBS".split())
_POS = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV"}


@lru_cache(maxsize=50_000)
def lemma(word: str, pos: str, tag: str) -> str:
    """Return the form of a word under which a dictionary has it.

    From the dictionary and rules of LemmInflect (the SPECIALIST lexicon of the U.S. National Library of Medicine); a
    name keeps its form. Several words may share a form: the likeliest is taken.

    Parameters
    ----------
    word : str
    pos : str
        Its universal tag.
    tag : str
        Its tag of the Penn Treebank.

    Examples
    --------
    >>> [lemma("Urged", "VERB", "VBD"), lemma("crises", "NOUN", "NNS"), lemma("Roses", "PROPN", "NNP")]
    ['urge', 'crisis', 'Roses']
    """
    if pos == "PROPN":
        return word
    lower = word.lower().replace("\u2019", "'")
    if lower in _SHORT:
        return _SHORT[lower]
    if lower == "'s":
        return "be" if pos in ("AUX", "VERB") else "'s"
    if tag not in _CHANGED or not lower.isalpha():
        return lower
    from lemminflect import getLemma

    found = getLemma(lower, upos=_POS[tag[0]])
    return str(found[0]) if found else lower
