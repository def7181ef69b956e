"""What goes wrong before or behind every door, in the words of the door that was asked.

What may be the failure of the database is told without asking it; the rest is in the look of the
site, where it is at hand.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from signalpost.cachet_api import answers
from signalpost.cachet_api.middleware import is_ours
from signalpost.overview import snapshot
from signalpost.page import answers as page
from signalpost.page import languages
from signalpost.site.models import Site

Words = str | Promise

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request,
        400,
        _("This request cannot be understood"),
        _("It is malformed, or its host is not this site’s."),
    )


def unknown_host(request: HttpRequest) -> HttpResponse:
    """Refused before anything is read, whatever was asked for."""
    return _answer(
        request,
        400,
        _("The host of this address is not this site’s"),
        _("The status page is at another address."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request,
        404,
        _("There is nothing at this address"),
        _("It may have been mistyped, or what stood here was taken away."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return _answer(
        request,
        413,
        _("That is too much at once"),
        _("It is more than can be taken in one request."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(
        request,
        500,
        _("Something went wrong here"),
        _("It has been noted. Please try again in a moment."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away: worth another try in a moment."""
    response = _answer(
        request,
        503,
        _("The status page cannot read its data just now"),
        _("That says nothing about the services it tells of. Please try again in a moment."),
    )
    response.headers["Retry-After"] = "5"
    return response


def _answer(request: HttpRequest, status: int, title: Words, sentence: Words) -> HttpResponse:
    if is_ours(request.path_info):
        return answers.error(status, [f"{title}. {sentence}"] if status == 400 else ())
    with override(_language(request)):
        return _in_its_look(request, status, title, sentence) or _page(status, title, sentence)


def _language(request: HttpRequest) -> str | None:
    """Before the settings are read, the browser alone says which."""
    if hasattr(request, "here"):
        return get_language()
    accepted = request.headers.get("Accept-Language", "")
    return languages.preferred(accepted, otherwise=settings.LANGUAGE_CODE)


def _in_its_look(
    request: HttpRequest, status: int, title: Words, sentence: Words
) -> HttpResponse | None:
    """None where the site is not at hand: before its settings are read, and when it fails."""
    here: Site | None = getattr(request, "here", None)
    if here is None or not here.is_set_up or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    try:
        return page.failed(snapshot.current().site, status, title, sentence)
    except Exception:  # a wrong address is no reason for an answer that says the server is ill
        logger.exception("The look of the site cannot be read")
        return None


def _page(status: int, title: Words, sentence: Words) -> HttpResponse:
    words = {"status": status, "title": title, "sentence": sentence}
    try:
        return HttpResponse(render_to_string("ui/error.html", words), status=status)
    except Exception:  # the last resort: the sentence arrives, if without its look
        logger.exception("The error page cannot be drawn")
        text = f"{title}. {sentence}\n"
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
