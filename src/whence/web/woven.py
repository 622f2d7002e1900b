"""An article's text with its statements and events marked in it, each with a way to its note.

A statement's first words carry the anchor `s3`, an event's `e1`: its number in the ledger, from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from markupsafe import Markup

from ..records import Report, Span
from ..report.cast import Cast
from ..report.clean import one_line, visible
from ..report.view import style_of
from ..report.weave import Mark, Open, Role, weave

PARTS = {Role.SOURCE: "src", Role.CUE: "cue", Role.RELAY: "via"}
EVENTS = (Role.ANCHOR, Role.MENTION)


def weave_words(
    report: Report, roles: Cast, span: Span, marks: Iterable[Mark], hits: Sequence[Span] = ()
) -> Markup:
    """The text under a span as HTML: escaped words, and elements that carry only numbers.

    `hits` are what was looked for, in reading order.
    """
    pieces: list[str] = []
    for token in weave(span, marks):
        if isinstance(token, Span):
            pieces += plain_words(report.page.text, token, hits)
        elif isinstance(token, Open):
            pieces.append(open_mark(roles, token))
        else:
            pieces.append("</span>")
            if not token.cut:
                pieces.append(tag_of(report, roles, token.mark))
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped or made of numbers


def plain_words(text: str, span: Span, hits: Sequence[Span]) -> Iterator[str]:
    """The escaped words under a span, those that were looked for marked."""
    at = span.start
    for hit in hits:
        start, end = max(hit.start, at), min(hit.end, span.end)
        if start < end:
            yield escape(visible(text[at:start]))
            yield f"<mark>{escape(visible(text[start:end]))}</mark>"
            at = end
    yield escape(visible(text[at : span.end]))


def open_mark(roles: Cast, token: Open) -> str:
    """The element that a mark begins with; the first of its whole is where its anchor leads."""
    mark, number = token.mark, token.mark.number
    if mark.role in EVENTS:
        again = mark.role is Role.MENTION
        name = "" if again or token.resumed or not mark.first else f' id="e{number}"'
        return f'<span class="act{" again" if again else ""}" data-e="{number}"{name}>'
    style = style_of(roles.of[number])
    if mark.role in PARTS:
        return f'<span class="{PARTS[mark.role]} {style}" data-part="{number}">'
    name = f' id="s{number}"' if mark.first and not token.resumed else ""
    return f'<span class="say {style}" data-s="{number}"{name}>'


def tag_of(report: Report, roles: Cast, mark: Mark) -> str:
    """The small label behind a statement's last words or an event's anchor, to its note."""
    number = mark.number
    if mark.role is Role.CONTENT and mark.last:
        tag, part = roles.tag(number), roles.of[number]
        manner = report.statements[number].manner.value
        label = escape(f"Statement {tag}: {one_line(part.label)}, {manner}")
        return (
            f'<a class="tag {style_of(part)}" href="#n{number}" aria-label="{label}" '
            f'data-of="s{number}">{tag}</a>'
        )
    if mark.role is Role.ANCHOR:
        event = report.events[number]
        label = escape(f"Event {number + 1}: {event.type.value}, {event.status.value}")
        return (
            f'<a class="tag ev" href="#m{number}" aria-label="{label}" '
            f'data-of="e{number}">{number + 1}</a>'
        )
    return ""
