"""Names of countries and a few bodies that act like one, with their demonyms and capitals."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its usual English name, other names, demonyms (singular), capital."""

    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries of ``resources/countries.csv``.

    Examples
    --------
    >>> next(country.capital for country in countries() if country.name == "Armenia")
    'Yerevan'
    """
    text = (files("analysis.resources") / "countries.csv").read_text(encoding="utf-8")

    def parts(cell: str | None) -> tuple[str, ...]:
        return tuple(part for part in (cell or "").split("|") if part)

    return tuple(
        Country(row["name"], parts(row["other_names"]), parts(row["demonyms"]), row["capital"] or "")
        for row in csv.DictReader(text.splitlines())
    )


def demonym(country: str) -> str:
    """Return the adjective of a country, else its name.

    Examples
    --------
    >>> demonym("Pakistan"), demonym("Utopia")
    ('Pakistani', 'Utopia')
    """
    return next((one.demonyms[0] for one in countries() if one.name == country and one.demonyms), country)


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    """Every name and demonym -> country, and a pattern for them, longest first. Capitals are left out: cities."""
    table = {}
    for country in countries():
        for name in (country.name, *country.other_names):
            table[name] = country.name
        for demonym in country.demonyms:
            table[demonym] = country.name
            table[demonym + "s"] = country.name
    longest = sorted(table, key=len, reverse=True)
    return table, re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def countries_in(text: str) -> list[tuple[int, int, str]]:
    """Return ``(start, end, country)`` of each country named in a text by name or demonym.

    Examples
    --------
    >>> countries_in("The Armenian premier flew to the United States.")
    [(4, 12, 'Armenia'), (33, 46, 'United States')]
    """
    table, pattern = _names()
    return [(match.start(), match.end(), table[match.group()]) for match in pattern.finditer(text)]
