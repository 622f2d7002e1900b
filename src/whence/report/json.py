"""A report as JSON and back: the codebook field for field.

The keys always stand in the same order and are always there; what is not known is `null`.
Resolved places have no key until the reader finds them: an empty list would say that there are
none.
"""

# ruff: noqa: ANN401 - JSON values have any type until they are checked
from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from ..errors import ReportError
from ..records import Frame, Furniture, Meter, Model, Page, Report, Span
from .shape import (
    Shape,
    about,
    definitions,
    fields_of,
    named,
    need_key,
    need_object,
    object_schema,
    refuse,
    shape_of,
)

# The page's own keys; its blocks, furniture, entries and frame stand beside it in a report.
PAGE_KEYS = (
    "name",
    "text",
    "sha256",
    "url",
    "published",
    "captured",
    "outlet",
    "language",
    "encoding",
)
PAGE_PARTS = ("blocks", "furniture", "entries")
REPORT_PARTS = ("names", "statements", "events", "places", "dates", "counts", "voices")
METER_KEYS = ("currency", "marks", "goal", "raised", "share_of_goal")


def to_json(report: Report) -> dict[str, Any]:
    """The report as JSON values: objects, lists, strings, numbers and `None`.

    `page.published` repeats the value of `frame.published`, for those who want the date alone.
    """
    page = report.page
    published = page.frame.published
    fields = fields_of(Page)
    own: dict[str, Any] = {}
    for key in PAGE_KEYS:
        if key == "published":
            own[key] = published.value if published else None
        else:
            own[key] = fields[key][1].write(getattr(page, key))
    written: dict[str, Any] = {"page": own, "frame": shape_of(Frame).write(page.frame)}
    for name, shape in _page_parts().items():
        written[name] = shape.write(getattr(page, name))
    for name, shape in _report_parts().items():
        written[name] = shape.write(getattr(report, name))
    return written


def dump(report: Report) -> str:
    """The report as one line of JSON in Unicode, without a line end."""
    return line_of(to_json(report))


def line_of(value: dict[str, Any]) -> str:
    """One line of JSON: no white space, no escapes beyond the needed, no NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_json(value: object) -> Report:
    """The report that `to_json` wrote, as records again.

    Keys that this version does not know are passed over (an `id`, a later version's findings).
    Raises `ReportError`, which says where and what, if anything else is not as it must be: a
    type, a span outside the text, a text that its hash does not fit.
    """
    given = need_object(value, "the report")
    page = _read_page(given)
    parts = {
        name: shape.read(need_key(given, name, "the report"), name)
        for name, shape in _report_parts().items()
    }
    report = Report(page=page, **parts)
    _check_spans(report, len(page.text))
    _check_nesting(report)
    return report


def load(line: str | bytes) -> Report:
    """The report on one line of JSON; `ReportError` if it is not JSON or not a report."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"the report: not JSON: {error}") from error
    return from_json(value)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report, made from the records."""
    fields = fields_of(Page)
    own = {key: fields[key][1].schema for key in PAGE_KEYS if key != "published"}
    own["published"] = shape_of(str | None).schema
    whole = {
        "page": object_schema({key: own[key] for key in PAGE_KEYS}, about(Page)),
        "frame": shape_of(Frame).schema,
        **{name: shape.schema for name, shape in _page_parts().items()},
        **{name: shape.schema for name, shape in _report_parts().items()},
    }
    report = object_schema(whole, about(Report))
    # A batch puts the row's id on the report, a ledger what it knows of the page beside.
    more = {"id": {"type": ["string", "integer"]}, "ledger": {"type": "object"}}
    report["properties"] = {**more, **whole}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A report of Whence",
    }
    return {**head, **report, "$defs": definitions(report)}


def _page_parts() -> dict[str, Shape]:
    fields = fields_of(Page)
    shapes = {name: fields[name][1] for name in PAGE_PARTS}
    return {**shapes, "furniture": _furniture_list()}


def _report_parts() -> dict[str, Shape]:
    fields = fields_of(Report)
    return {
        **{name: fields[name][1] for name in REPORT_PARTS},
        "model": shape_of(Model),
        "warnings": fields["warnings"][1],
    }


def _furniture_list() -> Shape:
    """Furniture with the meter's numbers beside `kind` and `span`, as the gold pages have it."""
    meter = dict(fields_of(Meter).values())
    plain = {name: shape for name, shape in fields_of(Furniture).values() if name != "meter"}

    def write(pieces: Any) -> list[dict[str, Any]]:
        return [_write_piece(piece, plain, meter) for piece in pieces]

    def read(value: Any, where: str) -> tuple[Furniture, ...]:
        if not isinstance(value, list):
            refuse(where, "a list", value)
        return tuple(
            _read_piece(need_object(piece, f"{where}[{at}]"), f"{where}[{at}]", plain)
            for at, piece in enumerate(value)
        )

    item = object_schema({key: shape.schema for key, shape in plain.items()}, about(Furniture))
    item["properties"] |= {key: meter[key].schema for key in METER_KEYS}
    item["dependentRequired"] = {
        key: [other for other in METER_KEYS if other != key] for key in METER_KEYS
    }
    return Shape({"type": "array", "items": named("Furniture", item)}, write, read)


def _write_piece(
    piece: Furniture, plain: dict[str, Shape], meter: dict[str, Shape]
) -> dict[str, Any]:
    written = {key: shape.write(getattr(piece, key)) for key, shape in plain.items()}
    if piece.meter is not None:
        written |= {key: meter[key].write(getattr(piece.meter, key)) for key in METER_KEYS}
    return written


def _read_piece(given: dict[str, Any], where: str, plain: dict[str, Shape]) -> Furniture:
    values = {
        key: shape.read(need_key(given, key, where), f"{where}.{key}")
        for key, shape in plain.items()
    }
    metered = any(key in given for key in METER_KEYS)
    meter = shape_of(Meter).read(given, where) if metered else None
    try:
        return Furniture(**values, meter=meter)
    except ValueError as error:
        raise ReportError(f"{where}: {error}") from error


def _read_page(given: dict[str, Any]) -> Page:
    own = need_object(need_key(given, "page", "the report"), "page")
    fields = fields_of(Page)
    values = {
        key: fields[key][1].read(need_key(own, key, "page"), f"page.{key}")
        for key in PAGE_KEYS
        if key != "published"
    }
    values["frame"] = shape_of(Frame).read(need_key(given, "frame", "the report"), "frame")
    for name, shape in _page_parts().items():
        values[name] = shape.read(need_key(given, name, "the report"), name)
    page = Page(**values)
    if page.sha256 != hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest():
        raise ReportError("page.sha256: is not the hash of page.text; the text was changed")
    published = page.frame.published.value if page.frame.published else None
    if need_key(own, "published", "page") != published:
        refuse("page.published", f"the value of frame.published, {published!r}", own["published"])
    return page


def _check_spans(report: Report, length: int) -> None:
    for span in _spans_in(report):
        if span.end > length:
            raise ReportError(
                f"the span [{span.start}, {span.end}] ends after the text, which has "
                f"{length} characters"
            )


def _check_nesting(report: Report) -> None:
    for at, statement in enumerate(report.statements):
        outer, seen = statement.within, {at}
        while outer is not None:
            if not 0 <= outer < len(report.statements) or outer in seen:
                raise ReportError(f"statements[{at}].within: no such outer statement: {outer}")
            seen.add(outer)
            outer = report.statements[outer].within
    for at, event in enumerate(report.events):
        if event.statement is not None and not 0 <= event.statement < len(report.statements):
            raise ReportError(f"events[{at}].statement: no such statement: {event.statement}")
        for telling in event.tellings:
            if telling.statement is not None and not 0 <= telling.statement < len(
                report.statements
            ):
                raise ReportError(f"events[{at}].tellings: no such statement: {telling.statement}")


def _spans_in(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans_in(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _spans_in(getattr(value, field.name))
