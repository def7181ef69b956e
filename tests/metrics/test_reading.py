"""What visitors see of metrics."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations, reading
from signalpost.metrics.models import Metric


def test_metrics_stand_in_their_order(alice: Actor, noon: datetime) -> None:
    for name, position in (("b", 2), ("a", 1), ("c", 2)):
        operations.create(by=alice, name=name, suffix="ms", position=position)

    assert [shown.metric.name for shown in reading.shown(at=noon)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "hiding", [{"visibility": "team"}, {"visibility": "nobody"}, {"display_chart": False}]
)
def test_one_that_is_hidden_or_has_no_chart_is_not_on_the_page(
    latency: Metric, alice: Actor, noon: datetime, hiding: dict[str, object]
) -> None:
    operations.edit(latency.pk, by=alice, **hiding)

    assert reading.shown(at=noon) == ()
    assert reading.revisions() == {}


def test_the_current_value_is_what_the_newest_minute_shows(
    latency: Metric, alice: Actor, noon: datetime
) -> None:
    ago = [timedelta(minutes=5), timedelta(minutes=4, seconds=30), timedelta(hours=1)]
    ahead = timedelta(hours=1)
    measured = [(10, noon - ago[0]), (15, noon - ago[1]), (99, noon - ago[2]), (99, noon + ahead)]
    operations.add_points(latency.pk, by=alice, measured=measured)

    [shown] = reading.shown(at=noon)

    assert (shown.current, shown.measured_at) == (12.5, noon - timedelta(minutes=5))


def test_nothing_measured_has_no_current_value(latency: Metric, noon: datetime) -> None:
    [shown] = reading.shown(at=noon)

    assert (shown.current, shown.measured_at) == (None, None)


def test_a_new_point_shows_in_the_revisions(latency: Metric, alice: Actor) -> None:
    before = reading.revisions()

    operations.add_point(latency.pk, by=alice, value=1)

    assert before == {latency.pk: 0}
    assert reading.revisions() == {latency.pk: 1}


def test_all_of_them_are_read_in_one_question(alice: Actor, noon: datetime) -> None:
    for place in range(5):
        metric = operations.create(by=alice, name=f"{place}", suffix="ms")
        operations.add_point(metric.pk, by=alice, value=place)

    with CaptureQueriesContext(connection) as asked:
        readings = reading.shown(at=noon)

    assert len(asked) == 1
    assert [one.current for one in readings] == [0, 1, 2, 3, 4]
