from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from signalpost.dashboard.screens import refusal


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(
        request,
        HTTPStatus.FORBIDDEN,
        "This form has been open for too long, or your browser keeps no cookies for this site. "
        "Go back, load the page again and send it once more.",
        title="That was not saved",
    )


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    return refusal(request, HTTPStatus.NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    return refusal(request, HTTPStatus.TOO_MANY_REQUESTS, "Wait a minute, then try again.")
