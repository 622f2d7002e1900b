"""Label Studio's tasks: one for each report, its findings as a prediction to be put right.

A finding's spans are regions of its text (offsets in code points, as Label Studio counts since
1.7); further regions lead to the first by relations, and the first has the fields, as choices and
texts of its own. A region's id names the finding (`statements-3-cue-0`). `CONFIGURATION` is the
labelling interface that shows them; `checked` is what a person marks a right finding with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..records import Event, Report, Statement, Toll
from .brat import is_drawn
from .choices import CHECKED, CHOICES
from .origin import accepted, origin
from .part import Part, Roles, event_roles, statement_roles

LABELS = {
    "statements": ("Cue", "Source", "Content", "Relay"),
    "events": ("Anchor", "Actor", "Recipient", "Place"),
}
# The fields that are written; the others are chosen from a list.
WRITTEN = {"statements": ("speaker",), "events": ("date", "deaths", "injured")}

Value = dict[str, Any]


def task(part: Part) -> Value:
    """One report as a task."""
    page, model = part.report.page, part.report.model
    title = page.frame.title
    return {
        "data": {
            "text": page.text,
            "title": title.value if title else page.name,
            "url": page.url,
            "whence": origin(part),
        },
        "predictions": [
            {
                "model_version": f"whence {model.name} {model.version}",
                "result": list(_results(part)),
            }
        ],
    }


def _results(part: Part) -> Iterator[Value]:
    marked = accepted(part)
    for at, one in part.told():
        target = part.target("statements", at)
        values = _statement_values(one)
        yield from _finding(part.report, target, statement_roles(one), values, target in marked)
    for at, fact in part.facts():
        target = part.target("events", at)
        values = _event_values(fact.event)
        yield from _finding(part.report, target, event_roles(fact.event), values, target in marked)


def _finding(
    report: Report, target: str, roles: Roles, values: dict[str, str], checked: bool
) -> Iterator[Value]:
    head = ""
    if not is_drawn(report.page.text, roles):
        return
    for role, spans in roles:
        drawn = (span for span in spans if span.of(report.page.text).strip())
        for number, span in enumerate(drawn):
            name = f"{target.replace('/', '-')}-{role}-{number}"
            where: Value = {"start": span.start, "end": span.end, "text": span.of(report.page.text)}
            yield _result(name, "span", "labels", where, [role.capitalize()])
            if head:
                yield {"type": "relation", "from_id": name, "to_id": head, "direction": "right"}
                continue
            head = name
            for field, value in values.items():
                kind = "text" if field in TEXTS else "choices"
                yield _result(name, field, kind, where, [value])
            if checked:
                yield _result(name, CHECKED, "choices", where, [CHECKED])


TEXTS = frozenset(field for fields in WRITTEN.values() for field in fields)


def _result(name: str, field: str, kind: str, where: Value, value: list[str]) -> Value:
    return {
        "id": name,
        "from_name": field,
        "to_name": "text",
        "type": "textarea" if kind == "text" else kind,
        # A region's text area has its words under the name that a region has its own under.
        "value": {**where, kind: value},
    }


def _statement_values(one: Statement) -> dict[str, str]:
    return _known(
        speaker=one.speaker,
        source_kind=one.source_kind,
        manner=one.manner,
        act=one.act,
        certainty=one.certainty,
    )


def _event_values(event: Event) -> dict[str, str]:
    return _known(
        type=event.type,
        mode=event.mode,
        status=event.status,
        date=event.date,
        deaths=_toll(event.deaths),
        injured=_toll(event.injured),
    )


def _known(**values: str | None) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value is not None}


def _toll(toll: Toll | None) -> str | None:
    """`20`, `20-30`, or `20-` where only a least is told."""
    if toll is None:
        return None
    if toll.low == toll.high:
        return str(toll.low)
    return f"{toll.low}-{'' if toll.high is None else toll.high}"


def configuration() -> str:
    """The labelling interface, as a project of Label Studio takes it."""
    labels = [f'    <Label value="{each}"/>' for kind in LABELS for each in LABELS[kind]]
    lines = ["<View>", '  <Labels name="span" toName="text">', *labels, "  </Labels>"]
    lines.append('  <Text name="text" value="$text"/>')
    for kind, shown in LABELS.items():
        when = f'perRegion="true" whenTagName="span" whenLabelValue="{",".join(shown)}"'
        for field, values in CHOICES[kind].items():
            lines.append(f'  <Choices name="{field}" toName="text" {when}>')
            lines += [f'    <Choice value="{each}"/>' for each in values]
            lines.append("  </Choices>")
        lines += [
            f'  <TextArea name="{field}" toName="text" {when} placeholder="{field}"/>'
            for field in WRITTEN[kind]
        ]
    lines.append(f'  <Choices name="{CHECKED}" toName="text" perRegion="true">')
    lines += [f'    <Choice value="{CHECKED}"/>', "  </Choices>", "</View>", ""]
    return "\n".join(lines)
