from __future__ import annotations

import pytest

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound


def test_the_incident_takes_the_updates_status(slow: Incident, mia: Actor) -> None:
    update = operations.post_update(
        slow.pk, by=mia, status=IncidentStatus.WATCHING, message="Better."
    )

    assert Incident.objects.get().status == IncidentStatus.WATCHING
    assert (update.message, update.user_id) == ("Better.", mia.user_id)


def test_a_fixed_one_resolves_it_and_ends_its_impacts(
    slow: Incident, website: Component, alice: Actor
) -> None:
    operations.post_update(slow.pk, by=alice, status=IncidentStatus.FIXED, message="Done.")

    assert Incident.objects.get().resolved_at is not None
    assert not Impact.objects.open().exists()
    assert Event.objects.get(kind="incident.updated").facts["released"] == [website.pk]


def test_it_states_components_that_the_incident_did_not_touch_before(
    slow: Incident, checkout: Component, alice: Actor
) -> None:
    operations.post_update(
        slow.pk,
        by=alice,
        status=IncidentStatus.IDENTIFIED,
        message="Checkout, too.",
        impacts={checkout.pk: Status.MAJOR_OUTAGE},
    )

    assert Impact.objects.open().count() == 2
    assert Event.objects.get(kind="incident.updated").facts["components"] == [
        {"id": checkout.pk, "name": "Checkout"}
    ]


def test_it_is_written_in_the_book(slow: Incident, alice: Actor) -> None:
    update = operations.post_update(
        slow.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="Found."
    )

    facts = Event.objects.get(kind="incident.updated").facts
    assert (facts["name"], facts["update_id"], facts["status"]) == ("Slow", update.pk, "identified")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"message": " "}, "message"),
        ({"message": "x" * 100_001}, "message"),
        ({"status": IncidentStatus.SCHEDULED}, "status"),
        ({"impacts": {99: Status.MAJOR_OUTAGE}}, "components"),
    ],
)
def test_what_cannot_be_right_is_refused_and_leaves_nothing(
    slow: Incident, alice: Actor, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.post_update(
            slow.pk, by=alice, **{"status": IncidentStatus.FIXED, "message": "Done."} | given
        )

    assert refused.value.field == field
    assert Incident.objects.get().status == IncidentStatus.INVESTIGATING
    assert not Update.objects.exists()


def test_a_deleted_incident_goes_on_no_more(slow: Incident, alice: Actor) -> None:
    operations.delete(slow.pk, by=alice)

    with pytest.raises(NotFound):
        operations.post_update(slow.pk, by=alice, status=IncidentStatus.FIXED, message="Done.")
