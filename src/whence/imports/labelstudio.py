"""Label Studio's JSON export, of tasks that we wrote, with what people made of them.

Each annotation of a task is a document of its own, in the order in which they were made; tasks
without one and annotations that were cancelled have nothing to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from ..errors import CorrectionError
from ..exports.brat import trim
from ..exports.choices import CHECKED, CHOICES
from ..exports.labelstudio import LABELS, WRITTEN
from ..records import Span
from .document import PART_OF, Document, Json, Mark, read_source
from .group import group

NAMED = re.compile(r"(statements|events|added)-(\d+)-[a-z]+-\d+(?:#.*)?")
FIELDS = {part: (*CHOICES[part], *WRITTEN[part]) for part in LABELS}
TOLL = re.compile(r"(\d{1,9})(-(\d{1,9})?)?")
BASIC = 0xFFFF  # the last character that is one unit of JavaScript's strings
BREAK = re.compile(r"\\n|\s+")  # how line ends in a region's words are written differs


def read_tasks(file: str, body: bytes) -> Iterator[Document]:
    """The documents of an export; `CorrectionError` naming the file where it is not one of ours."""
    try:
        tasks = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CorrectionError(f"{file}: not JSON: {error}") from error
    if not isinstance(tasks, list) or not all(is_task(task) for task in tasks):
        raise CorrectionError(
            f"{file}: not a list of tasks; export the project from Label Studio as JSON"
        )
    for number, task in enumerate(tasks, start=1):
        data = task["data"]
        text = data.get("text")
        if not isinstance(text, str):
            raise CorrectionError(f"{file}: task {number} has no text")
        where = f"{file}: task {number}"
        for made in sorted(task.get("annotations") or [], key=lambda each: str(each.get("id", ""))):
            if not made.get("was_cancelled"):
                source = read_source(where, data.get("whence"), text)
                marks, links = read_results(where, made.get("result"), text)
                yield Document(where, source, text, group(where, marks, links), FIELDS)


def is_task(task: object) -> bool:
    """Whether a value has the parts of a task that are gone through."""
    return (
        isinstance(task, dict)
        and isinstance(task.get("data"), dict)
        and isinstance(made := task.get("annotations") or [], list)
        and all(isinstance(each, dict) for each in made)
    )


def read_results(
    where: str, results: object, text: str
) -> tuple[list[Mark], list[tuple[str, str]]]:
    """The regions of an annotation with their fields, and the relations between them."""
    rows = [each for each in results if isinstance(each, dict)] if isinstance(results, list) else []
    regions = [row for row in rows if row.get("type") == "labels"]
    places = places_of(where, regions, text)
    fields = fields_of(where, rows)
    marks = [
        read_mark(where, row, span, fields.get(str(row.get("id")), {}))
        for row, span in zip(regions, places, strict=True)
    ]
    links = [
        (str(row.get("from_id")), str(row.get("to_id")))
        for row in rows
        if row.get("type") == "relation"
    ]
    return marks, links


def read_mark(where: str, row: Json, span: Span, fields: Json) -> Mark:
    """A region as a mark."""
    name = str(row.get("id"))
    labels = row["value"].get("labels")
    role = str(labels[0]).lower() if isinstance(labels, list) and len(labels) == 1 else ""
    if role not in PART_OF:
        raise CorrectionError(f"{where}: region {name}: {labels!r} is no label of ours")
    named = NAMED.fullmatch(name)
    target = f"{named[1]}/{named[2]}" if named else None
    checked = fields.get(CHECKED) is not None
    values = {key: value for key, value in fields.items() if key in FIELDS[PART_OF[role]]}
    return Mark(name, role, (span,), target, values, checked)


def fields_of(where: str, rows: Sequence[Json]) -> dict[str, Json]:
    """What was chosen and written on each region."""
    fields: dict[str, Json] = {}
    for row in rows:
        kind = {"choices": "choices", "textarea": "text"}.get(str(row.get("type")))
        value = row.get("value")
        if kind is None or not isinstance(value, dict):
            continue
        given = value.get(kind)
        words = [str(each).strip() for each in given] if isinstance(given, list) else []
        name = str(row.get("from_name"))
        if words and words[-1]:
            fields.setdefault(str(row.get("id")), {})[name] = read_value(where, name, words[-1])
    return fields


def read_value(where: str, name: str, words: str) -> Any:  # noqa: ANN401 - JSON of a field
    """A field's value as a report has it."""
    if name not in ("deaths", "injured"):
        return words
    found = TOLL.fullmatch(words.replace(" ", "").replace("–", "-"))
    if found is None:
        raise CorrectionError(
            f"{where}: {name}: {words!r} is no number such as 20, no range such as 20-30, and no "
            "least such as 20-"
        )
    low = int(found[1])
    high = int(found[3]) if found[3] else None if found[2] else low
    return [low, high]


def places_of(where: str, regions: Sequence[Json], text: str) -> list[Span]:
    """The regions' spans in code points.

    Older versions counted the units of JavaScript's strings, of which some characters have two;
    how a file counts is seen by the words that it gives for each region.
    """
    widths = [2 if ord(c) > BASIC else 1 for c in text]
    units = {at: number for number, at in enumerate(accumulate(widths, initial=0))}
    for counted in ({}, units):
        spans = [place_of(row, text, counted) for row in regions]
        if all(span is not None for span in spans):
            return [trim(span, text) for span in spans if span is not None]
    bad = next(row for row in regions if place_of(row, text, {}) is None)
    raise CorrectionError(
        f"{where}: region {bad.get('id')}: its words do not stand where it says; corrections stay "
        "on the text that they were made on"
    )


def place_of(row: Json, text: str, points: dict[int, int]) -> Span | None:
    """A region's span if its words stand there, else `None`.

    `points` are the code points of its edges where they count other units, empty where not.
    """
    value = row.get("value")
    if not isinstance(value, dict):
        return None
    start, end = value.get("start"), value.get("end")
    if points and isinstance(start, int) and isinstance(end, int):
        start, end = points.get(start), points.get(end)
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return None
    words = text[start:end]
    told = value.get("text")
    if isinstance(told, str) and bare(told) != bare(words):
        return None
    return Span(start, end) if words.strip() else None


def bare(words: str) -> str:
    """Words without what stands between them."""
    return BREAK.sub("", words)
