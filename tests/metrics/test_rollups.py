"""The rollups say what the points say, whatever was done to the points."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid
from signalpost.metrics import operations
from signalpost.metrics.models import Metric, MinuteRollup, Point, QuarterRollup
from tests.metrics import raw

BY = Actor("token", "tests")

values = st.integers(-3, 3) | st.decimals(-(10**6), 10**6, places=3)
#: Few enough that points meet in minutes and quarter-hours; now, lately, and long ago.
moments = st.builds(
    lambda day, second: datetime(2024, 3, 31, tzinfo=UTC) + timedelta(days=day, seconds=second),
    st.sampled_from([0, 0, 0, 210, -9_000]),
    st.integers(0, 3_000),
)
acts = st.one_of(
    st.tuples(st.just("add"), values, st.none() | moments),
    st.tuples(st.just("add many"), st.lists(st.tuples(values, st.none() | moments), max_size=8)),
    st.tuples(st.just("edit"), st.integers(0, 20), values, st.none() | moments),
    st.tuples(st.just("delete"), st.integers(0, 20)),
)


@given(history=st.lists(acts, max_size=25))
def test_rollups_equal_the_points_after_any_history(db: None, history: list[tuple]) -> None:
    metric = operations.create(by=BY, name="Any", suffix="ms")

    for act in history:
        _carry_out(metric, *act)

    metric.refresh_from_db()
    assert raw.kept(metric, 1) == raw.rollups(metric, 1)
    assert raw.kept(metric, 15) == raw.rollups(metric, 15)
    assert metric.size == metric.points.count()


def test_a_minute_without_points_leaves_no_rollup(latency: Metric, alice: Actor) -> None:
    point = operations.add_point(latency.pk, by=alice, value=12)

    operations.delete_point(latency.pk, point.pk, by=alice)

    assert not MinuteRollup.objects.exists()
    assert not QuarterRollup.objects.exists()


@pytest.mark.parametrize("kept", [0, 4_000], ids=["at once", "with what is kept"])
def test_sums_that_would_lose_digits_are_refused_whole(
    orders: Metric, alice: Actor, kept: int
) -> None:
    much = (999_999_999_999, datetime(2024, 1, 1, tzinfo=UTC))
    operations.add_points(orders.pk, by=alice, measured=[much] * kept)

    with pytest.raises(Invalid, match="too large to keep"):
        operations.add_points(orders.pk, by=alice, measured=[much] * (4_700 - kept))

    assert Point.objects.count() == kept
    assert raw.kept(orders, 15) == raw.rollups(orders, 15)


def _carry_out(metric: Metric, act: str, *given: object) -> None:
    points = list(metric.points.order_by("pk"))
    match act, *given:
        case "add", value, at:
            operations.add_point(metric.pk, by=BY, value=value, measured_at=at)
        case "add many", measured:
            operations.add_points(metric.pk, by=BY, measured=measured)
        case "edit", place, value, at if points:
            point = points[place % len(points)]
            moved = {"measured_at": at} if at else {}
            operations.edit_point(metric.pk, point.pk, by=BY, value=value, **moved)
        case "delete", place if points:
            operations.delete_point(metric.pk, points[place % len(points)].pk, by=BY)
