"""Keeps the rollups saying what the points say. The metric must be locked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from signalpost.kernel.errors import Invalid
from signalpost.metrics import spans
from signalpost.metrics.models import Metric, MinuteRollup, Point, QuarterRollup, Rollup
from signalpost.metrics.tally import Tally, added


def add(metric: Metric, measured: Iterable[tuple[datetime, Tally]]) -> None:
    """Count in what is new; nothing is read but the rollups it falls into."""
    minutes = _gathered((spans.minute_of(at), tally) for at, tally in measured)
    quarters = _gathered((spans.quarter_of(minute), tally) for minute, tally in minutes)
    for kind, tallies in ((MinuteRollup, minutes), (QuarterRollup, quarters)):
        starts = [start for start, _ in tallies]
        known = kind.objects.filter(metric=metric, start__in=starts)
        _write(kind, metric, _gathered([*tallies, *((row.start, row.tally) for row in known)]))


def recount(metric: Metric, moments: Iterable[datetime]) -> None:
    """Work out anew what is around `moments`: minutes from points, quarter-hours from minutes."""
    minutes = {spans.minute_of(moment) for moment in moments}
    quarters = {spans.quarter_of(minute) for minute in minutes}
    for kind, starts, count in (
        (MinuteRollup, minutes, _in_minute),
        (QuarterRollup, quarters, _in_quarter),
    ):
        kind.objects.filter(metric=metric, start__in=starts).delete()
        tallies = [(start, count(metric, start)) for start in starts]
        _write(kind, metric, [(start, tally) for start, tally in tallies if tally])


def _gathered(tallies: Iterable[tuple[int, Tally]]) -> list[tuple[int, Tally]]:
    """One for each start, in their order."""
    by_start = defaultdict(list)
    for start, tally in tallies:
        by_start[start].append(tally)
    together = ((start, added(by_start[start])) for start in sorted(by_start))
    return [(start, tally) for start, tally in together if tally]


def _write(kind: type[Rollup], metric: Metric, tallies: Iterable[tuple[int, Tally]]) -> None:
    """In place of what stood there."""
    kind.objects.bulk_create(
        [kind(metric=metric, start=start, **_fitting(tally)._asdict()) for start, tally in tallies],
        update_conflicts=True,
        unique_fields=["metric", "start"],
        update_fields=Tally._fields,
    )


def _fitting(tally: Tally) -> Tally:
    if not tally.fits:
        raise Invalid("The sum of that time would be too large to keep.", field="value")
    return tally


def _in_minute(metric: Metric, minute: int) -> Tally | None:
    since, until = spans.moment_of(minute), spans.moment_of(minute + 1)
    points = Point.objects.filter(metric=metric, measured_at__gte=since, measured_at__lt=until)
    return added(point.tally for point in points)


def _in_quarter(metric: Metric, quarter: int) -> Tally | None:
    minutes = MinuteRollup.objects.filter(
        metric=metric, start__gte=quarter, start__lt=quarter + spans.QUARTER
    )
    return added(minute.tally for minute in minutes)
