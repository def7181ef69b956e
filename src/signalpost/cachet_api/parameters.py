"""Where parameters come from: contract 1.2. JSON, form or query, one dictionary."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

Parameters = dict[str, Any]

#: More pairs than this are no form that a person or a client sends.
_MOST_PAIRS = 200_000
_MOST_DIGITS = 300
_DEEPEST_BRACKETS = 8
#: Bytes that are no UTF-8 stay recognisable, and the field that has some is refused by its name.
_ODD_BYTES = "surrogateescape"
_FORM_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Given:
    """`is_garbled`: there was a JSON body, and it is not a JSON object."""

    parameters: Parameters
    is_garbled: bool = False


def read(request: HttpRequest) -> Given:
    """Query and body merged; on a clash the body wins. SuspiciousOperation where they cannot be."""
    encoding = request.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ("", "identity") and request.body:
        raise SuspiciousOperation("A body is sent as it is, without a Content-Encoding.")
    parameters = _from_pairs(_pairs(_query(request)))
    kind = request.headers.get("Content-Type", "").lower()
    if "/json" in kind or "+json" in kind:
        body = _json_object(request.body)
        return Given(parameters | (body or {}), is_garbled=body is None)
    return Given(parameters | _form(request, kind))


def _query(request: HttpRequest) -> str:
    """WSGI hands on bytes as Latin-1; letters that nobody escaped are UTF-8."""
    raw: str = request.META.get("QUERY_STRING", "")
    return raw.encode("latin-1", "replace").decode("utf-8", _ODD_BYTES)


def _form(request: HttpRequest, kind: str) -> Parameters:
    if kind.startswith("multipart/form-data"):
        return _multipart(request)
    if kind.startswith("application/x-www-form-urlencoded") and request.method in _FORM_METHODS:
        return _from_pairs(_pairs(request.body.decode("utf-8", _ODD_BYTES)))
    return {}


def _multipart(request: HttpRequest) -> Parameters:
    # PHP reads multipart on a real POST only, whatever method the request then speaks for.
    if request.META["REQUEST_METHOD"] != "POST":
        return {}
    try:
        # From the body, whose size is checked, and not from the stream.
        fields, _files = request.parse_file_upload(request.META, BytesIO(request.body))
    except MultiPartParserError:
        return {}
    return _from_pairs([(name, value) for name, values in fields.lists() for value in values])


def _json_object(body: bytes) -> Parameters | None:
    """An empty body is an empty object: writes may have everything in the query string.

    So are `null` and `[]`, which is how PHP writes an array without anything in it.
    """
    if not body.strip():
        return {}
    try:
        value = json.loads(body, parse_int=_number)
    except (ValueError, RecursionError):
        return None
    if value is None or value == []:
        return {}
    return value if isinstance(value, dict) else None


def _number(digits: str) -> float:
    """Endless where it is longer than programs read, so that its field is refused by name."""
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors=_ODD_BYTES, max_num_fields=_MOST_PAIRS
        )
    except ValueError:  # the one thing that it refuses is their number
        raise TooManyFieldsSent from None


def _from_pairs(pairs: list[tuple[str, str]]) -> Parameters:
    """PHP's brackets: `a[]=1`, `meta[key]=v`, `a[b][c]=d`; a name given twice keeps the last."""
    result: Parameters = {}
    for name, value in pairs:
        base, keys = _split(name)
        if not keys:
            result[base] = value
            continue
        if not isinstance(result.get(base), dict):
            result[base] = {}
        _put(result[base], keys, value)
    return {name: _lists(value) for name, value in result.items()}


def _split(name: str) -> tuple[str, list[str]]:
    base, bracket, rest = name.partition("[")
    if not (bracket and base and rest.endswith("]")):
        return name, []
    keys = rest[:-1].split("][")
    return (base, keys) if len(keys) <= _DEEPEST_BRACKETS else (name, [])


def _put(target: dict[str, Any], keys: list[str], value: str) -> None:
    for place, key in enumerate(keys):
        name = key or str(len(target))
        if place == len(keys) - 1:
            target[name] = value
            return
        if not isinstance(target.get(name), dict):
            target[name] = {}
        target = target[name]


def _lists(value: Any) -> Any:
    """A map whose keys count from 0 is a list."""
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(item) for key, item in value.items()}
    if inner and all(key == str(place) for place, key in enumerate(inner)):
        return list(inner.values())
    return inner
