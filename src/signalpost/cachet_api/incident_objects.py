"""The objects of incidents and their updates, as the caller may see them: contract 3.5 and 3.6."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Any

from django.db.models import Case, F, Prefetch, QuerySet, When

from signalpost.cachet_api import words
from signalpost.cachet_api.call import Call
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.statuses import IncidentStatus


def with_parts(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    newest_first = Update.objects.order_by("-created_at", "-pk")
    impacts = Impact.objects.select_related("component").order_by("pk")
    parts = (Prefetch("updates", newest_first), Prefetch("impacts", impacts))
    return rows.select_related("component").prefetch_related(*parts)


def present(call: Call, incidents: Sequence[Incident]) -> list[dict[str, Any]]:
    """The contract's objects, in its key order."""
    hidden = _hidden(call, (one for incident in incidents for one in incident.updates.all()))
    return [_object(call, incident, hidden) for incident in incidents]


def present_updates(call: Call, updates: Sequence[Update]) -> list[dict[str, Any]]:
    hidden = _hidden(call, updates)
    return [_update(call, update, hidden) for update in updates]


def _update(call: Call, update: Update, hidden: Set[int]) -> dict[str, Any]:
    number = words.INCIDENT[IncidentStatus(update.status)]
    return call.dated(
        {
            "id": update.pk,
            "incident_id": update.incident_id,
            "status": number,
            "message": update.message,
            "user_id": update.user_id,
            "created_at": update.created_at,
            "updated_at": update.updated_at,
            "human_status": words.INCIDENT_NAME[number],
            "permalink": f"{call.base}/incidents/{update.incident_id}#update-{update.pk}",
            "components": [
                {"id": int(pk), "status": words.COMPONENT[ComponentStatus(said)]}
                for pk, said in update.stated.items()
                if int(pk) not in hidden
            ],
        }
    )


def _object(call: Call, incident: Incident, hidden: Set[int]) -> dict[str, Any]:
    updates = list(incident.updates.all())
    newest = updates[0] if updates else None
    own = words.INCIDENT[IncidentStatus(incident.status)]
    latest = words.INCIDENT[IncidentStatus(newest.status)] if newest else own
    return call.dated(
        {
            "id": incident.pk,
            "user_id": incident.user_id,
            "component_id": _component_id(call, incident),
            "name": incident.name,
            "status": own,
            "visible": int(incident.visible),
            "stickied": incident.stickied,
            "notifications": False,
            "message": incident.message,
            "occurred_at": incident.occurred_at,
            "created_at": incident.created_at,
            "updated_at": incident.updated_at,
            "deleted_at": None,
            "is_resolved": latest == words.INCIDENT[IncidentStatus.FIXED],
            "meta": incident.meta or [],
            "updates": [_update(call, update, hidden) for update in updates],
            "human_status": words.INCIDENT_NAME[own],
            "latest_update_id": newest.pk if newest else None,
            "latest_status": latest,
            "latest_human_status": words.INCIDENT_NAME[latest],
            "latest_icon": words.INCIDENT_ICON[latest],
            "permalink": f"{call.base}/incidents/{incident.pk}",
            "duration": _duration(incident, newest),
            "components": _touched(call, incident),
            "published_at": incident.published_at,
            "resolved_at": incident.resolved_at,
            "postmortem": incident.postmortem,
        }
    )


def shown_component(call: Call) -> Case | F:
    """What a list is filtered by: the component that `component_id` names."""
    if call.by.is_team:
        return F("component")
    return Case(When(component__enabled=True, then=F("component")))


def _component_id(call: Call, incident: Incident) -> int:
    """0 without one, and for guests also instead of one that is disabled."""
    component = incident.component
    return component.pk if component and (component.enabled or call.by.is_team) else 0


def _hidden(call: Call, updates: Iterable[Update]) -> Set[int]:
    """The components that they spoke of and that the caller may not see."""
    spoken_of = {int(pk) for update in updates for pk in update.stated}
    if call.by.is_team or not spoken_of:
        return frozenset()
    disabled = Component.objects.filter(pk__in=spoken_of, enabled=False)
    return set(disabled.values_list("pk", flat=True))


def _touched(call: Call, incident: Incident) -> list[dict[str, Any]]:
    """What it last said of each component it ever spoke of; open while `ended_at` is null."""
    newest = {impact.component_id: impact for impact in incident.impacts.all()}
    return [
        call.dated(
            {
                "id": impact.component_id,
                "name": impact.component.name,
                "status": words.COMPONENT[ComponentStatus(impact.status)],
                "began_at": impact.began_at,
                "ended_at": impact.ended_at,
            }
        )
        for impact in newest.values()
        if impact.component.enabled or call.by.is_team
    ]


def _duration(incident: Incident, newest: Update | None) -> int:
    if newest is None:
        return 0
    return max(0, int((newest.created_at - incident.created_at).total_seconds()))
