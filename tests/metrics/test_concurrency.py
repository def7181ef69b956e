"""Many writers on one metric at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Point
from tests.metrics import raw

BY = Actor("token", "tests")
WRITERS = 6
ROUNDS = 8
THEN = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.django_db(transaction=True)
def test_rollups_equal_the_points_after_writers_met_in_one_minute() -> None:
    metric = operations.create(by=BY, name="Latency", suffix="ms")

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(_write, [metric.pk] * WRITERS, range(WRITERS)))

    metric.refresh_from_db()
    assert raw.kept(metric, 1) == raw.rollups(metric, 1)
    assert raw.kept(metric, 15) == raw.rollups(metric, 15)
    assert metric.size == metric.points.count()
    assert metric.revision == WRITERS * ROUNDS * 4


def _write(metric_id: int, writer: int) -> None:
    """Adds, moves a point of its own, deletes another, and repeats what all the others measure."""
    try:
        for turn in range(ROUNDS):
            own = 2 + writer + turn / 100
            operations.add_points(metric_id, by=BY, measured=[(own, THEN), (-own, THEN), (1, THEN)])
            moved = _point(metric_id, own)
            operations.edit_point(metric_id, moved, by=BY, measured_at=THEN + MINUTE)
            operations.delete_point(metric_id, _point(metric_id, -own), by=BY)
            operations.add_point(metric_id, by=BY, value=1)
    finally:
        connection.close()


def _point(metric_id: int, value: float) -> int:
    thousandths = round(value * 1000)
    newest = Point.objects.filter(metric=metric_id, thousandths=thousandths).order_by("-pk")
    return newest.values_list("pk", flat=True)[0]
