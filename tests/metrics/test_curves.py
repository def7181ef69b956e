from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from signalpost.kernel.actor import Actor
from signalpost.metrics import curves, operations
from signalpost.metrics.choices import View
from signalpost.metrics.models import Metric

ZONE = ZoneInfo("UTC")


def measure(metric: Metric, by: Actor, *points: tuple[datetime, float]) -> None:
    for at, value in points:
        operations.add_point(metric.pk, by=by, value=value, measured_at=at)


@pytest.mark.parametrize(
    ("view", "spots", "first"),
    [
        (View.LAST_HOUR, 56, datetime(2025, 5, 14, 11, 0, tzinfo=UTC)),
        (View.TODAY, 49, datetime(2025, 5, 14, 0, 0, tzinfo=UTC)),
        (View.WEEK, 169, datetime(2025, 5, 7, 12, 0, tzinfo=UTC)),
        (View.MONTH, 31, datetime(2025, 4, 14, 0, 0, tzinfo=UTC)),
    ],
)
def test_each_view_has_its_steps(
    latency: Metric, noon: datetime, view: View, spots: int, first: datetime
) -> None:
    told = curves.read(latency, view, zone=ZONE, at=noon)

    assert (len(told), told[0].at) == (spots, first)


def test_days_begin_at_midnight_in_the_zone(latency: Metric, noon: datetime) -> None:
    told = curves.read(latency, View.MONTH, zone=ZoneInfo("Asia/Kathmandu"), at=noon)

    assert told[-1].at == datetime(2025, 5, 13, 18, 15, tzinfo=UTC)


def test_days_begin_at_midnight_before_clocks_were_changed_too(latency: Metric) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    soon_after = datetime(2025, 4, 10, 12, 0, tzinfo=UTC)

    told = curves.read(latency, View.MONTH, zone=berlin, at=soon_after)

    assert {spot.at.astimezone(berlin).hour for spot in told} == {0}
    assert len(told) == 31


def test_an_average_has_no_value_where_nothing_was_measured(
    latency: Metric, alice: Actor, noon: datetime
) -> None:
    measure(latency, alice, (noon - timedelta(minutes=30), 80), (noon - timedelta(minutes=29), 90))

    told = curves.read(latency, View.TODAY, zone=ZONE, at=noon)

    assert [spot.value for spot in told[-4:]] == [None, 85, None, None]


@pytest.mark.parametrize("view", [View.LAST_HOUR, View.TODAY, View.WEEK])
def test_what_is_rounded_into_a_step_that_is_yet_to_begin_is_seen(
    latency: Metric, alice: Actor, noon: datetime, view: View
) -> None:
    now = noon.replace(minute=59, second=50)
    measure(latency, alice, (now, 80))

    told = curves.read(latency, view, zone=ZONE, at=now)

    assert (told[-1].at, told[-1].value) == (noon + timedelta(hours=1), 80)


def test_a_default_stands_in_the_gaps(latency: Metric, alice: Actor, noon: datetime) -> None:
    operations.edit(latency.pk, by=alice, default_value=5)
    latency.refresh_from_db()

    told = curves.read(latency, View.WEEK, zone=ZONE, at=noon)

    assert {spot.value for spot in told} == {5}


def test_a_sum_is_0_where_nothing_was_counted(orders: Metric, alice: Actor, noon: datetime) -> None:
    measure(orders, alice, (noon - timedelta(minutes=30), 3))

    told = curves.read(orders, View.TODAY, zone=ZONE, at=noon)

    assert [spot.value for spot in told[-3:]] == [0, 3, 0]


def test_a_sum_leaves_out_what_is_not_over(orders: Metric, noon: datetime) -> None:
    told = curves.read(orders, View.TODAY, zone=ZONE, at=noon + timedelta(minutes=7))

    assert told[-1].at == noon - timedelta(minutes=15)


def test_several_are_read_at_the_cost_of_one(
    latency: Metric,
    orders: Metric,
    alice: Actor,
    noon: datetime,
    django_assert_num_queries: Any,
) -> None:
    measure(latency, alice, (noon, 80))
    measure(orders, alice, (noon - timedelta(hours=1), 3))
    alone = {
        metric.pk: curves.read(metric, View.TODAY, zone=ZONE, at=noon)
        for metric in (latency, orders)
    }

    with django_assert_num_queries(1):
        told = curves.read_all([latency, orders], View.TODAY, zone=ZONE, at=noon)

    assert told == alone
