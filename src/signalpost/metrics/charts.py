"""What a metric's chart shows: read from rollups alone, so that it costs the same at any size."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from signalpost.metrics import spans, sums, values
from signalpost.metrics.choices import Calculation, View
from signalpost.metrics.values import Number

_LABEL = {
    View.LAST_HOUR: "%Y-%m-%d %H:%M",
    View.TODAY: "%Y-%m-%d %H:00",
    View.WEEK: "%Y-%m-%d",
    View.MONTH: "%Y-%m-%d",
}


class Charted(sums.Summed, Protocol):
    """A metric, as a row or as a frozen view."""

    @property
    def places(self) -> int: ...
    @property
    def threshold(self) -> int: ...
    @property
    def default_value(self) -> Number: ...


class Step(NamedTuple):
    """From `start` until the next step: how many points, and the sum that the metric shows."""

    start: datetime
    rows: int
    sum: int


def read(metric: Charted, view: View, *, zone: ZoneInfo, at: datetime) -> list[Step]:
    """The chart's steps on the clock of `zone`, oldest first.

    The newest minutes of the hour are left out while nothing has come in for them. What was
    measured just now may be rounded into a step that is yet to begin: only then is that one there.
    """
    ahead = spans.to_half_minute(at)
    bounds = sorted({*_bounds[view](at, zone), *_bounds[view](ahead, zone)[-2:]})
    may_be_empty = spans.minute_of(at) - (metric.threshold if view is View.LAST_HOUR else 0)
    return [
        Step(spans.moment_of(start).astimezone(zone), rows, total)
        for start, rows, total in sums.between(bounds, [metric])[metric.id]
        if rows or start <= may_be_empty
    ]


def items(metric: Charted, view: View, *, zone: ZoneInfo, at: datetime) -> dict[str, Number]:
    """The chart by what the clock says, as Cachet words it (contract 8).

    An hour that comes twice when clocks are put back is one.
    """
    heard = defaultdict(list)
    for step in read(metric, view, zone=zone, at=at):
        heard[step.start.strftime(_LABEL[view])].append(step)
    return {label: value(metric, *heard[label]) for label in sorted(heard)}


def value(metric: Charted, *steps: Step) -> Number:
    """What these steps show as one; the default for nothing measured, and in place of zero."""
    rows = sum(step.rows for step in steps)
    total = sum(step.sum for step in steps)
    return (rows and calculated(metric, rows=rows, total=total)) or metric.default_value


def calculated(metric: Charted, *, rows: int, total: int) -> Number:
    """The sum or the average, to the metric's decimal places."""
    share = rows if metric.calculation == Calculation.AVERAGE else 1
    return values.rounded(total, values.ONE * share, metric.places)


def _minutes(now: datetime, zone: ZoneInfo) -> list[int]:
    """The starts of the last 61, and where the last of them ends."""
    this = spans.minute_of(now)
    return list(range(this - 60, this + 2))


def _hours(now: datetime, zone: ZoneInfo) -> list[int]:
    """Of the last 12. Where clocks go back by half an hour, one lasts until the next but one."""
    starts = {_hour(now - timedelta(hours=back), zone) for back in range(12)}
    after = (_hour(now + timedelta(hours=on), zone) for on in (1, 2))
    return [*sorted(starts), next(start for start in after if start > max(starts))]


def _week(now: datetime, zone: ZoneInfo) -> list[int]:
    """Of today and 7 days back."""
    return days(now, zone, back=7)


def _month(now: datetime, zone: ZoneInfo) -> list[int]:
    """Of today and as many days back as this month has."""
    today = now.astimezone(zone)
    return days(now, zone, back=monthrange(today.year, today.month)[1])


_bounds: dict[View, Callable[[datetime, ZoneInfo], list[int]]] = {
    View.LAST_HOUR: _minutes,
    View.TODAY: _hours,
    View.WEEK: _week,
    View.MONTH: _month,
}


def _hour(moment: datetime, zone: ZoneInfo) -> int:
    """When the clock of `zone` last struck the hour."""
    clock = moment.astimezone(zone)
    return spans.minute_of(clock.replace(minute=0, second=0, microsecond=0))


def days(now: datetime, zone: ZoneInfo, *, back: int) -> list[int]:
    """Where so many days before today begin, today, and tomorrow."""
    today = now.astimezone(zone).date()
    dates = (today + timedelta(days=day) for day in range(-back, 2))
    return [spans.minute_of(datetime.combine(date, time.min, zone)) for date in dates]
