from __future__ import annotations

from datetime import UTC, datetime

import pytest

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound


def test_what_is_given_changes_and_the_rest_stays(slow: Incident, alice: Actor) -> None:
    operations.edit(slow.pk, by=alice, name="Slower", stickied=True)

    incident = Incident.objects.get()
    assert (incident.name, incident.stickied) == ("Slower", True)
    assert (incident.message, incident.visible) == ("We look.", True)


def test_the_book_says_what_changed(slow: Incident, alice: Actor) -> None:
    operations.edit(slow.pk, by=alice, name="Slower", status=IncidentStatus.IDENTIFIED)

    facts = Event.objects.get(kind="incident.edited").facts
    assert facts["changed"] == {
        "name": ["Slow", "Slower"],
        "status": ["investigating", "identified"],
    }


def test_a_post_mortem_is_kept_and_the_book_says_what_it_was(slow: Incident, alice: Actor) -> None:
    operations.edit(slow.pk, by=alice, postmortem="A full disk.")

    facts = Event.objects.get(kind="incident.edited").facts
    assert Incident.objects.get().postmortem == "A full disk."
    assert facts["changed"] == {"postmortem": ["", "A full disk."]}


def test_what_is_so_already_changes_nothing(slow: Incident, alice: Actor) -> None:
    operations.edit(slow.pk, by=alice, name="Slow", status=IncidentStatus.INVESTIGATING)

    assert not Event.objects.filter(kind="incident.edited").exists()


def test_times_that_are_sent_back_as_doors_show_them_change_nothing(
    slow: Incident, alice: Actor
) -> None:
    shown = {
        field: getattr(slow, field).replace(microsecond=0)
        for field in ("occurred_at", "published_at")
    }

    operations.edit(slow.pk, by=alice, **shown)

    assert not Event.objects.filter(kind="incident.edited").exists()


@pytest.mark.parametrize("field", ["occurred_at", "published_at"])
def test_a_time_that_not_every_zone_can_show_is_refused(
    slow: Incident, alice: Actor, field: str
) -> None:
    with pytest.raises(Invalid, match="A date lies between") as refused:
        operations.edit(slow.pk, by=alice, **{field: datetime(9999, 12, 31, 23, tzinfo=UTC)})

    assert refused.value.field == field


def test_meta_is_merged_by_key_and_an_empty_value_takes_its_key_away(alice: Actor) -> None:
    incident = operations.report(by=alice, name="Slow", message="", meta={"a": 1, "b": 2})

    operations.edit(incident.pk, by=alice, meta={"b": None, "c": 3})

    assert Incident.objects.get().meta == {"a": 1, "c": 3}


def test_fixing_it_resolves_it_and_ends_its_impacts(slow: Incident, alice: Actor) -> None:
    operations.edit(slow.pk, by=alice, status=IncidentStatus.FIXED)

    assert Incident.objects.get().resolved_at is not None
    assert Impact.objects.get().ended_at is not None


def test_reopening_it_brings_no_impact_back(slow: Incident, alice: Actor) -> None:
    operations.edit(slow.pk, by=alice, status=IncidentStatus.FIXED)

    operations.edit(slow.pk, by=alice, status=IncidentStatus.IDENTIFIED)

    assert Incident.objects.get().resolved_at is None
    assert not Impact.objects.open().exists()


def test_fixing_it_again_keeps_when_it_was_fixed(slow: Incident, alice: Actor) -> None:
    first = operations.edit(slow.pk, by=alice, status=IncidentStatus.FIXED).resolved_at

    operations.edit(slow.pk, by=alice, status=IncidentStatus.FIXED, name="Was slow")

    assert Incident.objects.get().resolved_at == first


def test_a_new_status_for_a_component_ends_one_impact_and_begins_another(
    slow: Incident, website: Component, alice: Actor
) -> None:
    operations.edit(slow.pk, by=alice, impacts={website.pk: Status.MAJOR_OUTAGE})

    first, second = Impact.objects.order_by("pk")
    assert (first.status, first.ended_at) == (Status.PERFORMANCE_ISSUES, second.began_at)
    assert (second.status, second.ended_at) == (Status.MAJOR_OUTAGE, None)


def test_the_same_status_stated_again_changes_no_impact(
    slow: Incident, website: Component, alice: Actor
) -> None:
    before = Impact.objects.values().get()

    operations.edit(slow.pk, by=alice, impacts={website.pk: Status.PERFORMANCE_ISSUES})

    assert Impact.objects.values().get() == before


def test_stating_operational_ends_the_impact_and_asserts_it(
    slow: Incident, website: Component, alice: Actor
) -> None:
    operations.edit(slow.pk, by=alice, impacts={website.pk: Status.OPERATIONAL})

    assert not Impact.objects.open().exists()
    assert Component.objects.get().status == Status.OPERATIONAL


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"message": "\x00"}, "message"),
        ({"postmortem": "x" * 100_001}, "postmortem"),
    ],
)
def test_what_cannot_be_right_is_refused_and_leaves_it_as_it_was(
    slow: Incident, alice: Actor, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.edit(slow.pk, by=alice, status=IncidentStatus.FIXED, **given)

    assert refused.value.field == field
    assert Incident.objects.get().status == IncidentStatus.INVESTIGATING


def test_a_deleted_incident_is_not_found(slow: Incident, alice: Actor) -> None:
    operations.delete(slow.pk, by=alice)

    with pytest.raises(NotFound, match=f"No incident with id {slow.pk}"):
        operations.edit(slow.pk, by=alice, name="Slower")
