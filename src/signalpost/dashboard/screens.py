"""How the dashboard's addresses open: which verbs each takes, and the power that each asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.sessions.backends.base import SessionBase
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from signalpost.accounts import authentication
from signalpost.accounts.models import User
from signalpost.dashboard.middleware import ROOT
from signalpost.dashboard.signing_in import factors, remote_user
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import DomainError, Forbidden, NotFound
from signalpost.site.models import Site

#: In place of a power: everybody, signed in or not.
OPEN = "open"
#: In place of a power: whoever is signed in, for what is theirs.
SIGNED_IN = "signed in"


class DashboardRequest(HttpRequest):
    """What a handler gets, for the type checker: Screen and the middleware have put these there."""

    here: Site
    by: Actor
    user: User
    session: SessionBase
    htmx: HtmxDetails


Handler = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Verb:
    """A handler and the power, from accounts.access, that it asks for; or OPEN, or SIGNED_IN."""

    handler: Handler
    power: str


class Screen:
    """The view of one address. Verbs that are not named are refused."""

    def __init__(self, **verbs: Verb) -> None:
        self.verbs = verbs
        self.is_for_enrolling = False

    @classmethod
    def for_enrolling(cls, **verbs: Verb) -> Screen:
        """Also open to people who still owe the second factor that the site demands."""
        screen = cls(**verbs)
        screen.is_for_enrolling = True
        return screen

    def __call__(self, request: DashboardRequest, **ids: Any) -> HttpResponseBase:
        remote_user.follow(request)
        request.by = _by(request)
        verb = self.verbs.get("GET" if request.method == "HEAD" else request.method or "")
        if verb is None:
            return refusal(request, HTTPStatus.METHOD_NOT_ALLOWED)
        if verb.power != OPEN:
            if request.by is GUEST:
                return to_sign_in(request)
            if not self.is_for_enrolling and factors.is_owed(request):
                return go_to(request, reverse("mfa_index"))
            if verb.power != SIGNED_IN and not request.by.may(verb.power):
                return refusal(request, HTTPStatus.FORBIDDEN)
        return _carry_out(verb.handler, request, ids)


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser on, whether a page or a part of one was asked for."""
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is; then it goes on at the screen that they had before them."""
    address = reverse("account_login")
    if screen := _in_front_of(request):
        address += "?" + urlencode({REDIRECT_FIELD_NAME: screen})
    return go_to(request, address)


def _in_front_of(request: HttpRequest) -> str:
    """The screen that somebody has open; parts of one, and what is sent, have other addresses."""
    if getattr(request, "htmx", False):
        named = request.headers.get("HX-Current-URL", "")
    elif request.method in ("GET", "HEAD"):
        return request.get_full_path()
    else:
        named = request.headers.get("Referer", "")
    try:
        parts = urlsplit(named)
    except ValueError:
        return ""
    is_here = parts.netloc == request.get_host() and parts.path.startswith(ROOT)
    return urlunsplit(parts._replace(scheme="", netloc="", fragment="")) if is_here else ""


def refusal(
    request: HttpRequest, status: HTTPStatus, sentence: str = "", *, title: str = ""
) -> HttpResponse:
    """A page that says why not."""
    facts = {"status": status, "sentence": sentence, "title": title}
    return render(request, "dashboard/refusal.html", facts, status=status)


def refuse(form: BaseForm, error: DomainError) -> None:
    """Put an operation's refusal beside the field it is about."""
    form.add_error(error.field if error.field in form.fields else None, error.message)


def form_page(request: HttpRequest, template: str, form: BaseForm, **facts: Any) -> HttpResponse:
    """The screen of a form; its status says whether something is wrong with what was sent."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    if wrong := [field for name, field in form.fields.items() if name in form.errors]:
        wrong[0].widget.attrs["autofocus"] = True  # it may be far down
    return render(request, template, {"form": form, **facts}, status=status)


def _by(request: DashboardRequest) -> Actor:
    if not isinstance(request.user, User):
        return GUEST
    return authentication.person(request.user, address=request.META["REMOTE_ADDR"])


def _carry_out(
    handler: Handler, request: DashboardRequest, ids: dict[str, Any]
) -> HttpResponseBase:
    try:
        with timezone.override(request.here.zone):
            return handler(request, **ids)
    except NotFound as error:
        return refusal(request, HTTPStatus.NOT_FOUND, error.message)
    except Forbidden as error:
        return refusal(request, HTTPStatus.FORBIDDEN, error.message)
    except DomainError as error:
        return refusal(request, HTTPStatus.CONFLICT, error.message)
