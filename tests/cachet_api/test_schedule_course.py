"""A schedule begins and ends: what a client writes of it is read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from signalpost.events.models import Event
from signalpost.kernel.actor import SYSTEM
from signalpost.maintenance.clock import begin_due, complete_due
from signalpost.maintenance.models import Window
from tests.cachet_api.conftest import Api, data
from tests.cachet_api.schedules import PAST, UPGRADE

HOUR = timedelta(hours=1)


def test_a_client_enters_history(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 2}))

    window = Window.objects.get()
    assert made["completed_at"] == "2020-02-01 23:00:00"
    assert window.began_at == datetime(2020, 2, 1, 22, 0, tzinfo=UTC)
    assert window.ended_at == datetime(2020, 2, 1, 23, 0, tzinfo=UTC)


def test_history_without_an_end_shows_none(api: Api) -> None:
    made = data(
        api.post("/schedules", {"name": "DB", "status": 2, "scheduled_at": "2020-02-01 22:00"})
    )

    assert (made["status"], made["completed_at"]) == (2, None)


@pytest.mark.parametrize("status", [0, 1, 2])
def test_what_was_entered_with_a_past_start_keeps_its_status(api: Api, status: int) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": status}))

    begin_due(by=SYSTEM, now=timezone.now() + HOUR)
    complete_due(by=SYSTEM, now=timezone.now() + HOUR)

    assert data(api.get(f"/schedules/{made['id']}"))["status"] == status


def test_what_was_planned_ahead_moves_with_the_clock(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE))
    after = datetime(2035, 2, 2, tzinfo=UTC)

    begin_due(by=SYSTEM, now=after)
    complete_due(by=SYSTEM, now=after)

    shown = data(api.get(f"/schedules/{made['id']}"))
    assert (shown["status"], shown["completed_at"]) == (2, "2035-02-01 23:00:00")


def test_a_client_that_completes_says_when(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 1}))

    changed = data(
        api.put(f"/schedules/{made['id']}", {"status": 2, "completed_at": "2020-02-01 22:30"})
    )

    assert changed["completed_at"] == "2020-02-01 22:30:00"
    assert Window.objects.get().ended_at == datetime(2020, 2, 1, 22, 30, tzinfo=UTC)


def test_a_planned_end_stays_known_beside_the_actual_one(api: Api) -> None:
    with time_machine.travel(datetime(2035, 2, 1, 21, 0, tzinfo=UTC), tick=False) as clock:
        made = data(api.post("/schedules", UPGRADE))
        clock.shift(HOUR)
        begin_due(by=SYSTEM, now=timezone.now())
        clock.shift(HOUR / 2)
        ended = {"status": 2, "completed_at": "2035-02-01 22:30"}

        changed = data(api.put(f"/schedules/{made['id']}", ended))

    window = Window.objects.get()
    assert changed["completed_at"] == "2035-02-01 22:30:00"
    assert window.ends_at == datetime(2035, 2, 1, 23, 0, tzinfo=UTC)


def test_a_correction_of_a_past_end_is_read_back(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 2}))

    changed = data(api.put(f"/schedules/{made['id']}", {"completed_at": "2020-02-02 01:00"}))

    assert changed["completed_at"] == "2020-02-02 01:00:00"
    moved = data(api.put(f"/schedules/{made['id']}", {"scheduled_at": "2020-02-02 00:30"}))
    assert moved["scheduled_at"] == "2020-02-02 00:30:00"


def test_sending_back_what_was_read_changes_nothing(api: Api, upgrade: Window) -> None:
    read = data(api.get(f"/schedules/{upgrade.pk}"))
    before = Event.objects.count()
    names = ("name", "status", "message", "scheduled_at", "completed_at")

    data(api.put(f"/schedules/{upgrade.pk}", {name: read[name] for name in names}))

    assert Event.objects.count() == before
    assert data(api.get(f"/schedules/{upgrade.pk}")) == read


def test_a_status_begins_and_completes_it(api: Api, upgrade: Window) -> None:
    for status in (1, 2):
        assert data(api.put(f"/schedules/{upgrade.pk}", {"status": status}))["status"] == status

    kinds = Event.objects.order_by("-version").values_list("kind", flat=True)[:2]
    assert list(kinds) == ["window.completed", "window.began"]


def test_nobody_hears_of_it_unless_asked_for(api: Api) -> None:
    api.post("/schedules", UPGRADE)
    api.post("/schedules", UPGRADE | {"notify": True})

    planned = Event.objects.filter(kind="window.planned").order_by("version")
    assert [event.facts["notify"] for event in planned] == [False, True]
