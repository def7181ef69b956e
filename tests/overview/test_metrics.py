"""Metrics in what a visitor is shown."""

from __future__ import annotations

import pytest

from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric
from signalpost.overview import snapshot


@pytest.fixture
def latency(alice: Actor) -> Metric:
    return operations.create(by=alice, name="Latency", suffix="ms")


def test_a_metric_is_shown_with_its_current_value(latency: Metric, alice: Actor) -> None:
    operations.add_point(latency.pk, by=alice, value=12.5)

    [reading] = snapshot.build().metrics

    assert (reading.metric.name, reading.current, reading.metric.suffix) == ("Latency", 12.5, "ms")


def test_a_hidden_metric_is_not(latency: Metric, alice: Actor) -> None:
    operations.edit(latency.pk, by=alice, visibility="team")

    assert snapshot.build().metrics == ()


def test_a_new_point_changes_the_value_and_nothing_else(
    latency: Metric, website: Component, alice: Actor
) -> None:
    before = snapshot.current()

    operations.add_point(latency.pk, by=alice, value=12.5)

    after = snapshot.current()
    assert [reading.current for reading in before.metrics] == [None]
    assert [reading.current for reading in after.metrics] == [12.5]
    assert after.groups is before.groups


def test_an_edited_metric_is_shown_as_it_is_now(latency: Metric, alice: Actor) -> None:
    snapshot.current()

    operations.edit(latency.pk, by=alice, name="Response time")

    assert [reading.metric.name for reading in snapshot.current().metrics] == ["Response time"]
