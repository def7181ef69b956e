"""An embargo ends: what it held back is announced as if it had just been reported, once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.clock import next_due, publish_due
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import SYSTEM, Actor
from signalpost.overview import statuses

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def held_back(mia: Actor, **values: Any) -> Incident:
    """An incident that is to be public at 13:00."""
    return operations.report(
        by=mia, name="Breach", message="…", **({"published_at": NOON + HOUR} | values)
    )


def publish(now: datetime = NOON + HOUR) -> int:
    return publish_due(by=SYSTEM, now=now)


def announced() -> list[Event]:
    return list(Event.objects.filter(kind="incident.published").order_by("version"))


def test_it_is_announced_when_its_moment_comes(mia: Actor, website: Component) -> None:
    incident = held_back(
        mia, notify=True, impacts={website.pk: ComponentStatus.MAJOR_OUTAGE}, visible=True
    )

    assert publish() == 1

    (event,) = announced()
    assert (event.subject_id, event.actor_kind) == (incident.pk, "system")
    assert event.facts == {
        "name": "Breach",
        "status": "investigating",
        "visible": True,
        "notify": True,
        "components": [{"id": website.pk, "name": "Website"}],
    }


def test_it_is_not_announced_before(mia: Actor) -> None:
    held_back(mia)

    assert publish(NOON + HOUR - SECOND) == 0


def test_it_is_announced_once(mia: Actor) -> None:
    held_back(mia)

    publish()
    publish(NOON + 2 * HOUR)

    assert len(announced()) == 1


def test_it_is_announced_after_the_process_slept_through_the_moment(mia: Actor) -> None:
    held_back(mia)

    assert publish(NOON + 500 * HOUR) == 1


def test_the_report_says_whether_it_is_public_yet(mia: Actor) -> None:
    held_back(mia)
    operations.report(by=mia, name="Slow", message="…")

    reports = Event.objects.filter(kind="incident.reported").order_by("version")
    assert [event.facts["published"] for event in reports] == [False, True]


def test_what_is_public_from_the_start_is_not_announced_again(mia: Actor) -> None:
    operations.report(by=mia, name="Slow", message="…")
    held_back(mia, published_at=NOON - HOUR)

    assert publish(NOON + 2 * HOUR) == 0


def test_visitors_caches_are_told(mia: Actor) -> None:
    held_back(mia)
    before = log.page_version()

    publish()

    assert log.page_version() > before


def test_its_impacts_count_from_then_on(mia: Actor, website: Component) -> None:
    held_back(mia, impacts={website.pk: ComponentStatus.MAJOR_OUTAGE})

    before = statuses.shown([website], at=NOON + HOUR - SECOND)
    publish()
    after = statuses.shown([website], at=NOON + HOUR)

    assert before[website.pk] is ComponentStatus.OPERATIONAL
    assert after[website.pk] is ComponentStatus.MAJOR_OUTAGE


def test_it_is_announced_with_the_status_it_has_by_then(mia: Actor) -> None:
    incident = held_back(mia)
    operations.post_update(
        incident.pk, by=mia, status=IncidentStatus.WATCHING, message="Contained."
    )

    publish()

    assert announced()[0].facts["status"] == "watching"


def test_what_was_deleted_meanwhile_is_not_announced(mia: Actor) -> None:
    operations.delete(held_back(mia).pk, by=mia)

    assert publish() == 0


def test_a_hidden_one_is_announced_as_hidden(mia: Actor) -> None:
    held_back(mia, visible=False)

    publish()

    assert announced()[0].facts["visible"] is False


def test_whoever_lifts_an_embargo_early_announces_it(mia: Actor, website: Component) -> None:
    incident = held_back(mia, impacts={website.pk: ComponentStatus.OPERATIONAL})
    operations.edit(incident.pk, by=mia, published_at=NOON)

    (event,) = announced()
    assert event.actor_name == mia.name
    assert event.facts["components"] == [{"id": website.pk, "name": "Website"}]
    assert publish(NOON) == 0


def test_an_embargo_that_is_prolonged_ends_later(mia: Actor) -> None:
    incident = held_back(mia)
    operations.edit(incident.pk, by=mia, published_at=NOON + 2 * HOUR)

    assert publish(NOON + HOUR) == 0
    assert publish(NOON + 2 * HOUR) == 1


def test_what_is_taken_back_under_embargo_is_announced_when_that_ends(mia: Actor) -> None:
    incident = operations.report(by=mia, name="Slow", message="…")
    operations.edit(incident.pk, by=mia, published_at=NOON + HOUR)

    assert publish(NOON) == 0
    assert publish(NOON + HOUR) == 1


def test_the_next_moment_is_that_of_the_nearest_embargo(mia: Actor) -> None:
    held_back(mia, published_at=NOON + 3 * HOUR)
    held_back(mia)

    assert next_due() == NOON + HOUR


def test_nothing_is_due_without_an_embargo(mia: Actor) -> None:
    operations.report(by=mia, name="Slow", message="…")

    assert next_due() is None


@pytest.mark.django_db(transaction=True)
def test_each_is_announced_once_whatever_the_number_of_runners(mia: Actor) -> None:
    incidents = [held_back(mia) for _ in range(12)]
    ready = threading.Barrier(6)

    def run() -> None:
        ready.wait()
        publish()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    publish()

    assert sorted(event.subject_id for event in announced()) == [row.pk for row in incidents]
