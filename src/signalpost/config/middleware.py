"""What holds for every door: the hosts that are answered, and the headers of every answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from signalpost.config import errors
from signalpost.kernel.network import is_answered, is_host_of
from signalpost.page import languages
from signalpost.site import operations as site

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]

#: What programs and the team read is English, whoever asks.
ENGLISH = ("/api/", "/docs", "/dashboard")

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class SecurityHeaders:
    """Strict by default; a view that needs less says so by setting the header itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response


class KnownHosts:
    """Refuses a Host that is neither SITE_URL's nor a loopback name (architecture, addresses).

    Leaves the settings that it had to read as `request.here`, and what addresses begin with as
    `request.base`: the site's own, and while it has been told none, where the request came to.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            here = site.current()
        except (OperationalError, InterfaceError) as error:
            logger.error("The database does not answer: %s", error)
            return errors.unavailable(request)
        if not _is_known(request, here.address):
            return errors.unknown_host(request)
        request.here = here  # type: ignore[attr-defined]
        at = f"{request.scheme}://{request.get_host()}"
        request.base = here.address or at  # type: ignore[attr-defined]
        return self.get_response(request)


class Languages:
    """The visitor's language, for the page and whatever is said at its addresses."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ENGLISH):
            return self.get_response(request)
        choice = languages.choose(
            request.path_info,
            request.headers.get("Accept-Language", ""),
            here=request.here,  # type: ignore[attr-defined]
        )
        request.choice = choice  # type: ignore[attr-defined]
        with languages.speaking(choice.language, is_chosen=choice.is_chosen):
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            languages.mark(request, response)
        return response


class BodyLimit:
    """Refuses what is too large by its length alone, before any of it is read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.UPLOADS.get(request.path_info, settings.BODY_LIMIT)
        if not length.isdigit() or int(length) <= limit:
            return self.get_response(request)
        if request.path_info in settings.UPLOADS:
            return HttpResponseRedirect(f"{request.path_info}?too-large")
        return errors.too_large(request)


def _is_known(request: HttpRequest, address: str) -> bool:
    """From here on the site's own host is written as in its address, however it was asked for."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return False
    if is_host_of(address, host):
        request.META["HTTP_HOST"] = urlsplit(address).netloc.lower()
    return is_answered(host, address=address)
