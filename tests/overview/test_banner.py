from __future__ import annotations

import pytest
import time_machine

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.overview.rules import Level
from tests.overview.conftest import HOUR, NOON

pytestmark = pytest.mark.usefixtures("clock")

_, UNKNOWN, _, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus


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
