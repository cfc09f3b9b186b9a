"""The report in three steps: `summarise` a reading into a plain dict, a template, `render_report`."""

from analysis.views.report.render import render_report, write_report, write_summary
from analysis.views.report.summary import summarise
from analysis.views.report.wording import finding

__all__ = ["finding", "render_report", "summarise", "write_report", "write_summary"]
