"""A methods paragraph for a paper, made from the run that it describes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from analysis.statistics.comparison import compare
from analysis.statistics.matching import chosen_matches

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

_KIND = {
    "tone": "tone, the stance of the official towards the counterpart in [-1, 1], the mean of what the communicative acts and their targets and what the bundled model say",
    "compound": "VADER's compound score (Hutto & Gilbert 2014)", "words": "the number of words",
    "ladder": "the mean tone of the acts",
}  # fmt: skip
_MATCH = {"official": "an official in common", "genre": "the same genre", "window": "dates at most {days} days apart"}


def methods(
    reading: Reading, measure: str | Sequence[str] = "tone", by: str = "party", between: tuple[str, str] | None = None, *,
    match: str | Iterable[str] | None = None, days: int = 14, alpha: float = 0.05, resamples: int = 9_999, seed: int = 0,
) -> str:  # fmt: skip
    """Return a methods paragraph: what was read, how many units, which test, which versions, which limits, the citation.

    Parameters are those of `analysis.compare`; give the same as to the comparison that the paragraph stands beside.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> methods(reading).split(". ")[0]
    'We read 1 text (genre: news 1; 1 sentence) with readouts 0.1.0'
    """
    wanted = [measure] if isinstance(measure, str) else list(measure)
    table = compare(reading, wanted, by, between, match=match, days=days, alpha=alpha, resamples=resamples, seed=seed)
    parts = [_read(reading), _labelled(), _compared(table, wanted, by, chosen_matches(match), days)]
    if table["p"].notna().any():
        parts.append(_tested(table, alpha, resamples, seed))
    else:
        why = "; ".join(dict.fromkeys(f"{row['verdict']}: {row['reason']}" for row in table.to_dict("records")))
        parts.append(f"No test was made ({why}).")
    parts.append(
        "A readout is one government's edited account, so these figures describe what was published and not what was said."
    )
    return " ".join([*parts, _versions(reading), citation()])


def citation() -> str:
    """Return how to cite the version that is installed.

    Examples
    --------
    >>> citation()[:41]
    'Cite: The readouts developers. readouts ('
    """
    from importlib.metadata import version

    return f"Cite: The readouts developers. readouts (version {version('readouts')}) [software]."


def _read(reading: Reading) -> str:
    articles = reading.articles
    genres = ", ".join(f"{name} {n}" for name, n in articles["genre"].fillna("unknown").value_counts().items())
    repeats = int(articles["duplicate_of"].notna().sum())
    out = f"We read {_count(len(articles), 'text')} (genre: {genres}; {_count(len(reading.sentences), 'sentence')})"
    out += f" with readouts {reading.manifest.get('readouts', 'of an unknown version')}"
    dates = reading.contacts["start_date"].dropna()
    if len(dates):
        out += f", about contacts from {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}"
    if repeats:
        out += f"; {_count(repeats, 'text')} that repeat{'s' if repeats == 1 else ''} another counted once"
    unread = int((articles["n_sentences"].fillna(0) == 0).sum())
    return f"{out}; {_count(unread, 'text')} gave no sentence." if unread else f"{out}."


def _labelled() -> str:
    return ("Quotations were attributed by the model bundled with it; sides, speakers and acts were labelled by its rules, tone by "
            "rules and a model, and none of it by human coders.")  # fmt: skip


def _compared(table: pd.DataFrame, wanted: Sequence[str], by: str, match: Sequence[str], days: int) -> str:
    first = table.iloc[0]
    names = [_text(first[key]) for key in ("party_a", "party_b")]
    what = "; ".join(_KIND.get(name, name) for name in wanted)
    out = (f"We compared {names[0]} with {names[1]} (column {by}) in {what}. The unit of analysis is a contact as one text tells it, "
           f"its value the mean over its sentences or acts; sentences that restate a quotation counted once.")  # fmt: skip
    n = list(dict.fromkeys(f"{row['n_a']} and {row['n_b']} units, {row['n_pairs']} of them on each side in pairs"
                           for row in table.to_dict("records")))  # fmt: skip
    out += f" There were {n[0]}" + (
        f" (fewer where a measure is not defined: {'; '.join(n[1:])})" if len(n) > 1 else ""
    )
    out += f"; a pair is told by one text, or shares official and genre within {days} days."
    if match:
        kinds = " and ".join(_MATCH[name].format(days=days) for name in match)
        out += f" Only units with a like one on the other side were kept ({kinds})."
    return out


def _tested(table: pd.DataFrame, alpha: float, resamples: int, seed: int) -> str:
    tested = int(table["p"].notna().sum())
    many = f", adjusted over {tested} measures (Holm 1979)" if tested > 1 else ""
    return (f"Intervals of {100 * (1 - alpha):g} % are Welch's, for pairs Student's, for partly paired sides those of Derrick, Toher and "
            "White (2017), and bootstrap-t where one side has half again as many units as the other; p is from permutation of the "
            f"studentised difference, labels swapped within pairs and shuffled among the other units ({resamples:,} resamples, or all "
            f"arrangements where these are at most 50,000; seed {seed}){many}. A difference was called one where p was at most {alpha:g} "
            "and the interval without 0. Effect sizes are Hedges' g (1981) and Cliff's delta (1993).")  # fmt: skip


def _versions(reading: Reading) -> str:
    import platform
    from importlib.metadata import version

    said = [f"{name} {number}" for name, number in dict(reading.manifest.get("packages", {})).items()]
    python = reading.manifest.get("python", "of an unknown version")
    return (f"The texts were read with Python {python}, {', '.join(said) or 'packages of unknown versions'}; the comparison was made with "
            f"Python {platform.python_version()}, numpy {version('numpy')}, scipy {version('scipy')}.")  # fmt: skip


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else "no other side"
