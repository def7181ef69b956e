from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from signalpost.components.models import Component, StatusChange
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound

CHANGED, EDITED = "component.status_changed", "component.edited"


def test_what_a_person_says_is_asserted_and_kept(website: Component, alice: Actor) -> None:
    operations.state_component(website.pk, by=alice, status=Status.PARTIAL_OUTAGE)

    assert Component.objects.get().status == Status.PARTIAL_OUTAGE
    change = StatusChange.objects.latest("pk")
    assert (change.before, change.after) == (Status.OPERATIONAL, Status.PARTIAL_OUTAGE)


def test_it_ends_what_incidents_said(slow: Incident, website: Component, alice: Actor) -> None:
    operations.state_component(website.pk, by=alice, status=Status.OPERATIONAL)

    assert not Impact.objects.open().exists()
    assert Incident.objects.get().is_open
    assert Event.objects.get(kind=CHANGED).facts["released"] == [website.pk]


def test_what_an_incident_under_embargo_will_say_stays(website: Component, alice: Actor) -> None:
    operations.report(
        by=alice,
        name="Early",
        message="",
        published_at=timezone.now() + timedelta(days=1),
        impacts={website.pk: Status.MAJOR_OUTAGE},
    )

    operations.state_component(website.pk, by=alice, status=Status.OPERATIONAL)

    assert Impact.objects.open().exists()


def test_fields_alone_are_an_edit(website: Component, alice: Actor) -> None:
    operations.state_component(website.pk, by=alice, name="Site", tags=["edge"])

    component = Component.objects.get()
    assert (component.name, component.status) == ("Site", Status.OPERATIONAL)
    facts = Event.objects.get(kind=EDITED).facts
    assert facts["changed"] == {"name": ["Website", "Site"], "tags": [[], ["edge"]]}


def test_a_status_with_fields_is_one_event(website: Component, alice: Actor) -> None:
    operations.state_component(
        website.pk, by=alice, status=Status.MAJOR_OUTAGE, name="Site", silent=True
    )

    facts = Event.objects.get(kind=CHANGED).facts
    assert (facts["before"], facts["after"], facts["silent"]) == ("operational", "major", True)
    assert facts["changed"] == {"name": ["Website", "Site"]}
    assert not Event.objects.filter(kind=EDITED).exists()


def test_a_status_that_is_so_already_with_fields_is_an_edit(
    website: Component, alice: Actor
) -> None:
    operations.state_component(website.pk, by=alice, status=Status.OPERATIONAL, name="Site")

    assert Event.objects.filter(kind=EDITED).exists()
    assert not Event.objects.filter(kind=CHANGED).exists()


@pytest.mark.parametrize("given", [{}, {"status": Status.OPERATIONAL}, {"name": "Website"}])
def test_what_is_so_already_changes_nothing(
    website: Component, alice: Actor, given: dict[str, object]
) -> None:
    before = Event.objects.count()

    operations.state_component(website.pk, by=alice, **given)

    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"status": Status.UNDER_MAINTENANCE}, "status"),
        ({"name": ""}, "name"),
        ({"group_id": 99}, "group_id"),
        ({"tags": ["\x00"]}, "tags"),
    ],
)
def test_what_cannot_be_right_is_refused_and_leaves_it_as_it_was(
    website: Component, alice: Actor, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.state_component(website.pk, by=alice, **{"description": "new"} | given)

    assert refused.value.field == field
    assert Component.objects.get().description == ""


def test_an_unknown_component_is_not_found(alice: Actor, db: None) -> None:
    with pytest.raises(NotFound, match="No component with id 9"):
        operations.state_component(9, by=alice, status=Status.OPERATIONAL)
