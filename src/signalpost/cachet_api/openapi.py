"""The API described as OpenAPI 3.1, from the same tables by which it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, get_resolver

from signalpost import __version__
from signalpost.cachet_api import answers, fields, notes, shapes
from signalpost.cachet_api.api import Resource, Verb
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.lists import MOST_PER_PAGE, PER_PAGE, Query
from signalpost.cachet_api.schema import Schema, Shape, reference
from signalpost.kernel.numbers import LARGEST, SMALLEST
from signalpost.kernel.unset import UNSET

#: What may go wrong wherever one asks, and what more with each method.
_EVERYWHERE = (400, 401, 403, 406, 408, 413, 429, 500, 503)
_WITH = {"GET": (), "POST": (409,), "PUT": (409, 412), "DELETE": (409, 412)}
#: These addresses are open even where the site asks everyone for a token.
_ALWAYS_OPEN_CANNOT = (401, 403)

_SECURED: list[Schema] = [{"token": []}, {"bearer": []}, {"basic": []}]
_NAMES = {status: title.replace(" ", "") for status, (title, _) in answers.WORDS.items()}


@dataclass(frozen=True, slots=True)
class Operation:
    """One verb at one address, with what is known of its subject."""

    path: str
    method: str
    resource: Resource
    subject: notes.Subject

    @property
    def verb(self) -> Verb:
        return self.resource.verbs[self.method]

    @property
    def is_list(self) -> bool:
        return self.verb.query is not None

    @property
    def summary(self) -> str:
        return self.subject.summary(self.method, is_list=self.is_list)

    @property
    def statuses(self) -> list[int]:
        """Every status that it can answer with."""
        errors = {*_EVERYWHERE, *_WITH[self.method], *([404] if self.resource.find else [])}
        if self.verb.is_always_open:
            errors -= set(_ALWAYS_OPEN_CANNOT)
        success = [204] if self.method == "DELETE" else [200]
        is_kept = self.method == "GET" and not self.verb.power
        return success + ([304] if is_kept else []) + sorted(errors)


def show(call: Call) -> HttpResponse:
    """The description itself: JSON, and no envelope of ours around it."""
    return answers.plain(document() | {"servers": [{"url": f"{call.base}/api/v1"}]})


@cache
def document() -> Schema:
    """All but the server's own address, which each installation has of its own."""
    paths: Schema = {}
    for operation in operations():
        described = paths.setdefault(f"/{operation.path}", {})
        described[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Signalpost",
            "version": __version__,
            "summary": "The Cachet v1 API of a Signalpost status page.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "tags": [{"name": tag} for tag in notes.TAGS],
        "paths": paths,
        "components": {
            "securitySchemes": _SCHEMES,
            "schemas": {shape.name: shape.schema for shape in shapes.ALL}
            | {"Errors": _errors(), "Pagination": _pagination()},
            "responses": {name: _refusal(status) for status, name in _NAMES.items()},
        },
    }


def operations() -> Iterator[Operation]:
    """Every verb at every address, in the order of the routes."""
    for pattern in get_resolver("signalpost.cachet_api.urls").url_patterns:
        if isinstance(pattern, URLPattern) and isinstance(pattern.callback, Resource):
            path = re.sub(r"<id:(\w+)>", r"{\1}", str(pattern.pattern))
            subject = notes.subject_of(path)
            for method in pattern.callback.verbs:
                if subject:
                    yield Operation(path, method, pattern.callback, subject)


def _described(operation: Operation) -> Schema:
    described: Schema = {
        "operationId": f"{operation.method.lower()} {operation.path}",
        "tags": [operation.subject.tag],
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": {str(status): _response(operation, status) for status in operation.statuses},
        "security": _SECURED if operation.verb.power else [{}, *_SECURED],
    }
    if operation.method in ("POST", "PUT"):
        described["requestBody"] = _body(operation)
    return described


def _parameters(operation: Operation) -> list[Schema]:
    ids = re.findall(r"{(\w+)}", operation.path)
    known: list[Schema] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
            "example": 1,
        }
        for name in ids
    ]
    known.append(_header("Time-Zone", notes.TIME_ZONE, "Europe/Berlin"))
    if operation.method == "POST":
        known.append(_header("Idempotency-Key", notes.IDEMPOTENCY_KEY, "9b1f0d2e"))
    if operation.method in ("PUT", "DELETE") and operation.resource.has_items:
        known.append(_header("If-Match", notes.IF_MATCH, "*"))
    if operation.verb.query:
        known += _list_parameters(operation.verb.query)
    return known


def _header(name: str, description: str, example: str) -> Schema:
    return {
        "name": name,
        "in": "header",
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


def _list_parameters(query: Query) -> list[Schema]:
    page = {"type": "integer", "minimum": 1, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE}
    found = [_asked("page", page), _asked("per_page", size)]
    if query.sortable:
        found.append(_asked("sort", {"type": "string", "enum": list(query.sortable)}))
        found.append(_asked("order", {"type": "string", "enum": ["asc", "desc"]}))
    return found + [_asked(one.name, {"type": "string"}) for one in query.filters]


def _asked(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "schema": schema}


def _body(operation: Operation) -> Schema:
    schema = _form(operation.verb.form, operation.subject)
    required = [field.name for field in operation.verb.form if _is_needed(field)]
    kinds = ("application/json", "application/x-www-form-urlencoded")
    return {
        "required": bool(required),
        "description": "Everything may stand in the query string instead.",
        "content": {kind: {"schema": schema} for kind in kinds},
    }


def _form(form: fields.Form, subject: notes.Subject) -> Schema:
    properties = {field.name: _field(field, subject) for field in form}
    required = [field.name for field in form if _is_needed(field)]
    return {"type": "object", "properties": properties} | (
        {"required": required} if required else {}
    )


def _is_needed(field: fields.Field) -> bool:
    return field.required and field.default is UNSET and not field.unless


def _field(field: fields.Field, subject: notes.Subject) -> Schema:
    schema: Schema = {"type": field.json_type}
    if isinstance(field, fields.Items):
        schema |= {"type": "array", "maxItems": field.most, "items": _form(field.form, subject)}
    elif isinstance(field, fields.Array):
        schema["type"] = ["array", "object"]
    if isinstance(field, fields.Text):
        schema["maxLength"] = field.limit
    if isinstance(field, fields.Whole | fields.Numeric):
        schema |= _bounds(field.least, field.most)
    if field.default is not UNSET:
        schema["default"] = field.default
    if note := notes.of_field(subject, field.name):
        schema["description"] = note
    if (example := subject.example(field.name)) is not None:
        schema["examples"] = [example]
    return schema


def _bounds(least: int | None, most: int | None) -> Schema:
    bounds: Schema = {}
    if least is not None and least > SMALLEST:
        bounds["minimum"] = least
    if most is not None and most < LARGEST:
        bounds["maximum"] = most
    return bounds


def _response(operation: Operation, status: int) -> Schema:
    if status == 304:
        return {"description": "Nothing has changed since the answer with that ETag."}
    if status == 204:
        return {"description": "It is gone."}
    if status >= 400:
        return {"$ref": f"#/components/responses/{_NAMES[status]}"}
    return {"description": "As asked.", "content": _json(*_success(operation))}


def _refusal(status: int) -> Schema:
    title, _ = answers.WORDS[status]
    details = ["The name field is required."] if status == 400 else []
    schema = {"$ref": "#/components/schemas/Errors"}
    return {"description": title, "content": _json(schema, answers.body_of(status, details))}


def _json(schema: Schema, example: Any) -> Schema:
    return {"application/json": {"schema": schema, "example": example}}


def _success(operation: Operation) -> tuple[Schema, Any]:
    subject = operation.subject
    item, example = _answered(operation)
    if not operation.is_list:
        if not subject.meta:
            return _object(data=item), {"data": example}
        return _object(meta={"type": "object"}, data=item), {"meta": subject.meta, "data": example}
    pages, items = {"$ref": "#/components/schemas/Pagination"}, {"type": "array", "items": item}
    return _object(meta=pages, data=items), {
        "meta": {"pagination": notes.PAGINATION},
        "data": [example],
    }


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _answered(operation: Operation) -> tuple[Schema, Any]:
    shape = operation.subject.answers
    if isinstance(shape, Shape):
        return reference(shape), dict(shape.example)
    return {"type": "string"}, shape


def _errors() -> Schema:
    details = {"type": "array", "items": {"type": "string"}}
    one = _object(
        id={"type": "string", "format": "uuid"},
        status={"type": "integer"},
        title={"type": "string"},
        detail={"type": "string"},
    )
    one["properties"]["meta"] = _object(details=details)
    return _object(errors={"type": "array", "items": one, "minItems": 1})


def _pagination() -> Schema:
    names = ("total", "count", "per_page", "current_page", "total_pages")
    numbers: dict[str, Schema] = {name: {"type": "integer"} for name in names}
    link: Schema = {"type": ["string", "null"]}
    links = _object(next_page=link, previous_page=link)
    return _object(pagination=_object(**numbers, links=links))


_SCHEMES: Schema = {
    "token": {"type": "apiKey", "in": "header", "name": "X-Cachet-Token"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic", "description": "E-mail or user name, password."},
}
