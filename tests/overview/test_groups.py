from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.overview.rules import Level
from signalpost.overview.snapshot import Snapshot

pytestmark = pytest.mark.usefixtures("clock")

OPERATIONAL, UNKNOWN, _, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus
FIXED = IncidentStatus.FIXED


def names(shown: Snapshot) -> list[str]:
    return [component.name for group in shown.groups for component in group.components]


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
