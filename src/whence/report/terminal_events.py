"""The table of events in the terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..records import Report
from .cast import Cast
from .events import EventRow, event_rows

ARROW = " > "


def print_heading(console: Console, words: str) -> None:
    """The heading of a part, with an empty line before it."""
    console.print()
    console.print(Text(words, style="bold underline"))


def print_events(console: Console, report: Report, roles: Cast) -> None:
    """What happened: type and status, by and to whom, where and when, and who says so."""
    if not report.events:
        return
    print_heading(console, f"Events ({len(report.events)})")
    lines = box.SIMPLE_HEAD if console.is_terminal else None
    table = Table(box=lines, pad_edge=False, leading=1, expand=True, header_style="bold")
    table.add_column("", no_wrap=True)
    table.add_column("What, status", ratio=4, overflow="fold")
    table.add_column("By and to whom", ratio=5, overflow="fold")
    table.add_column("Where, when, toll", ratio=4, overflow="fold")
    table.add_column("Told by", ratio=3, overflow="fold")
    table.add_column("Words", ratio=6, overflow="fold")
    for row in event_rows(report, roles):
        table.add_row(*_cells(row))
        if lines is None:
            table.add_row()
    console.print(table)


def _cells(row: EventRow) -> tuple[Text, Text, Text, Text, Text, Text]:
    what = Text(row.kind, style="bold")
    what.append(f"\n{row.status}\n{row.event.scores.event:.2f}", Style(bold=False))
    who = row.actor or ("?" if row.recipient else "")
    whom = f"{ARROW}{row.recipient}" if row.recipient else ""
    where = f"{row.place} ({row.where})" if row.where else row.place
    facts = [fact for fact in (where, row.date, row.toll) if fact]
    told = [f"{row.teller[0]} {row.teller[1]}" if row.teller else "the outlet"]
    for other in row.others:
        words = f": {other.words}" if other.words else ""
        told.append(f"{other.tag} {other.label}{words}".strip())
    sentence = Text(row.before)
    sentence.append(row.anchor, Style(bold=True))
    sentence.append(row.after)
    return (
        Text(str(row.number)),
        what,
        Text(f"{who}{whom}"),
        Text("\n".join(facts)),
        Text("\n".join(told)),
        sentence,
    )
