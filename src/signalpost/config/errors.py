"""What goes wrong before or behind every door, in the words of the door that was asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from signalpost.cachet_api import answers
from signalpost.cachet_api.middleware import is_ours


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request, 400, "This request cannot be understood, or its host is not this site's."
    )


def unknown_host(request: HttpRequest) -> HttpResponse:
    """Refused before anything is read, whatever was asked for."""
    return _answer(request, 400, "The host of this address is not this site's.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404, "There is nothing at this address.")


def too_large(request: HttpRequest) -> HttpResponse:
    return _answer(request, 413, "That is more than can be taken in one request.")


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, "Something went wrong here. It has been noted.")


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away: worth another try in a moment."""
    response = _answer(request, 503, "The status page cannot read its data just now.")
    response.headers["Retry-After"] = "5"
    return response


def _answer(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if is_ours(request):
        return answers.error(status, [sentence] if status == 400 else ())
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
