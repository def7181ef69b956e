"""Metrics as charts, with the incidents of that time behind the line."""

from __future__ import annotations

import json
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
from signalpost.metrics.curves import Spot
from signalpost.metrics.reading import MetricView, Reading
from signalpost.overview import archive, snapshot
from signalpost.overview.archive import Lasting
from signalpost.overview.views import Snapshot
from signalpost.page import answers, curve, parameters, rendering

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
    """`frame` is None where nothing was measured."""

    reading: Reading
    view: View
    spots: Sequence[Spot]
    frame: curve.Frame | None
    bands: Sequence[Band]

    @property
    def metric(self) -> MetricView:
        return self.reading.metric

    @property
    def path(self) -> str:
        return curve.path(self.spots, self.frame) if self.frame else ""

    @property
    def data(self) -> str:
        """For the script that says what a spot of the line is."""
        return json.dumps(
            [[int(at.timestamp()), value] for at, value in self.spots], separators=(",", ":")
        )


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    """The charts alone: for open pages, when they change or another view is wanted."""
    seen = snapshot.current()
    try:
        view = parameters.choice(request.GET, "view", View)
    except Invalid as refusal:
        return answers.refused(refusal)
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
    frame = curve.frame(spots)
    bands = [_band(one, frame, now) for one in told] if frame else []
    return Figure(reading, view, spots, frame, [band for band in bands if band.width])


def _band(incident: Lasting, frame: curve.Frame, now: datetime) -> Band:
    left, right = frame.x(incident.began_at), frame.x(incident.ended_at or now)
    return Band(incident, left, round(right - left, 1))
