"""The description of the API as a page for people, at /docs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from signalpost.cachet_api import answers, notes, openapi
from signalpost.cachet_api.openapi import Operation
from signalpost.cachet_api.schema import Schema
from signalpost.kernel.unset import UNSET


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: str
    is_needed: bool
    says: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation, as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    is_open: bool
    parameters: tuple[Parameter, ...]
    request: str
    response: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(_page())
    response.headers["Cache-Control"] = answers.PUBLIC
    return response


@cache
def _page() -> str:
    """The same for everybody: what an installation has of its own is not in it."""
    entries = [(operation.subject.tag, _entry(operation)) for operation in openapi.operations()]
    sections = [
        (slugify(tag), tag, [entry for its, entry in entries if its == tag]) for tag in notes.TAGS
    ]
    return render_to_string("cachet_api/reference.html", {"sections": sections})


def _entry(operation: Operation) -> Entry:
    described = openapi.document()["paths"][f"/{operation.path}"][operation.method.lower()]
    parameters = (*_asked(described), *_sent(described), *_headers(described))
    return Entry(
        anchor=slugify(f"{operation.method} {operation.path}"),
        method=operation.method,
        path=f"/api/v1/{operation.path}",
        summary=operation.summary,
        is_open=not operation.verb.power,
        parameters=parameters,
        request=_request(operation),
        response=_response(described),
    )


def _asked(described: Schema) -> Iterator[Parameter]:
    for one in described["parameters"]:
        if one["in"] == "query":
            yield Parameter(one["name"], one["schema"]["type"], False, _values(one["schema"]))


def _sent(described: Schema) -> Iterator[Parameter]:
    content = described.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    for name, one in schema.get("properties", {}).items():
        kind = one["type"] if isinstance(one["type"], str) else " or ".join(one["type"])
        needed = name in schema.get("required", ())
        yield Parameter(name, kind, needed, one.get("description") or _values(one))


def _headers(described: Schema) -> Iterator[Parameter]:
    for one in described["parameters"]:
        if one["in"] == "header":
            yield Parameter(one["name"], "header", False, one["description"])


def _values(schema: Schema) -> str:
    if "enum" in schema:
        return ", ".join(schema["enum"])
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        return f"{least} to {most}"
    return ""


def _request(operation: Operation) -> str:
    """The call as one would type it."""
    address = re.sub(r"{(\w+)}", lambda found: f"${found[1].upper()}", operation.path)
    lines = [f"curl $SITE/api/v1/{address}"]
    if operation.method not in ("GET", "POST"):
        lines.append(f"-X {operation.method}")
    if operation.verb.power:
        lines.append('-H "X-Cachet-Token: $TOKEN"')
    if body := _example(operation):
        lines.append('-H "Content-Type: application/json"')
        lines.append(f"-d '{json.dumps(body)}'")
    return " \\\n     ".join(lines)


def _example(operation: Operation) -> dict[str, Any]:
    """What one has to send where no template writes it, or else the first thing that one could."""
    form, examples = operation.verb.form, operation.subject.example
    known = [field for field in form if examples(field.name) is not None]
    asked = [field for field in known if field.required or field.unless]
    needed = [field for field in asked if field.default is UNSET]
    return {field.name: examples(field.name) for field in needed or known[:1]}


def _response(described: Schema) -> str:
    success = described["responses"].get("200")
    if success is None:
        return ""
    return json.dumps(success["content"]["application/json"]["example"], indent=2)
