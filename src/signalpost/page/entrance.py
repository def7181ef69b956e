"""The way into a private page for who has its password."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from signalpost.accounts import throttling
from signalpost.kernel import places
from signalpost.kernel.errors import Throttled
from signalpost.overview import snapshot
from signalpost.page import languages
from signalpost.site import readers
from signalpost.site.models import Audience, Site

#: Whom guesses are counted for: nobody is called so.
_NOBODY = ""


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The form; a right password gives the browser a pass and leads to where it wanted to go."""
    here: Site = request.here  # type: ignore[attr-defined]
    if here.audience != Audience.PASSWORD:
        raise Http404
    if request.method == "POST":
        return _try(request, here)
    return _form(request.GET.get("next", ""))


def _try(request: HttpRequest, here: Site) -> HttpResponse:
    goal = request.POST.get("next", "")
    try:
        attempt = throttling.admit(_NOBODY, request.META["REMOTE_ADDR"])
    except Throttled as refusal:
        sentence = _("Too many attempts. Please try again in a few minutes.")
        response = _form(goal, sentence, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(refusal.wait)
        return response
    if not readers.is_password(here, request.POST.get("password", "")):
        return _form(goal, _("This is not the password."), HTTPStatus.FORBIDDEN)
    attempt.succeeded()
    return _let_in(here, goal)


def _let_in(here: Site, goal: str) -> HttpResponse:
    response = HttpResponseRedirect(places.within(goal))
    response.set_cookie(
        readers.COOKIE,
        readers.reader_pass(here),
        max_age=readers.LASTS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _form(goal: str, refusal: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    site = snapshot.current().site
    words = {
        "site": site,
        "brand": site.brand,
        "next": places.within(goal),
        "refusal": refusal,
        "sign_in": languages.address(reverse("read")),
    }
    return HttpResponse(render_to_string("page/enter.html", words), status=status)
