from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import GUEST, Actor

DAY = timedelta(days=1)


@pytest.fixture
def cast(alice: Actor, mia: Actor, victor: Actor) -> dict[str, Actor]:
    return {"guest": GUEST, "viewer": victor, "member": mia}


@pytest.mark.parametrize(
    ("visible", "published_in", "seen"),
    [
        (True, -DAY, {"guest", "viewer", "member"}),
        (False, -DAY, {"viewer", "member"}),
        (True, DAY, {"member"}),
        (False, DAY, {"member"}),
    ],
)
def test_who_sees_an_incident(
    cast: dict[str, Actor], alice: Actor, visible: bool, published_in: timedelta, seen: set[str]
) -> None:
    now = timezone.now()
    operations.report(
        by=alice, name="Slow", message="", visible=visible, published_at=now + published_in
    )

    assert seen == {
        name for name, viewer in cast.items() if Incident.objects.seen_by(viewer, at=now).exists()
    }
