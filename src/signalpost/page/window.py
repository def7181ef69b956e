"""One maintenance window, as planned and as it went."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.markdown import to_text
from signalpost.overview import snapshot, windows
from signalpost.overview.views import Snapshot, WindowView
from signalpost.page import answers, rendering


@require_safe
def show(request: HttpRequest, window_id: int) -> HttpResponseBase:
    window = windows.find(window_id)
    if window is None:
        raise Http404
    return answers.html(request, page(snapshot.current(), window))


def page(seen: Snapshot, window: WindowView) -> str:
    newest = window.updates[0] if window.updates else window
    calm = window.is_complete
    return rendering.render(
        "page/window.html",
        seen,
        path=reverse("window", args=[window.id]),
        title=window.name,
        description=to_text(newest.message),
        window=window,
        shade=ComponentStatus.OPERATIONAL if calm else ComponentStatus.UNDER_MAINTENANCE,
    )
