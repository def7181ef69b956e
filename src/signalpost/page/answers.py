"""How public answers leave the house: no cookies, and any cache may keep them for a moment."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from signalpost.kernel.errors import Invalid
from signalpost.overview import snapshot
from signalpost.overview.snapshot import SiteView, Snapshot
from signalpost.page import languages
from signalpost.page.parameters import NoSuchDate

#: Short, since an answer names durations; long where the server cannot be asked.
CACHING = "public, max-age=15, stale-while-revalidate=30, stale-if-error=86400"
#: For addresses that change with what they show.
FOR_EVER = "public, max-age=31536000, immutable"


Words = str | Promise


def refused(refusal: Invalid, seen: Snapshot) -> HttpResponse:
    """What was asked for cannot be; says which parameter it is about."""
    sentence = f"{refusal.field}: {refusal.message}"
    if isinstance(refusal, NoSuchDate):
        return failed(seen.site, 404, _("There is nothing at this address"), sentence)
    return failed(seen.site, 400, _("This request cannot be understood"), sentence)


def failed(site: SiteView, status: int, title: Words, sentence: Words) -> HttpResponse:
    """What went wrong, in the look of the site."""
    words = {"status": status, "title": title, "sentence": sentence}
    known = {
        "site": site,
        "brand": site.brand,
        "translations": languages.offered(site, reverse("home")),
    }
    return HttpResponse(render_to_string("page/error.html", known | words), status=status)


def html(request: HttpRequest, body: str) -> HttpResponseBase:
    """A page, marked with the language that was chosen for its visitor."""
    response = HttpResponse(body)
    languages.mark(request, response)  # here, so that a 304 says it, too
    return public(request, response)


def public(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The answer, or 304 where the visitor has it already."""
    etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHING
    return get_conditional_response(request, etag=etag, response=response) or response


def unchanging(response: HttpResponse) -> HttpResponse:
    """For what stands at an address of its own, with its digest in it."""
    response.headers["Cache-Control"] = FOR_EVER
    return response


def seen_by(request: HttpRequest) -> Snapshot:
    """The newest snapshot; a site that has been told no address is where the request came to.

    Any host is answered then: of that address nothing may be made that is kept for others.
    """
    seen = snapshot.current()
    if seen.site.address:
        return seen
    base: str = request.base  # type: ignore[attr-defined]
    return replace(seen, site=replace(seen.site, address=base))
