"""What rollups and charts must say, worked out the slow and plain way from the raw points."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from signalpost.metrics.choices import Calculation
from signalpost.metrics.models import Metric, MinuteRollup, Point, QuarterRollup

SpanRows = dict[datetime, tuple[int, int, int, int, int]]


def rollups(metric: Metric, minutes: int) -> SpanRows:
    """By the start of each stretch: rows, sum, sum × counter, least, most."""
    spans = defaultdict(list)
    for point in Point.objects.filter(metric=metric):
        at = point.measured_at.astimezone(UTC)
        spans[at.replace(minute=at.minute - at.minute % minutes, second=0)].append(point)
    return {
        start: (
            len(points),
            sum(point.thousandths for point in points),
            sum(point.thousandths * point.counter for point in points),
            min(point.thousandths for point in points),
            max(point.thousandths for point in points),
        )
        for start, points in spans.items()
    }


def kept(metric: Metric, minutes: int) -> SpanRows:
    """The same, as the rollups have it."""
    kind = MinuteRollup if minutes == 1 else QuarterRollup
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return {
        epoch + timedelta(minutes=row.start): (
            row.rows,
            row.total,
            row.weighted,
            row.least,
            row.most,
        )
        for row in kind.objects.filter(metric=metric)
    }


def chart(metric: Metric, pattern: str, zone: ZoneInfo, *, since: datetime) -> dict[str, float]:
    """Every label that a point since then falls under, with its value."""
    labels = defaultdict(list)
    for point in Point.objects.filter(metric=metric, measured_at__gte=since):
        labels[point.measured_at.astimezone(zone).strftime(pattern)].append(point)
    return {label: _value(metric, points) for label, points in labels.items()}


def _value(metric: Metric, points: list[Point]) -> float:
    if metric.calculation == Calculation.AVERAGE:
        exact = Decimal(sum(point.thousandths for point in points)) / 1000 / len(points)
    else:
        exact = Decimal(sum(point.thousandths * point.counter for point in points)) / 1000
    places = Decimal(1).scaleb(-metric.places)
    return float(exact.quantize(places, ROUND_HALF_UP)) or metric.default_value
