from __future__ import annotations

import pytest

from signalpost.components import operations
from signalpost.components.models import Component, StatusChange
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound

KIND = "component.status_changed"


def test_what_a_check_says_is_asserted(website: Component, probe: Actor) -> None:
    operations.assert_status(website.pk, Status.MAJOR_OUTAGE, by=probe)

    assert Component.objects.get().status == Status.MAJOR_OUTAGE


def test_the_change_is_kept_with_who_and_why(website: Component, probe: Actor) -> None:
    operations.assert_status(website.pk, Status.MAJOR_OUTAGE, by=probe)

    change = StatusChange.objects.latest("pk")
    assert (change.before, change.after) == (Status.OPERATIONAL, Status.MAJOR_OUTAGE)
    assert (change.actor_kind, change.actor_name) == ("check", "https probe")
    assert change.reason == KIND
    assert Event.objects.get(kind=KIND).facts == {
        "name": "Website",
        "before": "operational",
        "after": "major",
    }


def test_what_was_asserted_already_changes_nothing(website: Component, probe: Actor) -> None:
    operations.assert_status(website.pk, Status.OPERATIONAL, by=probe)

    assert StatusChange.objects.count() == 1
    assert not Event.objects.filter(kind=KIND).exists()
    assert Component.objects.get().asserted_at == website.asserted_at


def test_maintenance_is_not_asserted(website: Component, probe: Actor) -> None:
    with pytest.raises(Invalid, match="planned as a window"):
        operations.assert_status(website.pk, Status.UNDER_MAINTENANCE, by=probe)


@pytest.mark.parametrize("is_deleted", [True, False])
def test_of_a_component_that_is_not_there_nothing_is_said(
    website: Component, alice: Actor, probe: Actor, is_deleted: bool
) -> None:
    if is_deleted:
        operations.delete(website.pk, by=alice)
    component_id = website.pk if is_deleted else 999

    with pytest.raises(NotFound, match=f"No component with id {component_id}"):
        operations.assert_status(component_id, Status.MAJOR_OUTAGE, by=probe)
