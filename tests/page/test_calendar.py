from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from icalendar import Calendar, Event

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations
from signalpost.maintenance.models import Window
from signalpost.site import operations as site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northwind")]

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def planned(by: Actor, **values: Any) -> Window:
    times = {"starts_at": NOON + HOUR, "ends_at": NOON + 2 * HOUR}
    return operations.plan(by=by, **({"name": "Database upgrade"} | times | values))


def events(client: Client, path: str = "/calendar.ics") -> list[Event]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_window_is_an_event_of_a_calendar(
    client: Client, clock: time_machine.Traveller, alice: Actor, website: Component
) -> None:
    window = planned(alice, message="Short *downtime*.", components={website.pk: None})

    (event,) = events(client, f"/schedules/{window.pk}.ics")

    assert event["summary"] == "Database upgrade"
    assert event["description"] == "Short *downtime*.\n\nAffected: Website"
    assert event.decoded("dtstart") == NOON + HOUR
    assert event.decoded("dtend") == NOON + 2 * HOUR
    assert event["uid"] == f"maintenance-{window.pk}@testserver"
    assert event["url"] == f"http://testserver/schedules/{window.pk}"


def test_the_feed_has_what_is_in_progress_and_what_comes_next(
    client: Client, clock: time_machine.Traveller, alice: Actor
) -> None:
    planned(alice, name="Later", starts_at=NOON + 9 * HOUR, ends_at=None)
    planned(alice, name="Next")
    planned(alice, name="Now", starts_at=None)
    over = planned(alice, name="Over")
    operations.complete(over.pk, by=alice)

    assert [event["summary"] for event in events(client)] == ["Now", "Next", "Later"]


def test_the_calendar_bears_the_sites_name(client: Client, alice: Actor) -> None:
    site.change(by=alice, name="Nord;wind, Status\nBEGIN:VEVENT")

    calendar = Calendar.from_ical(client.get("/calendar.ics").content)

    assert str(calendar["name"]) == "Nord;wind, Status BEGIN:VEVENT"
    assert calendar["version"] == "2.0"
    assert calendar.walk("VEVENT") == []


def test_a_window_without_a_planned_end_has_none(
    client: Client, clock: time_machine.Traveller, alice: Actor
) -> None:
    planned(alice, ends_at=None)

    (event,) = events(client)

    assert "dtend" not in event


def test_a_window_that_went_otherwise_than_planned_is_told_as_it_went(
    client: Client, clock: time_machine.Traveller, alice: Actor
) -> None:
    window = operations.begin(planned(alice).pk, by=alice)
    clock.shift(HOUR / 2)
    operations.complete(window.pk, by=alice)

    (event,) = events(client, f"/schedules/{window.pk}.ics")

    assert event.decoded("dtstart") == NOON
    assert event.decoded("dtend") == NOON + HOUR / 2


def test_a_change_makes_the_event_a_newer_one(
    client: Client, clock: time_machine.Traveller, alice: Actor
) -> None:
    window = planned(alice)
    (before,) = events(client)
    clock.shift(HOUR / 2)
    operations.edit(window.pk, by=alice, ends_at=NOON + 3 * HOUR)

    (after,) = events(client)

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_addresses_are_those_of_the_site(client: Client, alice: Actor) -> None:
    with override_settings(SITE_URL="https://testserver"):
        window = planned(alice, starts_at=None, ends_at=None)

        (event,) = events(client)

    assert event["url"] == f"https://testserver/schedules/{window.pk}"


def test_no_text_breaks_out_of_its_line(client: Client, alice: Actor) -> None:
    nasty = "x\r\nEND:VEVENT\rBEGIN:VALARM\n;,\\ 😀" + "ü" * 200
    planned(alice, name=nasty, message=nasty, starts_at=None, ends_at=None)

    body = client.get("/calendar.ics").content
    (event,) = Calendar.from_ical(body).walk("VEVENT")

    assert b"\nEND:VEVENT\r\n" in body
    assert body.count(b"END:VEVENT\r\n") == 1
    assert event["summary"] == " ".join(nasty.split())
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_components_that_visitors_do_not_see_are_not_named(
    client: Client, alice: Actor, website: Component
) -> None:
    hidden = components.create_group(by=alice, name="Back office", visible=False)
    secret = components.create(by=alice, name="Secret", group_id=hidden.pk)
    planned(alice, starts_at=None, ends_at=None, components={website.pk: None, secret.pk: None})

    (event,) = events(client)

    assert event["description"] == "Affected: Website"


@pytest.mark.parametrize("path", ["/schedules/99.ics", f"/schedules/{10**30}.ics"])
def test_there_is_no_calendar_of_a_window_that_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_is_kept_for_the_team_is_in_no_calendar(client: Client, alice: Actor) -> None:
    window = planned(alice, visible=False, starts_at=None, ends_at=None)

    assert events(client) == []
    assert client.get(f"/schedules/{window.pk}.ics").status_code == 404


def test_a_calendar_that_is_known_is_not_sent_again(client: Client, alice: Actor) -> None:
    planned(alice, starts_at=None, ends_at=None)
    etag = client.get("/calendar.ics")["ETag"]

    assert client.get("/calendar.ics", headers={"If-None-Match": etag}).status_code == 304
