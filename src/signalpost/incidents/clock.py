"""What the clock does with incidents: it ends embargoes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Min

from signalpost.incidents import rows, speaking
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import NotFound


def publish_due(*, by: Actor, now: datetime) -> int:
    """Announce each incident whose embargo has ended, once, however many runners ask."""
    due = Incident.objects.held_back().filter(published_at__lte=now)
    ids = list(due.order_by("published_at", "pk").values_list("pk", flat=True))
    return sum(_publish(incident_id, by=by, now=now) for incident_id in ids)


def next_due() -> datetime | None:
    """When the next embargo ends; None while there is none."""
    moment: datetime | None = Incident.objects.held_back().aggregate(at=Min("published_at"))["at"]
    return moment


@transaction.atomic
def _publish(incident_id: int, *, by: Actor, now: datetime) -> bool:
    """False where somebody else was faster, or has thought better of it."""
    try:
        incident, touched = rows.lock_with_components(incident_id)
    except NotFound:
        return False
    if incident.announced_at is not None or incident.published_at > now:
        return False
    incident.announced_at = now
    incident.save()
    named = speaking.spoken_of(incident)
    if incident.is_heard:
        speaking.speak_up(incident, touched, by=by, at=now)
    rows.record_published(incident, named.values(), by=by)
    return True
