"""A metric's chart for eyes: in finer steps than the addresses for programs tell."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from signalpost.metrics import charts, spans, sums
from signalpost.metrics.charts import Charted
from signalpost.metrics.choices import Calculation, View
from signalpost.metrics.values import Number

_DAY = 24 * 60
#: How far back, and in what steps, in minutes.
_REACH = {
    View.LAST_HOUR: (60, spans.MINUTE),
    View.TODAY: (12 * 60, spans.QUARTER),
    View.WEEK: (7 * _DAY, 60),
    View.MONTH: (30 * _DAY, _DAY),
}


class Spot(NamedTuple):
    """`value` is None where nothing was measured and nothing else is to be shown."""

    at: datetime
    value: Number | None


def read(metric: Charted, view: View, *, zone: ZoneInfo, at: datetime) -> list[Spot]:
    """Oldest first.

    What is not over yet is left out of a sum, and minutes for which nothing has come in yet: both
    would look like a fall.
    """
    return read_all([metric], view, zone=zone, at=at)[metric.id]


def read_all(
    metrics: Collection[Charted], view: View, *, zone: ZoneInfo, at: datetime
) -> dict[int, list[Spot]]:
    """The same for several, by id, at the cost of one."""
    bounds = _bounds(view, zone, at)
    now = spans.minute_of(at)
    last = bounds[bisect(bounds, now) - 1]
    told = sums.between(bounds, metrics)
    return {
        metric.id: list(_spots(metric, told[metric.id], last, _newest(metric, view, now)))
        for metric in metrics
    }


def _newest(metric: Charted, view: View, now: int) -> int:
    """The last minute that is shown although nothing has come in for it."""
    return now - metric.threshold if view is View.LAST_HOUR else now


def _spots(metric: Charted, told: Sequence[sums.Sum], last: int, newest: int) -> Iterator[Spot]:
    is_sum = metric.calculation == Calculation.SUM
    for start, rows, total in told:
        if start < last if is_sum else rows or start <= newest:
            step = charts.Step(spans.moment_of(start), rows, total)
            yield Spot(step.start, _value(metric, step))


def _bounds(view: View, zone: ZoneInfo, at: datetime) -> list[int]:
    """Where each step begins, and where the last one ends; counted from midnight in the zone.

    What was measured just now may be rounded into a step that is yet to begin.
    """
    reach, step = _REACH[view]
    ahead = spans.to_half_minute(at)
    if is_by_day(view):  # of 23 or 25 hours, where clocks are changed
        days = charts.days(at, zone, back=reach // _DAY)
        return sorted({*days, *charts.days(ahead, zone, back=0)})
    midnight, _ = charts.days(at, zone, back=0)
    minutes = spans.minute_of(at), spans.minute_of(ahead)
    since, until = (minute - (minute - midnight) % step for minute in minutes)
    return list(range(since - reach, until + 2 * step, step))


def _value(metric: Charted, step: charts.Step) -> Number | None:
    if step.rows or metric.calculation == Calculation.SUM or metric.default_value:
        return charts.value(metric, step)
    return None


def reach(view: View) -> timedelta:
    return timedelta(minutes=_REACH[view][0])


def is_by_day(view: View) -> bool:
    """Whether each spot is a day of the zone."""
    return _REACH[view][1] == _DAY
