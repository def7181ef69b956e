"""All metrics in the order of the page, with what each of them shows now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from signalpost.dashboard import links
from signalpost.dashboard.screens import DashboardRequest
from signalpost.metrics import curves, reading
from signalpost.metrics.choices import View
from signalpost.metrics.lines import Line
from signalpost.metrics.models import Metric
from signalpost.metrics.reading import Reading


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is the last 12 hours."""

    metric: Metric
    reading: Reading
    line: Line


def show(request: DashboardRequest) -> HttpResponse:
    facts = {"rows": list(_rows(request)), "base": links.base(request)}
    return render(request, "dashboard/metrics/list.html", facts)


def _rows(request: DashboardRequest) -> Iterator[Row]:
    now = timezone.now()
    seen = Metric.objects.seen_by(request.by)
    metrics = {metric.pk: metric for metric in seen}
    spots = curves.read_all(metrics.values(), View.TODAY, zone=request.here.zone, at=now)
    for one in reading.of(seen, at=now):
        if metric := metrics.get(one.metric.id):  # one may have been made between the two
            yield Row(metric, one, Line.through(spots[metric.pk]))
