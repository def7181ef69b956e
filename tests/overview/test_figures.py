from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations as metrics
from signalpost.metrics.choices import View
from signalpost.metrics.models import Metric
from signalpost.overview import figures, snapshot
from signalpost.overview.figures import Figure
from signalpost.site import operations as site

NOW = datetime(2026, 11, 24, 14, tzinfo=ZoneInfo("UTC"))


@pytest.fixture(autouse=True)
def _now(alice: Actor) -> Iterator[None]:
    site.change(by=alice, time_zone="Europe/Berlin")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def latency(alice: Actor) -> Metric:
    return metrics.create(by=alice, name="Latency", suffix="ms", calculation="average", places=0)


def test_what_was_measured_is_told_with_when_and_between_what(
    alice: Actor, latency: Metric
) -> None:
    measure(alice, latency, {60: 80, 45: 100, 15: 84})

    told = data(View.TODAY)

    begin, *times, end = told["points"][0]
    assert times == [seconds(60), seconds(45), seconds(15)]
    assert (begin, end) == (seconds(12 * 60), seconds(0))
    assert told["points"][1] == [None, 80, 100, 84, None]
    assert (told["between"], told["unit"]) == ([80, 100], "ms")


def test_nothing_measured_is_told_as_nothing(latency: Metric) -> None:
    assert data(View.TODAY)["between"] is None


def test_an_incident_is_told_as_far_as_it_lies_in_the_chart(alice: Actor, latency: Metric) -> None:
    measure(alice, latency, {90: 80, 1: 84})
    incidents.report(by=alice, name="Slow", message="…", occurred_at=NOW - timedelta(days=1))

    assert data(View.LAST_HOUR)["bands"] == [[seconds(60), seconds(1), "Slow"]]


def test_an_incident_that_is_open_lasts_as_long_as_the_line(alice: Actor, latency: Metric) -> None:
    with time_machine.travel(NOW - timedelta(seconds=10), tick=False):
        incidents.report(
            by=alice, name="Slow", message="…", occurred_at=NOW - timedelta(minutes=30)
        )
        measure(alice, latency, {60: 80, 0: 84})  # the latter is told of 14:00

        told = data(View.TODAY)

    assert told["points"][0][-1] == seconds(0)
    assert told["bands"] == [[seconds(30), seconds(0), "Slow"]]


def test_an_incident_of_another_time_is_not_told(alice: Actor, latency: Metric) -> None:
    measure(alice, latency, {1: 84})
    incidents.report(
        by=alice,
        name="Slow",
        message="…",
        status=IncidentStatus.FIXED,
        occurred_at=NOW - timedelta(days=3),
    )

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert data(View.LAST_HOUR)["bands"] == []


def test_a_hidden_incident_is_told_to_nobody(alice: Actor, latency: Metric) -> None:
    measure(alice, latency, {90: 80, 1: 84})
    incidents.report(
        by=alice, name="Secret", message="…", visible=False, occurred_at=NOW - timedelta(hours=1)
    )

    assert data(View.TODAY)["bands"] == []


def test_a_chart_is_read_once_while_nothing_moves_it(alice: Actor, latency: Metric) -> None:
    measure(alice, latency, {1: 84})
    first = drawn()

    with time_machine.travel(NOW + timedelta(seconds=14), tick=False):
        assert drawn() is first


def test_a_new_point_shows_at_once(alice: Actor, latency: Metric) -> None:
    measure(alice, latency, {1: 84})
    drawn()

    measure(alice, latency, {0: 99})

    assert drawn().data["points"][1][-1] == 99


def test_the_clock_moves_a_chart(alice: Actor, latency: Metric) -> None:
    measure(alice, latency, {60: 84})
    with time_machine.travel(NOW + timedelta(seconds=59), tick=False):
        assert drawn().line.frame

    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        assert drawn().line.frame is None


@pytest.mark.parametrize(("view", "zone"), [(View.WEEK, None), (View.MONTH, "Europe/Berlin")])
def test_days_are_told_with_their_zone(latency: Metric, view: View, zone: str | None) -> None:
    assert data(view)["zone"] == zone


def measure(by: Actor, metric: Metric, values: dict[int, float]) -> None:
    """So many minutes ago."""
    points = [(value, NOW - timedelta(minutes=minutes)) for minutes, value in values.items()]
    metrics.add_points(metric.pk, by=by, measured=points)


def data(view: View) -> dict[str, Any]:
    now = timezone.now()
    seen = snapshot.build()
    return figures.draw(seen.metrics[0], view, seen=seen, at=now).data


def drawn(view: View = View.LAST_HOUR) -> Figure:
    """For a visitor who comes now."""
    seen = snapshot.current()
    return figures.draw(seen.metrics[0], view, seen=seen, at=timezone.now())


def seconds(minutes_ago: int) -> int:
    return int(NOW.timestamp()) - 60 * minutes_ago
