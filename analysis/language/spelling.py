"""When two spellings are one name's: other transliterations, accents, slips of one letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"\u0259": "a", "\u0131": "i", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d",
                          "\u00e6": "ae", "\u0153": "oe", "\u00df": "ss", "\u00fe": "th"})  # fmt: skip
# Ways to write one sound: sh and ch of English, French, German and Turkish; kh and h; y, j and i; v and w; k, q and c.
_HISSED = re.compile(r"tsch|sch|tch|sh|ch|c\u0327|s\u0327|c\u030c|s\u030c")
_SOUNDS = ((re.compile("kh|gh"), "h"), (re.compile("ph"), "f"), (re.compile("[yj]"), "i"), (re.compile("w"), "v"),
           (re.compile("[kq]"), "c"), (re.compile("ou"), "u"), (re.compile(r"(.)\1+"), r"\1"))  # fmt: skip
_LEAST = 6  # letters of a name of which spellings are compared: short names differ by one letter and are two


@lru_cache(maxsize=10_000)
def spelling(word: str) -> str:
    """What is left of a name's spelling when transliteration is taken away; short names keep theirs.

    Examples
    --------
    >>> {spelling(name) for name in ("Pashinyan", "Pashinian", "Pachinyan", "Pa\u015finyan")}
    {'pasinian'}
    >>> spelling("Zelenskyy") == spelling("Zelensky"), spelling("Aliyev") == spelling("\u018fliyev")
    (True, True)
    >>> spelling("Li") == spelling("Lee")
    False
    """
    plain = unicodedata.normalize("NFD", word.casefold().translate(_LETTERS))
    hissed = _HISSED.sub("s", plain)
    plain, hissed = ("".join(one for one in text if not unicodedata.combining(one)) for text in (plain, hissed))
    if len(plain) < _LEAST:
        return plain
    for pattern, sound in _SOUNDS:
        hissed = pattern.sub(sound, hissed)
    return hissed


def slip(one: str, two: str) -> bool:
    """Whether two long names with one first letter differ by a single letter more, less, changed or moved.

    Optimal string alignment distance, as rapidfuzz computes it.

    Examples
    --------
    >>> slip("Eizenkot", "Eisenkot"), slip("Keller", "Heller"), slip("Lee", "Les")
    (True, False, False)
    """
    if min(len(one), len(two)) < _LEAST or one[0] != two[0]:
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(one.casefold(), two.casefold(), score_cutoff=1) == 1)
