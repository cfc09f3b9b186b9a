"""Rounds: which telling of one side belongs to which of the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading


@dataclass(frozen=True, slots=True)
class Telling:
    """A contact as one article tells it: whoever spoke for the one side, and the day, each None where nobody knows."""

    unit: str
    article_id: str
    officials: frozenset[str]
    start: pd.Timestamp | None


def tellings(reading: Reading, sentences: pd.DataFrame) -> list[Telling]:
    """Return the tellings that some sentences with a ``unit`` come from, in order; a body speaks where no official is named."""
    import pandas as pd

    contacts = reading.contacts.drop_duplicates("contact_id").set_index("contact_id")
    issuers = reading.articles.set_index("article_id")["issuer"]
    out = []
    for unit, rows in sentences.groupby("unit", sort=False):
        article = rows["article_id"].iloc[0]
        known = contacts.loc[unit] if unit in contacts.index else None
        official = known["official"] if known is not None else None
        who = official if isinstance(official, str) else issuers.get(article)
        start = known["start_date"] if known is not None and not pd.isna(known["start_date"]) else None
        out.append(Telling(str(unit), article, frozenset(who.split("; ") if isinstance(who, str) else ()), start))
    return out


def rounds(first: list[Telling], second: list[Telling], days: int | None) -> list[tuple[Telling, Telling]]:
    """Return pairs of tellings: told by one article, else the nearest in time that share an official or body.

    Each telling is in at most one pair. ``days`` is how far apart two of different articles may be; None asks for no date.
    """
    options = []
    for i, one in enumerate(first):
        for j, two in enumerate(second):
            if one.article_id == two.article_id:
                options.append((-1, i, j))
            elif one.officials & two.officials:
                apart = abs((one.start - two.start).days) if one.start is not None and two.start is not None else None
                if days is None or (apart is not None and apart <= days):
                    options.append((apart if apart is not None else 10**6, i, j))
    left, right = set(range(len(first))), set(range(len(second)))
    out = []
    for _, i, j in sorted(options):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            out.append((i, j))
    return [(first[i], second[j]) for i, j in sorted(out)]
