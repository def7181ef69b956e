"""What a metric's rollups come to from one step of its chart to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Protocol

from django.db import connection

from signalpost.metrics import spans
from signalpost.metrics.choices import Calculation
from signalpost.metrics.models import MinuteRollup, QuarterRollup, Rollup

#: Start, rows and sum of a step.
Sum = tuple[int, int, int]
#: The same of what lies within one step, after the metric's id.
_Piece = tuple[int, int, int, int]

#: A step longer than this is a day, of about a hundred rows, which the database adds up quicker: in
#: the order of the index, without sorting. A row holds what 62 bits do, so that a sum may not fit
#: into 64: the upper and the lower half are added up apart.
_LONG = 12 * 60
_ADDED_UP = """
    SELECT MIN(start), SUM(rows), SUM({summed} >> 32), SUM({summed} & 4294967295)
    FROM {table} WHERE metric_id = %s AND start >= %s AND start < %s
"""


class Summed(Protocol):
    """A metric, as a row or as a frozen view."""

    @property
    def id(self) -> int: ...
    @property
    def calculation(self) -> str: ...


def column(metric: Summed) -> str:
    """The rollup's column that the metric shows."""
    return "total" if metric.calculation == Calculation.AVERAGE else "weighted"


def between(bounds: list[int], metrics: Collection[Summed]) -> dict[int, list[Sum]]:
    """Each step that begins and ends at `bounds`, in minutes since 1970, by the metric's id."""
    is_of_quarters = all(bound % spans.QUARTER == 0 for bound in bounds)
    kind = QuarterRollup if is_of_quarters else MinuteRollup
    is_long = bounds[1] - bounds[0] > _LONG
    pieces = _added_up(kind, metrics, bounds) if is_long else _rows(kind, metrics, bounds)
    told = {metric.id: dict.fromkeys(bounds[:-1], (0, 0)) for metric in metrics}
    for pk, at, rows, total in pieces:
        step = bounds[bisect_right(bounds, at) - 1]
        known_rows, known_total = told[pk][step]
        told[pk][step] = known_rows + rows, known_total + total
    return {
        pk: [(start, *both) for start, both in by_start.items()] for pk, by_start in told.items()
    }


def _rows(kind: type[Rollup], metrics: Collection[Summed], bounds: list[int]) -> Iterator[_Piece]:
    """Of all metrics in one query."""
    shown = {metric.id: column(metric) for metric in metrics}
    columns = sorted({*shown.values()})
    found = kind.objects.filter(metric__in=shown, start__gte=bounds[0], start__lt=bounds[-1])
    for pk, start, rows, *totals in found.values_list("metric_id", "start", "rows", *columns):
        yield pk, start, rows, totals[columns.index(shown[pk])]


def _added_up(
    kind: type[Rollup], metrics: Collection[Summed], bounds: list[int]
) -> Iterator[_Piece]:
    """Of each metric in a query."""
    steps = list(pairwise(bounds))
    for metric in metrics:
        one = _ADDED_UP.format(table=kind._meta.db_table, summed=column(metric))
        with connection.cursor() as cursor:
            cursor.execute(
                "UNION ALL".join([one] * len(steps)),
                [value for since, until in steps for value in (metric.id, since, until)],
            )
            for start, rows, high, low in cursor.fetchall():
                if start is not None:
                    yield metric.id, start, int(rows), (int(high) << 32) + int(low)
