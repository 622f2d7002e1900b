"""An article as it was read: its text with what was found in it, and what a person decided."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...ledger.fold import find_words
from ...ledger.history import Custody, read_custody, read_reading
from ...ledger.overlay import Corrected
from ...records import BlockKind, Report, Span, Stated
from ...report.cast import Cast, cast
from ...report.clean import one_line
from ...report.json import to_json
from ...report.map import make_map
from ...report.view import (
    ASIDES,
    headline_of,
    safe_link,
    shares_of,
    show_piece,
    style_of,
    times_of,
    voices_of,
)
from ...report.weave import marks_of
from ..notes import Place, beside, event_notes, rejected_of, statement_notes
from ..show import page
from ..state import state_of
from ..woven import weave_words

VOICES = 12  # lines of the legend that are shown at once: four rows beside one another


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block with its marked words, and what begins in it, for the margin."""

    kind: str
    words: Markup
    aside: str | None
    time: str | None
    notes: list[Place]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of the frame and where it was read from; `day` is a date as it is shown."""

    label: str
    value: str
    source: str | None = None
    day: str | None = None


def routes() -> list[Route]:
    """The article's addresses."""
    return [
        Route("/articles/{id:number}.json", article_json),
        Route("/articles/{id:number}", article),
    ]


def article(request: Request) -> Response:
    """The article, of its newest reading or of the one that `reading` in the query names."""
    custody, plain, given = fetch(request)
    report = given.report
    roles = cast(report)
    reading = next(each for each in custody.readings if each.id == given.reading)
    return page(
        request,
        "article.html.j2",
        here="articles",
        id=custody.capture,
        custody=custody,
        reading=reading,
        name=one_line(report.page.name),
        lang=report.page.language.code if report.page.language else None,
        facts=facts_of(report),
        link_out=safe_link(report.page.url),
        warnings=[one_line(warning) for warning in report.warnings],
        headline=headline_of(report, roles),
        voices=list(zip(voices_of(roles), speakers_of(report, roles), strict=True)),
        most=VOICES,
        shares=shares_of(roles),
        furniture=[show_piece(piece, report.page.text) for piece in report.page.furniture],
        statements=statement_notes(plain, given, roles),
        events=event_notes(plain, given, roles),
        styles={roles.tag(at): style_of(part) for at, part in enumerate(roles.of)},
        rejected=rejected_of(plain, given),
        map=make_map(report),
        about=about(report, custody),
        **text_of(report, roles, request.query_params.get("words", "")),
    )


def article_json(request: Request) -> Response:
    """The same as JSON: the report with its corrections laid over, and where it is from."""
    custody, _, given = fetch(request)
    return JSONResponse(
        {
            "article": custody.capture,
            "reading": given.reading,
            "report": to_json(given.report),
            "targets": {"statements": given.statements, "events": given.events},
            "corrections": [asdict(c) for each in given.decided.values() for c in each],
            "capture": asdict(custody),
        }
    )


def fetch(request: Request) -> tuple[Custody, Report, Corrected]:
    """What the address names; `LedgerError` where there is no such article or reading."""
    wanted = request.query_params.get("reading", "")
    reading = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 else None
    with state_of(request).base() as base:
        plain, given = read_reading(base, request.path_params["id"], reading)
        return read_custody(base, request.path_params["id"]), plain, given


def text_of(report: Report, roles: Cast, sought: str) -> dict[str, Any]:
    """The title and the blocks of the article with their marks, and what stands in none.

    The first of the `sought` words has the anchor `hit`.
    """
    read = [block for block in report.page.blocks if not block.kind.is_furniture]
    marks = marks_of(report, read, events=True)
    notes, left = beside(marks, len(report.statements), len(report.events))
    top = next((at for at, b in enumerate(read) if b.kind is BlockKind.TITLE), None)
    stated = report.page.frame.title
    name = one_line(stated.value if stated else report.page.name)
    hits = [hits_in(report.page.text, block.span, sought) for block in read]
    woven = [
        weave_words(report, roles, block.span, of_block, of_words)
        for block, of_block, of_words in zip(read, marks, hits, strict=True)
    ]
    first = next((at for at, each in enumerate(hits) if each), None)
    if first is not None:
        woven[first] = woven[first].replace("<mark>", Markup('<mark id="hit">'), 1)
    blocks = [
        ReadBlock(block.kind.value, words, ASIDES.get(block.kind), time, here)
        for block, words, time, here in zip(read, woven, times_of(report, read), notes, strict=True)
    ]
    heading = blocks.pop(top) if top is not None else None
    return {
        "title": name,
        "heading": heading,
        "blocks": blocks,
        "left": left,
        "sought": sought.strip(),
        "hits": sum(map(len, hits)),
    }


def hits_in(text: str, span: Span, sought: str) -> list[Span]:
    """Where the words that were looked for stand under a span."""
    found = find_words(span.of(text), sought)
    return [Span(span.start + start, span.start + end) for start, end in found]


def facts_of(report: Report) -> list[Fact]:
    """Who wrote it, where and when it came out, each with where that was read from."""
    frame, outlet = report.page.frame, report.page.outlet
    facts = [Fact("by", one_line(each.value), each.source) for each in frame.authors]
    if outlet:
        facts.append(Fact("in", one_line(outlet)))
    facts.append(moment("published", frame.published))
    if frame.modified:
        facts.append(moment("changed", frame.modified))
    return facts


def moment(label: str, stated: Stated | None) -> Fact:
    """A date of the frame: the day, with time and zone where the page tells them."""
    if stated is None:
        return Fact(label, "not known")
    day, _, time = one_line(stated.value).partition("T")
    shown = f"{day}, {time[:5]} {time[5:].lstrip(':0123456789.')}".strip() if time else day
    return Fact(label, one_line(stated.value), stated.source, shown)


def speakers_of(report: Report, roles: Cast) -> list[str | None]:
    """The name of each line of the legend, by which its speaker's page is found."""
    return [
        report.statements[part.statements[0]].speaker if part else None for part in roles.loudest
    ]


def about(report: Report, custody: Custody) -> list[tuple[str, str]]:
    """What a person needs who checks the text or the reading."""
    read, language = report.page, report.page.language
    known = [
        ("Text, SHA-256", read.sha256),
        ("Capture, SHA-256", custody.sha256),
        ("Characters", f"{len(read.text):,}"),
        ("Encoding", read.encoding),
        ("Language", f"{language.code} ({language.score:.2f})" if language else None),
        ("Model", f"{report.model.name} {report.model.version}, {report.model.sha256[:16]}…"),
    ]
    return [(label, one_line(value)) for label, value in known if value]
