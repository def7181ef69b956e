from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.metrics import operations as metrics
from signalpost.metrics.models import Metric
from signalpost.site.models import Site
from tests.page.test_home import words

NOW = datetime(2026, 11, 24, 14, tzinfo=ZoneInfo("UTC"))


@pytest.fixture(autouse=True)
def _now(northwind: Site):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def latency(alice: Actor) -> Metric:
    metric = metrics.create(
        by=alice, name="Response <time>", suffix="ms", calculation="average", places=0
    )
    for minutes, value in ((90, 1200), (60, 80), (30, 100), (1, 84)):
        at = NOW - timedelta(minutes=minutes)
        metrics.add_point(metric.pk, by=alice, value=value, measured_at=at)
    return metric


def test_the_current_value_stands_beside_the_name(client: Client, latency: Metric) -> None:
    page = words(client.get("/").text)

    assert "Response &lt;time&gt; 84 ms" in page


def test_it_is_put_in_words(client: Client, latency: Metric) -> None:
    assert 'aria-label="Response &lt;time&gt;: between 0 and 1,200 ms"' in client.get("/").text


def test_another_view_can_be_asked_for(client: Client, latency: Metric) -> None:
    page = client.get("/?view=last_hour").text

    assert 'aria-label="Response &lt;time&gt;: between 80 and 100 ms"' in page
    assert re.search(r'view=last_hour"[^>]* aria-current="true">Hour<', page)


def test_incidents_of_the_time_stand_behind_the_line(
    client: Client, alice: Actor, latency: Metric
) -> None:
    incident = incidents.report(
        by=alice, name="Slow", message="…", occurred_at=NOW - timedelta(hours=1)
    )

    page = client.get("/?view=today").text

    assert '<rect class="band" x="660" width="60"' in page
    assert f'<a class="banded" href="/incidents/{incident.pk}">' in page


def test_incidents_of_another_time_do_not(client: Client, alice: Actor, latency: Metric) -> None:
    incidents.report(
        by=alice,
        name="Slow",
        message="…",
        status=IncidentStatus.FIXED,
        occurred_at=NOW - timedelta(days=3),
    )
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        page = client.get("/?view=last_hour").text

    assert '<rect class="band"' not in page


def test_a_metric_without_points_says_so(client: Client, alice: Actor) -> None:
    metrics.create(by=alice, name="Orders", suffix="orders", calculation="average")

    assert "Nothing has been measured in this time." in client.get("/").text


def test_a_hidden_metric_is_not_drawn(client: Client, alice: Actor) -> None:
    metrics.create(by=alice, name="Secret", suffix="s", visibility="team")
    metrics.create(by=alice, name="Not on the page", suffix="s", display_chart=False)

    assert "figures-title" not in client.get("/").text


def test_open_pages_get_the_charts_alone(client: Client, latency: Metric) -> None:
    part = client.get("/figures?view=week").text

    assert part.strip().startswith('<section id="figures"')
    assert 'data-from="/figures?view=week"' in part


def test_open_pages_get_a_chart_in_numbers(client: Client, latency: Metric) -> None:
    page = client.get("/?view=week").text
    [address] = re.findall(r'data-from="(/figures/[^"]+)"', page)

    told = client.get(address).json()

    assert (told["between"], told["unit"]) == ([0, 1200], "ms")


def test_who_has_a_chart_already_gets_no_other(client: Client, latency: Metric) -> None:
    address = f"/figures/{latency.pk}/today.json"
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize("setting", [{"visibility": "team"}, {"display_chart": False}])
def test_a_hidden_metric_is_not_told_in_numbers(
    client: Client, alice: Actor, setting: dict[str, Any]
) -> None:
    metric = metrics.create(by=alice, name="Secret", suffix="s", **setting)

    assert client.get(f"/figures/{metric.pk}/today.json").status_code == 404


def test_a_chart_of_a_view_that_there_is_not_is_not_there(client: Client, latency: Metric) -> None:
    assert client.get(f"/figures/{latency.pk}/year.json").status_code == 404


def test_a_new_point_is_told_to_open_pages(client: Client, alice: Actor, latency: Metric) -> None:
    before = client.get("/version.json").json()

    metrics.add_point(latency.pk, by=alice, value=99, measured_at=NOW)
    after = client.get("/version.json").json()

    assert before["figures"] != after["figures"]
    assert before["version"] == after["version"]


@pytest.mark.parametrize("path", ["/", "/figures"])
def test_a_view_that_there_is_not_is_refused(client: Client, path: str) -> None:
    answer = client.get(path, {"view": "year"})

    assert answer.status_code == 400
    assert "view: This must be one of: last_hour, today, week, month." in answer.text
