from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid


def test_an_incident_opens_as_investigating_and_visible(alice: Actor) -> None:
    incident = operations.report(by=alice, name="Slow", message="We look.")

    assert incident.status == IncidentStatus.INVESTIGATING
    assert (incident.visible, incident.stickied, incident.resolved_at) == (True, False, None)
    assert incident.user_id == alice.user_id


def test_it_occurred_and_was_published_now(alice: Actor) -> None:
    before = timezone.now().replace(microsecond=0)

    incident = operations.report(by=alice, name="Slow", message="")

    assert before <= incident.occurred_at <= timezone.now()
    assert incident.published_at == incident.occurred_at


def test_it_says_what_its_components_are(slow: Incident, website: Component) -> None:
    impact = Impact.objects.get()

    assert (impact.incident, impact.component) == (slow, website)
    assert impact.status == Status.PERFORMANCE_ISSUES
    assert impact.ended_at is None
    assert slow.component == website


def test_an_impact_begins_when_the_incident_occurred(alice: Actor, website: Component) -> None:
    incident = operations.report(
        by=alice,
        name="Slow",
        message="",
        occurred_at=timezone.now() - timedelta(hours=1),
        impacts={website.pk: Status.MAJOR_OUTAGE},
    )

    assert Impact.objects.get().began_at == incident.occurred_at


def test_one_that_occurs_later_touches_its_components_now(alice: Actor, website: Component) -> None:
    tomorrow = timezone.now() + timedelta(days=1)

    operations.report(
        by=alice,
        name="Slow",
        message="",
        occurred_at=tomorrow,
        impacts={website.pk: Status.MAJOR_OUTAGE},
    )

    assert Impact.objects.get().began_at < tomorrow


def test_it_is_written_in_the_book(slow: Incident, website: Component) -> None:
    event = Event.objects.get(kind="incident.reported")

    assert event.subject_id == slow.pk
    assert (
        event.facts.items()
        >= {
            "name": "Slow",
            "status": "investigating",
            "visible": True,
            "notify": False,
            "components": [{"id": website.pk, "name": "Website"}],
        }.items()
    )


def test_one_that_is_fixed_from_the_start_is_resolved_and_holds_nothing(
    alice: Actor, website: Component
) -> None:
    incident = operations.report(
        by=alice,
        name="Was slow",
        message="",
        status=IncidentStatus.FIXED,
        impacts={website.pk: Status.PARTIAL_OUTAGE},
    )

    assert incident.resolved_at is not None
    assert not Impact.objects.exists()
    assert Component.objects.get().status == Status.PARTIAL_OUTAGE


def test_meta_keeps_what_is_not_empty(alice: Actor) -> None:
    incident = operations.report(by=alice, name="Slow", message="", meta={"a": 1, "b": "", "c": []})

    assert incident.meta == {"a": 1}


def test_it_leaves_nothing_behind_when_a_component_is_unknown(
    alice: Actor, website: Component
) -> None:
    before = Event.objects.count()

    with pytest.raises(Invalid, match="No component with id 99") as refused:
        operations.report(
            by=alice,
            name="Slow",
            message="",
            impacts={website.pk: Status.MAJOR_OUTAGE, 99: Status.MAJOR_OUTAGE},
        )

    assert refused.value.field == "components"
    assert not Incident.objects.exists()
    assert not Impact.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"message": "x" * 100_001}, "message"),
        ({"message": "a\x00"}, "message"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field(
    alice: Actor, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.report(by=alice, **{"name": "Slow", "message": ""} | given)

    assert refused.value.field == field
    assert not Incident.objects.exists()


def test_maintenance_is_not_stated_by_an_incident(alice: Actor, website: Component) -> None:
    with pytest.raises(Invalid, match="planned as a window"):
        operations.report(
            by=alice, name="Slow", message="", impacts={website.pk: Status.UNDER_MAINTENANCE}
        )

    assert not Incident.objects.exists()


@pytest.mark.parametrize("said", [Status.MAJOR_OUTAGE, Status.OPERATIONAL])
@pytest.mark.parametrize("visible", [True, False])
def test_many_components_ask_no_more_questions_than_two(
    alice: Actor,
    said: Status,
    visible: bool,
    django_assert_max_num_queries: Any,
) -> None:
    made = [
        components.create(by=alice, name=f"Host {number}", status=Status.PARTIAL_OUTAGE).pk
        for number in range(40)
    ]
    with CaptureQueriesContext(connection) as two:
        operations.report(
            by=alice, name="A", message="", impacts=dict.fromkeys(made[:2], said), visible=visible
        )

    with django_assert_max_num_queries(len(two)):
        operations.report(
            by=alice, name="B", message="", impacts=dict.fromkeys(made[2:], said), visible=visible
        )
