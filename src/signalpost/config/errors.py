"""What goes wrong before or behind every door, said in a sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(400, "This request cannot be understood, or its host is not this site's.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(404, "There is nothing at this address.")


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain(500, "Something went wrong here. It has been noted.")


def _plain(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
