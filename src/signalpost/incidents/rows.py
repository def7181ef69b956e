"""Taking, checking and writing down incidents: what every operation here shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from signalpost.components.models import Component
from signalpost.events import log
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.kernel.text import NAME, TEXT, checked


def lock(incident_id: int) -> Incident:
    """Take it; NotFound once it is deleted."""
    rows = Incident.objects.standing().select_for_update(no_key=True)
    incident = rows.filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(f"No incident with id {incident_id}.")
    return incident


def lock_update(incident: Incident, update_id: int) -> Update:
    """Take it, after its incident."""
    update = incident.updates.select_for_update().filter(pk=update_id).first()
    if update is None:
        raise NotFound(f"Incident {incident.pk} has no update with id {update_id}.")
    return update


def check(incident: Incident) -> None:
    """Make its texts fit to keep; Invalid where they cannot be."""
    incident.name = checked(incident.name, field="name", limit=NAME, required=True)
    incident.message = checked(incident.message, field="message", limit=TEXT)
    incident.postmortem = checked(incident.postmortem, field="postmortem", limit=TEXT)


def checked_status(status: IncidentStatus) -> IncidentStatus:
    """One that an update may give."""
    if status is IncidentStatus.SCHEDULED:
        raise Invalid("An update cannot make an incident scheduled.", field="status")
    return status


def merged(before: Mapping[str, Any], meta: Mapping[str, Any]) -> dict[str, Any]:
    """By key; an empty value takes its key away."""
    return {key: value for key, value in {**before, **meta}.items() if value}


def named(components: Iterable[Component]) -> list[dict[str, Any]]:
    """As facts tell of them: readers need the names when the rows are gone."""
    return [{"id": component.pk, "name": component.name} for component in components]


def record(kind: str, incident: Incident, *, by: Actor, **facts: Any) -> None:
    """Write the event, with the name it had then."""
    log.record(kind, incident, by=by, name=incident.name, **facts)
