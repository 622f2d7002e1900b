"""From a record's type to its JSON: how it is written, how it is read, and its schema.

All three are made from the same type hints, so that they cannot drift apart. A span is
`[start, end]`, a toll `[low, high]`, an enum its value, a tuple a list, a record an object with
its fields in order.
"""

# ruff: noqa: ANN401 - values of every type pass through here, and are checked by it
from __future__ import annotations

import dataclasses
import inspect
import math
import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

from ..errors import ReportError
from ..records import Frame, Span, Toll

# Fields that the JSON calls otherwise than the record.
RENAMED: Mapping[type, Mapping[str, str]] = {Frame: {"authors": "byline"}}

# Fields whose numbers lie in [0, 1], and records of which every field is one.
UNIT_FIELDS = frozenset(("score", "share"))
SCORES = frozenset(("Scores", "EventScores"))


_DEFINITIONS: dict[str, dict[str, Any]] = {}


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """One type on the wire: its JSON Schema, its writer, and its reader.

    `read` takes the JSON value and where it stands (`statements[2].speaker`), gives the record
    back, and raises `ReportError` where the value is not of the type.
    """

    schema: dict[str, Any]
    write: Callable[[Any], Any]
    read: Callable[[Any, str], Any]


def refuse(where: str, wanted: str, got: object) -> NoReturn:
    """Raise the error that says what stands where something else was wanted."""
    seen = repr(got)
    seen = seen if len(seen) <= 60 else seen[:57] + "..."
    raise ReportError(f"{where}: expected {wanted}, got {seen}")


@cache
def shape_of(kind: Any) -> Shape:
    """The shape of a type: a record, an enum, `str`, `int`, `float`, a tuple or an optional."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) in (Union, types.UnionType):
        (inner,) = (part for part in get_args(kind) if part is not type(None))
        return _optional(shape_of(inner))
    if get_origin(kind) is tuple:
        return _listed(shape_of(get_args(kind)[0]))
    if issubclass(kind, StrEnum):
        return _enumerated(kind)
    return _recorded(kind)


def fields_of(kind: type) -> dict[str, tuple[str, Shape]]:
    """The fields of a record in order: what the record calls it, to its JSON key and shape."""
    hints = get_type_hints(kind)
    renamed = RENAMED.get(kind, {})
    shapes = {}
    for field in dataclasses.fields(kind):
        shape = shape_of(hints[field.name])
        if field.name in UNIT_FIELDS or kind.__name__ in SCORES:
            shape = _unit(shape)
        shapes[field.name] = (renamed.get(field.name, field.name), shape)
    return shapes


def object_schema(properties: Mapping[str, Mapping[str, Any]], about: str) -> dict[str, Any]:
    """The schema of an object that has all of these keys and no other."""
    return {
        "description": about,
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def named(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A reference to a schema that is kept under its name."""
    _DEFINITIONS[name] = schema
    return {"$ref": f"#/$defs/{name}"}


def definitions(schema: Any) -> dict[str, Any]:
    """The named schemas that a schema refers to, at any depth, in the order of the alphabet."""
    found: dict[str, Any] = {}
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict):
            waiting.extend(part.values())
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found[name] = _DEFINITIONS[name]
                waiting.append(found[name])
    return dict(sorted(found.items()))


def about(kind: type) -> str:
    """The record's docstring as one paragraph."""
    return " ".join((inspect.getdoc(kind) or kind.__name__).split())


def need_object(value: Any, where: str) -> dict[str, Any]:
    """The value, if it is a JSON object."""
    if not isinstance(value, dict):
        refuse(where, "an object", value)
    return value


def need_key(value: dict[str, Any], key: str, where: str) -> Any:
    """The value under a key that must be there."""
    if key not in value:
        raise ReportError(f"{where}: the key {key!r} is missing")
    return value[key]


def _recorded(kind: type) -> Shape:
    fields = fields_of(kind)

    def write(record: Any) -> dict[str, Any]:
        return {key: shape.write(getattr(record, name)) for name, (key, shape) in fields.items()}

    def read(value: Any, where: str) -> Any:
        given = need_object(value, where)
        values = {
            name: shape.read(need_key(given, key, where), f"{where}.{key}")
            for name, (key, shape) in fields.items()
        }
        try:
            return kind(**values)
        except ValueError as error:
            raise ReportError(f"{where}: {error}") from error

    schema = object_schema({key: shape.schema for key, shape in fields.values()}, about(kind))
    return Shape(named(kind.__name__, schema), write, read)


def _enumerated(kind: type[StrEnum]) -> Shape:
    values = [member.value for member in kind]

    def read(value: Any, where: str) -> StrEnum:
        if not isinstance(value, str) or value not in values:
            refuse(where, f"one of {', '.join(values)}", value)
        return kind(value)

    schema = named(kind.__name__, {"description": about(kind), "enum": values})
    return Shape(schema, lambda member: member.value, read)


def _listed(item: Shape) -> Shape:
    def write(values: Any) -> list[Any]:
        return [item.write(value) for value in values]

    def read(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            refuse(where, "a list", value)
        return tuple(item.read(part, f"{where}[{at}]") for at, part in enumerate(value))

    return Shape({"type": "array", "items": item.schema}, write, read)


def _optional(inner: Shape) -> Shape:
    def write(value: Any) -> Any:
        return None if value is None else inner.write(value)

    def read(value: Any, where: str) -> Any:
        return None if value is None else inner.read(value, where)

    return Shape({"anyOf": [inner.schema, {"type": "null"}]}, write, read)


def _unit(shape: Shape) -> Shape:
    def read(value: Any, where: str) -> Any:
        number = shape.read(value, where)
        if number is not None and not 0 <= number <= 1:
            refuse(where, "a number from 0 to 1", value)
        return number

    bounds = {"type": "number", "minimum": 0, "maximum": 1}
    optional = "anyOf" in shape.schema
    schema = {"anyOf": [bounds, {"type": "null"}]} if optional else bounds
    return Shape(schema, shape.write, read)


def _read_string(value: Any, where: str) -> str:
    if not isinstance(value, str):
        refuse(where, "a string", value)
    return value


def _read_truth(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        refuse(where, "true or false", value)
    return value


def _read_whole(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        refuse(where, "a whole number", value)
    return value


def _read_number(value: Any, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not _is_finite(value):
        refuse(where, "a number", value)
    return float(value)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond what a float can hold
        return False


def _read_span(value: Any, where: str) -> Span:
    whole = isinstance(value, list) and all(type(at) is int for at in value)
    if not whole or len(value) != 2 or not 0 <= value[0] < value[1]:
        refuse(where, "a span [start, end] with 0 <= start < end", value)
    return Span(value[0], value[1])


def _read_toll(value: Any, where: str) -> Toll:
    if not isinstance(value, list) or len(value) != 2:
        refuse(where, "a toll [low, high]", value)
    low = _read_whole(value[0], where)
    high = None if value[1] is None else _read_whole(value[1], where)
    if low < 0 or (high is not None and high < low):
        refuse(where, "a toll [low, high] with 0 <= low <= high", value)
    return Toll(low, high)


_PLAIN: dict[Any, Shape] = {
    str: Shape({"type": "string"}, str, _read_string),
    bool: Shape({"type": "boolean"}, bool, _read_truth),
    int: Shape({"type": "integer"}, int, _read_whole),
    float: Shape({"type": "number"}, float, _read_number),
}
_PLAIN[Span] = Shape(
    named(
        "Span",
        {
            "description": about(Span),
            "type": "array",
            "items": {"type": "integer", "minimum": 0},
            "minItems": 2,
            "maxItems": 2,
        },
    ),
    lambda span: [span.start, span.end],
    _read_span,
)
_PLAIN[Toll] = Shape(
    named(
        "Toll",
        {
            "description": about(Toll),
            "type": "array",
            "prefixItems": [
                {"type": "integer", "minimum": 0},
                {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]},
            ],
            "minItems": 2,
            "maxItems": 2,
        },
    ),
    lambda toll: [toll.low, toll.high],
    _read_toll,
)
