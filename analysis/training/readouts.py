"""Coded sentences of readouts to train their tone on: those of real texts, and those of our own wording."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.diplomacy.parties import Parties, Party, load_parties, shipped_parties
from analysis.errors import PlaceNotFound
from analysis.language.countries import countries
from analysis.language.stance import DEGREES, LABELS, Asked
from analysis.pipeline import analyze
from analysis.sources.articles import Article, read

OWN = Path(__file__).with_name("sentences.txt")
_OFFICIALS = {
    "the Secretary": "Antony Blinken", "the Secretary of State": "Marco Rubio", "Secretary Blinken": "Antony Blinken",
    "Secretary Rubio": "Marco Rubio", "President Biden": "Joe Biden", "the President": "Joe Biden",
    "the Vice President": "Kamala Harris", "Mr. Sullivan": "Jake Sullivan", "the envoy": "the United States",
}  # fmt: skip
_ROLES = ("President", "Prime Minister", "Foreign Minister", "Minister")
_FIRST = "Anna Samuel Tigran Elnur Maria Karim Ingrid Pedro Yuki Laszlo Amina Viktor Leyla Daniel Grace Omar".split()
_LAST = (
    "Voss Adeyemi Karapetyan Mammadov Okonkwo Petrov Lindqvist Haddad Moreno Tanaka Kovacs Silva Nguyen Rahman Castillo "
    "Abebe Novak Farouk Mensah Ibrahimov Sargsyan Weiss Dlamini Ortega Yilmaz Popescu Barzani Chowdhury".split()
)


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence as it is asked, with its degree (a place in `DEGREES`) and its act (a place in `LABELS`)."""

    asked: Asked
    degree: int
    act: int


def sides(names: list[str]) -> Parties:
    """The parties as a user would give them: a shipped file where it has these names, else countries."""
    for name in shipped_parties():
        shipped = load_parties(name)
        if set(names) <= set(shipped.names):
            return shipped
    listed = {one.name: one for one in countries()}

    def party(name: str) -> Party:
        one = listed.get(name)
        if one is None:
            return Party(name)
        demonyms = (*one.demonyms, *(f"{word}s" for word in one.demonyms), *one.other_names)
        return Party(name, demonyms, tuple(filter(None, [one.capital])))

    return Parties("labels", tuple(party(name) for name in names or ["nobody's country"]))


def labels(file: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of a file of coded sentences by the text that they are of."""
    by_file: dict[str, list[dict[str, str]]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            by_file[row["file"]].append(row)
    return by_file


def located(article: Article, coded: list[dict[str, str]]) -> tuple[Any, list[dict[str, Any] | None]]:
    """Return the reading of an article between the counterparts of its labels, and the row of each labelled sentence.

    None where the anchor of a label does not stand in the article.
    """
    names = list(dict.fromkeys(part for label in coded for part in re.split(r"; ?", label["counterpart"]) if part))
    parties = sides([name for name in names if name not in ("both", "neither")] or ["nobody"])
    reading = analyze([article], parties=parties)
    rows = reading.sentences.to_dict("records")
    blocks = [match for match in re.finditer(r"(?:(?!\n[^\S\n]*\n).)+", article.text, re.S) if match.group().strip()]
    out: list[dict[str, Any] | None] = []
    for label in coded:
        pattern = re.compile(r"\s+".join(map(re.escape, label["anchor"].split())))
        number = int(label["paragraph"])
        place = pattern.search(article.text, *blocks[number].span()) if number < len(blocks) else None
        place = place or pattern.search(article.text)
        out.append(next((one for one in rows if place and one["start"] <= place.start() < one["end"]), None))
    return reading, out


def real(file: Path, folder: Path) -> list[Coded]:
    """Return the coded sentences of real texts, each asked as `analysis.analyze` asks it.

    Parameters
    ----------
    file : Path
        Labels in the columns of ``tests/real/tone.csv``.
    folder : Path
        Where the texts are that it names.

    Raises
    ------
    PlaceNotFound
        If a text is missing.
    """
    out = []
    for name, coded in labels(file).items():
        if not (folder / name).is_file():
            raise PlaceNotFound("data", "a folder with the texts that the labels name", folder / name)
        article = read(folder / name)[0]
        reading, rows = located(article, coded)
        contacts = {one["contact_id"]: one for one in reading.contacts.to_dict("records")}
        for label, row in zip(coded, rows, strict=True):
            if row is None:
                continue
            contact = contacts.get(row["contact_id"], {})
            told = (contact.get("official"), contact.get("counterparts"))
            official, counterparts = (one if isinstance(one, str) else None for one in told)
            one = Asked.of(label["counterpart"], counterparts, official, row["text"])
            out.append(Coded(one, DEGREES.index(int(label["tone"]) / 2), LABELS.index(label["act"])))
    return out


def own(rng: random.Random) -> list[Coded]:
    """Return the sentences of `OWN`, each towards one of those it is coded for, with names drawn by chance."""
    return list(_filled(rng))


def _filled(rng: random.Random) -> Iterator[Coded]:
    known = [one for one in countries() if one.demonyms and one.name != "United States"]
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, *codes = line.split(" | ")
        places = dict(zip("ABC", rng.sample(known, 3), strict=True))
        leaders = {key: (rng.choice(_ROLES), rng.choice(_FIRST), rng.choice(_LAST)) for key in places}
        official = rng.choice(list(_OFFICIALS))
        text = text.replace("{O}", official)
        for key, country in places.items():
            role, first, last = leaders[key]
            named = rng.choice(
                [f"{role} {last}", f"{role} {last}", last, f"the {role.lower()}", f"{role} {first} {last}"]
            )
            text = text.replace(f"{{{key}L}}", named).replace(f"{{{key}j}}", country.demonyms[0])
            text = text.replace(f"{{{key}}}", country.name)
        key, degree, act = rng.choice(codes).split()
        whole = Asked.of(places[key].name, " ".join(leaders[key][1:]), _OFFICIALS[official], text[0].upper() + text[1:])
        yield Coded(whole, DEGREES.index(int(degree) / 2), LABELS.index(act))
