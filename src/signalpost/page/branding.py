"""What a site looks like: its colours, its own style sheet, its logo."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from signalpost.overview import snapshot
from signalpost.overview.brand import SheetView
from signalpost.page import answers
from signalpost.site import branding


@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponseBase:
    return _sheet(request, snapshot.current().site.brand.colours, digest)


@require_safe
def custom(request: HttpRequest, digest: str) -> HttpResponseBase:
    return _sheet(request, snapshot.current().site.brand.custom, digest)


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponseBase:
    file = branding.file(digest)
    if file is None:
        raise Http404
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    return answers.unchanging(response)


def _sheet(request: HttpRequest, sheet: SheetView | None, digest: str) -> HttpResponseBase:
    """The sheet of now, also for a page that was kept from before the last change."""
    text = sheet.text if sheet else ""
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    if sheet and sheet.digest == digest:
        return answers.unchanging(response)
    return answers.public(request, response)
