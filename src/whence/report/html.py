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
from urllib.parse import urlsplit

from ..records import Block, BlockKind, Furniture, Report, Scores, Span, Statement
from ..version import __version__
from .cast import Cast, Part, cast, kind_label, route
from .clean import one_line, visible
from .events import event_rows
from .map import make_map
from .money import meter_words
from .timeline import make_line
from .weave import Mark, Open, Role, marks_of, weave

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

HUES = 8  # as many as the style sheet has
RULES = 4
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
# What is shown small beside the article's running text, and what it is called.
ASIDES = {
    BlockKind.BYLINE: "byline",
    BlockKind.DATE: "date line",
    BlockKind.CAPTION: "caption",
    BlockKind.REPEATED_TITLE: "headline, repeated",
}


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block of the article; `aside` names what is not running text."""

    kind: str
    words: Markup
    aside: str | None
    time: str | None


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """One piece of furniture; `share` is what a meter has raised, in per cent of its goal."""

    kind: str
    words: str
    meter: str | None
    share: float | None


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """One line of the legend."""

    letter: str
    style: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Slice:
    """One piece of the bar of voices; `x` and `width` in per cent."""

    style: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in the table."""

    number: int
    tag: str
    style: str
    depth: int
    anchor: str
    who: str
    source: str
    kind: str
    route: str
    act: str
    certainty: str
    manner: str
    words: str
    scores: Scores
    kind_known: bool
    act_known: bool
    certainty_known: bool


def to_html(report: Report) -> str:
    """The report as a page of its own, for any browser of the last years, offline too."""
    return _template().render(_view(report))


def _view(report: Report) -> dict[str, Any]:
    roles = cast(report)
    page = report.page
    read = [block for block in page.blocks if not block.kind.is_furniture]
    shown = [block for block in read if block.kind is not BlockKind.TITLE]
    marks = marks_of(report, shown)
    anchored = {mark.statement for each in marks for mark in each if mark.role is Role.CONTENT}
    title = page.frame.title.value if page.frame.title else page.name
    return {
        "title": one_line(title),
        "name": one_line(page.name),
        "lang": page.language.code if page.language else None,
        "facts": _facts(report),
        "link": _safe_link(page.url),
        "warnings": [one_line(warning) for warning in report.warnings],
        "headline": _headline(report, roles),
        "voices": _voices(roles),
        "bar": _bar(roles),
        "blocks": _blocks(report, roles, shown, marks),
        "furniture": [_piece(piece, page.text) for piece in page.furniture],
        "columns": COLUMNS,
        "events": event_rows(report, roles),
        "map": make_map(report),
        "line": make_line(report, roles),
        "styles": {roles.tag(at): _style(part) for at, part in enumerate(roles.of)},
        "rows": [_row(report, roles, index, anchored) for index in range(len(report.statements))],
        "about": _about(report),
        "version": __version__,
    }


def _facts(report: Report) -> list[tuple[str, str]]:
    page, frame = report.page, report.page.frame
    facts = []
    if frame.authors:
        facts.append(("by", ", ".join(one_line(author.value) for author in frame.authors)))
    if page.outlet:
        facts.append(("in", one_line(page.outlet)))
    published = one_line(frame.published.value) if frame.published else "not known"
    facts.append(("published", published))
    if frame.modified:
        facts.append(("changed", one_line(frame.modified.value)))
    return facts


def _headline(report: Report, roles: Cast) -> str:
    statements, voices = len(report.statements), len(roles.parts)
    counted = f"{statements} {'statement' if statements == 1 else 'statements'}"
    if not statements:
        return "Told in the outlet's own voice"
    by = f"{counted} by {voices} {'voice' if voices == 1 else 'voices'}"
    own = f"; {roles.own.share:.0%} of the text is the outlet's own voice" if roles.own else ""
    return by + own


def _style(part: Part) -> str:
    return f"h{(part.hue - 1) % HUES + 1} k{(part.hue - 1) // HUES % RULES}"


def _voices(roles: Cast) -> list[ShownVoice]:
    lines = [
        ShownVoice(part.letter, _style(part), one_line(part.label), _told(part))
        for part in roles.parts
    ]
    if roles.own:
        lines.append(ShownVoice("–", "own", "the outlet itself", f"{roles.own.share:.0%}"))
    return lines


def _told(part: Part) -> str:
    count = len(part.statements)
    told = f"{count} {'statement' if count == 1 else 'statements'}"
    if part.voice is None or not part.voice.characters:
        return told
    return f"{told} · {part.voice.share:.0%}"


def _bar(roles: Cast) -> list[Slice]:
    """The slices of the bar, in the legend's order; empty if nobody's share is known."""
    shares = [(_style(part), part.voice.share) for part in roles.parts if part.voice]
    if roles.own:
        shares.append(("own", roles.own.share))
    slices, x = [], 0.0
    for style, share in shares:
        slices.append(Slice(style, round(x * 100, 3), round(share * 100, 3)))
        x += share
    return slices


def _blocks(
    report: Report, roles: Cast, shown: Sequence[Block], marks: Sequence[Sequence[Mark]]
) -> list[ShownBlock]:
    times = {
        entry.span.start: entry.time.value if entry.time else "without a time"
        for entry in report.page.entries
    }
    entries = sorted(times)
    blocks = []
    for block, of_block in zip(shown, marks, strict=True):
        time = None
        while entries and entries[0] < block.span.end:
            time = one_line(times[entries.pop(0)])
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
                f'<span class="{style} {_style(roles.of[mark.statement])}" '
                f'data-s="{mark.statement}">'
            )
        else:
            pieces.append("</span>")
            if mark.role is Role.CONTENT and mark.last and not token.cut:
                pieces.append(_tag(report, roles, mark.statement))
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped or made of numbers


def _tag(report: Report, roles: Cast, index: int) -> str:
    """The small label after a statement; it can be focused, and leads to the table."""
    part, manner = roles.of[index], report.statements[index].manner.value
    label = f"Statement {roles.tag(index)}: {one_line(part.label)}, {manner}"
    return (
        f'<a class="tag {_style(part)}" id="t{index}" href="#s{index}" data-of="{index}" '
        f'aria-label="{escape(label)}">{roles.tag(index)}</a>'
    )


def _piece(piece: Furniture, text: str) -> ShownPiece:
    meter = piece.meter
    share = None
    if meter is not None and meter.share_of_goal is not None:
        share = round(min(max(meter.share_of_goal, 0.0), 1.0) * 100, 2)
    words = meter_words(meter) if meter else None
    shown = one_line(piece.span.of(text)) if meter else visible(piece.span.of(text))
    return ShownPiece(piece.kind.value.capitalize(), shown, words, share)


def _row(report: Report, roles: Cast, index: int, anchored: set[int]) -> Row:
    statement, text = report.statements[index], report.page.text
    part = roles.of[index]
    return Row(
        number=index,
        tag=roles.tag(index),
        style=_style(part),
        depth=min(_depth(report.statements, index), 3),
        anchor=f"t{index}" if index in anchored else "article",
        who=one_line(part.label),
        source=_joined(statement.source, text),
        kind=kind_label(statement.source_kind),
        route=one_line(route(report, index)) or "none told",
        act=statement.act.value if statement.act else "unknown",
        certainty=statement.certainty.value if statement.certainty else "not known",
        manner=statement.manner.value,
        words=_joined(statement.content, text),
        scores=statement.scores,
        kind_known=statement.source_kind is not None,
        act_known=statement.act is not None,
        certainty_known=statement.certainty is not None,
    )


def _joined(spans: Iterable[Span], text: str) -> str:
    return " … ".join(one_line(span.of(text)) for span in spans)


def _depth(statements: Sequence[Statement], index: int) -> int:
    depth, outer = 0, statements[index].within
    while outer is not None and depth < len(statements):
        depth, outer = depth + 1, statements[outer].within
    return depth


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


def _safe_link(url: str | None) -> str | None:
    """The address, if following it can only fetch a page."""
    try:
        return url if url and urlsplit(url).scheme.lower() in ("http", "https") else None
    except ValueError:
        return None


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
