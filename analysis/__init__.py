"""Who said what, for whom, to which side and in what tone.

The road: a place is `read` into articles; `analyze` makes of them a `Reading`, seven DataFrames of articles,
contacts, sentences, quotations, spans, acts and speakers; `compare` says whether the sides differ (`effect_sizes`,
`balance`, `strata`, `sensitivity`, `timeline` and `drift` how far that carries, `methods` how it was done), `omissions` what
stands on one side alone; `charts` draws, and ``Reading.to_html`` writes the report.

`split_sentences`, `find_quotations`, `score_sentiment` and `tone_towards` work on a plain string.
"""

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
from analysis.statistics.subgroups import balance, strata
from analysis.statistics.windows import drift, timeline
from analysis.views import charts

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
    "find_quotations",
    "keyness",
    "methods",
    "omissions",
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
