"""Charts of metrics: as part of the page, alone, and as data for the script that draws them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from signalpost.kernel.errors import Invalid
from signalpost.metrics.choices import View
from signalpost.overview import figures, snapshot
from signalpost.overview.figures import Figure
from signalpost.overview.snapshot import Snapshot
from signalpost.page import answers, languages, parameters, rendering

VIEWS: dict[View, str | Promise] = {
    View.LAST_HOUR: _("Hour"),
    View.TODAY: _("12 hours"),
    View.WEEK: _("Week"),
    View.MONTH: _("Month"),
}


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    """The charts alone: for open pages, when they change or another view is wanted."""
    seen = snapshot.current()
    try:
        view = parameters.choice(request.GET, "view", View)
    except Invalid as refusal:
        return answers.refused(refusal, seen)
    body = rendering.render_part("page/_figures.html", seen, **context(seen, view))
    return answers.html(request, body)


@require_safe
def data(request: HttpRequest, metric_id: int, view: str) -> HttpResponseBase:
    """One chart in numbers: for open pages, once it comes into view."""
    seen = snapshot.current()
    reading = next((one for one in seen.metrics if one.metric.id == metric_id), None)
    if reading is None or view not in View:
        raise Http404
    figure = figures.draw(reading, View(view), seen=seen, at=timezone.now())
    return answers.public(request, JsonResponse(figure.data))


def context(seen: Snapshot, view: View | None) -> dict[str, object]:
    """For `_figures.html`. Without a view, each metric has its own."""
    now = timezone.now()
    drawn = [figures.draw(reading, view, seen=seen, at=now) for reading in seen.metrics]
    views = {figure.view for figure in drawn}
    return {
        "figures": [_html(figure, seen) for figure in drawn],
        "figures_version": sum(seen.revisions.values()),
        "views": VIEWS.items(),
        "view": view or (views.pop() if len(views) == 1 else None),
        "asked_view": view,
    }


def _html(figure: Figure, seen: Snapshot) -> SafeString:
    return seen.memory.recall(
        ("figure", figure.metric.id, figure.view, languages.manner()),
        lambda: rendering.render_part("page/_figure.html", seen, figure=figure),
        of=figure,
    )
