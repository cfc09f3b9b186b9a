"""What several articles give together: one reading, one name a person, each text once."""

from __future__ import annotations

import datetime as dt
import math
import platform
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from analysis.diplomacy.parties import Parties
from analysis.language.encoder import MODEL
from analysis.language.identities import one_name_each
from analysis.language.models import expected_hash
from analysis.reading import Reading, frame, passed_on
from analysis.sources.articles import Article
from analysis.sources.duplicates import find_repeats

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
EACH = ("articles", "contacts", "sentences", "quotations", "spans", "acts")  # tables whose rows are one article's
# Columns that hold names of persons.
PERSONS: Mapping[str, tuple[str, ...]] = {
    "articles": ("issuer",), "contacts": ("official", "counterparts"), "sentences": ("speaker", "principal"),
    "quotations": ("speaker", "principal"), "acts": ("principal", "target", "third_party"),
}  # fmt: skip
_AGAIN = dt.timedelta(days=3)
_PACKAGES = ("lemminflect", "nltk", "pandas", "vadersentiment")


@dataclass(frozen=True, slots=True)
class ArticleTables:
    """What one article gives: rows of each table as plain values, and the persons that its quotations name.

    ``rows`` has the keys of `analysis.reading.SCHEMA` except ``speakers``; ``people`` one row a person.
    """

    rows: Mapping[str, list[Row]]
    people: list[Row]


def combine(results: Sequence[ArticleTables], articles: Sequence[Article], parties: Parties) -> Reading:
    """Return the reading of several articles from what `analyze_article` gave for each, in the same order.

    What needs the whole corpus is made here: one name a person, and which article repeats which.
    """
    rows = rows_of(results)
    people = [one for result in results for one in result.people]
    names = one_name_each((one["speaker"], one["affiliation"]) for one in people)
    contacts = [renamed(row, names, PERSONS["contacts"]) for row in rows["contacts"]]
    again = repeats(rows["articles"], contacts, {one.article_id: one.text for one in articles})
    extra = list(dict.fromkeys(column for one in articles for column in passed_on(one.extra)))
    tables = {name: frame(name, rows[name], extra if name == "articles" else ()) for name in EACH}
    tables = whole_corpus(tables, names, again)
    quotations = (renamed(row, names, PERSONS["quotations"]) for row in rows["quotations"])
    speakers = frame("speakers", speakers_of(quotations, (renamed(one, names, ("speaker",)) for one in people)))
    manifest = provenance(parties) | {
        "texts": {one.article_id: one.sha256 or None for one in articles},
        "names": names,
        "removed": {one.article_id: list(one.removed) for one in articles if one.removed},
    }
    return Reading(**tables, speakers=speakers, texts={one.article_id: one.text for one in articles}, manifest=manifest)


def whole_corpus(
    tables: Mapping[str, pd.DataFrame], names: Mapping[str, str], repeats: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """Return tables with what only the whole corpus tells: one name a person, and which article repeats which.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        As each article alone gave them; they are not changed.
    names, repeats : mapping of str to str
        The name that stands for another one; the ``article_id`` that another one repeats.
    """
    out = dict(tables)
    for name, persons in PERSONS.items():
        if names:
            cells = out[name][list(persons)]
            out[name] = out[name].assign(
                **{
                    str(one): cells[one].map(lambda cell: renamed_cell(cell, names), na_action="ignore").astype("str")
                    for one in cells
                }
            )
    articles = out["articles"]
    out["articles"] = articles.assign(duplicate_of=articles["article_id"].map(repeats).astype("str"))
    return out


def rows_of(results: Iterable[ArticleTables]) -> dict[str, list[Row]]:
    """Return the rows of several articles, table by table."""
    rows = empty_rows()
    for result in results:
        for name, part in result.rows.items():
            rows[name] += part
    return rows


def provenance(parties: Parties) -> dict[str, Any]:
    """Return what it takes to make the numbers again, the texts aside: versions, models and parties."""
    return {
        "name": parties.name, "readouts": version("readouts"), "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES}, "models": {MODEL: expected_hash(MODEL)},
        "lexicon": "VADER lexicon of vaderSentiment, scored by NLTK",
        "parties": parties.as_dict()["parties"],
    }  # fmt: skip


def empty_rows() -> dict[str, list[Row]]:
    """Return the tables of no article."""
    return {name: [] for name in EACH}


def renamed_cell(cell: str, names: Mapping[str, str]) -> str:
    """A cell of persons joined by "; ", each under the name that the corpus has for them, and once."""
    return "; ".join(dict.fromkeys(names.get(name, name) for name in cell.split("; ")))


def renamed(row: Row, names: Mapping[str, str], columns: Sequence[str]) -> Row:
    """A row with other names for some persons; an old one of ``speakers`` stays as an alias."""
    if not names or not columns:
        return row
    fresh: Row = {column: renamed_cell(row[column], names) for column in columns if row.get(column)}
    if "aliases" in row and fresh["speaker"] != row["speaker"]:
        fresh["aliases"] = (row["speaker"], *row["aliases"])
    return row | fresh


def repeats(articles: Sequence[Row], contacts: Sequence[Row], texts: Mapping[str, str]) -> dict[str, str]:
    """Which article repeats which: kept are official texts before news, then what was published first, then read first.

    Two texts of one template about different counterparts or days are the best evidence there is, not repeats. A day
    that is only that of the publication says less: the same words put out again within three days are a repeat, and so
    is a news text that prints an official one with its "today".
    """
    counterparts: dict[str, set[str]] = defaultdict(set)
    days: dict[str, set[object]] = defaultdict(set)
    for row in contacts:
        names = (row["counterparts"] or "").split("; ")
        counterparts[row["article_id"]] |= {name.split()[-1].casefold() for name in names if name}
        days[row["article_id"]] |= {day for day in (row["start_date"], row["end_date"]) if day is not None}

    def rank(row: Row) -> tuple[bool, bool, dt.date]:
        return row.get("genre") == "news", row["published"] is None, row["published"] or dt.date.min

    ordered = [row["article_id"] for row in sorted(articles, key=rank)]
    published = {row["article_id"]: row["published"] for row in articles}
    genre = {row["article_id"]: row.get("genre") for row in articles}
    for key, day in published.items():  # what tells no day is of its own
        if not days[key] and day is not None:
            days[key] = {day}

    def differ(one: int, two: int) -> bool:
        first, second = ordered[one], ordered[two]
        if counterparts[first] and counterparts[second] and counterparts[first] != counterparts[second]:
            return True
        if not days[first] or not days[second] or days[first] == days[second]:
            return False
        again = texts[first] == texts[second] or "news" in (genre[first], genre[second])
        again = again and all(days[key] == {published[key]} for key in (first, second))
        return not (again and abs(published[first] - published[second]) <= _AGAIN)

    found = find_repeats([texts[one] for one in ordered], differ)
    return {ordered[again]: ordered[kept] for again, kept in found.items()}


@dataclass(slots=True)
class _Tally:
    """What is counted of a speaker while quotations pass by, article by article."""

    spoken: int = 0
    relayed: int = 0
    words: int = 0
    articles: int = 0
    last: str = ""
    tones: int = 0
    total: float = 0.0

    def count(self, row: Row) -> None:
        self.articles += row["article_id"] != self.last
        self.last = row["article_id"]
        if not row["restates"] and not math.isnan(row["tone"]):
            self.tones += 1
            self.total += row["tone"]


def speakers_of(quotations: Iterable[Row], people: Iterable[Row]) -> list[Row]:
    """Return one row a speaker or principal of a quotation, those most quoted first.

    Both are gone through once, the quotations article by article, and nothing is kept but a line a speaker.
    """
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for row in quotations:
        if row["speaker"]:
            tally = tallies[row["speaker"]]
            tally.count(row)
            tally.spoken += 1
            tally.words += len(row["content"].split())
        for principal in (row["principal"] or "").split("; "):
            if principal and principal != row["speaker"]:
                tallies[principal].count(row)
                tallies[principal].relayed += 1
    known: dict[str, Row] = {}
    aliases: dict[str, dict[str, None]] = defaultdict(dict)
    for one in people:
        name = one["speaker"]
        if name in tallies:
            known[name] = {key: one[key] or known.get(name, {}).get(key) for key in ("role", "affiliation")}
            aliases[name].update(dict.fromkeys(one["aliases"]))
    out = [
        {
            "speaker": name, **known.get(name, {}), "aliases": "; ".join(aliases[name]) or None,
            "n_articles": tally.articles, "n_quotations": tally.spoken, "n_words": tally.words,
            "n_relayed": tally.relayed, "mean_tone": tally.total / tally.tones if tally.tones else math.nan,
        }
        for name, tally in tallies.items()
    ]  # fmt: skip
    return sorted(out, key=lambda row: (-row["n_quotations"] - row["n_relayed"], row["speaker"]))
