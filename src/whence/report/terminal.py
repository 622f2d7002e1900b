"""A report in the terminal, in a pipe, and at 80 columns.

Colour tells voices apart where there is colour; the letters in brackets do so everywhere. The
page's words are shown with their control characters made visible, so that no page can steer the
terminal of whoever reads about it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..records import Block, BlockKind, Report, Span
from .cast import NOT_READ, Cast, cast, kind_label, route, share_words
from .clean import one_line, visible
from .money import meter_words
from .terminal_events import print_events, print_heading
from .weave import Mark, Open, Role, Token, marks_of, weave

# Columns where there is no terminal to ask: fits a diff, a mail, half a screen.
PIPE_WIDTH = 100
# Wider lines of running text are hard to read, however wide the terminal.
TEXT_WIDTH = 96
BAR_WIDTH = 24

# Names from the terminal's own sixteen, which its owner has made legible; plain blue is not.
COLOURS = (
    "cyan",
    "yellow",
    "green",
    "magenta",
    "bright_blue",
    "bright_red",
    "bright_cyan",
    "bright_yellow",
)
ROLES = {
    Role.SOURCE: Style(bold=True),
    Role.CUE: Style(italic=True),
    Role.RELAY: Style(underline=True),
}
ASIDES = (BlockKind.BYLINE, BlockKind.DATE, BlockKind.CAPTION, BlockKind.REPEATED_TITLE)


def print_report(report: Report, stream: IO[str], width: int | None = None) -> None:
    """Show a report on a stream: a terminal in its width and colours, a pipe in neither.

    What the stream's encoding cannot show becomes `?`.
    """
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    width = width or (None if stream.isatty() else PIPE_WIDTH)
    console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    if console.is_terminal:
        _print_all(console, report)
        return
    with console.capture() as capture:
        _print_all(console, report)
    # Tables are filled up with blanks to their width; in a file those are only noise.
    stream.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))


def _print_all(console: Console, report: Report) -> None:
    roles = cast(report)
    _print_head(console, report)
    _print_article(console, report, roles)
    _print_statements(console, report, roles)
    print_events(console, report, roles)
    _print_voices(console, roles)
    _print_furniture(console, report)


def _print_head(console: Console, report: Report) -> None:
    page, frame = report.page, report.page.frame
    title = frame.title.value if frame.title else page.name
    console.print(Text(one_line(title), style="bold"))
    facts = [", ".join(one_line(author.value) for author in frame.authors), page.outlet or ""]
    published = frame.published
    facts.append(f"published {published.value}" if published else "published: not known")
    facts.append(page.url or page.name)
    console.print(Text(" · ".join(one_line(fact) for fact in facts if fact), style="dim"))
    for warning in report.warnings:
        console.print(Text(f"! {one_line(warning)}", style="bold red"))


def _print_article(console: Console, report: Report, roles: Cast) -> None:
    blocks = [
        block
        for block in report.page.blocks
        if not block.kind.is_furniture and block.kind is not BlockKind.TITLE
    ]
    times = {
        entry.span.start: one_line(entry.time.value) if entry.time else "entry"
        for entry in report.page.entries
    }
    width = min(console.width, TEXT_WIDTH)
    for block, marks in zip(blocks, marks_of(report, blocks), strict=True):
        starts = [start for start in times if start < block.span.end]
        for start in sorted(starts):
            console.print()
            console.print(Text(times.pop(start), style="bold dim"))
        console.print()
        console.print(_block_text(report, roles, block, marks), width=width, soft_wrap=False)


def _block_text(report: Report, roles: Cast, block: Block, marks: Sequence[Mark]) -> Text:
    if block.kind in ASIDES:
        words = one_line(block.span.of(report.page.text))
        return Text(f"({block.kind.value.replace('_', ' ')}) {words}", style="dim")
    text = Text(style="bold" if block.kind is BlockKind.HEADING else "")
    for words, style in _styled(report, roles, weave(block.span, marks)):
        text.append(words, style)
    return text


def _styled(report: Report, roles: Cast, tokens: Iterator[Token]) -> Iterator[tuple[str, Style]]:
    """The words with their styles, and the brackets that tell voices without colour."""
    stack: list[Style] = [Style.null()]
    for token in tokens:
        if isinstance(token, Open):
            mark = token.mark
            said = mark.role is Role.CONTENT
            style = _colour(roles, mark.number) if said else ROLES[mark.role]
            stack.append(stack[-1] + style)
            if said and not token.resumed:
                more = "" if mark.first else "…"
                yield f"[{roles.tag(mark.number)}{more} ", stack[-1] + Style(dim=True)
        elif isinstance(token, Span):
            yield visible(token.of(report.page.text)), stack[-1]
        else:
            if token.mark.role is Role.CONTENT and not token.cut:
                yield "]", stack[-1] + Style(dim=True)
            stack.pop()


def _colour(roles: Cast, statement: int) -> Style:
    return Style(color=COLOURS[(roles.of[statement].hue - 1) % len(COLOURS)])


def _print_statements(console: Console, report: Report, roles: Cast) -> None:
    print_heading(console, f"Statements ({len(report.statements)})")
    if not report.statements:
        none = "None found: the article is told in the outlet's own voice."
        console.print(Text(none if roles.own else f"{NOT_READ}."))
        return
    lines = box.SIMPLE_HEAD if console.is_terminal else None
    table = Table(box=lines, pad_edge=False, leading=1, expand=True, header_style="bold")
    table.add_column("", no_wrap=True)
    table.add_column("Who, kind, route", ratio=5, overflow="fold")
    table.add_column("Act, certainty, manner", ratio=3, overflow="fold")
    table.add_column("Words", ratio=8, overflow="fold")
    for index in range(len(report.statements)):
        table.add_row(*_cells(report, roles, index))
        if lines is None:
            table.add_row()
    console.print(table)


def _cells(report: Report, roles: Cast, index: int) -> tuple[Text, Text, Text, Text]:
    statement, text = report.statements[index], report.page.text
    colour = _colour(roles, index)
    who = Text(one_line(roles.of[index].label), style=colour)
    source = " … ".join(one_line(span.of(text)) for span in statement.source)
    if source and source != who.plain:
        who.append(f"\n“{source}”", Style(color=None))
    way = [kind_label(statement.source_kind), one_line(route(report, index))]
    who.append("".join(f"\n{line}" for line in way if line), "default")
    act = statement.act.value if statement.act else "unknown act"
    certainty = statement.certainty.value if statement.certainty else "certainty not known"
    how = Text(f"{act}\n{certainty}\n{statement.manner.value}\n{statement.scores.statement:.2f}")
    words = " … ".join(one_line(span.of(text)) for span in statement.content)
    return Text(roles.tag(index), style=colour + Style(bold=True)), who, how, Text(words)


def _print_voices(console: Console, roles: Cast) -> None:
    if not roles.parts and roles.own is None:
        return
    print_heading(console, "Who tells how much")
    full = "█" if console.encoding.startswith("utf") else "#"
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    for part in roles.loudest:
        voice = roles.voice(part)
        share = voice.share if voice else 0.0
        bar, words = full * round(share * BAR_WIDTH), share_words(share) if voice else ""
        if part is None:
            table.add_row("-", Text(bar, style="dim"), words, "the outlet itself")
            continue
        colour = _colour(roles, part.statements[0])
        label = f"{one_line(part.label)} ({len(part.statements)})"
        letter = Text(part.letter, style=colour + Style(bold=True))
        table.add_row(letter, Text(bar, style=colour), words, Text(label))
    console.print(table)


def _print_furniture(console: Console, report: Report) -> None:
    if not report.page.furniture:
        return
    print_heading(console, "Kept apart from the article")
    for piece in report.page.furniture:
        words = one_line(piece.span.of(report.page.text))
        line = Text(f"{piece.kind.value}: ", style="bold")
        line.append(meter_words(piece.meter) if piece.meter else words, "default")
        console.print(line)
        if piece.meter:
            console.print(Padding(Text(words, style="dim"), (0, 0, 0, 2)))
