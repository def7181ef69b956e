"""The pictures of browser tabs at fixed addresses; pages themselves name those of the state."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from signalpost.overview import snapshot
from signalpost.overview.rules import Level
from signalpost.page import answers

TYPES = {"ico": "image/x-icon", "png": "image/png"}

#: Cachet's names (contract 8).
CACHETS = {
    "favicon": Level.OPERATIONAL,
    "favicon-medium-alert": Level.PARTIAL_OUTAGE,
    "favicon-high-alert": Level.MAJOR_OUTAGE,
}


@require_safe
def of_state(request: HttpRequest) -> HttpResponseBase:
    """/favicon.ico, which browsers and bookmarks ask for by themselves."""
    return _icon(request, snapshot.current().level, "ico")


@require_safe
def from_cachet(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    if name not in CACHETS or kind not in TYPES:
        raise Http404
    return _icon(request, CACHETS[name], kind)


def _icon(request: HttpRequest, level: Level, kind: str) -> HttpResponseBase:
    response = HttpResponse(_content(f"icon-{level}.{kind}"), content_type=TYPES[kind])
    return answers.public(request, response)


@cache
def _content(name: str) -> bytes:
    return (Path(__file__).parent / "static" / "page" / name).read_bytes()
