from __future__ import annotations

import pytest
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import NotFound


def test_it_is_seen_by_nobody_and_its_components_are_let_go(
    slow: Incident, website: Component, alice: Actor
) -> None:
    operations.delete(slow.pk, by=alice)

    for viewer in (GUEST, alice):
        assert not Incident.objects.seen_by(viewer, at=timezone.now()).exists()
    assert not Impact.objects.open().exists()
    assert Event.objects.get(kind="incident.deleted").facts == {
        "name": "Slow",
        "components": [website.pk],
    }


def test_it_goes_once(slow: Incident, alice: Actor) -> None:
    operations.delete(slow.pk, by=alice)

    with pytest.raises(NotFound):
        operations.delete(slow.pk, by=alice)

    assert Event.objects.filter(kind="incident.deleted").count() == 1
