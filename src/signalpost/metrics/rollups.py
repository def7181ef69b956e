"""Keeps the rollups saying what the points say. The metric must be locked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, connection

from signalpost.kernel.errors import Invalid
from signalpost.metrics import spans
from signalpost.metrics.models import (
    LARGEST_SUM,
    Metric,
    MinuteRollup,
    Point,
    QuarterRollup,
    Rollup,
)
from signalpost.metrics.tally import Tally, added

# The ORM cannot add to a row that it may have to make.
_UPSERT = """
    INSERT INTO {table} AS kept (metric_id, start, rows, total, weighted, least, most)
    VALUES {rows}
    ON CONFLICT (metric_id, start) DO UPDATE SET
        rows = kept.rows + excluded.rows,
        total = kept.total + excluded.total,
        weighted = kept.weighted + excluded.weighted,
        least = CASE WHEN excluded.least < kept.least THEN excluded.least ELSE kept.least END,
        most = CASE WHEN excluded.most > kept.most THEN excluded.most ELSE kept.most END
"""

#: A statement may carry some thousand values in every database.
_ROWS_AT_ONCE = 500

Tallies = Iterable[tuple[int, Tally]]


def add(metric: Metric, measured: Iterable[tuple[datetime, Tally]]) -> None:
    """Count in what is new; no point is read."""
    minutes = [(spans.minute_of(at), tally) for at, tally in measured]
    _add(MinuteRollup, metric, minutes)
    _add(QuarterRollup, metric, ((spans.quarter_of(minute), tally) for minute, tally in minutes))


def recount(metric: Metric, moments: Iterable[datetime]) -> None:
    """Work out anew what is around `moments`: minutes from points, quarter-hours from minutes."""
    minutes = {spans.minute_of(moment) for moment in moments}
    quarters = {spans.quarter_of(minute) for minute in minutes}
    MinuteRollup.objects.filter(metric=metric, start__in=minutes).delete()
    QuarterRollup.objects.filter(metric=metric, start__in=quarters).delete()
    _add(MinuteRollup, metric, _from_points(metric, minutes))
    _add(QuarterRollup, metric, _from_minutes(metric, quarters))


def _add(kind: type[Rollup], metric: Metric, tallies: Tallies) -> None:
    by_start = defaultdict(list)
    for start, tally in tallies:
        by_start[start].append(tally)
    rows = [(metric.pk, start, *_fitting(added(by_start[start]))) for start in sorted(by_start)]
    try:
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            _upsert(kind, rows[first : first + _ROWS_AT_ONCE])
    except IntegrityError:
        raise _too_large() from None


def _upsert(kind: type[Rollup], rows: Sequence[tuple[int, ...]]) -> None:
    places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        statement = _UPSERT.format(table=kind._meta.db_table, rows=places)
        cursor.execute(statement, [value for row in rows for value in row])


def _fitting(tally: Tally) -> Tally:
    if max(abs(tally.total), abs(tally.weighted)) > LARGEST_SUM:
        raise _too_large()
    return tally


def _too_large() -> Invalid:
    return Invalid("The sum of that time would be too large to keep.", field="value")


def _from_points(metric: Metric, minutes: Iterable[int]) -> Tallies:
    for minute in minutes:
        since, until = spans.moment_of(minute), spans.moment_of(minute + 1)
        points = Point.objects.filter(metric=metric, measured_at__gte=since, measured_at__lt=until)
        # Added up here: the database would not say exactly what is too large for it.
        for thousandths, counter in points.values_list("thousandths", "counter").iterator():
            yield minute, Tally.of(thousandths, counter=counter)


def _from_minutes(metric: Metric, quarters: Iterable[int]) -> Tallies:
    for quarter in quarters:
        until = quarter + spans.QUARTER
        for row in MinuteRollup.objects.filter(metric=metric, start__gte=quarter, start__lt=until):
            yield quarter, row.tally
