"""Whence reads captured news pages: who said it, by which route, and how sure they sound.

    import whence
    report = whence.read("page.html", published="2016-10-19")
    report.statements[0].speaker

`read` takes a path, `read_html` and `read_text` take what is already in memory. All three give a
`Report`: frozen records whose spans are half-open `[start, end)` ranges of Unicode code points on
`report.page.text`. `to_json`, `dump`, `from_json` and `load` turn reports into JSON and back,
`to_html` into a page. `Ledger` opens the file that `whence ingest` makes of many pages. Every
error is a `WhenceError`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .errors import (
    BinaryCapture,
    CaptureError,
    CorrectionError,
    EmptyCapture,
    FilterError,
    LedgerError,
    NoArticle,
    OversizedCapture,
    PageError,
    ReportError,
    RowError,
    WeightsError,
    WhenceError,
)
from .records import (
    Act,
    AttackRole,
    Block,
    BlockKind,
    Candidate,
    Capture,
    Certainty,
    Count,
    Entry,
    Event,
    EventScores,
    EventType,
    Filler,
    Frame,
    Furniture,
    Language,
    Loss,
    Manner,
    Medium,
    Mention,
    Meter,
    Model,
    Name,
    NameKind,
    Origin,
    Page,
    Place,
    Precision,
    Relation,
    Report,
    Scores,
    SourceKind,
    Span,
    Stated,
    Statement,
    Status,
    Telling,
    TimeExpression,
    TimeKind,
    Toll,
    Voice,
)
from .report.html import to_html
from .report.json import dump, from_json, load, schema, to_json
from .report.notebook import report_repr
from .version import __version__

if TYPE_CHECKING:
    from .ledger.ledger import Ledger
else:

    def __getattr__(name: str) -> object:
        """Loads `Ledger` when it is asked for: with SQLite it is a quarter of an import (40 ms)."""
        if name != "Ledger":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from .ledger.ledger import Ledger

        globals()[name] = Ledger
        return Ledger

    def __dir__() -> list[str]:
        """All names, `Ledger` too where it is not loaded yet."""
        return sorted({*globals(), *__all__})


__all__ = [
    "Act",
    "AttackRole",
    "BinaryCapture",
    "Block",
    "BlockKind",
    "Candidate",
    "Capture",
    "CaptureError",
    "Certainty",
    "CorrectionError",
    "Count",
    "EmptyCapture",
    "Entry",
    "Event",
    "EventScores",
    "EventType",
    "Filler",
    "FilterError",
    "Frame",
    "Furniture",
    "Language",
    "Ledger",
    "LedgerError",
    "Loss",
    "Manner",
    "Medium",
    "Mention",
    "Meter",
    "Model",
    "Name",
    "NameKind",
    "NoArticle",
    "Origin",
    "OversizedCapture",
    "Page",
    "PageError",
    "Place",
    "Precision",
    "Relation",
    "Report",
    "ReportError",
    "RowError",
    "Scores",
    "SourceKind",
    "Span",
    "Stated",
    "Statement",
    "Status",
    "Telling",
    "TimeExpression",
    "TimeKind",
    "Toll",
    "Voice",
    "WeightsError",
    "WhenceError",
    "__version__",
    "attack_roles",
    "dump",
    "from_json",
    "load",
    "read",
    "read_html",
    "read_text",
    "relation",
    "schema",
    "to_html",
    "to_json",
]

# Notebooks look for this method on the object itself. It is set here, on the one path by which
# every record is reached, because records import nothing of ours and so cannot show themselves.
Report._repr_html_ = report_repr  # type: ignore[attr-defined]


def read(source: str | Path, *, published: str | None = None, url: str | None = None) -> Report:
    """Read one page from a file of HTML or text; `-` is standard input.

    `published` is an ISO date that you vouch for, where the page does not show its own; `url` is
    where the page was captured. Raises `CaptureError` or `PageError` where it cannot be read.
    """
    from .capture.file import read_file
    from .report.assemble import shared_assembler

    capture = read_file(source, published=published, url=url)
    return shared_assembler()(capture)


def read_html(html: str | bytes, *, published: str | None = None, url: str | None = None) -> Report:
    """Read one page from its HTML. For bytes the encoding is found; a `str` is taken as it is."""
    return _read_body(html, Medium.HTML, published, url)


def read_text(text: str | bytes, *, published: str | None = None, url: str | None = None) -> Report:
    """Read one page from text that was stripped of its HTML before, line ends and all."""
    return _read_body(text, Medium.TEXT, published, url)


def attack_roles(text: str) -> tuple[Filler, ...]:
    """Who plays which part in the attacks that a text tells of, after MUC-4's five roles.

    Spans are on `text`, which is read as it is, a line a paragraph. Upper or lower case alone do
    no harm. Raises `WeightsError` where the model cannot be loaded.
    """
    from .encoder.parties import load_parties
    from .page.lines import cut
    from .reading.fillers import find_fillers

    parties = load_parties()
    windows = parties.encoder.cut(text, cut(text))
    return find_fillers(text, [(w, parties.tag_roles(w)) for w in windows])


def relation(text: str, source: Span, target: Span) -> Relation | None:
    """What the source does to the target, as one of PLOVER's types, with its score.

    `source` and `target` are spans on `text`, a sentence or a few. What yields (`CONCEDE`,
    `RETREAT`) is all `RETREAT`. `None` where the two stand too far apart to be read together.
    """
    from .encoder.parties import load_parties
    from .reading.relations import find_relation

    return find_relation(load_parties(), text, source, target)


def _read_body(body: str | bytes, medium: Medium, published: str | None, url: str | None) -> Report:
    from .capture.take import take
    from .report.assemble import shared_assembler

    capture = take(
        _encoded(body, f"<{medium}>"),
        name=f"<{medium}>",
        medium=medium,
        charset="utf-8" if isinstance(body, str) else None,
        published=published,
        url=url,
    )
    return shared_assembler()(capture)


def _encoded(body: str | bytes, name: str) -> bytes:
    try:
        return body if isinstance(body, bytes) else body.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaptureError(f"{name}: holds half a character at {error.start}") from error
