from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric
from signalpost.site import operations as site

NOON = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def latency(alice: Actor) -> Metric:
    metric = operations.create(
        by=alice, name="Latency", suffix="ms", calculation="average", default_view="week"
    )
    operations.add_points(
        metric.pk, by=alice, measured=[(12.5, NOON), (20, NOON - timedelta(hours=2))]
    )
    return metric


def _chart(metric: Metric, query: str = "", **headers: str) -> dict[str, Any]:
    answer = Client().get(f"/metrics/{metric.pk}{query}", headers=headers)
    assert answer.status_code == 200
    return json.loads(answer.content)["data"]


def test_it_names_the_metric_as_the_api_does_but_for_the_views_name(latency: Metric) -> None:
    assert _chart(latency)["metric"] == {
        "id": latency.pk,
        "name": "Latency",
        "suffix": "ms",
        "description": "",
        "default_value": 0,
        "calc_type": 1,
        "display_chart": True,
        "places": 2,
        "default_view": 2,
        "threshold": 5,
        "order": 0,
        "visible": 1,
        "created_at": "2025-05-14 12:00:00",
        "updated_at": "2025-05-14 12:00:00",
    }


@pytest.mark.parametrize(
    ("view", "last", "count"),
    [
        ("last_hour", ["2025-05-14 12:00", 12.5], 57),
        ("today", ["2025-05-14 12:00", 12.5], 12),
        ("week", ["2025-05-14", 16.25], 8),
        ("month", ["2025-05-14", 16.25], 32),
    ],
)
def test_each_view_has_its_keys_in_order(
    latency: Metric, view: str, last: list[object], count: int
) -> None:
    items = _chart(latency, f"?filter={view}")["items"]

    assert list(items) == sorted(items)
    assert [*items.items()][-1] == tuple(last)
    assert len(items) == count


def test_without_a_filter_it_is_the_metrics_own_view(latency: Metric) -> None:
    assert _chart(latency)["items"] == _chart(latency, "?filter=week")["items"]


def test_an_unknown_view_has_no_items(latency: Metric) -> None:
    assert _chart(latency, "?filter=decade")["items"] == []


def test_it_speaks_in_the_sites_zone_or_the_one_asked_for(latency: Metric, alice: Actor) -> None:
    site.change(by=alice, name="Northwind", time_zone="Europe/Berlin")

    keys = [
        [*_chart(latency, "?filter=today", **headers)["items"]][-1]
        for headers in ({}, {"Time-Zone": "Asia/Kathmandu"}, {"Time-Zone": "../etc/passwd"})
    ]

    assert keys == ["2025-05-14 14:00", "2025-05-14 17:00", "2025-05-14 14:00"]


@pytest.mark.parametrize("visibility", ["team", "nobody"])
def test_what_guests_may_not_see_is_missing(latency: Metric, alice: Actor, visibility: str) -> None:
    operations.edit(latency.pk, by=alice, visibility=visibility)

    assert Client().get(f"/metrics/{latency.pk}").status_code == 404


def test_it_may_be_kept_for_a_moment_and_is_not_sent_twice(latency: Metric) -> None:
    first = Client().get(f"/metrics/{latency.pk}")

    again = Client().get(f"/metrics/{latency.pk}", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"].startswith("public, max-age=")
