"""Which incidents a visitor is told of, and what they and their updates say of components."""

from __future__ import annotations

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
from tests.overview.conftest import DAY, HOUR, NOON

OPERATIONAL, _, _, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
FIXED = IncidentStatus.FIXED

pytestmark = pytest.mark.usefixtures("clock")


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


def test_what_an_incident_said_of_a_component_is_told_oldest_first(
    alice: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    clock.shift(HOUR)
    incidents.edit(slow.pk, by=alice, impacts={website.pk: PARTIAL})
    clock.shift(HOUR)
    incidents.edit(slow.pk, by=alice, impacts={website.pk: OPERATIONAL})

    (incident,) = snapshot.build().open_incidents

    assert [
        [(spell.status, spell.began_at, spell.ended_at) for spell in course]
        for course in incident.courses
    ] == [[(MAJOR, NOON, NOON + HOUR), (PARTIAL, NOON + HOUR, NOON + 2 * HOUR)]]


def test_what_is_said_again_with_nothing_between_is_told_once(
    alice: Actor, probe: Actor, website: Component, clock: time_machine.Traveller
) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    clock.shift(HOUR)
    components.assert_status(website.pk, PERFORMANCE, by=probe)
    clock.shift(HOUR)
    incidents.edit(slow.pk, by=alice, impacts={website.pk: MAJOR})

    (incident,) = snapshot.build().open_incidents

    (course,) = incident.courses
    assert [(spell.began_at, spell.ended_at) for spell in course] == [(NOON, None)]
    assert Impact.objects.count() == 2


def test_an_update_says_what_it_stated_of_components_in_their_order(
    alice: Actor, website: Component
) -> None:
    search = components.create(by=alice, name="Search", position=-1)
    slow = incidents.report(by=alice, name="Slow", message="…")
    stated = {website.pk: OPERATIONAL, search.pk: PARTIAL}
    incidents.post_update(
        slow.pk, by=alice, status=IncidentStatus.WATCHING, message="…", impacts=stated
    )

    (incident,) = snapshot.build().open_incidents

    assert [(one.component, one.status) for one in incident.updates[0].stated] == [
        ("Search", PARTIAL),
        ("Website", OPERATIONAL),
    ]


def test_an_update_states_nothing_of_what_a_visitor_may_not_see(alice: Actor) -> None:
    back = components.create_group(by=alice, name="Back office", visible=False)
    hidden = components.create(by=alice, name="Secret", group_id=back.pk)
    disabled = components.create(by=alice, name="Switched off", enabled=False)
    slow = incidents.report(by=alice, name="Slow", message="…")
    stated = {hidden.pk: MAJOR, disabled.pk: OPERATIONAL}
    incidents.post_update(
        slow.pk, by=alice, status=IncidentStatus.WATCHING, message="…", impacts=stated
    )

    (incident,) = snapshot.build().open_incidents

    assert incident.updates[0].stated == ()


def test_an_update_of_a_past_incident_still_names_a_deleted_component(
    alice: Actor, website: Component
) -> None:
    slow = incidents.report(by=alice, name="Slow", message="…", impacts={website.pk: MAJOR})
    for status, stated in ((IncidentStatus.WATCHING, {website.pk: PARTIAL}), (FIXED, {})):
        incidents.post_update(slow.pk, by=alice, status=status, message="…", impacts=stated)
    components.delete(website.pk, by=alice)

    (incident,) = snapshot.build().days[0].incidents

    assert [one.component for one in incident.updates[1].stated] == ["Website"]
