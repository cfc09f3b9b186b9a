"""What says nothing about a text's content: names of those involved, countries, and the words of every readout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.language.countries import countries_in
from analysis.language.stems import stems

if TYPE_CHECKING:
    from analysis.reading import Reading

# Offices, the exchange itself and the verbs that report it, the closing formula, days.
TEMPLATE = frozenset(
    "state stated told head office council director general directorgeneral presidential envoy ambassador statement press release readout secretary president minister prime foreign vice chancellor deputy spokesperson spokesman "
    "mrs leader leaders official officials national advisor adviser assistant affairs counterpart counterparts sides both two other each united states "
    "conversation conversations call calls called meeting meetings met meet spoke speak speaks talk talks talked discuss discussed discussion discussions discussing "
    "phone telephone today yesterday morning afternoon evening readouts through period administration government governments house white "
    "underscored underscore underscoring emphasized emphasize emphasizing noted note noting stressed stressing reiterated reiterate reaffirmed reaffirm affirmed affirming "
    "expressed express expressing conveyed highlighted raised raise reviewed review exchanged views outlined shared also updated "
    "remain remained stay touch contact coming days weeks months directly team teams agree agreed continue continued continuing closely close regular "
    "coordinate coordinated coordination consult consultation consultations communication additionally similarly finally "
    "including include regarding concerning during toward towards especially particularly well following ahead recent latest ongoing current situation "
    "developments development issues issue range topics matters point points effort efforts importance important opportunity opportunities need appreciation separate "
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday week month year".split()
)


_PART = re.compile(r"[\w'\u2019-]+|[^\w\s]")


def content(text: str) -> frozenset[str]:
    """Return the stems of a text without countries and the words of the template.

    Examples
    --------
    >>> sorted(content("The leaders discussed Armenia's long border."))
    ['border', 'long']
    """
    for start, end, _ in reversed(countries_in(text)):
        text = text[:start] + " " + text[end:]
    return stems(text, TEMPLATE)


def runs(text: str, names: frozenset[str], inside: frozenset[str] = frozenset()) -> Iterator[list[tuple[str, str]]]:
    """Yield the words that stand in a row with nothing masked between, each as ``(word, stem)`` in small letters.

    A country, a name, a word of the template or of no content, a figure and a mark end a run. Words of ``inside`` do not where a
    run has begun; their stem is empty.

    Examples
    --------
    >>> list(runs("Holt named Armenia's open border and roads.", frozenset({"holt"}), frozenset({"and"})))
    [[('named', 'name')], [('open', 'open'), ('border', 'border'), ('and', ''), ('roads', 'road')]]
    """
    for start, end, _ in reversed(countries_in(text)):
        text = text[:start] + " . " + text[end:]
    run: list[tuple[str, str]] = []
    for part in _PART.finditer(text):
        word = part.group().lower()
        left = stems(re.sub(r"['\u2019]s\b", "", word), TEMPLATE) - names
        if len(left) == 1:
            run.append((word, next(iter(left))))
        elif word in inside and run:
            run.append((word, ""))
        elif run:
            yield run
            run = []
    if run:
        yield run


def usual(wordings: Counter[str]) -> str:
    """Return the most frequent wording, of equals the first in the alphabet.

    Examples
    --------
    >>> usual(Counter(["roads", "road", "roads"]))
    'roads'
    """
    return min(wordings, key=lambda one: (-wordings[one], one))


def name_stems(reading: Reading) -> frozenset[str]:
    """Return the stems of the names of parties, leaders, officials and speakers of a reading.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> {"armenia", "baku", "ilham", "blinken"} <= name_stems(reading)
    True
    """
    names = []
    for party in reading.manifest.get("parties", ()):
        names += [party["name"], *party["demonyms"], *party["places"]]
        for one in party["leaders"]:
            names += [one["name"], *one["aliases"]]
    for cell in (*reading.contacts["official"].dropna(), *reading.contacts["counterparts"].dropna()):
        names += cell.split("; ")
    names += [*reading.speakers["speaker"].dropna(), *reading.articles["issuer"].dropna()]
    return frozenset(stem for name in names for stem in stems(name.replace("-", " "))) | frozenset(
        stem for name in names for stem in stems(name)
    )
