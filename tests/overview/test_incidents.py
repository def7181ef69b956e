"""What incidents and their updates say of components, as a visitor is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

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

OPERATIONAL, _, _, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
FIXED = IncidentStatus.FIXED

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(alice: Actor) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


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
