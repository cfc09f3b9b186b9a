"""The words that drive a difference: keyness, word shift, and the lines behind a word."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.language.stems import stems
from analysis.reading import columns
from analysis.statistics.masking import name_stems, runs, usual
from analysis.statistics.units import counted, counted_acts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from analysis.reading import Reading

KEYNESS = {
    "term": "str", "wording": "str", "party": "str", "n_a": "Int64", "n_b": "Int64", "units_a": "Int64", "units_b": "Int64",
    "log_odds": "float64", "z": "float64", "p": "float64", "p_adjusted": "float64", "z_by_chance": "float64",
}  # fmt: skip
SHIFT = {"term": "str", "score": "float64", "share_a": "float64", "share_b": "float64", "shift": "float64"}
_PRIOR = 0.1
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def keyness(
    reading: Reading, between: tuple[str, str] | None = None, *, least: int = 2, permutations: int = 200, seed: int = 0
) -> pd.DataFrame:
    """Return how strongly one- to three-word terms mark one side: log-odds with an informative Dirichlet prior.

    Monroe, Colaresi & Quinn (2008), on stems; the prior is the counts of both sides together, weighing a tenth of them: a
    prior as heavy as the texts would leave the smaller side alone with words of its own. Names, countries and the
    words of every readout are masked and break a term. A term counts once in a telling, so that one long text does not
    decide. p is two-sided from z, p_adjusted by Benjamini & Hochberg (1995). Sparse vocabularies make sides look unlike
    by chance (Gentzkow, Shapiro & Taddy 2019), so ``z_by_chance`` stands beside: the 95th percentile of the largest |z|
    of any term when tellings are dealt to the sides anew.

    Parameters
    ----------
    reading : Reading
    between : (str, str), optional
        Two parties; needed where the reading has more than two.
    least : int
        Tellings in which a term must stand.
    permutations, seed : int
        Of the baseline; 0 leaves it out.

    Returns
    -------
    pandas.DataFrame
        One row a term, the largest |z| first: term (stems), wording (its most frequent one), party (whose it is), n_a and n_b (tellings with it), units_a and
        units_b (tellings of each side), log_odds, z (both above 0 for the first party), p, p_adjusted, z_by_chance.
        Empty where a side has no words; ``attrs["reason"]`` says why.

    Raises
    ------
    InputError
        If ``between`` is not two of the parties, or a number is out of range.

    Examples
    --------
    >>> import analysis
    >>> words = keyness(analysis.record().where(issuer="Washington"), permutations=0)
    >>> words.loc[words["term"] == "sovereignti", "party"].tolist()
    ['Armenia']
    """
    import numpy as np
    from scipy import stats

    if least < 1 or permutations < 0:
        raise InputError("least", "1 or more, and permutations 0 or more", (least, permutations))
    names = sides(reading, between)
    sentences = counted(reading)
    units = [_terms(reading, sentences[sentences["party"] == name]) for name in names]
    if len(names) < 2 or not all(units):
        table = columns([], KEYNESS)
        empty = [name for name, side in zip(names, units, strict=True) if not side]
        table.attrs["reason"] = f"no words of {' and '.join(empty)}" if empty else "one side cannot be compared"
        return table
    both = Counter(term for side in units for one in side for term in one)
    terms = sorted(term for term, n in both.items() if n >= least)
    at = {term: number for number, term in enumerate(terms)}
    wordings: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for one in (one for side in units for one in side):
        for term in one.keys() & at.keys():
            wordings[term][one[term]] += 1
    told = np.zeros((sum(map(len, units)), len(terms)))
    for row, one in enumerate(one for side in units for one in side):
        told[row, [at[term] for term in one if term in at]] = 1
    first = np.arange(len(told)) < len(units[0])
    a, b = told[first].sum(0), told[~first].sum(0)
    prior = _PRIOR * (a + b)
    delta, z = log_odds(a, b, prior)
    chance = math.nan
    if permutations and terms:
        rng = np.random.default_rng(seed)
        largest = []
        for _ in range(permutations):
            dealt = rng.permutation(first)
            largest.append(np.abs(log_odds(told[dealt].sum(0), told[~dealt].sum(0), prior)[1]).max())
        chance = float(np.quantile(largest, 0.95))
    p = 2 * stats.norm.sf(np.abs(z))
    adjusted = stats.false_discovery_control(p) if terms else p
    rows = [
        {"term": term, "wording": usual(wordings[term]), "party": names[0] if z[i] > 0 else names[1], "n_a": int(a[i]), "n_b": int(b[i]),
         "units_a": len(units[0]), "units_b": len(units[1]), "log_odds": float(delta[i]), "z": float(z[i]),
         "p": float(p[i]), "p_adjusted": float(adjusted[i]), "z_by_chance": chance}
        for i, term in enumerate(terms)
    ]  # fmt: skip
    return columns(sorted(rows, key=lambda row: (-abs(float(str(row["z"]))), str(row["term"]))), KEYNESS)


def log_odds(
    a: Iterable[float], b: Iterable[float], prior: Iterable[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the log-odds ratio of each term under a Dirichlet prior and its z (Monroe, Colaresi & Quinn 2008, eq. 15-19).

    Examples
    --------
    >>> delta, z = log_odds([10, 2], [2, 10], [1, 1])
    >>> [round(float(x), 3) for x in (*delta, *z)]
    [2.599, -2.599, 2.821, -2.821]
    """
    import numpy as np

    one, two, known = (np.asarray(list(values), dtype=float) for values in (a, b, prior))

    def told(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        has = counts + known
        return has, np.maximum(has.sum() - has, 1e-12)

    (has, rest), (had, left) = told(one), told(two)
    delta = np.log(has / rest) - np.log(had / left)
    return delta, delta / np.sqrt(1 / has + 1 / rest + 1 / had + 1 / left)


def word_shift(reading: Reading, kind: str = "words", between: tuple[str, str] | None = None) -> pd.DataFrame:
    """Return which words or acts carry the difference of two sides' mean score (Gallagher et al. 2021, proportion shift with scores).

    The mean of a side is the sum of share times score over its terms; a term's part in the difference is its score, less the
    second side's mean, times the difference of its shares. Shares are means over tellings, so that one long text does not decide.

    Parameters
    ----------
    reading : Reading
    kind : str
        ``"words"``: the words of VADER's lexicon with its scores in [-4, 4]. ``"acts"``: acts with their mean tone in [-1, 1].
    between : (str, str), optional
        Two parties; needed where the reading has more than two.

    Returns
    -------
    pandas.DataFrame
        term, score, share_a, share_b in [0, 1], shift; the largest first. The shifts sum to the difference of the means, first less
        second. Empty where a side has no term with a score; ``attrs["reason"]`` says so.

    Raises
    ------
    InputError
        If ``kind`` or ``between`` is something else.

    Examples
    --------
    >>> import analysis
    >>> shift = word_shift(analysis.record().where(issuer="Washington"), "acts")
    >>> shift["term"].head(2).tolist()
    ['SUPPORT', 'APPEAL']
    """
    if kind not in ("words", "acts"):
        raise InputError("kind", "words or acts", repr(kind))
    names = sides(reading, between)
    listed, scores = _scored_words(reading) if kind == "words" else _scored_acts(reading)
    shares = [_shares(listed.get(name, {})) for name in names]
    if len(names) < 2 or not all(shares):
        table = columns([], SHIFT)
        empty = [name for name, share in zip(names, shares, strict=True) if not share]
        table.attrs["reason"] = (
            f"no {kind[:-1]} of {' and '.join(empty)} has a score" if empty else "one side cannot be compared"
        )
        return table
    return columns(shifts(shares[0], shares[1], scores), SHIFT)


def shifts(a: Mapping[str, float], b: Mapping[str, float], scores: Mapping[str, float]) -> list[dict[str, object]]:
    """Return the parts of terms in the difference of two mean scores, from their shares on each side.

    Examples
    --------
    >>> [row["shift"] for row in shifts({"good": 1.0}, {"good": 0.5, "bad": 0.5}, {"good": 2, "bad": -2})]
    [1.0, 1.0]
    """
    mean = sum(share * scores[term] for term, share in b.items())
    rows: list[dict[str, object]] = []
    for term in {**a, **b}:
        one, two = a.get(term, 0.0), b.get(term, 0.0)
        part = (scores[term] - mean) * (one - two)
        rows.append({"term": term, "score": float(scores[term]), "share_a": one, "share_b": two, "shift": part})
    return sorted(rows, key=lambda row: (-abs(float(str(row["shift"]))), str(row["term"])))


def concordance(reading: Reading, word: str, width: int = 60) -> pd.DataFrame:
    """Return every place of a word in the counted sentences, with what stands before and behind: party, sentence_id, before, word, after.

    Words are compared by their stems, so a stem that `keyness` lists finds its words.

    Raises
    ------
    InputError
        If ``word`` has no letters or ``width`` is below 1.

    Examples
    --------
    >>> import analysis
    >>> concordance(analysis.record().where(issuer="Washington"), "sovereignty")["party"].unique().tolist()
    ['Armenia']
    """
    wanted = [_stem(one.group()) for one in _WORD.finditer(word)]
    if not wanted or width < 1:
        raise InputError("word", "one or more words, and a width of 1 or more", repr(word))
    rows = []
    for row in counted(reading).to_dict("records"):
        found = list(_WORD.finditer(row["text"]))
        told = [_stem(one.group()) for one in found]
        for at in range(len(told) - len(wanted) + 1):
            if told[at : at + len(wanted)] == wanted:
                start, end = found[at].start(), found[at + len(wanted) - 1].end()
                rows.append({"party": row["party"], "sentence_id": row["sentence_id"], "before": row["text"][max(0, start - width) : start],
                             "word": row["text"][start:end], "after": row["text"][end : end + width]})  # fmt: skip
    return columns(rows, dict.fromkeys(("party", "sentence_id", "before", "word", "after"), "str"))


def sides(reading: Reading, between: tuple[str, str] | None) -> list[str]:
    """Return the two parties to compare, or the one that there is.

    Raises
    ------
    InputError
        If ``between`` is not two of the parties, or is missing where there are more.
    """
    names = reading.parties
    if between is None:
        if len(names) > 2:
            raise InputError("between", f"two of {', '.join(names)}", "None")
        return names
    chosen = list(between)
    if len(set(chosen)) != 2 or not set(chosen) <= set(names):
        raise InputError("between", f"two of {', '.join(names)}", repr(between))
    return chosen


def _stem(word: str) -> str:
    return next(iter(stems(word)), word.casefold())


def _terms(reading: Reading, sentences: pd.DataFrame) -> list[dict[str, str]]:
    """The terms of each telling, one to three stems in a row with nothing masked between, and how each is first worded."""
    masked = name_stems(reading)
    out = []
    for _, rows in sentences.groupby("unit", sort=True):
        told: dict[str, str] = {}
        for run in (run for sentence in rows["text"] for run in runs(sentence, masked)):
            for end in range(1, len(run) + 1):
                for start in range(max(0, end - 3), end):
                    term, wording = (
                        " ".join(words)
                        for words in ([stem for _, stem in run[start:end]], [word for word, _ in run[start:end]])
                    )
                    told.setdefault(term, wording)
        if told:
            out.append(told)
    return out


def _scored_words(reading: Reading) -> tuple[dict[str, dict[str, Counter[str]]], dict[str, float]]:
    from analysis.language.lexicon import vader

    scores = vader().words
    out: dict[str, dict[str, Counter[str]]] = {}
    for party, unit, text in counted(reading)[["party", "unit", "text"]].values:
        words = [word.group().casefold() for word in _WORD.finditer(text)]
        out.setdefault(party, {}).setdefault(unit, Counter()).update(word for word in words if word in scores)
    return out, dict(scores)


def _scored_acts(reading: Reading) -> tuple[dict[str, dict[str, Counter[str]]], dict[str, float]]:
    acts = counted_acts(reading)
    out: dict[str, dict[str, Counter[str]]] = {}
    for party, unit, act in acts[["party", "unit", "act"]].values:
        out.setdefault(party, {}).setdefault(unit, Counter())[act] += 1
    return out, {str(act): float(tone) for act, tone in acts.groupby("act")["tone"].mean().items()}


def _shares(units: Mapping[str, Counter[str]]) -> dict[str, float]:
    """Share of each term: the mean of its shares in the tellings that have any."""
    told: Sequence[Counter[str]] = [one for one in units.values() if one.total()]
    total: Counter[str] = Counter()
    for one in told:
        for term, n in one.items():
            total[term] += n / one.total() / len(told)  # type: ignore[assignment]
    return dict(total)
