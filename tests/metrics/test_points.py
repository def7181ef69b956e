"""Adding, correcting and deleting points."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.metrics import operations
from signalpost.metrics.models import Metric, Point


@pytest.mark.parametrize(
    ("minutes", "counter"),
    [(0, 2), (4, 2), (5, 1), (60, 1)],
    ids=["at once", "in the oldest minute of five", "a minute later", "an hour later"],
)
def test_the_same_value_is_the_same_point_within_the_threshold(
    latency: Metric, alice: Actor, noon: datetime, minutes: int, counter: int
) -> None:
    operations.add_point(latency.pk, by=alice, value=12.5)

    with time_machine.travel(noon + timedelta(minutes=minutes), tick=False):
        point = operations.add_point(latency.pk, by=alice, value=12.5)

    assert point.counter == counter


def test_a_repeat_ignores_the_time_it_was_given(
    latency: Metric, alice: Actor, noon: datetime
) -> None:
    operations.add_point(latency.pk, by=alice, value=1)

    long_ago = noon - timedelta(days=7)
    point = operations.add_point(latency.pk, by=alice, value=1, measured_at=long_ago)

    assert point.measured_at == noon
    assert point.counter == 2


def test_one_that_is_to_stand_apart_is_no_repeat(
    latency: Metric, alice: Actor, noon: datetime
) -> None:
    operations.add_point(latency.pk, by=alice, value=1)

    long_ago = noon - timedelta(days=7)
    point = operations.add_point(latency.pk, by=alice, value=1, measured_at=long_ago, apart=True)

    assert (point.measured_at, point.counter) == (long_ago, 1)


def test_an_old_point_with_the_same_value_is_another_point(
    latency: Metric, alice: Actor, noon: datetime
) -> None:
    operations.add_points(latency.pk, by=alice, measured=[(1, noon - timedelta(days=7))])

    operations.add_point(latency.pk, by=alice, value=1)

    assert [point.counter for point in latency.points.all()] == [1, 1]


def test_many_at_once_keep_the_time_of_each(latency: Metric, alice: Actor, noon: datetime) -> None:
    measured = [(1, noon - timedelta(minutes=place)) for place in range(3)]

    operations.add_points(latency.pk, by=alice, measured=measured)

    assert {point.measured_at for point in latency.points.all()} == {at for _, at in measured}


def test_one_wrong_point_leaves_none_of_many(latency: Metric, alice: Actor, noon: datetime) -> None:
    with pytest.raises(Invalid, match="Of the points, number 2: The value must be between"):
        operations.add_points(latency.pk, by=alice, measured=[(1, noon), (10**15, noon)])

    assert not Point.objects.exists()


def test_more_than_ten_thousand_at_once_are_refused(latency: Metric, alice: Actor) -> None:
    with pytest.raises(Invalid, match="At most 10000 points"):
        operations.add_points(latency.pk, by=alice, measured=[(1, None)] * 10_001)


@pytest.mark.parametrize("year", [1, 1899, 3000, 9999])
def test_a_time_near_the_end_of_the_calendar_is_refused(
    latency: Metric, alice: Actor, year: int
) -> None:
    with pytest.raises(Invalid, match="between 1900 and 2999"):
        operations.add_point(
            latency.pk, by=alice, value=1, measured_at=datetime(year, 1, 1, tzinfo=UTC)
        )


def test_a_point_of_another_metric_is_not_found(
    latency: Metric, orders: Metric, alice: Actor
) -> None:
    point = operations.add_point(latency.pk, by=alice, value=1)

    with pytest.raises(NotFound):
        operations.edit_point(orders.pk, point.pk, by=alice, value=2)


def test_points_are_facts_that_raise_the_revision_and_leave_no_event(
    latency: Metric, alice: Actor
) -> None:
    before = Event.objects.count()

    point = operations.add_point(latency.pk, by=alice, value=1)
    operations.add_point(latency.pk, by=alice, value=1)
    operations.add_points(latency.pk, by=alice, measured=[(1, None), (2, None)])
    operations.edit_point(latency.pk, point.pk, by=alice, value=2)
    operations.delete_point(latency.pk, point.pk, by=alice)

    latency.refresh_from_db()
    assert latency.revision == 5
    assert Event.objects.count() == before
