"""What incidents say of components: the halves of operations that record nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Impact, Incident, Unspoken
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid

Statuses = Mapping[int, ComponentStatus]


def release(incident: Incident, *, at: datetime) -> list[int]:
    """Let its components go once it is fixed (domain rule 3); their ids."""
    if incident.is_open:
        return []
    return incident.impacts.end(at=at)


def state(
    incident: Incident,
    statuses: Statuses,
    touched: Mapping[int, Component],
    *,
    by: Actor,
    at: datetime,
    since: datetime,
) -> None:
    """Let the incident speak of locked components (domain rules 2 and 3).

    What it says while nobody sees it is kept for speak_up (domain rule 7).
    """
    if not statuses:
        return
    if ComponentStatus.UNDER_MAINTENANCE in statuses.values():
        raise Invalid("Maintenance is planned as a window, not stated.", field="components")
    earlier = incident.impacts.open().filter(component__in=statuses)
    by_component = {impact.component_id: impact for impact in earlier}
    said = {
        pk: status
        for pk, status in sorted(statuses.items())
        if not _stands(incident, status, by_component.get(pk), touched[pk])
    }
    if not by_component.keys().isdisjoint(said):
        earlier.filter(component__in=said).end(at=at)
    asserted = {pk: status for pk, status in said.items() if _is_asserted(incident, status)}
    if incident.is_heard:
        words = [(touched[pk], status) for pk, status in asserted.items()]
        Component.objects.note_statuses(words, by=by, at=at, reason="incident")
    else:
        _keep(incident, asserted)
    Impact.objects.bulk_create(
        Impact(
            incident=incident,
            component_id=component_id,
            status=status,
            stated_at=at if incident.is_heard else None,
            began_at=since,
        )
        for component_id, status in said.items()
        if component_id not in asserted
    )


def spoken_of(incident: Incident) -> dict[int, Component]:
    """Those of which it says something now, or will once it is visible."""
    impacts = incident.impacts.open().values("component")
    unspoken = incident.unspoken.values("component")
    rows = Component.objects.filter(Q(pk__in=impacts) | Q(pk__in=unspoken))
    return {component.pk: component for component in rows.order_by("pk")}


def speak_up(
    incident: Incident, touched: Mapping[int, Component], *, by: Actor, at: datetime
) -> None:
    """Say what was kept until the incident is visible, as if it had just been reported.

    So it speaks last, and what checks found before rests behind it. `touched` are the components
    of unspoken words, locked.
    """
    words = incident.unspoken.filter(component__in=touched).order_by("component")
    said = [(touched[word.component_id], ComponentStatus(word.status)) for word in words]
    Component.objects.note_statuses(said, by=by, at=at, reason="incident")
    incident.unspoken.all().delete()
    incident.impacts.filter(stated_at__isnull=True).update(stated_at=at)


def overrule(component: Component, *, at: datetime) -> list[int]:
    """A person speaks of a locked component: what incidents said of it ends (domain rule 1).

    That of hidden ones, too: whoever reveals them later says nothing new. An incident under
    embargo has not spoken yet, and will. The component's id for each word that ended.
    """
    earlier = {"component": component, "incident__published_at__lte": at}
    unspoken, _ = Unspoken.objects.filter(**earlier).delete()
    return Impact.objects.filter(**earlier).end(at=at) + [component.pk] * unspoken


def carry_along(incident: Incident, *, occurred_before: datetime, at: datetime) -> None:
    """What began with the incident still does, when that turns out to have occurred otherwise."""
    began_at = min(incident.occurred_at, at)
    with_it = Q(began_at=occurred_before) & (Q(ended_at__isnull=True) | Q(ended_at__gte=began_at))
    for impact in incident.impacts.filter(with_it).order_by("pk").select_for_update():
        impact.began_at = began_at
        impact.save(update_fields=["began_at"])


def check_span(began_at: datetime, ended_at: datetime | None) -> None:
    """What is still to come is not known yet."""
    now = timezone.now()
    if began_at > now:
        raise Invalid("It cannot begin in the future.", field="began_at")
    if ended_at is not None and ended_at > now:
        raise Invalid("It cannot end in the future.", field="ended_at")
    if ended_at is not None and ended_at < began_at:
        raise Invalid("It cannot end before it began.", field="ended_at")


def _stands(
    incident: Incident, status: ComponentStatus, earlier: Impact | None, component: Component
) -> bool:
    """Whether the incident says so already, or is about to, and nobody has spoken since.

    Where a check has, saying it again begins another impact: until now the check was right.
    """
    if not incident.is_open or earlier is None or earlier.status != status:
        return False
    return earlier.stated_at is None or earlier.stated_at >= component.asserted_at


def _is_asserted(incident: Incident, status: ComponentStatus) -> bool:
    """It says it of the component itself, beyond its own end (domain rules 2 and 3)."""
    return status is ComponentStatus.OPERATIONAL or not incident.is_open


def _keep(incident: Incident, statuses: Statuses) -> None:
    Unspoken.objects.bulk_create(
        (
            Unspoken(incident=incident, component_id=component_id, status=status)
            for component_id, status in statuses.items()
        ),
        update_conflicts=True,
        unique_fields=["incident", "component"],
        update_fields=["status"],
    )
