"""One maintenance window, as planned and as it went."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.markdown import to_text
from signalpost.overview import windows
from signalpost.overview.snapshot import Snapshot
from signalpost.overview.views import WindowView
from signalpost.page import answers, rendering
from signalpost.page.cards import Card


@require_safe
def show(request: HttpRequest, window_id: int) -> HttpResponseBase:
    return answers.html(request, page(answers.seen_by(request), found(window_id)))


def found(window_id: int) -> WindowView:
    """Http404 for one that visitors do not see."""
    window = windows.find(window_id)
    if window is None:
        raise Http404
    return window


def page(seen: Snapshot, window: WindowView) -> str:
    told = card(window)
    return rendering.render("page/window.html", seen, card=told, window=window, shade=told.status)


def card(window: WindowView) -> Card:
    newest = window.updates[0] if window.updates else window
    description, calm = to_text(newest.message), window.is_complete
    return Card(
        path=reverse("window", args=[window.id]),
        title=window.name,
        description=description,
        status=ComponentStatus.OPERATIONAL if calm else ComponentStatus.UNDER_MAINTENANCE,
        label=window.status.label,
        below=description,
    )
