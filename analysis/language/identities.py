"""Which names of a corpus are one person's, though each text has its own form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from analysis.language.names import compatible, surname
from analysis.language.spelling import spelling


def one_name_each(people: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return for each name that goes under another one in the corpus that other name.

    Names are one person's where surnames agree but for transliteration, first names agree as far as both have them,
    and no two of the texts place them in different countries. The form that most texts have stands for all, of forms
    as frequent the longest. A surname alone joins a full name only where the corpus has just one person of it.

    Parameters
    ----------
    people : iterable of (str, str or None)
        A person's name in a text and the country or body that the text gives; one pair a text.

    Examples
    --------
    >>> one_name_each([("Nikol Pashinyan", "Armenia"), ("Nikol Pashinian", None), ("Pashinyan", "Armenia")])
    {'Nikol Pashinian': 'Nikol Pashinyan', 'Pashinyan': 'Nikol Pashinyan'}
    >>> one_name_each([("Ana Lopez", "Chile"), ("Ana Lopez", "Chile"), ("Bo Lopez", None), ("Lopez", None)])
    {}
    """
    counts: Counter[str] = Counter()
    places: dict[str, set[str]] = defaultdict(set)
    for name, place in people:
        counts[name] += 1
        if place:
            places[name].add(place)
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        by_surname[spelling(surname(name))].append(name)
    out: dict[str, str] = {}
    for names in by_surname.values():
        groups: list[list[str]] = []
        for name in sorted((one for one in names if " " in one), key=lambda one: (-len(one.split()), one)):
            home = next((group for group in groups if all(_same(name, one, places) for one in group)), None)
            if home:
                home.append(name)
            else:
                groups.append([name])
        alone = [one for one in names if " " not in one]
        if not groups and len(alone) > 1:  # one surname in two spellings
            groups = [alone]
        elif len(groups) == 1:
            groups[0] += [one for one in alone if all(_same(one, other, places) for other in groups[0])]
        for group in groups:
            best = max(group, key=lambda one: (" " in one, counts[one], len(one), one))
            out |= {one: best for one in group if one != best}
    return dict(sorted(out.items()))


def _same(one: str, two: str, places: dict[str, set[str]]) -> bool:
    apart = places[one] and places[two] and not places[one] & places[two]
    return compatible(one, two) and not apart
