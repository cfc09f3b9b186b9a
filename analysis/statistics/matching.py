"""Like with like: which units of two sides are alike, which are pairs, and what matching leaves."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

MATCHES = ("official", "genre", "window")
_SAME = ("official", "genre")
_YEAR = 365
_NEVER = 10**6  # days: whoever has a date goes first


def chosen_matches(match: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return what to match on in the order of `MATCHES`.

    Raises
    ------
    InputError
        For anything else than ``"official"``, ``"genre"`` and ``"window"``.

    Examples
    --------
    >>> chosen_matches("genre"), chosen_matches(None)
    (('genre',), ())
    """
    wanted = [match] if isinstance(match, str) else list(match or ())
    if unknown := [one for one in wanted if one not in MATCHES]:
        raise InputError("match", f"of {', '.join(MATCHES)}", ", ".join(map(repr, unknown)))
    return tuple(name for name in MATCHES if name in wanted)


def matched(first: pd.DataFrame, second: pd.DataFrame, match: Sequence[str], days: int) -> tuple[list[int], list[int]]:
    """Return the positions of the units of each side that have one like them on the other side.

    Alike are units with an official in common, of one genre, dated at most ``days`` apart, as far as ``match`` asks for
    these. A unit of which the fact is not known is like no other.

    Examples
    --------
    >>> import pandas as pd
    >>> facts = {"official": ["Roe"], "genre": ["readout"], "start_date": pd.to_datetime(["2024-05-01"])}
    >>> matched(pd.DataFrame(facts), pd.DataFrame(facts | {"genre": ["news"]}), ["genre"], 14)
    ([], [])
    """
    if not match:
        return list(range(len(first))), list(range(len(second)))
    one, two = _facts(first), _facts(second)
    hits = [(i, j) for i, a in enumerate(one) for j, b in enumerate(two) if _alike(a, b, match, days)]
    return sorted({i for i, _ in hits}), sorted({j for _, j in hits})


def pairs(first: pd.DataFrame, second: pd.DataFrame, days: int | None) -> list[tuple[int, int]]:
    """Return the positions of units that are pairs of one round, each unit in at most one.

    A pair is told by one article; else it has an official in common, is of one genre and at most ``days`` apart (None:
    dated or not), the nearest in time first.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"article_id": ["a"], "official": ["Roe"], "genre": ["news"], "start_date": [None]})
    >>> pairs(table, table, 14)
    [(0, 0)]
    """
    one, two = _facts(first), _facts(second)
    near = _Index(two)
    options = []
    for i, a in enumerate(one):
        for j in near.of(a, days):
            b = two[j]
            if a["article_id"] == b["article_id"]:
                options.append((-1, i, j))
            elif _alike(a, b, _SAME if days is None else MATCHES, days or 0):
                known = a["day"] is not None and b["day"] is not None
                options.append((abs(a["day"] - b["day"]) if known else _NEVER, i, j))
    used: tuple[set[int], set[int]] = set(), set()
    out = []
    for _, i, j in sorted(options):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((i, j))
    return sorted(out)


def unlike(first: pd.DataFrame, second: pd.DataFrame, ignore: str = "") -> str | None:
    """Return why two sides cannot be compared like with like, or None where they can.

    They cannot where both are known and have no official, no genre, or no time in common. What the sides are made of
    (``ignore``) does not count.

    Examples
    --------
    >>> import pandas as pd
    >>> facts = {"article_id": ["a"], "official": ["Roe"], "genre": ["readout"], "start_date": [None]}
    >>> unlike(pd.DataFrame(facts), pd.DataFrame(facts | {"genre": ["news"]}))
    'no genre is common to both sides: readout / news'
    """
    one, two = _facts(first), _facts(second)
    for key, words in (("official", "no official had contacts with both sides"),
                       ("genre", "no genre is common to both sides")):  # fmt: skip
        values = [set().union(*(unit[key] for unit in side)) for side in (one, two)]
        if key != ignore and all(values) and not values[0] & values[1]:
            return f"{words}: {_listed(values[0])} / {_listed(values[1])}"
    known = [[unit for unit in side if unit["official"] and unit["genre"]] for side in (one, two)]
    keys = [key for key in ("official", "genre") if key != ignore]
    if len(keys) == 2 and all(known) and not any(_alike(a, b, keys, 0) for a in known[0] for b in known[1]):
        return "no official has texts of one genre about both sides"
    spans = [sorted(unit["day"] for unit in side if unit["day"] is not None) for side in (one, two)]
    if (
        ignore not in ("start_date", "published")
        and all(spans)
        and (spans[0][0] > spans[1][-1] or spans[1][0] > spans[0][-1])
    ):
        said = [" to ".join(_date(side[at]) for at in (0, -1)) for side in spans]
        return f"the contacts do not overlap in time: {said[0]} / {said[1]}"
    return None


def overlap(first: pd.DataFrame, second: pd.DataFrame, ignore: str = "") -> tuple[int, int]:
    """Return how many units of each side have a unit of the same official and genre on the other side, within a year.

    What is not known does not count against a unit.

    Examples
    --------
    >>> import pandas as pd
    >>> facts = {"article_id": ["a"], "official": ["Roe"], "genre": ["readout"], "start_date": [None]}
    >>> overlap(pd.DataFrame(facts), pd.DataFrame(facts))
    (1, 1)
    """
    sides = _facts(first), _facts(second)
    keys = [key for key in ("official", "genre") if key != ignore]

    def alike(one: dict[str, Any], two: dict[str, Any]) -> bool:
        near = one["day"] is None or two["day"] is None or abs(one["day"] - two["day"]) <= _YEAR
        return near and all(not one[key] or not two[key] or one[key] & two[key] for key in keys)

    return (
        sum(any(alike(one, two) for two in sides[1]) for one in sides[0]),
        sum(any(alike(one, two) for two in sides[0]) for one in sides[1]),
    )


def _facts(side: pd.DataFrame) -> list[dict[str, Any]]:
    import pandas as pd

    officials = [set() if pd.isna(one) else set(str(one).split("; ")) for one in side["official"]]
    genres = [set() if pd.isna(one) else {str(one)} for one in side["genre"]]
    days = [None if pd.isna(one) else pd.Timestamp(one).toordinal() for one in side["start_date"]]
    articles = side["article_id"] if "article_id" in side else [None] * len(side)
    return [{"official": official, "genre": genre, "day": day, "article_id": article}
            for official, genre, day, article in zip(officials, genres, days, articles, strict=True)]  # fmt: skip


def _alike(a: dict[str, Any], b: dict[str, Any], match: Sequence[str], days: int) -> bool:
    if "window" in match and (a["day"] is None or b["day"] is None or abs(a["day"] - b["day"]) > days):
        return False
    return all(a[key] & b[key] for key in match if key != "window")


class _Index:
    """Which units of a side can make a pair with a unit: many thousand on a side are no rare thing."""

    def __init__(self, side: Sequence[dict[str, Any]]) -> None:
        self.articles: dict[Any, list[int]] = defaultdict(list)
        self.officials: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, unit in enumerate(side):
            self.articles[unit["article_id"]].append(at)
            for name in unit["official"]:
                self.officials[name].append((-_NEVER if unit["day"] is None else unit["day"], at))
        for dated in self.officials.values():
            dated.sort()

    def of(self, unit: dict[str, Any], days: int | None) -> list[int]:
        """Positions of those of one article with the unit, and of those of one official at most ``days`` from it."""
        found = set(self.articles.get(unit["article_id"], ()))
        for name in unit["official"]:
            dated = self.officials.get(name, [])
            if days is None:
                found.update(at for _, at in dated)
            elif unit["day"] is not None:
                first, last = (
                    bisect_left(dated, (unit["day"] - days, 0)),
                    bisect_left(dated, (unit["day"] + days + 1, 0)),
                )
                found.update(at for _, at in dated[first:last])
        return sorted(found)


def _date(day: int) -> str:
    import datetime

    return datetime.date.fromordinal(day).isoformat()


def _listed(names: set[str], most: int = 5) -> str:
    shown = sorted(names)[:most]
    return ", ".join(shown) + (f" and {len(names) - most} more" if len(names) > most else "")
