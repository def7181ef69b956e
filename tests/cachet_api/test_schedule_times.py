from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from signalpost.kernel.actor import Actor
from signalpost.maintenance.models import Window
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, details
from tests.cachet_api.schedules import PAST, UPGRADE


@pytest.mark.parametrize(
    "written",
    [
        "2035-02-01 22:00",
        "2035-02-01 22:00:00",
        "2035-02-01T22:00",
        "2035-02-01T22:00:00",
        "2035-02-01T22:00:00Z",
        "2035-02-01T23:00:00+01:00",
        "2035-02-01 17:00:00-05:00",
        " 2035-02-01 22:00 ",
    ],
)
@pytest.mark.parametrize("verb", ["post", "put"])
def test_a_date_may_be_written_in_several_ways(
    api: Api, upgrade: Window, written: str, verb: str
) -> None:
    path = "/schedules" if verb == "post" else f"/schedules/{upgrade.pk}"
    body = UPGRADE | {"scheduled_at": written}

    assert data(getattr(api, verb)(path, body))["scheduled_at"] == "2035-02-01 22:00:00"


@pytest.mark.parametrize(
    "written",
    [
        "0000-01-01 00:00",
        "0001-01-01 00:00",
        "1899-12-31 23:59",
        "3000-01-01 00:00",
        "9999-12-31 23:59",
        "99999-01-01 00:00",
        "9999-12-31T23:59:59-23:59",
        "2035-02-31 22:00",
        "2035-02-01",
        "2035-02-01 25:00",
        "22:00",
        "tomorrow",
        "1738447200",
        "x" * 65,
        "2035-02-01 22:00\x00",
        1738447200,
        ["2035-02-01 22:00"],
        {"date": "2035-02-01 22:00"},
        True,
    ],
)
@pytest.mark.parametrize("field", ["scheduled_at", "completed_at"])
def test_what_is_no_date_is_refused_in_a_sentence(
    api: Api, upgrade: Window, written: object, field: str
) -> None:
    for response in (
        api.post("/schedules", UPGRADE | {field: written}),
        api.put(f"/schedules/{upgrade.pk}", {field: written}),
    ):
        assert field.replace("_", " ") in details(response)[0]
    assert Window.objects.get().starts_at == upgrade.starts_at


@pytest.mark.parametrize("written", ["0001-01-01 00:00", "1899-12-31 23:59", "9999-12-31 23:59"])
def test_a_date_beyond_reach_is_told_how_far_dates_may_lie(api: Api, written: str) -> None:
    response = api.post("/schedules", UPGRADE | {"scheduled_at": written})

    assert details(response) == [
        "The scheduled at is invalid: A date lies between 1900 and 2999.",
    ]


def test_dates_are_read_and_shown_in_the_zone_of_the_request(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE, **{"Time-Zone": "America/New_York"}))

    assert made["scheduled_at"] == "2035-02-01 22:00:00"
    assert data(api.get(f"/schedules/{made['id']}"))["scheduled_at"] == "2035-02-02 03:00:00"


def test_dates_are_read_and_shown_in_the_sites_zone_without_one(api: Api, alice: Actor) -> None:
    site.change(by=alice, time_zone="Europe/Berlin")

    made = data(api.post("/schedules", UPGRADE))

    assert made["scheduled_at"] == "2035-02-01 22:00:00"
    assert Window.objects.get().starts_at == datetime(2035, 2, 1, 21, 0, tzinfo=UTC)


def test_a_schedule_does_not_end_before_it_begins(api: Api, upgrade: Window) -> None:
    backwards = {"scheduled_at": "2035-02-01 22:00", "completed_at": "2035-02-01 21:59"}
    created = api.post("/schedules", UPGRADE | backwards)
    edited = api.put(f"/schedules/{upgrade.pk}", backwards)

    expected = ["The completed at is invalid: A window cannot end before it begins."]
    assert details(created) == details(edited) == expected


def test_a_schedule_that_is_moved_behind_its_end_stays_as_long(api: Api, upgrade: Window) -> None:
    moved = data(api.put(f"/schedules/{upgrade.pk}", {"scheduled_at": "2035-02-01 22:00"}))

    assert moved["completed_at"] == "2035-02-01 23:00:00"


def test_a_schedule_that_is_moved_before_its_end_keeps_the_end(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE))

    moved = data(api.put(f"/schedules/{made['id']}", {"scheduled_at": "2035-02-01 22:30"}))

    assert moved["completed_at"] == made["completed_at"]


def test_the_end_of_a_complete_one_does_not_lie_before_its_beginning(api: Api) -> None:
    made = data(api.post("/schedules", UPGRADE | PAST | {"status": 2}))

    response = api.put(f"/schedules/{made['id']}", {"completed_at": "2020-02-01 21:59"})

    assert details(response) == [
        "The completed at is invalid: A window cannot end before it begins."
    ]


@pytest.mark.parametrize("given", [None, "", "  "])
def test_the_end_cannot_be_cleared(api: Api, given: object) -> None:
    made = data(api.post("/schedules", UPGRADE))

    changed = data(api.put(f"/schedules/{made['id']}", {"completed_at": given}))

    assert changed["completed_at"] == made["completed_at"]


@pytest.mark.parametrize("status", [1, 2])
def test_what_is_complete_has_not_ended_in_the_future(api: Api, status: int) -> None:
    began = {"name": "Upgrade", "status": status, "scheduled_at": "2024-01-31 18:00"}
    made = data(api.post("/schedules", began))
    planned = timezone.now() + timedelta(hours=1)

    over = {"status": 2, "completed_at": f"{planned:%Y-%m-%d %H:%M}"}
    shown = data(api.put(f"/schedules/{made['id']}", over))

    ended_at = datetime.fromisoformat(shown["completed_at_iso"])
    assert timedelta() <= timezone.now() - ended_at < timedelta(minutes=1)
