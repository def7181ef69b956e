"""Maintenance as a visitor sees it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, Q

from signalpost.components.models import Component
from signalpost.kernel.actor import GUEST
from signalpost.maintenance.models import Window, WindowComponent, WindowQuerySet, WindowUpdate
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview.views import CoveredView, WindowUpdateView, WindowView


def find(window_id: int) -> WindowView | None:
    """One window as a visitor sees it; None where there is none for visitors."""
    row = _with_parts(Window.objects.seen_by(GUEST)).filter(pk=window_id).first()
    return _view(row) if row else None


def lasting(*, since: datetime) -> list[WindowView]:
    """What has not ended by then, in the order of time: past, in progress and upcoming."""
    rows = Window.objects.seen_by(GUEST).lasting(since=since)
    return sorted((_view(row) for row in _with_parts(rows)), key=lambda one: (one.since, one.id))


def over(*, since: datetime, until: datetime) -> tuple[WindowView, ...]:
    """Those that began in that time and are complete, the newest first."""
    began = Q(began_at__gte=since, began_at__lt=until)
    planned = Q(began_at__isnull=True, starts_at__gte=since, starts_at__lt=until)
    rows = Window.objects.seen_by(GUEST).filter(began | planned, status=WindowStatus.COMPLETE)
    shown = [_view(row) for row in _with_parts(rows)]
    return tuple(sorted(shown, key=lambda one: (one.since, one.id), reverse=True))


def _with_parts(rows: WindowQuerySet) -> WindowQuerySet:
    """What `_view` reads, in two more queries."""
    shown = Component.objects.seen_by(GUEST).outside_hidden_groups()
    covered = WindowComponent.objects.filter(component__in=shown).select_related("component")
    order = ("component__position", "component")
    updates = WindowUpdate.objects.order_by("-created_at", "-pk")
    return rows.prefetch_related(
        Prefetch("coverage", covered.order_by(*order)), Prefetch("updates", updates)
    )


def _view(row: Window) -> WindowView:
    return WindowView(
        id=row.pk,
        name=row.name,
        message=row.message,
        status=WindowStatus(row.status),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        began_at=row.began_at,
        ended_at=row.ended_at,
        planned_at=row.created_at,
        changed_at=row.updated_at,
        components=tuple(
            CoveredView(covered.component_id, covered.component.name)
            for covered in row.coverage.all()
        ),
        updates=tuple(
            WindowUpdateView(update.pk, update.message, update.created_at)
            for update in row.updates.all()
        ),
    )
