"""Sessions, people and CSRF for the dashboard alone: no other door sees or pays for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django_htmx.middleware import HtmxMiddleware

from signalpost.accounts import sessions
from signalpost.installation import claim
from signalpost.site.models import Site

Handler = Callable[[HttpRequest], HttpResponse]

ROOT = "/dashboard/"


def is_ours(request: HttpRequest) -> bool:
    return request.path_info.startswith(ROOT)


def is_secure(request: HttpRequest) -> bool:
    """Whether cookies may be kept to https: by this request, or by the site's address."""
    here: Site = request.here  # type: ignore[attr-defined]
    parts = urlsplit(here.address)
    by_address = parts.scheme == "https" and request.get_host() == parts.netloc.lower()
    return request.is_secure() or by_address


class FreshInstallation:
    """Leads people who open a page of an installation that belongs to nobody to its set-up page.

    Programs, which ask for no HTML, get what little there is.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here: Site = request.here  # type: ignore[attr-defined]
        if not claim.is_open(here) or request.path_info == claim.PATH or not _is_page(request):
            return self.get_response(request)
        response = HttpResponseRedirect(claim.PATH)
        response.headers["Cache-Control"] = "no-store"
        return response


if TYPE_CHECKING:

    class _Middleware:
        def __init__(self, get_response: Handler) -> None: ...
        def __call__(self, request: HttpRequest) -> HttpResponse: ...
        def process_view(self, request: HttpRequest, *given: Any) -> HttpResponse | None: ...

else:
    _Middleware = object


class _Here(_Middleware):
    """Put before one of Django's middleware, keeps it to the dashboard."""

    get_response: Handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return super().__call__(request) if is_ours(request) else self.get_response(request)


class Sessions(_Here, SessionMiddleware):  # type: ignore[misc]
    pass


class People(_Here, AuthenticationMiddleware):  # type: ignore[misc]
    pass


class Messages(_Here, MessageMiddleware):  # type: ignore[misc]
    pass


class Htmx(_Here, HtmxMiddleware):  # type: ignore[misc]
    pass


class Csrf(_Here, CsrfViewMiddleware):  # type: ignore[misc]
    """Also takes the site's own address as origin: behind a proxy the scheme may be unknown."""

    def process_view(self, request: HttpRequest, *given: Any) -> HttpResponse | None:  # type: ignore[override]
        return super().process_view(request, *given) if is_ours(request) else None

    def _origin_verified(self, request: HttpRequest) -> bool:
        here: Site = request.here  # type: ignore[attr-defined]
        if here.address and request.META["HTTP_ORIGIN"] == here.address:
            return True
        return bool(super()._origin_verified(request))  # type: ignore[misc]


class Door:
    """Answers in the site's zone, kept by nobody, with cookies as safe as can be."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_ours(request):
            return self.get_response(request)
        here: Site = request.here  # type: ignore[attr-defined]
        with timezone.override(here.zone):
            response = self.get_response(request)
        add_never_cache_headers(response)
        if is_secure(request):
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response


class Presence:
    """Notes now and then that someone is still there, for the list of their sessions."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_ours(request) and request.user.is_authenticated:
            sessions.note_use(request.session, address=request.META["REMOTE_ADDR"])
        return self.get_response(request)


def _is_page(request: HttpRequest) -> bool:
    path = request.path_info
    if path.startswith("/api/"):
        return False
    is_asked_for = "text/html" in request.headers.get("Accept", "")
    return is_asked_for or path == "/" or is_ours(request)
