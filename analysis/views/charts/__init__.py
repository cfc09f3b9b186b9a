"""Figures: Reading -> plotly Figure, one function each.

``figure.layout.meta`` of each holds ``title``, ``how_to_read`` (one line), ``note`` (what was counted and how far it
carries) and ``table`` (the numbers behind the marks: ``columns`` and ``rows``). Colours belong to parties only, in the
order of ``reading.parties``; greys to "both" and "neither". Words of articles reach plotly escaped, as it renders a
subset of HTML, and only through customdata and labels. What all figures share is in `style`.
"""

from analysis.views.charts.acts import acts_by_party
from analysis.views.charts.comparison import difference_by_measure, difference_by_stratum, units_before_and_after
from analysis.views.charts.phrases import phrases_over_time
from analysis.views.charts.points import points_by_act
from analysis.views.charts.robustness import sensitivity_panel
from analysis.views.charts.speakers import who_speaks
from analysis.views.charts.style import CONFIG, GREYS, KINDS, LADDER, PALETTE, party_colours, short, signed
from analysis.views.charts.themes import themes_by_party
from analysis.views.charts.tone import tone_along, tone_by_party
from analysis.views.charts.windows import act_drift, over_time
from analysis.views.charts.words import difference_by_term, words_by_party

__all__ = [
    "CONFIG",
    "GREYS",
    "KINDS",
    "LADDER",
    "PALETTE",
    "act_drift",
    "acts_by_party",
    "difference_by_measure",
    "difference_by_stratum",
    "difference_by_term",
    "over_time",
    "party_colours",
    "phrases_over_time",
    "points_by_act",
    "sensitivity_panel",
    "short",
    "signed",
    "themes_by_party",
    "tone_along",
    "tone_by_party",
    "units_before_and_after",
    "who_speaks",
    "words_by_party",
]
