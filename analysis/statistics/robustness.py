"""Does a finding survive other measures, other parts of the texts, and the loss of any unit or cue word?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analysis.diplomacy.tone import ACTS_SHARE, sentence_tone
from analysis.errors import InputError
from analysis.language.lexicon import score_sentiment
from analysis.language.stems import stems
from analysis.reading import Reading, columns
from analysis.statistics.comparison import Options, Sides, judged, sides, without
from analysis.statistics.matching import chosen_matches
from analysis.statistics.units import counted_acts

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Mapping[str, str] = {
    "check": "str", "detail": "str", "party_a": "str", "party_b": "str", "n_a": "Int64", "n_b": "Int64",
    "difference": "float64", "low": "float64", "high": "float64", "p": "float64", "verdict": "str", "survives": "boolean",
}  # fmt: skip
_RESAMPLES = 999
_WORDS = 40  # cue words left out in turn: the most frequent


def sensitivity(
    reading: Reading, between: tuple[str, str] | None = None, *, match: str | Iterable[str] | None = None, days: int = 14,
    alpha: float = 0.05, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how the difference in tone between two sides changes when something else is read or something is left out.

    Parameters
    ----------
    reading : Reading
    between, match, days, alpha, seed
        As in `analysis.compare`. The permutation has 999 resamples here.

    Returns
    -------
    pandas.DataFrame
        check, detail, party_a, party_b, n_a, n_b (units), difference (a less b), low, high, p (not adjusted: these are views of
        one finding, not findings of their own), verdict, survives. The checks are ``"as it is"``; ``"another lexicon"`` (VADER, and
        VADER with the names of persons, bodies and places masked, which otherwise count as words); ``"acts alone"``; ``"direct
        quotations alone"``; ``"the official's voice alone"`` (sentences of which he is the principal); ``"restated text too"``, which
        ``"as it is"`` counts once; ``"without unit"`` and ``"without cue word"``, one row each, where ``detail`` names it (the stems of
        the 40 words most frequent in the cues of acts). ``survives`` is whether the difference has its sign, and a verdict
        "different" stays; NA where there is none to compare, and where the sides differ in nothing to begin with.

    Raises
    ------
    InputError
        If ``reading`` is no Reading, and as `analysis.compare` does.

    Examples
    --------
    >>> import analysis
    >>> text = "Blinken thanked Pashinyan. He urged Aliyev to open the road."
    >>> table = sensitivity(analysis.analyze(analysis.Article.from_text(text), "armenia-azerbaijan"))
    >>> table.query("check == 'acts alone'")[["difference", "verdict", "survives"]].values.tolist()
    [[1.5, 'too few to tell', True]]
    """
    if not isinstance(reading, Reading):
        raise InputError("reading", "a Reading", type(reading).__name__)
    options = Options(chosen_matches(match), days, alpha, _RESAMPLES, seed)
    rows: list[dict[str, Any]] = []

    def add(check: str, detail: str | None, found: Sides) -> None:
        measure = next(iter(found.measures))
        row = {"check": check, "detail": detail} | judged([(measure, found.after)], found, options)[0]
        rows.append(row | {"survives": _survives(rows[0] if rows else row, row)})

    finding = sides(reading, "tone", "party", between, options)
    add("as it is", None, finding)
    for check, detail, changed, measure in _readings(reading):
        add(check, detail, sides(changed, measure, "party", between, options))
    for unit in dict.fromkeys([*finding.after[0]["unit"], *finding.after[1]["unit"]]):
        add("without unit", str(unit), without(finding, unit, options))
    words = counted_acts(reading)["cue"].dropna().map(stems).explode().value_counts()
    for word in sorted(words.index, key=lambda one: (-words[one], one))[:_WORDS]:
        add("without cue word", str(word), sides(_without(reading, word), "tone", "party", between, options))
    return columns(rows, COLUMNS)


def _survives(base: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
    if math.isnan(base["difference"]) or math.isnan(row["difference"]) or base["difference"] == 0:
        return None
    same = row["difference"] * base["difference"] > 0
    return bool(same and (base["verdict"] != "different" or row["verdict"] == "different"))


def _readings(reading: Reading) -> Iterator[tuple[str, str | None, Reading, str]]:
    """Check, detail, the reading to compare in and the measure."""
    sentences = reading.sentences
    yield "another lexicon", "VADER", reading, "compound"
    yield "another lexicon", "VADER, names masked", _masked(reading), "compound"
    yield "acts alone", None, reading, "ladder"
    yield "direct quotations alone", None, _keep(reading, sentences["voice"] == "direct"), "tone"
    officials = reading.contacts.set_index("contact_id")["official"]
    pairs = zip(sentences["principal"], sentences["contact_id"].map(officials), strict=True)
    own = [bool(_names(principal) & _names(official)) for principal, official in pairs]
    yield "the official's voice alone", None, _keep(reading, own), "tone"
    yield "restated text too", None, replace(reading, quotations=reading.quotations.assign(restates=None)), "tone"


def _keep(reading: Reading, rows: Any) -> Reading:
    """The reading with some of its sentences."""
    return replace(reading, sentences=reading.sentences.loc[list(rows)])


def _without(reading: Reading, word: str) -> Reading:
    """The reading as if no cue held a word: what the acts say of a sentence is a share of its tone, and is made again."""
    acts = reading.acts
    has = acts["cue"].map(lambda cue: isinstance(cue, str) and word in stems(cue))
    touched = acts[acts["sentence_id"].isin(acts.loc[has, "sentence_id"])]
    lost = {str(key): sentence_tone(part["tone"].tolist()) - sentence_tone(part[~has[part.index]]["tone"].tolist())
            for key, part in touched.groupby("sentence_id")}  # fmt: skip
    tone = (
        reading.sentences["tone"]
        - reading.sentences["sentence_id"].map(lost).fillna(0.0).astype("float64") * ACTS_SHARE
    )
    return replace(reading, acts=acts[~has], sentences=reading.sentences.assign(tone=tone))


def _masked(reading: Reading) -> Reading:
    """The reading with VADER's score of each sentence without its names."""
    names = {one for party in reading.manifest.get("parties", ()) for one in (
        party["name"], *party["demonyms"], *party["places"], *(leader["name"] for leader in party["leaders"]))}  # fmt: skip
    for column in (
        reading.speakers["speaker"],
        reading.speakers["aliases"],
        reading.contacts["official"],
        reading.contacts["counterparts"],
    ):
        names |= {one for cell in column for one in _names(cell)}
    # The surname alone is a name too.
    names |= {name.split()[-1] for name in names if " " in name and name.split()[-1][:1].isupper()}
    capital = sorted((name for name in names if name[:1].isupper()), key=len, reverse=True)
    if not capital:
        return reading
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, capital)) + r")\b")
    scores = [score_sentiment(pattern.sub("someone", str(text))).compound for text in reading.sentences["text"]]
    return replace(reading, sentences=reading.sentences.assign(compound=scores))


def _names(cell: object) -> set[str]:
    return set(cell.split("; ")) if isinstance(cell, str) else set()
