"""Coded sentences of readouts to train their tone on: those of real texts, and those of our own wording."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analysis.diplomacy.parties import Parties, Party, load_parties, shipped_parties
from analysis.errors import PlaceNotFound
from analysis.language.countries import countries
from analysis.language.sentences import Span
from analysis.language.stance import DEGREES, LABELS
from analysis.language.wordpiece import CLS, SEP, WordPiece
from analysis.pipeline import analyze
from analysis.sources.articles import Article, read

OWN = Path(__file__).with_name("sentences.txt")
# A coded degree as probabilities: neighbouring ones are not wholly wrong (soft labels: Diaz & Marathe 2019).
_APART = np.exp(-2.2 * np.abs(np.subtract.outer(np.arange(len(DEGREES)), np.arange(len(DEGREES)))))
NEAR = (_APART / _APART.sum(1, keepdims=True)).astype(np.float32)
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


# Around the counterpart: its opening and closing piece ([unused0], [unused1]), and the room of each part.
_OPEN, _CLOSE, _ROOM, _COUNTERPART_ROOM, _OFFICIAL_ROOM = 1, 2, 128, 24, 14


class Question(NamedTuple):
    """A sentence as the tone model is asked it: with the counterpart and the official who told it."""

    counterpart: str
    official: str
    sentence: str

    @classmethod
    def of(cls, party: str, counterparts: str | None, official: str | None, sentence: str) -> Question:
        """The question about a sentence of a contact; names that are not known are left out.

        Examples
        --------
        >>> Question.of("Armenia", "Nikol Pashinyan", None, "They spoke.")
        Question(counterpart='Armenia, Nikol Pashinyan', official='the United States', sentence='They spoke.')
        """
        return cls(f"{party}, {counterparts}" if counterparts else party, official or "the United States", sentence)


def question_pieces(asked: Question, pieces: WordPiece) -> tuple[list[int], list[int]]:
    """Return the pieces of counterpart, official and sentence, and 1 for each piece of the counterpart, else 0.

    A sentence longer than some ninety pieces loses its end.
    """
    counterpart, official, sentence = (
        [one[0] for one in pieces(text)] for text in (asked.counterpart, f"{asked.official}:", asked.sentence)
    )
    counterpart, official = counterpart[:_COUNTERPART_ROOM], official[:_OFFICIAL_ROOM]
    start = [CLS, _OPEN, *counterpart, _CLOSE, *official]
    numbers = [*start, *sentence[: _ROOM - len(start) - 1], SEP]
    return numbers, [0, 0, *[1] * len(counterpart), *[0] * (len(numbers) - len(counterpart) - 2)]


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence as it is asked, with its degree (a place in `DEGREES`) and its act (a place in `LABELS`)."""

    asked: Question
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
            one = Question.of(label["counterpart"], counterparts, official, row["text"])
            out.append(Coded(one, DEGREES.index(int(label["tone"]) / 2), LABELS.index(label["act"])))
    return out


class OwnSentence(NamedTuple):
    """A sentence of our own wording, where it names its counterpart, and its degree and act as in `Coded`."""

    text: str
    counterpart: tuple[Span, ...]
    degree: int
    act: int


def own(rng: random.Random) -> list[OwnSentence]:
    """Return the sentences of `OWN`, each towards one of those it is coded for, with names drawn by chance; those left
    out of which the words do not tell towards whom.
    """
    return [found for found, _ in _filled(rng) if found]


def own_coded(rng: random.Random) -> list[Coded]:
    """The same as questions."""
    return [coded for _, coded in _filled(rng)]


def _filled(rng: random.Random) -> Iterator[tuple[OwnSentence | None, Coded]]:
    """Of a sentence with two codes for countries that it does not name there is only a question: its words cannot tell."""
    known = [one for one in countries() if one.demonyms and one.name != "United States"]
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, *codes = line.split(" | ")
        places = dict(zip("ABC", rng.sample(known, 3), strict=True))
        leaders = {key: (rng.choice(_ROLES), rng.choice(_FIRST), rng.choice(_LAST)) for key in places}
        official = rng.choice(list(_OFFICIALS))
        text = text.replace("{O}", official)
        forms: dict[str, list[str]] = {}
        for key, country in places.items():
            role, first, last = leaders[key]
            named = rng.choice(
                [f"{role} {last}", f"{role} {last}", last, f"the {role.lower()}", f"{role} {first} {last}"]
            )
            text = text.replace(f"{{{key}L}}", named).replace(f"{{{key}j}}", country.demonyms[0])
            text = text.replace(f"{{{key}}}", country.name)
            forms[key] = [named, country.demonyms[0], country.name]
        key, degree, act = rng.choice(codes).split()
        text = text[0].upper() + text[1:]
        either = "|".join(map(re.escape, sorted(forms[key], key=len, reverse=True)))
        spans = tuple(match.span() for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.I))
        numbers = DEGREES.index(int(degree) / 2), LABELS.index(act)
        asked = Question.of(places[key].name, " ".join(leaders[key][1:]), _OFFICIALS[official], text)
        unnamed = sum(f"{{{code[0]}" not in line.split(" | ")[0] for code in codes)
        yield (OwnSentence(text, spans, *numbers) if spans or unnamed < 2 else None), Coded(asked, *numbers)
