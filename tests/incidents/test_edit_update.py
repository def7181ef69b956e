from __future__ import annotations

import pytest

from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound


@pytest.fixture
def found(slow: Incident, alice: Actor) -> Update:
    return operations.post_update(
        slow.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="Found."
    )


def test_it_corrects_what_the_update_says_and_leaves_the_incident(
    slow: Incident, found: Update, mia: Actor
) -> None:
    operations.edit_update(slow.pk, found.pk, by=mia, status=IncidentStatus.FIXED, message="Gone.")

    update = Update.objects.get()
    assert (update.status, update.message) == (IncidentStatus.FIXED, "Gone.")
    assert update.user_id == mia.user_id
    assert Incident.objects.get().status == IncidentStatus.IDENTIFIED


def test_the_book_says_what_changed(slow: Incident, found: Update, alice: Actor) -> None:
    operations.edit_update(slow.pk, found.pk, by=alice, message="Gone.")

    facts = Event.objects.get(kind="incident.update_edited").facts
    assert facts["changed"] == {"message": ["Found.", "Gone."]}


def test_what_is_so_already_changes_nothing(slow: Incident, found: Update, mia: Actor) -> None:
    operations.edit_update(slow.pk, found.pk, by=mia, message="Found.")

    assert Update.objects.get().user_id == found.user_id
    assert not Event.objects.filter(kind="incident.update_edited").exists()


@pytest.mark.parametrize(
    "given", [{"message": " "}, {"status": IncidentStatus.SCHEDULED}, {"message": "a\x00"}]
)
def test_what_cannot_be_right_is_refused(
    slow: Incident, found: Update, alice: Actor, given: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.edit_update(slow.pk, found.pk, by=alice, **given)

    assert refused.value.field in given


def test_an_update_of_another_incident_is_not_found(found: Update, alice: Actor) -> None:
    other = operations.report(by=alice, name="Other", message="")

    with pytest.raises(NotFound, match=f"Incident {other.pk} has no update with id {found.pk}"):
        operations.edit_update(other.pk, found.pk, by=alice, message="x")


def test_a_deleted_update_is_gone_and_the_incident_stays_as_it_is(
    slow: Incident, found: Update, alice: Actor
) -> None:
    operations.delete_update(slow.pk, found.pk, by=alice)

    assert not Update.objects.exists()
    assert Incident.objects.get().status == IncidentStatus.IDENTIFIED
    assert Event.objects.get(kind="incident.update_deleted").facts["update_id"] == found.pk


def test_it_goes_once(slow: Incident, found: Update, alice: Actor) -> None:
    operations.delete_update(slow.pk, found.pk, by=alice)

    with pytest.raises(NotFound):
        operations.delete_update(slow.pk, found.pk, by=alice)
