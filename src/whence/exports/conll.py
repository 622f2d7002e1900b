"""CoNLL columns: one token a line, with BIO labels of statements and of events.

Columns, parted by tabs: first code point in the page's text, end, the token, its part in a
statement (`source`, `cue`, `content`), its part in an event (`anchor`, `actor`, `recipient`,
`place`). A blank line stands after every paragraph; a report starts with `# id = `. One column
holds one label: where statements stand in one another the inner one has the token, in a
statement its cue goes before its source and its content, in an event its anchor before all else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..records import Span
from .part import Part, Roles, event_roles, statement_roles

# A word with the apostrophes and hyphens inside it, or one sign.
TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
STATEMENT = frozenset(("source", "cue", "content"))
OUTSIDE = "O"

Label = tuple[int, str]  # which finding, and what of it


def lines(part: Part) -> Iterator[str]:
    """The lines of one report, without their ends; furniture of the page is left out."""
    page = part.report.page
    told = sorted(part.told(), key=lambda one: -sum(map(len, one[1].content)))
    columns = (
        _paint(len(page.text), ((at, _labelled(statement_roles(one))) for at, one in told)),
        _paint(len(page.text), ((at, event_roles(fact.event)) for at, fact in part.facts())),
    )
    yield f"# id = {' '.join(part.name.split())}"
    for block in page.blocks:
        if block.kind.is_furniture:
            continue
        tokens = [
            Span(found.start(), found.end())
            for found in TOKEN.finditer(page.text, block.span.start, block.span.end)
        ]
        labels = [_bio(tokens, column) for column in columns]
        for token, *cells in zip(tokens, *labels, strict=True):
            yield "\t".join((str(token.start), str(token.end), token.of(page.text), *cells))
        yield ""


def _labelled(roles: Roles) -> Roles:
    return tuple((role, spans) for role, spans in roles if role in STATEMENT)


def _paint(length: int, findings: Iterable[tuple[int, Roles]]) -> list[Label | None]:
    """What every code point is part of; later findings and earlier roles go over the others."""
    column: list[Label | None] = [None] * length
    for at, roles in findings:
        for role, spans in reversed(roles):
            for span in spans:
                column[span.start : span.end] = [(at, role)] * len(span)
    return column


def _bio(tokens: list[Span], column: list[Label | None]) -> list[str]:
    """The labels of a paragraph's tokens: a token is part of what its first labelled point is."""
    found, before = [], None
    for token in tokens:
        label = next(filter(None, column[token.start : token.end]), None)
        if label is None:
            found.append(OUTSIDE)
        else:
            found.append(f"{'I' if label == before else 'B'}-{label[1]}")
        before = label
    return found
