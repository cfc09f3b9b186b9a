"""Themes: what a sentence is about, by the words of ``resources/themes.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from analysis.errors import InputError
from analysis.language.countries import countries_in

THEMES = ("sovereignty", "peace", "border", "security", "humanitarian", "rights", "democracy", "economy", "energy",
          "bilateral", "third_parties")  # fmt: skip
_FILE = "themes.toml"
_KEYS: Mapping[str, type] = {"words": list, "names": list, "never": list, "other_countries": bool}


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of `THEMES`: what is cut out first, then the words and names of which one is enough."""

    name: str
    never: re.Pattern[str] | None
    words: re.Pattern[str] | None
    names: re.Pattern[str] | None
    other_countries: bool


def find_themes(text: str, sides: Collection[str] = (), own: re.Pattern[str] | None = None) -> tuple[str, ...]:
    """Return the themes of a sentence, in the order of `THEMES`; none where no word tells one.

    A dictionary method: it knows words, not meaning, so "a peaceful day" is about peace. Precision and recall on real
    sentences are in ``docs/meaning.md``.

    Parameters
    ----------
    text : str
    sides : collection of str
        Countries that are no third party: the official's own and the parties of the comparison.
    own : pattern, optional
        Whatever else names one of them (`Party.pattern`); it is cut out before third parties are looked for.

    Examples
    --------
    >>> find_themes("She supported the country's territorial integrity and free elections.")
    ('sovereignty', 'democracy')
    >>> find_themes("They spoke of Iran.", sides=["Armenia"]), find_themes("They spoke of Iran.", sides=["Iran"])
    (('third_parties',), ())
    """
    folded = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u00a0", " ")
    return tuple(theme.name for theme in _shipped() if _holds(theme, folded, sides, own))


def _holds(theme: Theme, text: str, sides: Collection[str], own: re.Pattern[str] | None) -> bool:
    if theme.never is not None:
        text = theme.never.sub(" ; ", text)
    if theme.words is not None and theme.words.search(text):
        return True
    if own is not None:
        text = own.sub(" ; ", text)
    if theme.names is not None and theme.names.search(text):
        return True
    return theme.other_countries and any(country not in sides for _, _, country in countries_in(text))


def read_themes(text: str, place: str = _FILE) -> tuple[Theme, ...]:
    """Return the themes of a TOML text; ``place`` is its name in errors.

    Raises
    ------
    InputError
        If it is not TOML, or a table or key is missing, unknown or of the wrong type; file, table and key are named.

    Examples
    --------
    >>> read_themes("[peace]\\nwords = 'truce'")
    Traceback (most recent call last):
    analysis.errors.InputError: themes: words is a list of texts; got themes.toml, [peace]: 'truce'
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("themes", "a TOML file", f"{place}: {error}") from None
    for name, table in data.items():
        if name not in THEMES or not isinstance(table, dict):
            raise InputError("themes", f"tables are {', '.join(THEMES)}", f"{place}: {name!r}")
        for key, value in table.items():
            if key not in _KEYS:
                raise InputError("themes", f"keys are {', '.join(_KEYS)}", f"{place}, [{name}]: {key!r}")
            texts = isinstance(value, list) and all(isinstance(one, str) and one.strip(" *") for one in value)
            if not (texts if _KEYS[key] is list else isinstance(value, bool)):
                allowed = f"{key} is {'a list of texts' if _KEYS[key] is list else 'true or false'}"
                raise InputError("themes", allowed, f"{place}, [{name}]: {value!r}")
        if not any(table.get(key) for key in ("words", "names", "other_countries")):
            raise InputError("themes", "words, names or other_countries are given", f"{place}, [{name}]: nothing")
    missing = [name for name in THEMES if name not in data]
    if missing:
        raise InputError("themes", f"tables are {', '.join(THEMES)}", f"{place} without [{missing[0]}]")
    return tuple(_theme(name, data[name]) for name in THEMES)


def _theme(name: str, table: Mapping[str, Any]) -> Theme:
    never, words, names = (_pattern(table.get(key, ()), key != "names") for key in ("never", "words", "names"))
    return Theme(name, never, words, names, bool(table.get("other_countries")))


def _pattern(words: Collection[str], any_case: bool) -> re.Pattern[str] | None:
    """One pattern for some words: white space of any kind between them, "*" for an ending or one word."""
    if not words:
        return None
    parts = []
    for word in sorted(words, key=len, reverse=True):
        parts.append(r"\s+".join(re.escape(one).replace(r"\*", r"[\w'.-]*") for one in word.split()))
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w])", re.I if any_case else 0)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Theme, ...]:
    return read_themes((files("analysis.resources") / _FILE).read_text(encoding="utf-8"))
