"""Coded sentences of readouts: where labels of real texts stand, and sentences of our own wording to train on."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analysis.diplomacy.parties import Parties, Party, load_parties, shipped_parties
from analysis.language.countries import countries
from analysis.language.sentences import Span
from analysis.language.stance import DEGREES, LABELS
from analysis.pipeline import analyze
from analysis.sources.articles import Article

OWN = Path(__file__).with_name("sentences.txt")
# A coded degree as probabilities: neighbouring ones are not wholly wrong (soft labels: Diaz & Marathe 2019).
_APART = np.exp(-2.2 * np.abs(np.subtract.outer(np.arange(len(DEGREES)), np.arange(len(DEGREES)))))
NEAR = (_APART / _APART.sum(1, keepdims=True)).astype(np.float32)
_OFFICIALS = (
    "the Secretary", "the Secretary of State", "Secretary Blinken", "Secretary Rubio", "President Biden", "the President",
    "the Vice President", "Mr. Sullivan", "the envoy",
)  # fmt: skip
_ROLES = ("President", "Prime Minister", "Foreign Minister", "Minister")
_FIRST = "Anna Samuel Tigran Elnur Maria Karim Ingrid Pedro Yuki Laszlo Amina Viktor Leyla Daniel Grace Omar".split()
_LAST = (
    "Voss Adeyemi Karapetyan Mammadov Okonkwo Petrov Lindqvist Haddad Moreno Tanaka Kovacs Silva Nguyen Rahman Castillo "
    "Abebe Novak Farouk Mensah Ibrahimov Sargsyan Weiss Dlamini Ortega Yilmaz Popescu Barzani Chowdhury".split()
)


def sides(names: list[str]) -> Parties:
    """The parties as a user would give them: a shipped file where it has these names, else countries."""
    for name in shipped_parties():
        shipped = load_parties(name)
        if set(names) <= set(shipped.names):
            return shipped
    listed = {name: one for one in countries() for name in (*one.other_names, one.name)}

    def party(name: str) -> Party:
        one = listed.get(name)
        if one is None:
            return Party(name)
        demonyms = (*one.demonyms, *(f"{word}s" for word in one.demonyms), one.name, *one.other_names)
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


class OwnSentence(NamedTuple):
    """A sentence of our own wording, where it names its counterpart, and its degree (a place in `DEGREES`) and act (a place in
    `LABELS`)."""

    text: str
    counterpart: tuple[Span, ...]
    degree: int
    act: int


def own(rng: random.Random) -> list[OwnSentence]:
    """Return the sentences of `OWN`, each towards one of those it is coded for, with names drawn by chance; those left
    out of which the words do not tell towards whom: with two codes for countries that it does not name.
    """
    lines = (line for line in OWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [found for line in lines if (found := _filled(line, rng))]


def _filled(line: str, rng: random.Random) -> OwnSentence | None:
    text, *codes = line.split(" | ")
    unnamed = sum(f"{{{code[0]}" not in text for code in codes)
    known = [one for one in countries() if one.demonyms and one.name != "United States"]
    places = dict(zip("ABC", rng.sample(known, 3), strict=True))
    text = text.replace("{O}", rng.choice(_OFFICIALS))
    forms: dict[str, list[str]] = {}
    for key, country in places.items():
        role, first, last = rng.choice(_ROLES), rng.choice(_FIRST), rng.choice(_LAST)
        named = rng.choice([f"{role} {last}", f"{role} {last}", last, f"the {role.lower()}", f"{role} {first} {last}"])
        text = text.replace(f"{{{key}L}}", named).replace(f"{{{key}j}}", country.demonyms[0])
        text = text.replace(f"{{{key}}}", country.name)
        forms[key] = [named, country.demonyms[0], country.name]
    key, degree, act = rng.choice(codes).split()
    text = text[0].upper() + text[1:]
    either = "|".join(map(re.escape, sorted(forms[key], key=len, reverse=True)))
    spans = tuple(match.span() for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.I))
    if not spans and unnamed > 1:
        return None
    return OwnSentence(text, spans, DEGREES.index(int(degree) / 2), LABELS.index(act))
