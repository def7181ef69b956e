"""What the server says by itself when a request cannot reach Django, in its door's words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from signalpost.cachet_api import answers
from signalpost.cachet_api.middleware import is_ours as is_cachets
from signalpost.serving.environ import Scope

_SENTENCES = {
    408: "This request did not arrive in time.",
    503: "The status page is starting or very busy. Please try again in a moment.",
    500: "Something went wrong here. It has been noted.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer, as the protocol server wants it: bytes all over."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


def refusal(scope: Scope, status: int, *, retry_after: int = 0, closes: bool = False) -> Answer:
    """An answer of `status`; `retry_after` seconds is when to come again.

    `closes` the connection, where the rest of a request is not waited for.
    """
    response = _worded(scope, status)
    headers = [(name.lower().encode(), value.encode()) for name, value in response.items()]
    headers.append((b"content-length", str(len(response.content)).encode()))
    if retry_after:
        headers.append((b"retry-after", str(retry_after).encode()))
    if closes:
        headers.append((b"connection", b"close"))
    return Answer(status, headers, response.content)


def _worded(scope: Scope, status: int) -> HttpResponse:
    if is_cachets(scope["path"]):
        origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
        return answers.to_be_read_from(origin, answers.error(status))
    return HttpResponse(
        f"{_SENTENCES[status]}\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": answers.PRIVATE},
    )
