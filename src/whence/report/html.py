"""A report as one page of HTML that needs nothing else: no server, no network, no library.

The words in it come from strangers. The template escapes all of them, and the page's own policy
lets nothing run or load but the style and the script that stand in it, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..records import Block, BlockKind, Report, Span
from ..version import __version__
from .cast import Cast, cast
from .clean import one_line, visible
from .events import event_rows
from .map import make_map
from .timeline import make_line
from .view import (
    ASIDES,
    facts_of,
    headline_of,
    safe_link,
    shares_of,
    show_piece,
    show_row,
    style_of,
    times_of,
    voices_of,
)
from .weave import Mark, Open, Role, marks_of, weave

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

COLUMNS = (
    "Statement",
    "Who",
    "Kind",
    "Route",
    "Act",
    "Certainty",
    "Manner",
    "Words",
    "Score",
)
ROLES = {Role.SOURCE: "src", Role.CUE: "cue", Role.RELAY: "via"}


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block of the article; `aside` names what is not running text."""

    kind: str
    words: Markup
    aside: str | None
    time: str | None


def to_html(report: Report) -> str:
    """The report as a page of its own, for any browser of the last years, offline too."""
    return _template().render(_view(report))


def _view(report: Report) -> dict[str, Any]:
    roles = cast(report)
    page = report.page
    read = [block for block in page.blocks if not block.kind.is_furniture]
    shown = [block for block in read if block.kind is not BlockKind.TITLE]
    marks = marks_of(report, shown)
    anchored = {mark.number for each in marks for mark in each if mark.role is Role.CONTENT}
    title = page.frame.title.value if page.frame.title else page.name
    return {
        "title": one_line(title),
        "name": one_line(page.name),
        "lang": page.language.code if page.language else None,
        "facts": facts_of(report),
        "link": safe_link(page.url),
        "warnings": [one_line(warning) for warning in report.warnings],
        "headline": headline_of(report, roles),
        "voices": voices_of(roles),
        "bar": shares_of(roles),
        "blocks": _blocks(report, roles, shown, marks),
        "furniture": [show_piece(piece, page.text) for piece in page.furniture],
        "columns": COLUMNS,
        "events": event_rows(report, roles),
        "map": make_map(report),
        "line": make_line(report, roles),
        "styles": {roles.tag(at): style_of(part) for at, part in enumerate(roles.of)},
        "rows": [
            show_row(report, roles, index, anchored) for index in range(len(report.statements))
        ],
        "about": _about(report),
        "version": __version__,
    }


def _blocks(
    report: Report, roles: Cast, shown: Sequence[Block], marks: Sequence[Sequence[Mark]]
) -> list[ShownBlock]:
    blocks = []
    times = times_of(report, shown)
    for block, of_block, time in zip(shown, marks, times, strict=True):
        words = _woven(report, roles, block.span, of_block)
        blocks.append(ShownBlock(block.kind.value, words, ASIDES.get(block.kind), time))
    return blocks


def _woven(report: Report, roles: Cast, span: Span, marks: Iterable[Mark]) -> Markup:
    """The text under a span as HTML: escaped words, and elements that carry only numbers."""
    from markupsafe import Markup

    pieces: list[str] = []
    for token in weave(span, marks):
        if isinstance(token, Span):
            pieces.append(escape(visible(token.of(report.page.text))))
            continue
        mark = token.mark
        if isinstance(token, Open):
            style = ROLES.get(mark.role, "say")
            pieces.append(
                f'<span class="{style} {style_of(roles.of[mark.number])}" data-s="{mark.number}">'
            )
        else:
            pieces.append("</span>")
            if mark.role is Role.CONTENT and mark.last and not token.cut:
                pieces.append(_tag(report, roles, mark.number))
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped or made of numbers


def _tag(report: Report, roles: Cast, index: int) -> str:
    """The small label after a statement; it can be focused, and leads to the table."""
    part, manner = roles.of[index], report.statements[index].manner.value
    label = f"Statement {roles.tag(index)}: {one_line(part.label)}, {manner}"
    return (
        f'<a class="tag {style_of(part)}" id="t{index}" href="#s{index}" data-of="{index}" '
        f'aria-label="{escape(label)}">{roles.tag(index)}</a>'
    )


def _about(report: Report) -> list[tuple[str, str]]:
    page = report.page
    model = f"{report.model.name} {report.model.version}"
    known = [
        ("Text, SHA-256", page.sha256),
        ("Characters", f"{len(page.text):,}"),
        ("Encoding", page.encoding),
        (
            "Language",
            f"{page.language.code} ({page.language.score:.2f})" if page.language else None,
        ),
        ("Captured", page.captured),
        ("From", page.url),
        ("Published as told by", page.frame.published.source if page.frame.published else None),
        ("Model", f"{model}, {report.model.sha256[:16]}…"),
        ("Whence", __version__),
    ]
    return [(label, one_line(value)) for label, value in known if value]


@cache
def _template() -> Template:
    """The template with its style and script, and the policy that allows these two alone."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("whence.report"), autoescape=True, undefined=StrictUndefined
    )
    style, script = _asset("report.css"), _asset("report.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(style)}; script-src {_hash(script)}"
    )
    # Our own files, not a stranger's words: they must stand in the page as they are.
    environment.globals |= {
        "style": Markup(style),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "policy": Markup(policy),  # noqa: S704
        "score": _score,
    }
    return environment.get_template("report.html.j2")


def _score(value: float | None) -> Markup:
    """A field's score, small, after its value; nothing where the field has none."""
    from markupsafe import Markup

    if value is None:
        return Markup("")
    return Markup('<span class="score" title="score">{:.2f}</span>').format(value)


def _asset(name: str) -> str:
    return (files("whence.report") / "templates" / name).read_text("utf-8")


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
