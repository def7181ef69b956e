"""/metrics/{id}?filter=…: the data of a chart, in the words of contract 8."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from signalpost.dialects import cachet
from signalpost.kernel import zones
from signalpost.metrics import charts, reading
from signalpost.metrics.choices import View
from signalpost.page import answers
from signalpost.site.models import Site


@require_safe
def chart(request: HttpRequest, metric_id: int) -> HttpResponseBase:
    """Its steps in the zone that the Time-Zone header names, else in the site's."""
    now = timezone.now()
    metric = reading.find(metric_id)
    if metric is None:
        raise Http404
    here: Site = request.here  # type: ignore[attr-defined]
    zone = zones.named(request.headers.get("Time-Zone", "").strip()) or here.zone
    view = request.GET.get("filter") or metric.default_view
    items = charts.items(metric, View(view), zone=zone, at=now) if view in View else []
    data = {"metric": cachet.metric(metric, moment=_moment), "items": items}
    response = JsonResponse({"data": data}, headers={"Vary": "Time-Zone"})
    return answers.public(request, response)


def _moment(value: datetime) -> str:
    """As stored, in whatever zone the chart is (contract 8)."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
