"""The list of metrics."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric
from tests.dashboard.conftest import Browser
from tests.dashboard.metrics.conftest import LIST, address

MOST = 20


def test_an_empty_one_says_what_a_metric_is_and_how_points_are_posted(
    mias: Client,
) -> None:
    page = mias.get(LIST).text

    assert "A metric is a number over time" in page
    assert "http://testserver/api/v1/metrics/1/points" in page


def test_each_says_what_it_shows_now_and_since_when(
    mias: Client, latency: Metric, alice: Actor
) -> None:
    operations.add_points(
        latency.pk,
        by=alice,
        measured=[(80, timezone.now() - timedelta(hours=2)), (91.5, None)],
    )

    page = mias.get(LIST).text

    assert "<b>91.5</b> <small>ms</small>" in page
    assert "2 points · newest <time" in page
    assert '<path class="curve"' in page


def test_one_without_points_says_so(mias: Client, latency: Metric) -> None:
    assert "No points yet" in mias.get(LIST).text


def test_they_stand_in_the_order_of_the_page(mias: Client, latency: Metric, alice: Actor) -> None:
    operations.create(by=alice, name="Orders", suffix="", position=1)

    rows = mias.get(LIST).context["rows"]

    assert [row.metric.name for row in rows] == ["Orders", "Latency"]


@pytest.mark.parametrize(
    ("fields", "tag"),
    [
        ({"visibility": "team"}, "Team only"),
        ({"visibility": "nobody"}, "Hidden"),
        ({"display_chart": False}, "Not on the page"),
    ],
    ids=str,
)
def test_what_visitors_do_not_see_is_marked(
    mias: Client, latency: Metric, alice: Actor, fields: dict[str, Any], tag: str
) -> None:
    operations.edit(latency.pk, by=alice, **fields)

    assert f'<span class="tag">{tag}</span>' in mias.get(LIST).text


def test_a_hostile_name_is_only_text(mias: Client, alice: Actor) -> None:
    metric = operations.create(by=alice, name='"><script>alert(1)</script>', suffix="<img src=x>")
    operations.add_point(metric.pk, by=alice, value=1)

    pages = mias.get(LIST).text + mias.get(address(metric)).text

    assert "<script>alert" not in pages
    assert "<img src=x>" not in pages


def test_a_viewer_looks_and_finds_no_buttons(
    browser: Browser, victor: Actor, latency: Metric
) -> None:
    client = browser(victor)

    pages = client.get(LIST).text + client.get(address(latency)).text

    assert address(latency) in pages
    assert address(latency, "edit/") not in pages
    assert 'name="value"' not in pages


@pytest.mark.parametrize("path", ["", "{}/", "{}/edit/", "{}/delete/"])
def test_a_screen_asks_few_times_however_many_there_are(
    mias: Client, latency: Metric, alice: Actor, path: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        metric = operations.create(by=alice, name=f"Metric {number}", suffix="ms")
        measured = [(value, None) for value in range(20)]
        operations.add_points(metric.pk, by=alice, measured=measured)

    with django_assert_max_num_queries(MOST):
        answer = mias.get(LIST + path.format(metric.pk))

    assert answer.status_code == 200
