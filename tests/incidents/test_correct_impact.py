from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime

from signalpost.components.models import Component
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound

HOUR = timedelta(hours=1)


@pytest.fixture
def impact(slow: Incident) -> Impact:
    return slow.impacts.get()


def test_its_times_are_set_right(impact: Impact, alice: Actor) -> None:
    began, ended = impact.began_at - 2 * HOUR, impact.began_at - HOUR

    operations.correct_impact(impact.pk, by=alice, began_at=began, ended_at=ended)

    corrected = Impact.objects.get()
    assert (corrected.began_at, corrected.ended_at) == (began, ended)


def test_it_is_written_in_the_book(impact: Impact, website: Component, alice: Actor) -> None:
    first = impact.began_at.replace(microsecond=0)
    Impact.objects.update(began_at=first)

    operations.correct_impact(impact.pk, by=alice, began_at=first - HOUR, ended_at=None)

    facts = Event.objects.get(kind="incident.impact_corrected").facts
    before, after = (parse_datetime(moment) for moment in facts["changed"]["began_at"])
    assert (facts["component_id"], facts["ended_at"]) == (website.pk, None)
    assert (before, after) == (first, first - HOUR)


def test_what_was_right_is_not_corrected(impact: Impact, alice: Actor) -> None:
    operations.correct_impact(impact.pk, by=alice, began_at=impact.began_at, ended_at=None)

    assert not Event.objects.filter(kind="incident.impact_corrected").exists()


def test_it_cannot_end_before_it_began(impact: Impact, alice: Actor) -> None:
    with pytest.raises(Invalid, match="before it began"):
        operations.correct_impact(
            impact.pk, by=alice, began_at=impact.began_at, ended_at=impact.began_at - HOUR
        )


def test_what_has_ended_stays_ended(impact: Impact, alice: Actor) -> None:
    operations.edit(impact.incident_id, by=alice, status=IncidentStatus.FIXED)

    with pytest.raises(Invalid, match="needs an end"):
        operations.correct_impact(impact.pk, by=alice, began_at=impact.began_at, ended_at=None)


def test_an_unknown_impact_is_not_found(alice: Actor, impact: Impact) -> None:
    with pytest.raises(NotFound, match="No impact with id 999"):
        operations.correct_impact(999, by=alice, began_at=impact.began_at, ended_at=None)
