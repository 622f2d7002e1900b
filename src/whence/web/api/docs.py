"""The interface's documentation as one of our own pages, made from its OpenAPI description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..show import page
from .app import ROOT

Schema = Mapping[str, Any]
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a model. `kind` names its type, `model` the one it links to."""

    name: str
    where: str
    kind: str
    model: str | None
    needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for; `body` and `gives` are names of models."""

    anchor: str
    method: str
    path: str
    about: str
    parameters: tuple[Field, ...]
    body: str | None
    gives: str | None


@dataclass(frozen=True, slots=True)
class Model:
    """What is taken or given, with its fields; or a list of `values`."""

    name: str
    about: str
    fields: tuple[Field, ...]
    values: tuple[str, ...]


def route(app: FastAPI) -> Route:
    """The address of the documentation of an app."""

    def interface(request: Request) -> Response:
        """What the interface offers."""
        described = app.openapi()
        models = described["components"]["schemas"]
        return page(
            request,
            "api.html.j2",
            root=ROOT,
            about=described["info"]["description"],
            groups=operations_of(described),
            models=[to_model(name, models[name]) for name in sorted(models)],
        )

    return Route(ROOT, interface)


def operations_of(described: Schema) -> dict[str, list[Operation]]:
    """All operations under their tags, in the order in which they were made."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            parameters = (to_field(p["name"], p["in"], p["schema"], p) for p in told.get(
                "parameters", ()))  # fmt: skip
            body = told.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema")
            answer = next(told["responses"][code] for code in ("200", "201")
                          if code in told["responses"])  # fmt: skip
            given = answer.get("content", {}).get(JSON, {}).get("schema", {})
            groups.setdefault(told["tags"][0], []).append(
                Operation(
                    told["operationId"],
                    method.upper(),
                    ROOT + path,
                    told.get("description", ""),
                    tuple(parameters),
                    model_of(body) if body else None,
                    model_of(given),
                )
            )
    return groups


def to_model(name: str, schema: Schema) -> Model:
    """A model from its schema."""
    needed = schema.get("required", ())
    fields = tuple(
        to_field(field, "", each, {"required": field in needed})
        for field, each in schema.get("properties", {}).items()
    )
    values = tuple(map(str, schema.get("enum", ())))
    return Model(name, schema.get("description", ""), fields, values)


def to_field(name: str, where: str, schema: Schema, about: Schema) -> Field:
    """A parameter or a field from its schema and what is told beside it."""
    words = about.get("description") or schema.get("description") or ""
    needed = bool(about.get("required"))
    return Field(name, where, kind_of(schema), model_of(schema), needed, words)


def kind_of(schema: Schema) -> str:
    """The type of a schema in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(kind_of(each) for each in schema["anyOf"])
    kind = str(schema.get("format") or schema.get("type") or "any")
    if kind == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"object of {kind_of(schema['additionalProperties'])}"
    return kind


def model_of(schema: Schema) -> str | None:
    """The model that a schema names, itself or in its parts, if any."""
    if "$ref" in schema:
        ref = str(schema["$ref"])
        return ref.rpartition("/")[2] if ref.startswith("#") else None
    parts = [*schema.get("anyOf", ()), schema.get("items", {}), schema.get("additionalProperties")]
    found = (model_of(each) for each in parts if isinstance(each, Mapping) and each)
    return next((name for name in found if name), None)
