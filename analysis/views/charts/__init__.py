"""Figures: Reading -> plotly Figure, one function each.

``figure.layout.meta`` of each holds ``title``, ``how_to_read`` (one line), ``note`` (what was counted and how far it
carries) and ``table`` (the numbers behind the marks: ``columns`` and ``rows``). Colours belong to parties only, in the
order of ``reading.parties``; greys to "both" and "neither". Words of articles reach plotly escaped, as it renders a
subset of HTML, and only through customdata and labels. What all figures share is in `style`.
"""

from analysis.views.charts.acts import acts_by_party
from analysis.views.charts.speakers import who_speaks
from analysis.views.charts.style import CONFIG, GREYS, KINDS, LADDER, PALETTE, party_colours, short, signed
from analysis.views.charts.tone import tone_along, tone_by_party

__all__ = [
    "CONFIG",
    "GREYS",
    "KINDS",
    "LADDER",
    "PALETTE",
    "acts_by_party",
    "party_colours",
    "short",
    "signed",
    "tone_along",
    "tone_by_party",
    "who_speaks",
]
