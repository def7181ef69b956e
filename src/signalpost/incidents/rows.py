"""Taking, checking and writing down incidents: what every operation here shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from signalpost.components.models import Component
from signalpost.events import log
from signalpost.incidents.models import Impact, Incident, Unspoken, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.kernel.moments import checked_moment
from signalpost.kernel.text import NAME, TEXT, checked


def lock(incident_id: int) -> Incident:
    """Take it; NotFound once it is deleted."""
    rows = Incident.objects.standing().select_for_update(no_key=True)
    incident = rows.filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(f"No incident with id {incident_id}.")
    return incident


def lock_with_components(
    incident_id: int, ids: Collection[int] = ()
) -> tuple[Incident, dict[int, Component]]:
    """Take those components and those of which it has something to say yet, then the incident.

    Where somebody else has made it say more of others meanwhile, all are let go and taken anew:
    components come first.
    """
    while True:
        before = transaction.savepoint()
        waiting = _unspoken(incident_id)
        touched = Component.objects.locked(ids, if_standing=waiting)
        incident = lock(incident_id)
        if _unspoken(incident_id) <= {*ids, *waiting}:
            transaction.savepoint_commit(before)
            return incident, touched
        transaction.savepoint_rollback(before)


def _unspoken(incident_id: int) -> set[int]:
    return set(Unspoken.objects.of(incident_id).values_list("component", flat=True))


def lock_with_impact(impact_id: int) -> tuple[Incident, Impact]:
    """Take its incident, then the impact."""
    incident_id = Impact.objects.filter(pk=impact_id).values_list("incident", flat=True).first()
    if incident_id is None:
        raise NotFound(f"No impact with id {impact_id}.")
    return lock(incident_id), Impact.objects.select_for_update().get(pk=impact_id)


def lock_update(incident: Incident, update_id: int) -> Update:
    """Take it, after its incident."""
    update = incident.updates.select_for_update().filter(pk=update_id).first()
    if update is None:
        raise NotFound(f"Incident {incident.pk} has no update with id {update_id}.")
    return update


def check(incident: Incident) -> None:
    """Make its texts and times fit to keep; Invalid where they cannot be."""
    incident.name = checked(incident.name, field="name", limit=NAME, required=True)
    incident.message = checked(incident.message, field="message", limit=TEXT)
    incident.postmortem = checked(incident.postmortem, field="postmortem", limit=TEXT)
    incident.occurred_at = checked_moment(incident.occurred_at, field="occurred_at")
    incident.published_at = checked_moment(incident.published_at, field="published_at")


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


def record_published(incident: Incident, spoken_of: Iterable[Component], *, by: Actor) -> None:
    """Write that visitors see it from now on, with what a report tells."""
    record(
        "incident.published",
        incident,
        by=by,
        status=incident.status,
        visible=incident.visible,
        notify=incident.notify,
        components=named(spoken_of),
    )


def record(kind: str, incident: Incident, *, by: Actor, **facts: Any) -> None:
    """Write the event, with the name it had then."""
    log.record(kind, incident, by=by, name=incident.name, **facts)
