"""Two series as a shop has them: quiet at night, busy in the afternoon and on Saturdays."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.choices import Calculation, View

#: So far back that the chart of a month is full; the last hours more closely than the rest.
_DAYS, _CLOSE_HOURS = 33, 3
#: From Monday on.
_WEEK = (0.92, 0.95, 0.97, 1.0, 1.08, 1.2, 1.12)
_STEP, _CLOSE_STEP = timedelta(minutes=10), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Series:
    """`calm` and `busy` are values a minute, at the quietest time of the day and the busiest.

    `spread` is how far single values lie around them.
    """

    name: str
    suffix: str
    description: str
    calculation: Calculation
    default_view: View
    places: int
    calm: float
    busy: float
    spread: float


SERIES = (
    Series(
        name="Response time of the shop",
        suffix="ms",
        description="How long a page takes, measured from Frankfurt.",
        calculation=Calculation.AVERAGE,
        default_view=View.TODAY,
        places=0,
        calm=140,
        busy=230,
        spread=0.09,
    ),
    Series(
        name="Orders",
        suffix="orders",
        description="Orders that went through.",
        calculation=Calculation.SUM,
        default_view=View.WEEK,
        places=0,
        calm=3,
        busy=18,
        spread=0.3,
    ),
)


def measure(now: datetime, chance: random.Random, *, by: Actor) -> None:
    """Make both, with points up to `now`."""
    for position, series in enumerate(SERIES):
        metric = operations.create(
            by=by,
            name=series.name,
            suffix=series.suffix,
            description=series.description,
            calculation=series.calculation,
            default_view=series.default_view,
            places=series.places,
            position=position,
        )
        operations.add_points(metric.pk, by=by, measured=list(_points(series, now, chance)))


def _points(
    series: Series, now: datetime, chance: random.Random
) -> Iterator[tuple[float, datetime]]:
    at = now - timedelta(days=_DAYS)
    while at <= now:
        step = _CLOSE_STEP if now - at < timedelta(hours=_CLOSE_HOURS) else _STEP
        minutes = step / _CLOSE_STEP if series.calculation is Calculation.SUM else 1
        yield round(max(0, _at(series, at) * minutes * chance.gauss(1, series.spread))), at
        at += step


def _at(series: Series, moment: datetime) -> float:
    """Busiest at three in the afternoon, quietest twelve hours later."""
    hour = moment.hour + moment.minute / 60
    busyness = (1 + math.cos((hour - 15) / 12 * math.pi)) / 2
    return (series.calm + (series.busy - series.calm) * busyness) * _WEEK[moment.weekday()]
