"""Who may read a private page: decided here, for every address there is."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from signalpost.accounts import authentication, sessions
from signalpost.cachet_api import answers
from signalpost.cachet_api.middleware import is_ours as is_cachets
from signalpost.config.middleware import Handler
from signalpost.dashboard.middleware import is_ours as is_dashboard
from signalpost.dashboard.middleware import is_secure
from signalpost.kernel.errors import Throttled
from signalpost.page import languages
from signalpost.site import readers
from signalpost.site.models import Audience, Site

#: Routes that stay open: the entrance with its look, and what tells nothing.
OPEN = frozenset({"enter", "theme", "logo", "icon", "own-icon", "robots"})
#: Routes that programs ask for. A page to sign in on would be no answer to them.
FOR_PROGRAMS = frozenset(
    {
        "atom",
        "badge",
        "cachets-badge",
        "calendar",
        "custom",
        "feed",
        "figure",
        "figures",
        "group-atom",
        "group-rss",
        "icon-of-state",
        "metric-chart",
        "preview",
        "component-preview",
        "group-preview",
        "incident-preview",
        "window-preview",
        "rss",
        "sitemap",
        "version",
        "window-calendar",
    }
)


class Readers:
    """Sends strangers to an entrance, and lets nothing of a private page be kept by anybody.

    Comes after the hosts are checked. The dashboard looks after itself; health and static files
    are answered before.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here: Site = request.here  # type: ignore[attr-defined]
        if not here.is_private or is_dashboard(request):
            return self.get_response(request)
        route = _route(request)
        if route in OPEN or _may_read(request, here):
            response = self.get_response(request)
        else:
            response = _refused(request, here, route)
        return _for_nobody_else(request, response)


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""


def _may_read(request: HttpRequest, here: Site) -> bool:
    cookies = {} if is_cachets(request.path_info) else request.COOKIES  # the API takes keys alone
    return (
        readers.may_read(here, cookies.get(readers.COOKIE, ""))
        or sessions.may_read(cookies.get(sessions.READER_COOKIE, ""))
        or _has_a_key(request, here)
    )


def _has_a_key(request: HttpRequest, here: Site) -> bool:
    """A key that may not look may still write what it is for."""
    headers = request.headers
    try:
        by = authentication.by_headers(
            headers.get("X-Cachet-Token", "").strip(),
            headers.get("Authorization", "").strip(),
            address=request.META["REMOTE_ADDR"],
            demands_second_factor=here.demands_second_factor,
        )
    except Throttled:
        return False
    is_read = request.method in ("GET", "HEAD")
    return by is not None and (by.is_team if is_read else bool(by.powers))


def _refused(request: HttpRequest, here: Site, route: str) -> HttpResponse:
    if is_cachets(request.path_info):
        return answers.error(HTTPStatus.UNAUTHORIZED)
    if request.method not in ("GET", "HEAD") or route in FOR_PROGRAMS:
        sentence = _("This status page is private. Sign in, or send a key.")
        return HttpResponse(
            f"{sentence}\n",
            status=HTTPStatus.UNAUTHORIZED,
            content_type="text/plain; charset=utf-8",
        )
    is_by_password = here.audience == Audience.PASSWORD
    entrance = reverse("enter") if is_by_password else languages.address(reverse("read"))
    return HttpResponseRedirect(f"{entrance}?{urlencode({'next': request.get_full_path()})}")


def _for_nobody_else(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    del response.headers["ETag"]
    patch_vary_headers(response, ["Cookie"])
    if is_secure(request):
        for cookie in response.cookies.values():
            cookie["secure"] = True
    return response
