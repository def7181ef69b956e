"""What holds for every door: the hosts that are answered, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from signalpost.site import operations as site

Handler = Callable[[HttpRequest], HttpResponse]

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

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

    Leaves the settings that it had to read as `request.here`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here = site.current()
        request.here = here  # type: ignore[attr-defined]
        if not _is_known(request.get_host(), here.address):
            raise SuspiciousOperation("Unknown host.")
        return self.get_response(request)


def _is_known(host: str, address: str) -> bool:
    name, _port = split_domain_port(host)
    return not address or name in LOOPBACK or host == urlsplit(address).netloc.lower()
