"""What goes over the wire, worded once: contract 1.5, 1.6 and 3.0."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

PRIVATE = "no-cache, private"
#: A guest's reads may be kept by browsers and proxies for a moment (contract 1.6).
PUBLIC = "public, max-age=15, stale-while-revalidate=30, stale-if-error=3600"
STATUS = "max-age=30, public, stale-while-revalidate=30, stale-if-error=3600"
VARY = "Accept, Time-Zone, X-Cachet-Token, Authorization"

WORDS = {
    400: ("Bad Request", "The request cannot be fulfilled due to bad syntax."),
    401: (
        "Unauthorized",
        "Authentication is required and has failed or has not yet been provided.",
    ),
    403: ("Forbidden", "The requested resource is not available with these credentials."),
    404: (
        "Not Found",
        "The requested resource could not be found but may be available again in the future.",
    ),
    405: (
        "Method Not Allowed",
        "A request was made of a resource using a request method not supported by that resource.",
    ),
    406: (
        "Not Acceptable",
        "The requested resource is only capable of generating content not acceptable.",
    ),
    408: ("Request Timeout", "The request did not arrive in time."),
    409: ("Conflict", "The request conflicts with an earlier one."),
    412: ("Precondition Failed", "The resource has changed since it was read."),
    413: ("Payload Too Large", "The request body is too large."),
    429: ("Too Many Requests", "Rate limit exceeded."),
    500: (
        "Internal Server Error",
        "An error has occurred and this resource cannot be displayed.",
    ),
    503: (
        "Service Unavailable",
        "The server is currently unavailable. It may be overloaded or down for maintenance.",
    ),
}


def data(value: Any, *, meta: dict[str, Any] | None = None) -> HttpResponse:
    """A success: `meta` first, then `data`."""
    return _json(({"meta": meta} if meta else {}) | {"data": value})


def nothing() -> HttpResponse:
    """What a DELETE answers."""
    response = HttpResponse(status=204, headers={"Cache-Control": PRIVATE})
    del response.headers["Content-Type"]
    return response


def error(status: int, details: Sequence[str] = (), **headers: str) -> HttpResponse:
    """The contract's error body; `details` are sentences for whoever sent the request."""
    response = _json(body_of(status, details), status=status)
    response.headers["Cache-Control"] = PRIVATE
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def body_of(status: int, details: Sequence[str] = ()) -> dict[str, Any]:
    title, detail = WORDS[status]
    body = {"id": str(uuid.uuid4()), "status": status, "title": title, "detail": detail}
    return {"errors": [body | ({"meta": {"details": list(details)}} if details else {})]}


def plain(value: dict[str, Any]) -> HttpResponse:
    """JSON that is no answer of the contract, without its envelope."""
    return _json(value)


def to_be_read_from(origin: str, response: HttpResponse) -> HttpResponse:
    """By scripts of that origin, if there is one (contract 1.8)."""
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    patch_vary_headers(response, ["Origin"])
    return response


def for_guest(request: HttpRequest, response: HttpResponse, *, cache: str = PUBLIC) -> HttpResponse:
    """Let it be kept for a moment; 304 when the guest has it already."""
    etag = _etag(response)
    _keep(response, etag, cache)
    if _matches(request.headers.get("If-None-Match", ""), etag):
        kept = HttpResponse(status=304)
        del kept.headers["Content-Type"]
        _keep(kept, etag, cache)
        return kept
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody."""
    response.headers["Cache-Control"] = PRIVATE
    return response


def tagged(response: HttpResponse) -> HttpResponse:
    """With the strong tag that If-Match takes, where there is an item to tag."""
    if response.status_code == 200:
        response.headers["ETag"] = _etag(response)
    return response


def is_same(header: str, response: HttpResponse | None) -> bool:
    """Whether If-Match names this very answer; a weak tag never does."""
    return response is not None and _etag(response) in parse_etags(header)


def _keep(response: HttpResponse, etag: str, cache: str) -> None:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache
    response.headers["Vary"] = VARY


def _json(body: dict[str, Any], status: int = 200) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return HttpResponse(text.encode(), content_type="application/json", status=status)


def _etag(response: HttpResponse) -> str:
    return f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'


def _matches(header: str, etag: str) -> bool:
    tags = [tag.removeprefix("W/") for tag in parse_etags(header)]
    return etag in tags or "*" in tags
