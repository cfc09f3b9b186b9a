"""Who leads or speaks for a country, for texts that name a person in full and leave out of which country."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from analysis.language.countries import countries
from analysis.language.spelling import spelling


class Leader(NamedTuple):
    """The office of a person, held now or once, and the country."""

    office: str
    country: str


def leader(name: str) -> Leader | None:
    """Return the office and country of a head of state or government, a foreign minister or their like; None of others.

    Full names alone are known, in any transliteration: a surname is too many people's. The list is
    ``resources/leaders.csv``; former holders stand in it, as their country does not change.

    Examples
    --------
    >>> leader("Albin Kurti"), leader("Kurti")
    (Leader(office='Prime Minister', country='Kosovo'), None)
    """
    return _table().get(_key(name))


def leaders_of(country: str) -> list[tuple[str, str]]:
    """Return the names and offices of those who lead or led a country, which may go by another of its names.

    Examples
    --------
    >>> ("Albin Kurti", "Prime Minister") in leaders_of("Kosovo")
    True
    """
    names = {country, *(one.name for one in countries() if country in one.other_names)}
    return [(row["name"], row["office"]) for row in _rows() if row["country"] in names]


def pronoun_of(name: str) -> str | None:
    """Return "he" or "she" for somebody in ``leaders.csv`` or ``officials.csv``; None of others.

    Examples
    --------
    >>> pronoun_of("Kaja Kallas"), pronoun_of("Albin Kurti"), pronoun_of("Ann Lee")
    ('she', 'he', None)
    """
    return _pronouns().get(_key(name))


@lru_cache(maxsize=1)
def _pronouns() -> dict[tuple[str, ...], str]:
    rows = (row for file in ("leaders", "officials") for row in _read(file))
    return {_key(row["name"]): row["pronoun"] for row in rows}


def _key(name: str) -> tuple[str, ...]:
    words = [word.strip(".") for word in name.replace("-", " ").split()]
    return tuple(spelling(word) for at, word in enumerate(words) if len(word) > 1 or not at)


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    return _read("leaders")


def _read(file: str) -> tuple[dict[str, str], ...]:
    text = (files("analysis.resources") / f"{file}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, ...], Leader]:
    out = {}
    for row in _rows():
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            if len(_key(form)) > 1:
                out[_key(form)] = Leader(row["office"], row["country"])
    return out
