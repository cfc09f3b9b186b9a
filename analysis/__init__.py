"""Who said what, for whom, to which side and in what tone.

The road: a place is `read` into articles; `analyze` makes of them a `Reading`, seven DataFrames of articles,
contacts, sentences, quotations, spans, acts and speakers; `compare` says whether the sides differ (`effect_sizes`,
`balance`, `strata`, `sensitivity`, `timeline` and `drift` how far that carries, `methods` how it was done), `omissions` what
stands on one side alone, `keyness`, `word_shift` and `phrases` which words; `charts` draws, `explore` shows the sentences behind a
mark in a notebook, and ``Reading.to_html`` writes the report.

`split_sentences`, `find_quotations`, `score_sentiment` and `tone_towards` work on a plain string.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what `__getattr__` finds, for type checkers and editors
    from analysis.errors import InputError, PlaceNotFound, ReadoutsError, UnreadableText
    from analysis.explanation import explain
    from analysis.facts import record
    from analysis.language.encoder import Tone, tone_towards
    from analysis.language.lexicon import Sentiment, score_sentiment
    from analysis.language.quotations import Quotation, find_quotations
    from analysis.language.sentences import split_sentences
    from analysis.pipeline import analyze, analyze_article, combine
    from analysis.reading import Reading
    from analysis.sources.articles import Article, read
    from analysis.statistics.alignment import omissions
    from analysis.statistics.coding import agreement, code_sheet, corrected_means, read_sheets
    from analysis.statistics.comparison import compare, effect_sizes
    from analysis.statistics.keywords import concordance, keyness, word_shift
    from analysis.statistics.paragraph import methods
    from analysis.statistics.robustness import sensitivity
    from analysis.statistics.series import phrases
    from analysis.statistics.subgroups import balance, strata
    from analysis.statistics.windows import drift, timeline
    from analysis.views import charts
    from analysis.views.explorer import explore

# Names are looked up at first use: the command prints its help without loading a model's patterns.
_HOMES = {
    "InputError": "analysis.errors",
    "PlaceNotFound": "analysis.errors",
    "ReadoutsError": "analysis.errors",
    "UnreadableText": "analysis.errors",
    "explain": "analysis.explanation",
    "record": "analysis.facts",
    "Tone": "analysis.language.encoder",
    "tone_towards": "analysis.language.encoder",
    "Sentiment": "analysis.language.lexicon",
    "score_sentiment": "analysis.language.lexicon",
    "Quotation": "analysis.language.quotations",
    "find_quotations": "analysis.language.quotations",
    "split_sentences": "analysis.language.sentences",
    "analyze": "analysis.pipeline",
    "analyze_article": "analysis.pipeline",
    "combine": "analysis.pipeline",
    "Reading": "analysis.reading",
    "Article": "analysis.sources.articles",
    "read": "analysis.sources.articles",
    "omissions": "analysis.statistics.alignment",
    "agreement": "analysis.statistics.coding",
    "code_sheet": "analysis.statistics.coding",
    "corrected_means": "analysis.statistics.coding",
    "read_sheets": "analysis.statistics.coding",
    "compare": "analysis.statistics.comparison",
    "effect_sizes": "analysis.statistics.comparison",
    "concordance": "analysis.statistics.keywords",
    "keyness": "analysis.statistics.keywords",
    "word_shift": "analysis.statistics.keywords",
    "methods": "analysis.statistics.paragraph",
    "phrases": "analysis.statistics.series",
    "sensitivity": "analysis.statistics.robustness",
    "balance": "analysis.statistics.subgroups",
    "strata": "analysis.statistics.subgroups",
    "drift": "analysis.statistics.windows",
    "timeline": "analysis.statistics.windows",
    "charts": "analysis.views.charts",
    "explore": "analysis.views.explorer",
}

__all__ = [
    "Article",
    "InputError",
    "PlaceNotFound",
    "Quotation",
    "Reading",
    "ReadoutsError",
    "Sentiment",
    "Tone",
    "UnreadableText",
    "agreement",
    "analyze",
    "analyze_article",
    "balance",
    "charts",
    "code_sheet",
    "combine",
    "compare",
    "concordance",
    "corrected_means",
    "drift",
    "effect_sizes",
    "explain",
    "explore",
    "find_quotations",
    "keyness",
    "methods",
    "omissions",
    "phrases",
    "read",
    "read_sheets",
    "record",
    "score_sentiment",
    "sensitivity",
    "split_sentences",
    "strata",
    "timeline",
    "tone_towards",
    "word_shift",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(_HOMES[name])
    value = globals()[name] = home if home.__name__.endswith(f".{name}") else getattr(home, name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
