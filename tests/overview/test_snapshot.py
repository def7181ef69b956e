"""What a visitor is shown, and what is kept from one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Lock, Semaphore

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Impact
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.overview.rules import Level
from signalpost.overview.views import Snapshot
from signalpost.site import operations as site
from signalpost.site.models import Site

OPERATIONAL, UNKNOWN, _, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
FIXED = IncidentStatus.FIXED

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def names(shown: Snapshot) -> list[str]:
    return [component.name for group in shown.groups for component in group.components]


# Components and groups


def test_components_stand_in_their_groups_in_order(alice: Actor) -> None:
    shop = components.create_group(by=alice, name="Shop", position=2)
    data = components.create_group(by=alice, name="Data", position=1)
    components.create(by=alice, name="Search", group_id=shop.pk, position=2)
    components.create(by=alice, name="Website", group_id=shop.pk, position=1)
    components.create(by=alice, name="Exports", group_id=data.pk)
    components.create(by=alice, name="Telephone")

    shown = snapshot.build()

    assert [group.name for group in shown.groups] == ["Data", "Shop", ""]
    assert names(shown) == ["Exports", "Website", "Search", "Telephone"]


def test_a_group_shows_the_worst_of_its_components(alice: Actor) -> None:
    shop = components.create_group(by=alice, name="Shop")
    components.create(by=alice, name="Website", group_id=shop.pk)
    components.create(by=alice, name="Search", group_id=shop.pk, status=PARTIAL)

    (group,) = snapshot.build().groups

    assert group.status is PARTIAL


@pytest.mark.parametrize(
    ("collapsed", "status", "folded"),
    [
        (0, OPERATIONAL, False),
        (1, OPERATIONAL, True),
        (1, MAJOR, True),
        (2, OPERATIONAL, True),
        (2, UNKNOWN, True),
        (2, PERFORMANCE, False),
    ],
)
def test_a_group_is_folded_as_it_was_set(
    alice: Actor, collapsed: int, status: ComponentStatus, folded: bool
) -> None:
    shop = components.create_group(by=alice, name="Shop", collapsed=collapsed)
    components.create(by=alice, name="Website", group_id=shop.pk, status=status)

    (group,) = snapshot.build().groups

    assert group.is_folded is folded


def test_an_empty_group_is_not_shown(alice: Actor) -> None:
    components.create_group(by=alice, name="Shop")

    assert snapshot.build().groups == ()


def test_a_disabled_component_is_not_shown(alice: Actor) -> None:
    components.create(by=alice, name="Secret", enabled=False, status=MAJOR)

    shown = snapshot.build()

    assert names(shown) == []
    assert shown.level is Level.OPERATIONAL


def test_a_hidden_group_is_not_shown_nor_are_its_components(alice: Actor) -> None:
    back = components.create_group(by=alice, name="Back office", visible=False)
    components.create(by=alice, name="Secret", group_id=back.pk, status=MAJOR)

    shown = snapshot.build()

    assert shown.groups == ()
    assert shown.level is Level.OPERATIONAL


def test_a_deleted_component_is_not_shown(alice: Actor, website: Component) -> None:
    components.delete(website.pk, by=alice)

    assert names(snapshot.build()) == []


def test_an_incident_does_not_name_what_a_visitor_may_not_see(
    alice: Actor, website: Component
) -> None:
    back = components.create_group(by=alice, name="Back office", visible=False)
    hidden = components.create(by=alice, name="Secret", group_id=back.pk)
    disabled = components.create(by=alice, name="Switched off", enabled=False)
    incidents.report(
        by=alice,
        name="Slow",
        message="…",
        impacts={website.pk: PARTIAL, hidden.pk: MAJOR, disabled.pk: MAJOR},
    )

    (incident,) = snapshot.build().open_incidents

    assert [impact.component for impact in incident.impacts] == ["Website"]
    assert incident.severity is PARTIAL


def test_a_past_incident_still_names_a_deleted_component(alice: Actor, website: Component) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: PARTIAL})
    incidents.post_update(slow.pk, by=alice, status=FIXED, message="Done")
    components.delete(website.pk, by=alice)

    today = snapshot.build().days[0]

    assert [impact.component for impact in today.incidents[0].impacts] == ["Website"]


# The banner and its causes


def test_all_well_has_no_causes(website: Component) -> None:
    shown = snapshot.build()

    assert shown.level is Level.OPERATIONAL
    assert shown.causes == ()


def test_the_cause_names_the_component_with_the_incident_that_says_so(
    alice: Actor, website: Component, checkout: Component
) -> None:
    incidents.report(
        by=alice,
        name="Payments failing",
        message="…",
        impacts={checkout.pk: MAJOR},
        occurred_at=NOON - HOUR,
    )

    shown = snapshot.build()

    (cause,) = shown.causes
    assert shown.level is Level.MAJOR_OUTAGE
    assert cause.component is not None
    assert cause.component.name == "Checkout"
    assert cause.incident is not None
    assert cause.incident.name == "Payments failing"
    assert (cause.status, cause.since) == (MAJOR, NOON - HOUR)


def test_the_cause_is_the_component_alone_where_no_incident_says_so(
    alice: Actor, checkout: Component, probe: Actor, clock: time_machine.Traveller
) -> None:
    incidents.report(by=alice, name="Slow", message="…", impacts={checkout.pk: PERFORMANCE})
    clock.shift(HOUR)
    components.assert_status(checkout.pk, MAJOR, by=probe)

    (cause,) = snapshot.build().causes

    assert cause.incident is None
    assert (cause.status, cause.since) == (MAJOR, NOON + HOUR)


def test_an_incident_without_impact_is_a_cause_by_itself(alice: Actor, website: Component) -> None:
    incidents.report(by=alice, name="Odd noises", message="…")

    shown = snapshot.build()

    (cause,) = shown.causes
    assert shown.level is Level.DEGRADED
    assert cause.component is None
    assert cause.incident is not None
    assert cause.incident.name == "Odd noises"


def test_an_incident_on_what_is_hidden_is_a_cause_by_itself(
    alice: Actor, website: Component
) -> None:
    disabled = components.create(by=alice, name="Secret", enabled=False)
    incidents.report(by=alice, name="Odd noises", message="…", impacts={disabled.pk: MAJOR})

    shown = snapshot.build()

    assert shown.level is Level.DEGRADED
    assert [cause.component for cause in shown.causes] == [None]


def test_the_worst_cause_stands_first_then_the_oldest(
    alice: Actor, website: Component, checkout: Component, clock: time_machine.Traveller
) -> None:
    search = components.create(by=alice, name="Search")
    for component, status in ((website, PARTIAL), (checkout, MAJOR), (search, PARTIAL)):
        clock.shift(HOUR)
        incidents.state_component(component.pk, by=alice, status=status)

    causes = snapshot.build().causes

    assert [cause.component and cause.component.name for cause in causes] == [
        "Checkout",
        "Website",
        "Search",
    ]


def test_an_unknown_component_is_no_cause(alice: Actor) -> None:
    components.create(by=alice, name="Website", status=UNKNOWN)

    assert snapshot.build().causes == ()


def test_of_two_incidents_that_say_the_same_the_older_is_the_cause(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    for name in ("First", "Second"):
        incidents.report(by=alice, name=name, message="…", impacts={website.pk: PARTIAL})
        clock.shift(HOUR)

    (cause,) = snapshot.build().causes

    assert cause.incident is not None
    assert cause.incident.name == "First"


# Incidents


def test_a_hidden_incident_is_not_shown(alice: Actor, website: Component) -> None:
    incidents.report(
        by=alice, name="Secret", message="…", impacts={website.pk: MAJOR}, visible=False
    )

    shown = snapshot.build()

    assert shown.open_incidents == ()
    assert shown.level is Level.OPERATIONAL


def test_a_deleted_incident_is_not_shown(alice: Actor, website: Component) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    incidents.delete(slow.pk, by=alice)

    assert snapshot.build().is_empty is False
    assert snapshot.build().open_incidents == ()


def test_an_incident_under_embargo_shows_when_its_moment_comes(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    incidents.report(
        by=alice,
        name="Later",
        message="…",
        impacts={website.pk: MAJOR},
        published_at=NOON + HOUR,
    )
    before = snapshot.current()

    clock.shift(HOUR)
    after = snapshot.current()

    assert (before.open_incidents, before.level) == ((), Level.OPERATIONAL)
    assert [incident.name for incident in after.open_incidents] == ["Later"]
    assert after.level is Level.MAJOR_OUTAGE


def test_open_incidents_stand_with_the_newest_update_first(
    alice: Actor, clock: time_machine.Traveller
) -> None:
    old = incidents.report(by=alice, name="Old", message="…")
    clock.shift(HOUR)
    incidents.report(by=alice, name="Young", message="…")
    clock.shift(HOUR)
    incidents.post_update(old.pk, by=alice, status=IncidentStatus.WATCHING, message="Better")

    shown = snapshot.build()

    assert [incident.name for incident in shown.open_incidents] == ["Old", "Young"]


def test_an_open_incident_is_shown_however_old_it_is(alice: Actor) -> None:
    incidents.report(by=alice, name="Old", message="…", occurred_at=NOON - 400 * DAY)

    assert [incident.name for incident in snapshot.build().open_incidents] == ["Old"]


def test_an_open_incident_does_not_stand_among_past_days(alice: Actor) -> None:
    incidents.report(by=alice, name="Now", message="…")

    assert not any(day.incidents for day in snapshot.build().days)


def test_a_pinned_incident_is_shown_however_old_it_is(alice: Actor) -> None:
    incidents.report(
        by=alice,
        name="What happened in June",
        message="…",
        status=FIXED,
        stickied=True,
        occurred_at=NOON - 400 * DAY,
    )

    shown = snapshot.build()

    assert [incident.name for incident in shown.pinned_incidents] == ["What happened in June"]
    assert shown.level is Level.OPERATIONAL


def test_a_pinned_incident_that_is_open_stands_with_the_open_ones_alone(alice: Actor) -> None:
    incidents.report(by=alice, name="Now", message="…", stickied=True)

    shown = snapshot.build()

    assert [incident.name for incident in shown.open_incidents] == ["Now"]
    assert shown.pinned_incidents == ()


def test_a_pinned_incident_that_is_hidden_is_not_shown(alice: Actor) -> None:
    incidents.report(
        by=alice, name="Secret", message="…", status=FIXED, stickied=True, visible=False
    )

    assert snapshot.build().pinned_incidents == ()


def test_updates_stand_newest_first(alice: Actor, clock: time_machine.Traveller) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…")
    for message in ("First", "Second"):
        clock.shift(HOUR)
        incidents.post_update(slow.pk, by=alice, status=IncidentStatus.WATCHING, message=message)

    (incident,) = snapshot.build().open_incidents

    assert [update.message for update in incident.updates] == ["Second", "First"]


def test_an_impact_that_changed_is_one_line_with_what_is_said_now(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    clock.shift(HOUR)
    incidents.edit(slow.pk, by=alice, impacts={website.pk: PERFORMANCE})

    (incident,) = snapshot.build().open_incidents

    assert [(impact.status, impact.began_at) for impact in incident.impacts] == [
        (PERFORMANCE, NOON + HOUR)
    ]


def test_a_resolved_incident_keeps_the_worst_that_was_said(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    clock.shift(HOUR)
    incidents.edit(slow.pk, by=alice, impacts={website.pk: PERFORMANCE})
    clock.shift(HOUR)
    incidents.edit(slow.pk, by=alice, status=FIXED)

    (incident,) = snapshot.build().days[0].incidents

    assert [impact.status for impact in incident.impacts] == [MAJOR]
    assert incident.severity is MAJOR


# Past days


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


# How long it is true


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
