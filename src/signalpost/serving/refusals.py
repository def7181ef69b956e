"""What the server says by itself when a request cannot reach Django, in its door's words."""

from __future__ import annotations

from dataclasses import dataclass

from signalpost.cachet_api import answers
from signalpost.cachet_api.middleware import ROOT

_SENTENCES = {
    503: "The status page is starting or very busy. Please try again in a moment.",
    500: "Something went wrong here. It has been noted.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer, as the protocol server wants it: bytes all over."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


def refusal(path: str, status: int, *, retry_after: int = 0) -> Answer:
    """An answer of `status`; `retry_after` seconds is when to come again."""
    if path.startswith(ROOT):
        kind, body = b"application/json", answers.error(status).content
    else:
        kind, body = b"text/plain; charset=utf-8", f"{_SENTENCES[status]}\n".encode()
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", answers.PRIVATE.encode()),
    ]
    if retry_after:
        headers.append((b"retry-after", str(retry_after).encode()))
    return Answer(status, headers, body)
