"""Metrics as charts, with the incidents of that time behind the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from signalpost.kernel.errors import Invalid
from signalpost.metrics import curves
from signalpost.metrics.choices import View
from signalpost.metrics.lines import Frame, Line
from signalpost.metrics.reading import MetricView, Reading
from signalpost.overview import archive, snapshot
from signalpost.overview.archive import Lasting
from signalpost.overview.views import Snapshot
from signalpost.page import answers, parameters, rendering

VIEWS: dict[View, str | Promise] = {
    View.LAST_HOUR: _("Hour"),
    View.TODAY: _("12 hours"),
    View.WEEK: _("Week"),
    View.MONTH: _("Month"),
}


@dataclass(frozen=True, slots=True)
class Band:
    """An incident, as far as it lies in the chart."""

    incident: Lasting
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Figure:
    reading: Reading
    view: View
    line: Line
    bands: Sequence[Band]

    @property
    def metric(self) -> MetricView:
        return self.reading.metric


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


def context(seen: Snapshot, view: View | None) -> dict[str, object]:
    """For `_figures.html`. Without a view, each metric has its own."""
    now = timezone.now()
    views = {view or reading.metric.default_view for reading in seen.metrics}
    told = archive.lasting(since=now - max(map(curves.reach, views))) if views else ()
    return {
        "figures": [
            _figure(one, view or one.metric.default_view, told, seen, now) for one in seen.metrics
        ],
        "figures_version": sum(seen.revisions.values()),
        "views": VIEWS.items(),
        "view": view or (views.pop() if len(views) == 1 else None),
        "asked_view": view,
    }


def _figure(
    reading: Reading, view: View, told: Iterable[Lasting], seen: Snapshot, now: datetime
) -> Figure:
    spots = curves.read(reading.metric, view, zone=seen.site.zone, at=now)
    line = Line.through(spots)
    bands = [_band(one, line.frame, now) for one in told] if line.frame else []
    return Figure(reading, view, line, [band for band in bands if band.width])


def _band(incident: Lasting, frame: Frame, now: datetime) -> Band:
    left, right = frame.x(incident.began_at), frame.x(incident.ended_at or now)
    return Band(incident, left, round(right - left, 1))
