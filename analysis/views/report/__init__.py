"""The report in three steps: `summarise` a reading into a plain dict, a template, `render_report`."""

from analysis.views.report.render import render_report, write_report
from analysis.views.report.summary import finding, summarise

__all__ = ["finding", "render_report", "summarise", "write_report"]
