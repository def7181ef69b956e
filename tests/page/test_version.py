from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.site.models import Site

pytestmark = pytest.mark.django_db

UTC = ZoneInfo("UTC")
ADDRESS = "/version.json"


def at(minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 24, 14, minute, second, tzinfo=UTC)


def test_asking_again_costs_nothing_while_nothing_happens(
    client: Client, northwind: Site, website: Component
) -> None:
    with time_machine.travel(at(0), tick=False):
        known = client.get(ADDRESS)["ETag"]

    with time_machine.travel(at(4, 59), tick=False):
        answer = client.get(ADDRESS, headers={"If-None-Match": known})

    assert answer.status_code == 304


def test_what_happens_makes_another_version(
    client: Client, northwind: Site, alice: Actor, website: Component
) -> None:
    known = client.get(ADDRESS)

    incidents.report(by=alice, name="Slow", message="…")
    answer = client.get(ADDRESS, headers={"If-None-Match": known["ETag"]})

    assert answer.json()["version"] != known.json()["version"]


@pytest.mark.parametrize(("minute", "second", "end"), [(0, 0, 5), (4, 59, 5), (57, 30, 60)])
def test_it_holds_to_the_end_of_five_minutes(
    client: Client, northwind: Site, minute: int, second: int, end: int
) -> None:
    with time_machine.travel(at(minute, second), tick=False):
        until = client.get(ADDRESS).json()["until"]

    hour, minutes = divmod(end, 60)
    assert datetime.fromisoformat(until) == datetime(2026, 11, 24, 14 + hour, minutes, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "is_moving"),
    [
        (ComponentStatus.OPERATIONAL, False),
        (ComponentStatus.UNKNOWN, False),
        (ComponentStatus.PARTIAL_OUTAGE, True),
        (ComponentStatus.PERFORMANCE_ISSUES, True),
    ],
)
def test_it_says_whether_uptime_moves(
    client: Client,
    northwind: Site,
    alice: Actor,
    website: Component,
    status: ComponentStatus,
    is_moving: bool,
) -> None:
    incidents.state_component(website.pk, by=alice, status=status)

    assert client.get(ADDRESS).json()["moving"] is is_moving
