"""Incidents as a visitor sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Impact, Incident, IncidentQuerySet, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import GUEST
from signalpost.overview.views import ImpactView, IncidentView, UpdateView


def find(incident_id: int) -> IncidentView | None:
    """One incident as a visitor sees it; None where there is none for visitors."""
    rows = with_parts(Incident.objects.seen_by(GUEST, at=timezone.now()))
    row = rows.filter(pk=incident_id).first()
    return view(row) if row else None


def on_page(*, since: datetime, at: datetime) -> list[IncidentView]:
    """Newest first: what happened since then, and what is unresolved or pinned, however old."""
    wanted = Q(occurred_at__gte=since) | Q(resolved_at__isnull=True) | Q(stickied=True)
    seen = Incident.objects.seen_by(GUEST, at=at).filter(wanted)
    return [view(row) for row in with_parts(seen).order_by("-occurred_at", "-pk")]


def next_publication(*, after: datetime) -> datetime | None:
    """When the next embargo ends."""
    waiting = Incident.objects.standing().filter(published_at__gt=after, visible=True)
    return waiting.order_by("published_at").values_list("published_at", flat=True).first()


def with_parts(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """What `view` reads, in two more queries."""
    shown = Component.objects.filter(enabled=True).outside_hidden_groups()
    impacts = Impact.objects.filter(component__in=shown).select_related("component")
    updates = Update.objects.order_by("-created_at", "-pk")
    return incidents.prefetch_related(
        Prefetch("impacts", impacts.order_by("began_at", "pk")), Prefetch("updates", updates)
    )


def view(row: Incident) -> IncidentView:
    return IncidentView(
        id=row.pk,
        name=row.name,
        message=row.message,
        status=IncidentStatus(row.status),
        is_pinned=row.stickied,
        occurred_at=row.occurred_at,
        resolved_at=row.resolved_at,
        impacts=_impacts(row.impacts.all()),
        updates=tuple(
            UpdateView(
                id=update.pk,
                status=IncidentStatus(update.status),
                message=update.message,
                created_at=update.created_at,
            )
            for update in row.updates.all()
        ),
    )


def _impacts(rows: Iterable[Impact]) -> tuple[ImpactView, ...]:
    """One per component: what is said now, or else the worst that was said."""
    best: dict[int, ImpactView] = {}
    for row in rows:
        if row.ended_at is None and row.component.deleted_at:
            continue  # past incidents still name it
        said = ImpactView(
            component_id=row.component_id,
            component=row.component.name,
            status=ComponentStatus(row.status),
            began_at=row.began_at,
            ended_at=row.ended_at,
        )
        known = best.get(row.component_id)
        if known is None or _outweighs(said, known):
            best[row.component_id] = said
    return tuple(
        sorted(
            best.values(),
            key=lambda said: (said.ended_at is not None, -said.status.severity, said.component),
        )
    )


def _outweighs(said: ImpactView, known: ImpactView) -> bool:
    if (said.ended_at is None) != (known.ended_at is None):
        return said.ended_at is None
    return said.status.severity > known.status.severity
