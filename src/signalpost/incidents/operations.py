"""What people and programs say about incidents, and through them about components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events import log
from signalpost.incidents import rows, speaking
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.speaking import Statuses
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.kernel.changes import assign
from signalpost.kernel.errors import Invalid
from signalpost.kernel.precondition import Precondition, always
from signalpost.kernel.text import TEXT, checked
from signalpost.kernel.unset import UNSET, Unset


@transaction.atomic
def report(
    *,
    by: Actor,
    name: str,
    message: str,
    postmortem: str = "",
    status: IncidentStatus = IncidentStatus.INVESTIGATING,
    impacts: Statuses | None = None,
    visible: bool = True,
    stickied: bool = False,
    notify: bool = False,
    occurred_at: datetime | None = None,
    published_at: datetime | None = None,
    meta: Mapping[str, Any] | None = None,
) -> Incident:
    """Open an incident and say which components it touches (domain rules 2, 7 and 8)."""
    touched = Component.objects.locked(impacts or {})
    now = timezone.now()  # after the lock: who waited for it speaks later
    incident = Incident(
        name=name,
        message=message,
        postmortem=postmortem,
        visible=visible,
        stickied=stickied,
        notify=notify,
        user_id=by.user_id,
        component_id=next(iter(impacts or {}), None),
        occurred_at=occurred_at or now,
        published_at=published_at or now,
        meta=rows.merged({}, meta or {}),
    )
    rows.check(incident)
    incident.move_to(status, at=now)
    incident.announced_at = now if incident.published_at <= now else None
    incident.save()
    speaking.state(
        incident, impacts or {}, touched, by=by, at=now, since=min(incident.occurred_at, now)
    )
    rows.record(
        "incident.reported",
        incident,
        by=by,
        status=status,
        visible=visible,
        notify=notify,
        published=incident.announced_at is not None,
        components=rows.named(touched.values()),
    )
    return incident


@transaction.atomic
def edit(
    incident_id: int,
    *,
    by: Actor,
    only_if: Precondition = always,
    status: IncidentStatus | Unset = UNSET,
    impacts: Statuses | None = None,
    meta: Mapping[str, Any] | None = None,
    **values: Any,
) -> Incident:
    """Change the given fields; `meta` is merged by key, and an empty value takes its key away."""
    incident, touched = rows.lock_with_components(incident_id, impacts or {})
    only_if()
    now = timezone.now()
    was_heard = incident.is_heard
    if impacts:
        values["component_id"] = next(iter(impacts))
    if meta:
        values["meta"] = rows.merged(incident.meta, meta)
    changed = assign(incident, values)
    if "published_at" in changed and incident.published_at > now:
        incident.announced_at = None
    rows.check(incident)
    if status is not UNSET and status != incident.status:
        changed["status"] = [incident.status, status]
        incident.move_to(status, at=now)
    if not changed and not impacts:
        return incident
    is_due = incident.announced_at is None and incident.published_at <= now
    if is_due:
        incident.announced_at = now
    incident.save()
    named = {pk: touched[pk] for pk in impacts or {}}
    if "occurred_at" in changed:
        speaking.carry_along(incident, occurred_before=changed["occurred_at"][0], at=now)
    if incident.is_heard and not was_heard:
        named |= speaking.spoken_of(incident)
        speaking.speak_up(incident, touched, by=by, at=now)
    released = speaking.release(incident, at=now)
    speaking.state(incident, impacts or {}, touched, by=by, at=now, since=now)
    rows.record(
        "incident.edited",
        incident,
        by=by,
        changed=changed,
        components=rows.named(named.values()),
        released=released,
    )
    if is_due:
        rows.record_published(incident, named.values(), by=by)
    return incident


@transaction.atomic
def post_update(
    incident_id: int,
    *,
    by: Actor,
    only_if: Precondition = always,
    status: IncidentStatus,
    message: str,
    impacts: Statuses | None = None,
) -> Update:
    """Say how it goes on: the incident takes the update's status."""
    touched = Component.objects.locked(impacts or {})
    incident = rows.lock(incident_id)
    only_if()
    now = timezone.now()
    update = Update.objects.create(
        incident=incident,
        status=rows.checked_status(status),
        message=checked(message, field="message", limit=TEXT, required=True),
        stated={str(pk): status for pk, status in (impacts or {}).items()},
        user_id=by.user_id,
    )
    before = incident.status
    incident.move_to(status, at=now)
    incident.save()
    released = speaking.release(incident, at=now)
    speaking.state(incident, impacts or {}, touched, by=by, at=now, since=now)
    rows.record(
        "incident.updated",
        incident,
        by=by,
        update_id=update.pk,
        status=status,
        changed={"status": [before, status]} if status != before else {},
        components=rows.named(touched.values()),
        released=released,
    )
    return update


@transaction.atomic
def edit_update(
    incident_id: int,
    update_id: int,
    *,
    by: Actor,
    only_if: Precondition = always,
    status: IncidentStatus | Unset = UNSET,
    message: str | Unset = UNSET,
) -> Update:
    """Correct what an update says. The incident's own status stays."""
    incident = rows.lock(incident_id)
    update = rows.lock_update(incident, update_id)
    only_if()
    values: dict[str, Any] = {}
    if status is not UNSET:
        values["status"] = rows.checked_status(status)
    if message is not UNSET:
        values["message"] = checked(message, field="message", limit=TEXT, required=True)
    changed = assign(update, values)
    if changed:
        update.user_id = by.user_id
        update.save()
        rows.record(
            "incident.update_edited",
            incident,
            by=by,
            update_id=update.pk,
            changed=changed,
        )
    return update


@transaction.atomic
def delete_update(
    incident_id: int, update_id: int, *, by: Actor, only_if: Precondition = always
) -> None:
    """Remove an update for good. The incident's own status stays."""
    incident = rows.lock(incident_id)
    update = rows.lock_update(incident, update_id)
    only_if()
    update.delete()
    rows.record("incident.update_deleted", incident, by=by, update_id=update_id)


@transaction.atomic
def delete(incident_id: int, *, by: Actor, only_if: Precondition = always) -> None:
    """Take it off every page with its updates; its components are let go (domain rule 3)."""
    incident = rows.lock(incident_id)
    only_if()
    now = timezone.now()
    incident.deleted_at = now
    incident.save()
    released = incident.impacts.end(at=now)
    rows.record("incident.deleted", incident, by=by, components=released)


@transaction.atomic
def correct_impact(
    impact_id: int,
    *,
    by: Actor,
    began_at: datetime,
    ended_at: datetime | None,
    only_if: Precondition = always,
) -> Impact:
    """Set right from when to when a component was touched (domain rule 8); uptime follows.

    An end on an open impact ends it; an ended one stays ended.
    """
    incident, impact = rows.lock_with_impact(impact_id)
    only_if()
    if ended_at is None and impact.ended_at is not None:
        raise Invalid("What has ended needs an end.", field="ended_at")
    speaking.check_span(began_at, ended_at)
    changed = assign(impact, {"began_at": began_at, "ended_at": ended_at})
    if not changed:
        return impact
    impact.save(update_fields=[*changed])
    rows.record(
        "incident.impact_corrected",
        incident,
        by=by,
        component_id=impact.component_id,
        began_at=began_at,
        ended_at=ended_at,
        changed=changed,
    )
    return impact


@transaction.atomic
def state_component(
    component_id: int,
    *,
    by: Actor,
    only_if: Precondition = always,
    status: ComponentStatus | Unset = UNSET,
    silent: bool = False,
    tags: Iterable[str] | None = None,
    **values: Any,
) -> Component:
    """Change a component, its status included: what a person says ends what incidents said.

    Domain rule 1.
    """
    component = components.lock(component_id)
    only_if()
    now = timezone.now()
    changed = components.revise(component, tags=tags, **values)
    said: dict[str, Any] = {}
    if status is not UNSET:
        before = component.status
        change = component.note_status(status, by=by, at=now, reason="component.status_changed")
        released = speaking.overrule(component, at=now)
        if change or released:
            said = {"before": before, "after": status, "silent": silent, "released": released}
    if said or changed:
        kind = "component.status_changed" if said else "component.edited"
        log.record(kind, component, by=by, name=component.name, changed=changed, **said)
    return component
