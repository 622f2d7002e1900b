"""A report as a notebook shows it: the HTML page in a frame of its own."""

from __future__ import annotations

from html import escape

from ..records import Report
from .html import to_html

# Tall enough for a headline, the voices and the first paragraphs; the rest scrolls.
HEIGHT = 640


def report_repr(report: Report) -> str:
    """The report's page inside a sandboxed frame, as HTML for a notebook's output cell.

    A frame, because the page's style would otherwise leak into the notebook and the notebook's
    into the page; sandboxed, because the words in it come from strangers.
    """
    return (
        f'<iframe title="Report on {escape(report.page.name)}" sandbox="allow-scripts" '
        f'style="width:100%;height:{HEIGHT}px;border:0" srcdoc="{escape(to_html(report))}">'
        "</iframe>"
    )
