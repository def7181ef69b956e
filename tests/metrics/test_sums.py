from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations, sums
from signalpost.metrics.choices import Calculation
from signalpost.metrics.models import LARGEST_SUM, Metric, MinuteRollup, QuarterRollup, Rollup

pytestmark = pytest.mark.django_db

BY = Actor("token", "tests")
DAY = 24 * 60
#: A midnight of UTC, in minutes since 1970.
START = 20_000 * DAY
DAYS = [START + DAY * number for number in range(4)]


@pytest.fixture
def latency() -> Metric:
    return operations.create(by=BY, name="Latency", suffix="ms", calculation=Calculation.AVERAGE)


def roll_up(
    metric: Metric, start: int, total: int, *, rows: int = 1, kind: type[Rollup] = QuarterRollup
) -> None:
    kind.objects.create(
        metric=metric, start=start, rows=rows, total=total, weighted=7 * total, least=0, most=0
    )


def test_a_day_comes_to_what_its_quarter_hours_do(latency: Metric) -> None:
    for start, total in ((START, 1), (START + DAY - 15, 20), (START + DAY, 300)):
        roll_up(latency, start, total, rows=2)

    told = sums.between(DAYS, [latency])

    assert told == {latency.pk: [(DAYS[0], 4, 21), (DAYS[1], 2, 300), (DAYS[2], 0, 0)]}


def test_what_lies_outside_does_not_count(latency: Metric) -> None:
    for start in (START - 15, DAYS[-1]):
        roll_up(latency, start, 1)

    assert sums.between(DAYS, [latency]) == {latency.pk: [(day, 0, 0) for day in DAYS[:-1]]}


@pytest.mark.parametrize("sign", [1, -1])
def test_a_sum_may_be_larger_than_the_database_can_count(latency: Metric, sign: int) -> None:
    for quarter in range(5):
        roll_up(latency, START + 15 * quarter, sign * LARGEST_SUM // 8)
    for quarter in range(5, 10):
        QuarterRollup.objects.create(
            metric=latency,
            start=START + 15 * quarter,
            rows=1,
            total=sign * LARGEST_SUM,
            weighted=0,
            least=0,
            most=0,
        )

    [(_, rows, total), *_] = sums.between(DAYS, [latency])[latency.pk]

    assert (rows, total) == (10, 5 * (sign * LARGEST_SUM // 8) + 5 * sign * LARGEST_SUM)


def test_days_may_be_of_23_and_25_hours(latency: Metric) -> None:
    bounds = [START, START + 23 * 60, START + 48 * 60]
    roll_up(latency, START + 23 * 60 - 15, 1)
    roll_up(latency, START + 23 * 60, 2)
    roll_up(latency, START + 48 * 60 - 15, 4)

    assert sums.between(bounds, [latency]) == {latency.pk: [(bounds[0], 1, 1), (bounds[1], 2, 6)]}


def test_each_metric_has_the_sum_that_it_shows(latency: Metric) -> None:
    load = operations.create(by=BY, name="Requests", suffix="", calculation=Calculation.SUM)
    for metric in (latency, load):
        roll_up(metric, START, 3)

    for bounds in (DAYS[:2], [START, START + 15]):
        told = sums.between(bounds, [latency, load])
        assert told == {latency.pk: [(START, 1, 3)], load.pk: [(START, 1, 21)]}


def test_minutes_are_read_where_a_step_is_not_of_whole_quarter_hours(latency: Metric) -> None:
    roll_up(latency, START, 15)
    roll_up(latency, START + 1, 8, kind=MinuteRollup)

    told = sums.between([START, START + 1, START + 2], [latency])

    assert told == {latency.pk: [(START, 0, 0), (START + 1, 1, 8)]}


def test_short_steps_of_several_are_read_at_once(latency: Metric) -> None:
    load = operations.create(by=BY, name="Requests", suffix="", calculation=Calculation.SUM)

    with CaptureQueriesContext(connection) as asked:
        sums.between([START, START + 60, START + 120], [latency, load])

    assert len(asked) == 1
