"""Charts: their keys, their gaps, and the clocks of all zones."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from signalpost.kernel.actor import Actor
from signalpost.metrics import charts, operations
from signalpost.metrics.choices import View
from signalpost.metrics.models import Metric
from tests.metrics import raw

BY = Actor("token", "tests")
BERLIN = ZoneInfo("Europe/Berlin")
UTC_ZONE = ZoneInfo("UTC")

#: Whole hours, :30, :45, and zones whose clocks were changed at one of the moments below.
ZONES = (
    "UTC",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Cairo",
)
#: Within the hours around a change of clocks, and far from any.
MOMENTS = (
    datetime(2024, 3, 31, 1, 20, 44, tzinfo=UTC),
    datetime(2024, 10, 27, 0, 50, 46, tzinfo=UTC),
    datetime(2024, 10, 27, 4, 5, tzinfo=UTC),
    datetime(2024, 3, 10, 7, 30, tzinfo=UTC),
    datetime(2024, 11, 3, 6, 15, tzinfo=UTC),
    datetime(2024, 4, 6, 15, 20, tzinfo=UTC),
    datetime(2024, 10, 5, 15, 50, tzinfo=UTC),
    datetime(2024, 4, 25, 23, 10, tzinfo=UTC),
    datetime(2024, 2, 29, 23, 59, 50, tzinfo=UTC),
    datetime(2025, 7, 1, 12, 0, tzinfo=UTC),
)
PATTERN = {
    View.LAST_HOUR: "%Y-%m-%d %H:%M",
    View.TODAY: "%Y-%m-%d %H:00",
    View.WEEK: "%Y-%m-%d",
    View.MONTH: "%Y-%m-%d",
}

#: How long ago in seconds: many within an hour, some within half a day, a few within weeks.
ages = st.integers(0, 3_700) | st.integers(0, 45_000) | st.integers(0, 3_000_000)


def test_the_last_hour_has_a_key_for_each_of_61_minutes_but_the_newest_empty_ones(
    latency: Metric, noon: datetime
) -> None:
    keys = list(_items(latency, View.LAST_HOUR, at=noon))

    assert keys[0] == "2025-05-14 11:00"
    assert keys[-1] == "2025-05-14 11:55"
    assert len(keys) == 61 - latency.threshold


def test_a_new_minute_shows_as_soon_as_something_is_measured(
    latency: Metric, alice: Actor, noon: datetime
) -> None:
    operations.add_point(latency.pk, by=alice, value=3)

    assert list(_items(latency, View.LAST_HOUR, at=noon).items())[-1] == ("2025-05-14 12:00", 3)


def test_a_point_that_is_rounded_ahead_shows_at_once(latency: Metric, alice: Actor) -> None:
    at = datetime(2025, 5, 14, 11, 59, 50, tzinfo=UTC)
    operations.add_points(latency.pk, by=alice, measured=[(3, at)])

    last = [list(_items(latency, view, at=at).items())[-1] for view in (View.LAST_HOUR, View.TODAY)]

    assert last == [("2025-05-14 12:00", 3), ("2025-05-14 12:00", 3)]


@pytest.mark.parametrize(
    ("view", "first", "last", "count"),
    [
        (View.TODAY, "2025-05-14 03:00", "2025-05-14 14:00", 12),
        (View.WEEK, "2025-05-07", "2025-05-14", 8),
        (View.MONTH, "2025-04-13", "2025-05-14", 32),
    ],
)
def test_every_other_view_has_all_its_keys(
    latency: Metric, noon: datetime, view: View, first: str, last: str, count: int
) -> None:
    keys = list(_items(latency, view, zone=BERLIN, at=noon))

    assert (keys[0], keys[-1], len(keys)) == (first, last, count)


def test_gaps_and_zero_show_the_default(alice: Actor, noon: datetime) -> None:
    metric = operations.create(by=alice, name="Queue", suffix="jobs", default_value=7.5)
    operations.add_points(metric.pk, by=alice, measured=[(0, noon), (2, noon - timedelta(hours=1))])

    items = _items(metric, View.TODAY, at=noon)

    assert items["2025-05-14 12:00"] == 7.5
    assert items["2025-05-14 11:00"] == 2
    assert items["2025-05-14 10:00"] == 7.5


def test_a_sum_counts_repeats_and_an_average_does_not(
    latency: Metric, orders: Metric, alice: Actor, noon: datetime
) -> None:
    for metric in (latency, orders):
        for value in (10, 10, 10, 20):
            operations.add_point(metric.pk, by=alice, value=value)

    newest = [
        _items(metric, View.TODAY, at=noon)["2025-05-14 12:00"] for metric in (latency, orders)
    ]

    assert newest == [15, 50]


@pytest.mark.parametrize(("places", "shown"), [(0, 3), (1, 2.7), (2, 2.67), (4, 2.6667)])
def test_values_are_rounded_to_the_places_of_the_metric(
    alice: Actor, noon: datetime, places: int, shown: float
) -> None:
    metric = operations.create(
        by=alice, name="Load", suffix="", calculation="average", places=places
    )
    operations.add_points(metric.pk, by=alice, measured=[(2, noon), (3, noon), (3, noon)])

    assert _items(metric, View.TODAY, at=noon)["2025-05-14 12:00"] == shown


def test_an_hour_that_comes_twice_is_one_and_the_skipped_one_is_missing(latency: Metric) -> None:
    back = datetime(2024, 10, 27, 5, 0, tzinfo=UTC)
    forward = datetime(2024, 3, 31, 5, 0, tzinfo=UTC)

    autumn = _items(latency, View.TODAY, zone=BERLIN, at=back)
    spring = _items(latency, View.TODAY, zone=BERLIN, at=forward)

    assert [key[-5:-3] for key in autumn][-5:] == ["02", "03", "04", "05", "06"]
    assert [key[-5:-3] for key in spring][-5:] == ["01", "03", "04", "05", "06", "07"][-5:]


@given(
    at=st.sampled_from(MOMENTS),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    calculation=st.sampled_from(["sum", "average"]),
    measured=st.lists(st.tuples(st.decimals(-50, 1_000, places=3), ages), max_size=40),
)
def test_charts_equal_the_points_in_every_zone(
    db: None, at: datetime, zone: ZoneInfo, calculation: str, measured: Sequence[tuple]
) -> None:
    metric = operations.create(
        by=BY, name="Any", suffix="ms", calculation=calculation, default_value=3
    )
    points = [(value, at - timedelta(seconds=age)) for value, age in measured]
    operations.add_points(metric.pk, by=BY, measured=points)

    for view in View:
        seen = raw.chart(metric, PATTERN[view], zone, since=_since(view, at, zone))
        items = _items(metric, view, zone=zone, at=at)
        assert items == dict.fromkeys(items, 3) | seen


@pytest.mark.parametrize("view", View)
def test_a_chart_asks_one_thing_whatever_the_number_of_points(
    latency: Metric, alice: Actor, noon: datetime, view: View
) -> None:
    measured = [(place, noon - timedelta(seconds=30 * place)) for place in range(3_000)]
    operations.add_points(latency.pk, by=alice, measured=measured)

    with CaptureQueriesContext(connection) as asked:
        _items(latency, view, at=noon)

    assert len(asked) == 1
    assert "metrics_point" not in asked[0]["sql"]


def _since(view: View, at: datetime, zone: ZoneInfo) -> datetime:
    """Where the oldest step begins."""
    clock = at.astimezone(zone)
    match view:
        case View.LAST_HOUR:
            return at.replace(second=0) - timedelta(minutes=60)
        case View.TODAY:
            return (at - timedelta(hours=11)).astimezone(zone).replace(minute=0, second=0)
        case View.WEEK:
            return datetime.combine(clock.date() - timedelta(days=7), time.min, zone)
        case View.MONTH:
            days = monthrange(clock.year, clock.month)[1]
            return datetime.combine(clock.date() - timedelta(days=days), time.min, zone)


def _items(
    metric: Metric, view: View, *, at: datetime, zone: ZoneInfo = UTC_ZONE
) -> dict[str, float]:
    return charts.items(metric, view, zone=zone, at=at)
