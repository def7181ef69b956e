from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Lock, Semaphore

import pytest

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Impact
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.overview.rules import Level
from signalpost.overview.snapshot import Snapshot
from signalpost.site import operations as site
from signalpost.site.models import Site
from tests.overview.conftest import DAY, HOUR, NOON

pytestmark = pytest.mark.usefixtures("clock")

MAJOR = ComponentStatus.MAJOR_OUTAGE
FIXED = IncidentStatus.FIXED


def test_past_days_go_back_as_far_as_the_site_says_newest_first(alice: Actor) -> None:
    site.change(by=alice, days_on_page=3)

    days = snapshot.build().days

    assert [day.date for day in days] == [date(2026, 3, 10), date(2026, 3, 9), date(2026, 3, 8)]


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 3, 9)),
        ("Asia/Kolkata", date(2026, 3, 10)),
        ("America/New_York", date(2026, 3, 9)),
        ("Pacific/Kiritimati", date(2026, 3, 10)),
    ],
)
def test_an_incident_stands_on_its_day_in_the_zone_of_the_site(
    alice: Actor, zone: str, day: date
) -> None:
    site.change(by=alice, time_zone=zone)
    evening = datetime(2026, 3, 9, 20, 0, tzinfo=UTC)
    incidents.report(by=alice, name="Slow", message="…", status=FIXED, occurred_at=evening)

    found = [day.date for day in snapshot.build().days if day.incidents]

    assert found == [day]


def test_what_happened_before_the_first_day_is_left_to_the_history(alice: Actor) -> None:
    incidents.report(by=alice, name="Slow", message="…", status=FIXED, occurred_at=NOON - 8 * DAY)

    assert not any(day.incidents for day in snapshot.build().days)


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("UTC", datetime(2026, 3, 11, 0, 0, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 3, 10, 23, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 11, 4, 0, tzinfo=UTC)),
    ],
)
def test_it_is_true_until_the_day_turns_in_the_zone_of_the_site(
    alice: Actor, zone: str, midnight: datetime
) -> None:
    site.change(by=alice, time_zone=zone)

    assert snapshot.build().until == midnight


def test_it_is_true_until_the_next_embargo_ends(alice: Actor) -> None:
    for hours in (3, 2):
        incidents.report(
            by=alice, name="Later", message="…", published_at=NOON + timedelta(hours=hours)
        )

    assert snapshot.build().until == NOON + 2 * HOUR


def test_a_hidden_incident_does_not_limit_how_long_it_is_true(alice: Actor) -> None:
    incidents.report(by=alice, name="Later", message="…", published_at=NOON + HOUR, visible=False)

    assert snapshot.build().until == datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


def test_the_remembered_one_is_served_while_nothing_has_changed(website: Component) -> None:
    assert snapshot.current() is snapshot.current()


def test_a_change_makes_it_anew(alice: Actor, website: Component) -> None:
    before = snapshot.current()

    incidents.state_component(website.pk, by=alice, status=MAJOR)

    assert before.level is Level.OPERATIONAL
    assert snapshot.current().level is Level.MAJOR_OUTAGE


def test_a_corrected_impact_makes_it_anew(alice: Actor, website: Component) -> None:
    incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    before = snapshot.current()

    incidents.correct_impact(Impact.objects.get().pk, by=alice, began_at=NOON - HOUR, ended_at=None)

    assert before.causes[0].since == NOON
    assert snapshot.current().causes[0].since == NOON - HOUR


class Door:
    """A lock that tells how many have come to it."""

    def __init__(self) -> None:
        self.arrived, self._lock = Semaphore(0), Lock()

    def __enter__(self) -> None:
        self.arrived.release()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_it_is_made_once_for_all_who_ask_at_the_same_time(
    northwind: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, askers = snapshot.build(), 8
    door, made = Door(), []

    def build() -> Snapshot:
        made.append(all(door.arrived.acquire(timeout=60) for _ in range(askers)))
        return ready

    monkeypatch.setattr(snapshot.log, "page_version", lambda: ready.version)
    monkeypatch.setattr(snapshot.metrics, "revisions", lambda: ready.revisions)
    monkeypatch.setattr(snapshot, "_one_at_a_time", door)
    monkeypatch.setattr(snapshot, "build", build)

    with ThreadPoolExecutor(askers) as threads:
        asked = [threads.submit(snapshot.current) for _ in range(askers)]

    assert [one.result() for one in asked] == [ready] * askers
    assert made == [True]
